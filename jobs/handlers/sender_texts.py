"""The words of notices to those who sent a petition: that there is something to see, never what it is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from agencies.queries import AgencyCard
from core.clock import local
from core.short_text import one_message


@dataclass(frozen=True, slots=True)
class News:
    """What a notice speaks of: whose desk, which number, and the link to a question when there is one."""

    desk: AgencyCard
    number: str
    public_url: str | None
    link: str = ""
    link_until: datetime | None = None
    new_code: bool = False


def mail_text(news: News) -> str:
    """The e-mail."""
    if news.link and news.link_until:
        until = f"{local(news.link_until):%d/%m/%Y}"
        return (
            f"Người giải quyết đơn số {news.number} cần bà con cho biết thêm. Bà con trả lời tại {news.link}\n"
            f"Đường dẫn dùng được tới hết ngày {until}, chỉ mở câu hỏi này, không cần mã. Đừng chuyển cho người khác. "
            f"Không gửi đơn nào thì bỏ qua thư này.{_call(news)}"
        )
    if news.new_code:
        return (
            f"Mã bí mật của đơn số {news.number} vừa được cấp lại tại bàn tiếp nhận, mã cũ không dùng được nữa. "
            f"Không phải bà con xin cấp lại thì báo ngay cho chúng tôi.{_call(news)}"
        )
    address = f" tại {news.public_url}/tra-cuu" if news.public_url else ""
    return f"Số {news.number} có tin mới. Bà con xem{address} bằng số này và mã bí mật trên biên nhận.{_call(news)}"


def sms_text(news: News) -> str:
    """One text message."""
    if news.link and news.link_until:
        until = f"{local(news.link_until):%d/%m}"
        return one_message(
            (
                f"Đơn {news.number}: cần bà con cho biết thêm. Trả lời tại {news.link} trước hết {until}.{_call(news)}",
                f"Đơn {news.number}: cần biết thêm. Trả lời tại {news.link} trước hết {until}.",
                f"Đơn {news.number}: trả lời tại {news.link}",
                _seen_by_code(news),
            )
        )
    if news.new_code:
        told = f"Đơn {news.number}: mã bí mật vừa được cấp lại tại bàn tiếp nhận."
        alarm = " Không phải bà con xin thì gọi ngay"
        return one_message((f"{told}{alarm} {news.desk.hotline}.", f"{told}{alarm}.", told))
    return one_message((_seen_by_code(news) + _call(news), _seen_by_code(news), f"Đơn {news.number} có tin mới."))


def paper_mail_text(news: News) -> str:
    """The e-mail that says a paper lies ready: which and about what, it does not say."""
    address = f" tại {news.public_url}/tra-cuu" if news.public_url else " ở trang Tra cứu"
    return (
        f"Số {news.number} có một văn bản gửi bà con. Bà con mở{address} bằng số này và mã bí mật trên biên nhận.\n"
        f"Thư này chỉ báo tin, không kèm văn bản.{_call(news)}"
    )


def paper_sms_text(news: News) -> str:
    """The same as one text message."""
    address = f" tại {news.public_url}/tra-cuu" if news.public_url else ""
    told = f"Đơn {news.number} có văn bản gửi bà con. Mở{address} bằng số này và mã bí mật."
    return one_message((told + _call(news), told, f"Đơn {news.number} có văn bản gửi bà con."))


def _seen_by_code(news: News) -> str:
    address = f" tại {news.public_url}/tra-cuu" if news.public_url else ""
    return f"Đơn {news.number} có tin mới. Xem{address} bằng số này và mã bí mật."


def _call(news: News) -> str:
    return f" Cần hỏi, gọi {news.desk.hotline}." if news.desk.hotline else ""

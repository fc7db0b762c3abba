"""How the figures are made, in the same sentences on the page, in the files and in the API."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext

from surveys.parts.figures import Apart
from surveys.statistics import Tally
from web.formatting import number, percent
from web.public.surveys.blueprint import bp
from web.public.surveys.wording import interval


@bp.app_template_global("survey_method")
def method() -> Sequence[str]:
    """The method, a paragraph each."""
    return [
        gettext(
            "Người đến quầy quét mã, gõ địa chỉ, nhắn tin, dùng mã trên giấy hẹn hoặc điền phiếu giấy, "
            "rồi chọn một trong năm khuôn mặt. Tỷ lệ hài lòng là số lượt “Hài lòng” và “Rất hài lòng” "
            "chia cho số lượt đã trả lời; “không áp dụng” không tính. Khoảng trong ngoặc là khoảng tin "
            "cậy Wilson 95 phần trăm: càng ít lượt thì khoảng càng rộng."
        ),
        gettext(
            "Chỉ công bố tháng đã khép, ô có từ 5 lượt trở lên; số đã công bố chỉ sửa khi có từ 5 lượt "
            "thay đổi, để không ai bị đoán ra. Dấu – là chưa đủ lượt."
        ),
        gettext(
            "Lượt nghi vấn là lượt gửi nhanh hơn tay người; nhiều lượt gấp mấy lần ngày thường của chính "
            "quầy ấy mà dồn về một khuôn mặt; nhiều lượt vào giờ quầy không có ai, hoặc đều như máy; quá "
            "nhiều lượt từ một trang giữ trên máy; hoặc nhiều tin nhắn từ một số máy. Lượt không tính do "
            "người phụ trách khảo sát loại, có ghi lý do. Cả hai không nằm trong tỷ lệ nhưng không bị xoá: "
            "trang này nêu số lượt và tỷ lệ nếu tính cả, từ 5 lượt trở lên."
        ),
        gettext(
            "Lượt đến muộn nằm lại trên máy vì mất mạng từ một giờ trở lên. Lượt ấy tính vào đúng ngày bà "
            "con chọn; đến sau khi tháng đã công bố thì chờ đủ 5 lượt mới sửa số của tháng."
        ),
        gettext(
            "So sánh: lấy khoảng tin cậy 99 phần trăm của chênh lệch (Newcombe) với các nơi còn lại; "
            "khoảng ấy còn chứa số 0 thì ghi “chưa khác rõ”, một bên dưới 30 lượt thì không so."
        ),
        gettext("Người trả lời tự nguyện, nên kết quả không thay cho điều tra chọn mẫu của Nhà nước."),
    ]  # fmt: skip


@bp.app_template_global("beside_figure")
def beside(figure: Tally, apart: Apart) -> Sequence[str]:
    """What stands beside a figure, a plain sentence each: how many, and what the figure would be with or without."""
    said = []
    if apart.late.n:
        late = _number(apart.late)
        said.append(_without_late(late, apart.without_late(figure)))
    if apart.sms.n:
        texted = {"n": _number(apart.sms), "share": percent(apart.sms.share), "interval": interval(apart.sms)}
        said.append(
            gettext("%(n)s lượt trong số này gửi bằng tin nhắn: %(share)s hài lòng (khoảng %(interval)s).", **texted)
        )
    if not figure.n and (apart.suspect.n or apart.excluded.n):
        outside = _number(apart.suspect + apart.excluded)
        return [*said, gettext("Có %(n)s lượt nghi vấn hoặc bị loại, không tính vào tỷ lệ.", n=outside)]
    if apart.suspect.n:
        said.append(
            gettext(
                "Ngoài ra có %(n)s lượt nghi vấn, không nằm trong con số trên. Tính cả thì %(share)s của "
                "%(all)s lượt (khoảng %(interval)s).",
                n=_number(apart.suspect), **_parts(apart.with_suspect(figure)),
            )
        )  # fmt: skip
    if apart.excluded.n:
        said.append(
            gettext(
                "Có %(n)s lượt không tính, có ghi lý do. Tính cả mọi lượt thì %(share)s của %(all)s lượt "
                "(khoảng %(interval)s).",
                n=_number(apart.excluded), **_parts(apart.with_all(figure)),
            )
        )  # fmt: skip
    return said


def _without_late(late: str, left: Tally) -> str:
    if not left.n:
        return str(gettext("Cả %(n)s lượt này đến muộn: máy mất mạng từ một giờ trở lên rồi mới gửi được.", n=late))
    return str(
        gettext(
            "%(n)s lượt trong số này đến muộn: máy mất mạng từ một giờ trở lên rồi mới gửi được. Không kể "
            "các lượt ấy thì %(share)s của %(all)s lượt (khoảng %(interval)s).",
            n=late, **_parts(left),
        )
    )  # fmt: skip


def _number(tally: Tally) -> str:
    return number(tally.n)


def _parts(tally: Tally) -> dict[str, str]:
    return {"share": percent(tally.share), "all": number(tally.n), "interval": interval(tally)}

"""Broken rules of surveys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from core.errors import DomainError
from core.text import N_


class ScoreMissing(DomainError):
    """The one question every answer holds was left open."""

    text = N_("Chọn một khuôn mặt rồi bấm gửi.")
    field = "diem"


class TicketInvalid(DomainError):
    """The page was opened too long ago, or the ticket is not ours."""

    text = N_("Trang mở đã lâu nên chưa gửi được. Bấm gửi lần nữa là xong.")


class ValueUnknown(DomainError):
    """An answer that the question does not offer."""

    text = N_("Câu trả lời chưa đúng với câu hỏi. Chọn lại giúp.")


class CommentTooLong(DomainError):
    """More than the form takes."""

    text = N_("Lời nhắn dài quá %(limit)s chữ cái. Rút gọn, hoặc viết thành phản ánh.")
    field = "loi-nhan"


class DetailsAlreadyGiven(DomainError):
    """The second page was sent before, or the answer has been closed since."""

    text = N_("Phần này đã gửi rồi.")


class AnswerNotSaved(DomainError):
    """The writer could not save in time; nothing was acknowledged."""

    text = N_("Chưa lưu được đánh giá. Bấm gửi lần nữa, không sợ bị tính hai lần.")


class ReasonMissing(DomainError):
    """Answers are marked or left out only with a reason."""

    text = N_("Ghi lý do, để người sau hiểu vì sao.")
    field = "reason"


class CommentTextMissing(DomainError):
    """A comment is shown only when some of it can be read."""

    text = N_("Che hết thì không còn chữ nào. Bỏ bớt chỗ che, hoặc chọn “Không cho ai xem”.")
    field = "more"


class StillPrivate(DomainError):
    """Something that looks private stays open: published only by somebody who says to have read it."""

    text = N_("Còn chỗ trông như thông tin riêng chưa che. Che nốt, hoặc đánh dấu là đã đọc kỹ.")
    field = "sure"


class PublicAddressMissing(DomainError):
    """A printed code must lead somewhere: without PUBLIC_URL no poster is made."""

    text = N_(
        "Máy chủ chưa có địa chỉ công khai (PUBLIC_URL), nên mã in ra sẽ không mở được. "
        "Nhờ người quản trị máy chủ đặt địa chỉ rồi in lại."
    )


class SheetMissing(DomainError):
    """A printing needs at least one shape, paper and form."""

    text = N_("Chọn ít nhất một loại tờ, một cỡ giấy và một kiểu tệp.")


class NothingToPrint(DomainError):
    """No open service point lies there."""

    text = N_("Nơi này chưa có quầy nào đang mở.")


class TooManySheets(DomainError):
    """More sheets than one printing makes."""

    text = N_("Lần này cần %(wanted)s tờ, nhiều hơn mức %(limit)s tờ. Chọn bớt loại tờ hoặc cỡ giấy.")


class TooManyWalls(DomainError):
    """More screens than a hall has."""

    text = N_("Đã có %(limit)s màn hình đang mở. Tắt bớt một màn hình rồi thêm.")


class DocumentFaulty(DomainError):
    """A questionnaire that cannot be taken or opened; `faults` names each place."""

    text = N_("Phiếu còn chỗ phải sửa.")

    def __init__(self, faults: Sequence[Any]) -> None:
        super().__init__()
        self.faults = faults


class PeriodTurned(DomainError):
    """The last day comes before the first, or the first lies behind us."""

    text = N_("Ngày bắt đầu phải từ hôm nay, ngày cuối không trước ngày bắt đầu.")
    field = "until"


class TargetMissing(DomainError):
    """A questionnaire is opened for some place."""

    text = N_("Chọn ít nhất một nơi hỏi.")
    field = "targets"


class AlreadyOver(DomainError):
    """A version that has ended cannot be ended again."""

    text = N_("Phiếu này đã thôi hỏi rồi.")


class TooManySlips(DomainError):
    """More codes than one printing makes."""

    text = N_("Mỗi lần in tối đa %(limit)s mã.")
    field = "count"


class SlipDaysWrong(DomainError):
    """The codes must be good for some days, and not for years."""

    text = N_("Chọn ngày hết hạn từ ngày mai đến một năm sau.")
    field = "expires_on"


class PaperFaulty(DomainError):
    """Lines of paper forms that cannot be taken; `faults` names each place."""

    text = N_("Có chỗ chưa đúng. Sửa rồi lưu lại, chưa phiếu nào được ghi.")

    def __init__(self, faults: Sequence[Any]) -> None:
        super().__init__()
        self.faults = faults

"""Broken rules of consultations."""

from __future__ import annotations

from core.errors import DomainError
from core.text import N_


class PeriodTooShort(DomainError):
    """Shorter than the law's period, and no other law is named. Law 10/2022 art. 28.2, art. 91.1."""

    text = N_(
        "Luật yêu cầu lấy ý kiến ít nhất %(days)s ngày kể từ ngày công khai: chọn từ ngày %(earliest)s trở đi."
        " Nếu luật khác quy định ngắn hơn, ghi tên luật đó vào ô bên dưới."
    )
    field = "closes_on"


class ClosesInPast(DomainError):
    """The last day has already gone."""

    text = N_("Ngày kết thúc phải sau hôm nay.")
    field = "closes_on"


class ExtensionBackwards(DomainError):
    """An extension only ever lengthens."""

    text = N_("Chỉ kéo dài được, không rút ngắn: chọn ngày sau %(current)s.")
    field = "closes_on"


class NothingToConsult(DomainError):
    """Neither text nor file."""

    text = N_("Dán nội dung dự thảo hoặc kèm tệp PDF, rồi mới mở lấy ý kiến được.")
    field = "source"


class PeriodOver(DomainError):
    """The consultation takes no more opinions."""

    text = N_("Đã hết thời gian góp ý, nên ý kiến này chưa gửi được. Bà con vẫn gửi được kiến nghị tới xã.")


class OpinionTextMissing(DomainError):
    """Only a plain "I agree" needs no words."""

    text = N_("Viết điều bà con muốn góp ý, dù chỉ một câu.")
    field = "text"


class OpinionTooLong(DomainError):
    """More than a person can be expected to read."""

    text = N_("Viết trong khoảng %(most)s ký tự. Nếu dài hơn, xin gửi bản giấy tới xã.")
    field = "text"


class StillRunning(DomainError):
    """People were promised they could write until the last day."""

    text = N_("Còn tới hết ngày %(until)s bà con mới thôi góp ý. Đóng lại sau ngày đó.")


class OpinionsNotGrouped(DomainError):
    """Every opinion with words must be in a group. Law 10/2022 art. 28.3."""

    text = N_("Còn %(count)s ý kiến chưa xếp vào nhóm nào. Xếp hết rồi mới trình được.")


class GroupWithoutResponse(DomainError):
    """Each group needs an answer and its reason. Law 10/2022 art. 28.3."""

    text = N_("Nhóm “%(title)s” chưa có trả lời hoặc chưa nêu lý do. Ghi đủ rồi mới trình được.")


class GroupNotEmpty(DomainError):
    """A group that holds opinions is not thrown away."""

    text = N_("Nhóm này còn ý kiến. Chuyển các ý kiến sang nhóm khác rồi mới xoá được.")


class NothingChosen(DomainError):
    """No opinion was ticked."""

    text = N_("Đánh dấu ít nhất một ý kiến cần xếp nhóm.")
    field = "opinions"


class ReturnReasonMissing(DomainError):
    """The clerk must know what to change."""

    text = N_("Ghi điều cần sửa để người tổng hợp làm tiếp.")
    field = "reason"


class ResultWithoutConclusion(DomainError):
    """The result says in a few sentences what happens with the draft."""

    text = N_("Viết vài câu kết luận: dự thảo được sửa thế nào, bước tiếp theo là gì.")
    field = "conclusion"

"""Rules of the clocks that can be broken."""

from __future__ import annotations

from core.errors import DomainError
from core.text import N_


class NoSuchRule(DomainError):
    """No rule of this row and variant is in force on the day."""

    text = N_("Chưa có quy định thời hạn mục %(row)s trong bảng thời hạn.")


class NoExtension(DomainError):
    """The law gives this term no extension, or it has been used up."""

    text = N_("Thời hạn này không được gia hạn thêm.")


class ExtensionNotAllowed(DomainError):
    """The law allows less at once than was asked for."""

    text = N_("Lần này chỉ được gia hạn từ 1 đến %(left)s ngày.")
    field = "length"


class ExtensionNeedsDocument(DomainError):
    """An extension stands on a signed document."""

    text = N_("Nhập số văn bản gia hạn đã ký.")
    field = "document_number"


class ReasonMissing(DomainError):
    """A pause, an extension or a stop says why."""

    text = N_("Ghi rõ lý do.")
    field = "reason"


class WrongMoment(DomainError):
    """A resumption before the pause, or an end before the start."""

    text = N_("Thời điểm này sớm hơn bước trước đó.")
    field = "at"


class RuleNotOpenToProvince(DomainError):
    """The law fixes the length: a province may not set its own."""

    text = N_("Thời hạn này do luật định, tỉnh không tự đặt được.")


class BadLength(DomainError):
    """A length is a whole number of at least one."""

    text = N_("Nhập số ngày từ 1 đến 365.")
    field = "length"


class CalendarDayUnknown(DomainError):
    """There is nothing on the day to take away."""

    text = N_("Ngày này không có trong lịch nghỉ.")
    field = "day"


class DayNeedsName(DomainError):
    """People are told why a day is off."""

    text = N_("Ghi tên ngày nghỉ hoặc lý do.")
    field = "name"


class BasisMissing(DomainError):
    """A province's own length stands on a document."""

    text = N_("Ghi văn bản của tỉnh quy định thời hạn này.")
    field = "legal_basis"


class PointlessDay(DomainError):
    """Make-up work happens on a weekly day off."""

    text = N_("Ngày làm bù phải rơi vào thứ Bảy hoặc Chủ nhật.")
    field = "day"


class TermOver(DomainError):
    """What is overdue stays overdue: no extension and no other variant after the last day."""

    text = N_("Thời hạn đã hết, không gia hạn hay đổi loại vụ việc được nữa.")


class SuspensionNeedsDecision(DomainError):
    """The settling of a complaint or denunciation stands still only by a written decision."""

    text = N_("Nhập số quyết định tạm đình chỉ hoặc quyết định tiếp tục.")
    field = "document_number"


class CriteriaMissing(DomainError):
    """A complex case is one that meets the criteria of the decree, recorded in its file."""

    text = N_("Chọn ít nhất %(least)s tiêu chí phức tạp.")
    field = "criteria"


class NotRemote(DomainError):
    """The longer terms of remote areas are for communes the province has marked so."""

    text = N_("Nơi này chưa được tỉnh ghi nhận là vùng sâu, vùng xa đi lại khó khăn.")
    field = "variant"


class SameVariant(DomainError):
    """The clock already counts as this variant."""

    text = N_("Thời hạn đang tính theo loại này rồi.")
    field = "variant"


class ExtensionStands(DomainError):
    """The other variant allows less extension than has been given."""

    text = N_("Thời hạn đã gia hạn nhiều hơn mức loại vụ việc này cho phép.")
    field = "variant"

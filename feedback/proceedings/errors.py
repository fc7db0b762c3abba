"""Rules of formal proceedings that can be broken."""

from __future__ import annotations

from core.errors import DomainError
from core.text import N_


class DayInFuture(DomainError):
    """What is recorded has happened."""

    text = N_("Ngày này ở sau hôm nay. Xem lại ngày.")
    field = "day"


class DayTooEarly(DomainError):
    """A step does not lie before the one it follows."""

    text = N_("Ngày này sớm hơn bước trước nó (%(earliest)s). Xem lại ngày.")
    field = "day"


class KnownAfterReceived(DomainError):
    """Nobody complains of what they do not know yet."""

    text = N_("Ngày biết quyết định, hành vi không thể ở sau ngày nhận đơn.")
    field = "known_on"


class KnownMissing(DomainError):
    """The time bar is counted from the day the person received or knew of it (Complaints Act art. 9)."""

    text = N_("Ghi ngày người khiếu nại nhận hoặc biết quyết định, hành vi đó. Thời hiệu tính từ ngày này.")
    field = "known_on"


class ComplainedMissing(DomainError):
    """A complaint is against a decision or an act (Complaints Act art. 2)."""

    text = N_("Ghi rõ quyết định hoặc hành vi bị khiếu nại.")
    field = "complained"


class ObstacleReasonMissing(DomainError):
    """Days of an obstacle are left out of the time bar for a reason on record."""

    text = N_("Ghi trở ngại là gì, và giấy tờ nào cho thấy.")
    field = "obstacle"


class WrongTrack(DomainError):
    """Second instance belongs to the province (Complaints Act art. 21 as amended)."""

    text = N_("Khiếu nại lần hai do tỉnh giải quyết, xã không thụ lý.")
    field = "track"


class NotTheDecider(DomainError):
    """The one who decides leads the agency that settles."""

    text = N_("Người này không phải lãnh đạo của cơ quan giải quyết.")
    field = "decider"


class DeciderMissing(DomainError):
    """Somebody has to decide before the step."""

    text = N_("Chưa cử người giải quyết. Cử một lãnh đạo rồi làm tiếp.")


class TimeBarPassed(DomainError):
    """Complaints Act art. 9, 11(6): too late without an obstacle."""

    text = N_(
        "Đơn gửi sau khi hết thời hiệu, không ghi trở ngại nào. Chỉ có thể không thụ lý, với lý do hết thời hiệu."
    )


class NotCompetent(DomainError):
    """Denunciation Act art. 24(2), 29: what belongs elsewhere goes there."""

    text = N_("Tố cáo này không thuộc thẩm quyền ở đây. Chuyển tới nơi có thẩm quyền.")


class TransferredOnce(DomainError):
    """Circular 05/2021 art. 14(1): a denunciation is transferred once for the same content."""

    text = N_("Đơn tố cáo này đã được chuyển một lần, không chuyển tiếp được nữa.")


class DialogueMissing(DomainError):
    """Complaints Act art. 30(1), 39: where views differ, and always in the second instance."""

    text = N_("Phải đối thoại trước khi ra quyết định.")


class DialogueTooSoon(DomainError):
    """Decree 124/2020 art. 28(1) (new): told at least five days before."""

    text = N_("Phải báo trước ít nhất 5 ngày: sớm nhất là %(earliest)s.")
    field = "meeting"


class DialogueAhead(DomainError):
    """A dialogue is recorded once it was held."""

    text = N_("Buổi đối thoại hẹn ngày %(day)s, chưa tới ngày.")


class WithdrawnFirst(DomainError):
    """What was taken back whole is ended, or it is said why it goes on."""

    text = N_("Đơn đã rút toàn bộ. Đình chỉ, hoặc ghi rõ vì sao vẫn giải quyết.")


class ComplaintWithdrawn(DomainError):
    """Complaints Act art. 10, 11a: a complaint taken back is ended by a decision."""

    text = N_("Người khiếu nại đã rút đơn. Ra quyết định đình chỉ.")


class NothingWithdrawn(DomainError):
    """Nobody took it back, or that it goes on was recorded."""

    text = N_("Đơn không có việc rút nào đang chờ.")


class WithdrawnBefore(DomainError):
    """It was taken back whole already."""

    text = N_("Việc rút toàn bộ đơn đã được ghi rồi.")


class NoNoticeDue(DomainError):
    """No decision waits to be sent."""

    text = N_("Không có quyết định nào đang chờ gửi.")


class StillInTime(DomainError):
    """Complaints Act art. 33(1), Denunciation Act art. 37: before there is a result, only once the term is over."""

    text = N_("Chưa có kết quả và chưa hết thời hạn giải quyết.")


class NotYetInEffect(DomainError):
    """Complaints Act art. 44."""

    text = N_("Quyết định chưa tới ngày có hiệu lực.")


class PostingTooShort(DomainError):
    """Decree 31/2019 art. 6(2): posted at least fifteen days on end."""

    text = N_("Chưa niêm yết đủ 15 ngày liên tục.")


class NobodyToAnswer(DomainError):
    """Neither the press nor another body passed it on, or they were answered."""

    text = N_("Không có nơi chuyển đơn nào đang chờ trả lời.")


class NothingOverdue(DomainError):
    """Denunciation Act art. 38 speaks of overdue ones."""

    text = N_("Không có việc quá hạn nào để yêu cầu.")


class NotAsked(DomainError):
    """No report to a superior waits."""

    text = N_("Cấp trên chưa yêu cầu báo cáo.")


class FixedByLaw(DomainError):
    """What an act lists is offered as long as the act is in force."""

    text = N_("Danh mục này do luật định, không bỏ được mục nào.")
    field = "ends_on"


class GroundMissing(DomainError):
    """Refusing, transferring, suspending and ending have one of the grounds the law lists."""

    text = N_("Chọn một căn cứ trong danh mục.")
    field = "ground"


class DocumentMissing(DomainError):
    """A decision has a number."""

    text = N_("Ghi số văn bản.")
    field = "number"


class FindingMissing(DomainError):
    """A decision finds the complaint right, partly right or wrong."""

    text = N_("Chọn kết luận.")
    field = "finding"


class StepDayMissing(DomainError):
    """When it was done decides every term that follows."""

    text = N_("Ghi ngày.")
    field = "day"

"""Rules of moving, splitting and linking that can be broken."""

from __future__ import annotations

from core.errors import DomainError
from core.text import N_


class SameDesk(DomainError):
    """A petition is not sent to the desk that has it."""

    text = N_("Đơn đang ở chính nơi này. Chọn nơi khác.")
    field = "to"


class DeskClosed(DomainError):
    """Only to a commune or province that takes petitions in here; elsewhere it is forwarded on paper."""

    text = N_("Nơi này chưa nhận đơn trên hệ thống. Chọn nơi khác, hoặc dùng Chuyển nơi khác kèm văn bản giấy.")
    field = "to"


class ProtectedStays(DomainError):
    """What speaks of a commune's desk, its leaders or somebody above lies with provinces only.

    Denunciation Act art. 13; law sheet §2.4: never to the person it is about or their subordinates.
    """

    text = N_("Đơn nói về lãnh đạo, người tiếp nhận của xã hoặc cấp trên chỉ do tỉnh giữ, không chuyển về xã nào.")
    field = "to"


class TransferredOnce(DomainError):
    """TT 05/2021 art. 14; law sheet §2.2: a denunciation is passed on only once for the same content."""

    text = N_("Đơn có nội dung tố cáo đã chuyển một lần, không chuyển nữa. Còn hướng dẫn người gửi hoặc lưu đơn.")
    field = "to"


class TriageFirst(DomainError):
    """What came from another desk is not passed on unread: somebody says what it is first."""

    text = N_("Đơn này do nơi khác chuyển tới. Phân loại trước, rồi mới chuyển tiếp.")
    field = "to"


class RecallTooLate(DomainError):
    """Taking back is for what nobody there has looked at yet."""

    text = N_("Nơi nhận đã mở hoặc phân loại đơn, hoặc đã quá một ngày, nên không lấy lại được nữa.")


class MainElsewhere(DomainError):
    """Unknown, at another desk or out of the official's reach: all the same."""

    text = N_("Không có đơn mang số này ở cùng bàn tiếp nhận trong phần việc của tài khoản. Xem lại từng ký tự.")
    field = "number"


class NotAMain(DomainError):
    """Others are linked to a petition that was triaged and is not answered yet."""

    text = N_("Đơn kia chưa phân loại, đang chờ duyệt hoặc đã xong, nên chưa gộp vào được.")
    field = "number"


class CarriesOthers(DomainError):
    """Everyone waits for one answer, not for one that waits for another."""

    text = N_("Đơn này đang có đơn khác gộp vào. Gộp chiều ngược lại: mở đơn kia, gộp vào đơn này.")
    field = "number"


class SealsApart(DomainError):
    """What is sealed is linked only with what is sealed in the same way."""

    text = N_("Đơn giữ kín chỉ gộp với đơn giữ kín cùng loại, không gộp với đơn mở.")
    field = "number"


class SealedOfOthers(DomainError):
    """Nobody learns that somebody else wrote the same about somebody. Denunciation Act art. 8, 9."""

    text = N_("Đơn giữ kín chỉ gộp khi cùng một người gửi. Đánh dấu xác nhận nếu đã xem cả hai đơn.")
    field = "same_sender"


class PublicTextNeeded(DomainError):
    """Other people's petitions are answered with the redacted text."""

    text = N_("Có %(count)s đơn của người khác gộp vào đơn này. Viết bản công khai: họ đọc bản đó.")
    field = "public_text"


class TooFewParts(DomainError):
    """Splitting makes at least two."""

    text = N_("Tách thành ít nhất hai phần, mỗi phần viết ít nhất một câu.")


class TooManyParts(DomainError):
    """As many as can be looked over on one page."""

    text = N_("Mỗi lần tách tối đa %(most)s phần.")


class PartUnsaid(DomainError):
    """Each part says something of its own."""

    text = N_("Phần %(number)s: giữ lại nội dung, ít nhất một câu.")


class PartTitleMissing(DomainError):
    """A part that is triaged at once and readable gets a title by the clerk."""

    text = N_("Phần %(number)s: đặt tên ngắn, để người khác nhìn danh sách là hiểu.")


class UnderWay(DomainError):
    """A complaint is guided, not passed on; a denunciation passed on before it is accepted, not after.

    Citizen Reception Act art. 26; Denunciation Act art. 24.2.
    """

    text = N_("Khiếu nại thì hướng dẫn, không chuyển. Tố cáo đã thụ lý thì không chuyển nữa.")
    field = "to"

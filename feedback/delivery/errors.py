"""Rules of deliveries and postings that can be broken."""

from __future__ import annotations

from core.errors import DomainError
from core.text import N_


class DayMissing(DomainError):
    """It does not say when."""

    text = N_("Ghi ngày làm việc này.")
    field = "day"


class DayAhead(DomainError):
    """Something that has not happened yet."""

    text = N_("Ngày này chưa tới. Ghi ngày đã làm thật.")
    field = "day"


class DayBefore(DomainError):
    """Earlier than what must come first."""

    text = N_("Ngày này sớm quá: không thể trước ngày %(earliest)s.")
    field = "day"


class ReceiverMissing(DomainError):
    """Who took it is not named."""

    text = N_("Ghi ai đã nhận: họ tên, và là gì của người nhận nếu nhận thay.")
    field = "who"


class WitnessMissing(DomainError):
    """Refusal and absence are recorded before somebody."""

    text = N_("Ghi họ tên người làm chứng trong biên bản.")
    field = "witnesses"


class TrackingMissing(DomainError):
    """A letter without its number cannot be followed."""

    text = N_("Ghi số hiệu bưu gửi trên phiếu của bưu điện.")
    field = "tracking"


class ReasonMissing(DomainError):
    """It does not say why."""

    text = N_("Ghi ngắn gọn vì sao.")
    field = "words"


class NotOfThisWay(DomainError):
    """That cannot happen with this way of delivery."""

    text = N_("Việc này không có ở cách gửi đã chọn.")
    field = "act"


class WayNotForThem(DomainError):
    """Only the sender has a tracking page; notices are sent by the system."""

    text = N_("Chọn cách giao bản giấy: tận tay, bưu điện hoặc qua trưởng thôn.")
    field = "way"


class AddresseeMissing(DomainError):
    """Paper needs a name on it."""

    text = N_("Ghi tên người hoặc cơ quan nhận.")
    field = "name"


class NotIssued(DomainError):
    """Nothing is delivered before it was issued."""

    text = N_("Văn bản này chưa ban hành nên chưa giao được.")


class NotForPosting(DomainError):
    """The law does not have this paper posted."""

    text = N_("Luật không buộc công khai văn bản này.")


class PostedAlready(DomainError):
    """One posting of a form at a time."""

    text = N_("Văn bản này đã có một lần niêm yết theo hình thức này.")
    field = "form"


class TitleMissing(DomainError):
    """What people read on the list is missing."""

    text = N_("Ghi tên hiện ra ngoài, không nêu tên người tố cáo.")
    field = "title"


class RedactedMissing(DomainError):
    """There is nothing to post."""

    text = N_("Tải lên bản đã che thông tin riêng, tệp PDF.")
    field = "redacted"


class PlaceMissing(DomainError):
    """It does not say where."""

    text = N_("Ghi nơi niêm yết.")
    field = "place"


class PostedTooShort(DomainError):
    """It came down before its days were over."""

    text = N_("Chưa đủ ngày niêm yết: phải tới hết ngày %(until)s. Gỡ sớm thì chọn “Gỡ sớm” và ghi lý do.")


class NotSentYet(DomainError):
    """A decision counts as sent when it was sent."""

    text = N_("Còn nơi nhận chưa được gửi. Ghi việc gửi ở trang giao văn bản, bước này tự ghi khi gửi xong.")


class NotPostedYet(DomainError):
    """It counts as made public when it is public."""

    text = N_("Chưa có lần công khai nào được ghi. Ghi ở trang niêm yết, bước này tự ghi khi bắt đầu niêm yết.")

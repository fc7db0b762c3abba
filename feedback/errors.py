"""Rules of petitions that can be broken."""

from __future__ import annotations

from core.errors import DomainError
from core.text import N_


class NothingWritten(DomainError):
    """A petition says what happened."""

    text = N_("Viết giúp chuyện gì đã xảy ra, ít nhất một câu.")
    field = "what"


class ConcernsMissing(DomainError):
    """Whom it concerns decides who may read."""

    text = N_("Chọn chuyện này có nói về ai không. Điều này quyết định ai được đọc.")
    field = "concerns"


class DraftGone(DomainError):
    """The draft expired, was deleted or never was on this machine."""

    text = N_("Bản viết dở không còn trên máy này. Bà con viết lại giúp.")


class DeskNotOpen(DomainError):
    """Neither the commune nor its province takes petitions here."""

    text = N_("Nơi này chưa nhận đơn qua cổng.")


class TitleMissing(DomainError):
    """A readable petition gets a title by the clerk."""

    text = N_("Đặt tên ngắn cho đơn, để người khác nhìn danh sách là hiểu.")
    field = "title"


class NotAHolder(DomainError):
    """A case is given to someone who handles cases at this agency."""

    text = N_("Người này không có vai trò xử lý đơn ở cơ quan này.")
    field = "assignee"


class SealedToOneself(DomainError):
    """A clerk who may not read a sealed case gives it to others, never to themselves: that would open it."""

    text = N_("Đơn giữ kín đã giao cho người khác thì không tự nhận về mình được. Giao cho một người khác.")
    field = "assignee"


class ReleaseReasonWrong(DomainError):
    """That somebody left is found by the system, nobody says it of themselves."""

    text = N_("Chọn một lý do.")
    field = "reason"


class ConflictOfInterest(DomainError):
    """The petition speaks of the person, of their superior, or they said themselves that it is too close to them."""

    text = N_("Không giao được cho người này: đơn nói về họ, về cấp trên của họ, hoặc họ đã xin thôi vì liên quan.")
    field = "assignee"


class TextMissing(DomainError):
    """The act is told in words."""

    text = N_("Ghi vài lời cho rõ, ít nhất 10 chữ cái.")
    field = "text"


class AnswerMissing(DomainError):
    """There is no draft to approve."""

    text = N_("Chưa có bản trả lời để trình.")
    field = "text"


class PublicTextOfSealed(DomainError):
    """Nothing of a sealed case is ever published."""

    text = N_("Đơn được giữ kín thì không công khai câu trả lời.")
    field = "public_text"


class RatingOutOfRange(DomainError):
    """One to five."""

    text = N_("Chọn một trong năm mức.")
    field = "rating"


class DisputeReasonMissing(DomainError):
    """The commune can only look again when it knows what is missing."""

    text = N_("Cho biết còn chỗ nào chưa được, để xem lại cho đúng.")
    field = "comment"


class AlreadyReopened(DomainError):
    """A petition is reopened once; after that there are other ways."""

    text = N_("Đơn này đã được xem lại một lần. Nếu vẫn chưa đồng ý, bà con có thể gặp người tiếp dân hoặc khiếu nại.")

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
    """It speaks of the person or their superior, they said that it is too close to them, or they answered it before."""

    text = N_(
        "Không giao được cho người này: đơn nói về họ, về cấp trên của họ, họ đã xin thôi vì liên quan, hoặc chính họ"
        " đã trả lời mà người gửi chưa đồng ý."
    )
    field = "assignee"


class NothingToErase(DomainError):
    """Neither name nor contact was left, or they were erased already."""

    text = N_("Đơn này không còn tên hay cách liên lạc nào để xoá.")


class CaseStillOpen(DomainError):
    """While a case is being worked the sender must be told of it; they themselves may erase at any time."""

    text = N_("Đơn chưa đóng nên chưa xoá được: còn phải báo tin cho người gửi.")


class NoSuchNumber(DomainError):
    """Unknown, of another kind or out of the officer's reach: all the same."""

    text = N_("Không có đơn mang số này trong phạm vi phụ trách. Xem lại từng ký tự.")
    field = "number"


class ErasureAskedBefore(DomainError):
    """The first request is still undecided."""

    text = N_("Đơn này đang có một yêu cầu xoá chưa quyết.")
    field = "number"


class NotYet(DomainError):
    """A request comes in today at the latest."""

    text = N_("Ngày nhận không thể ở sau hôm nay.")
    field = "received_on"


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


class FilterNameMissing(DomainError):
    """A kept filter is found again by its name."""

    text = N_("Đặt tên cho bộ lọc, ví dụ: Đất đai.")
    field = "name"


class FilterNameTaken(DomainError):
    """One name, one filter."""

    text = N_("Đã có bộ lọc tên này. Chọn tên khác.")
    field = "name"


class FilterEmpty(DomainError):
    """A filter that leaves nothing out is the view itself."""

    text = N_("Chọn ít nhất một điều kiện rồi mới lưu.")
    field = "name"


class TooManyFilters(DomainError):
    """A list that is still read at a glance."""

    text = N_("Mỗi người lưu được %(most)s bộ lọc. Bỏ bớt một bộ lọc cũ rồi lưu tiếp.")
    field = "name"


class BatchEmpty(DomainError):
    """Nothing was ticked."""

    text = N_("Chọn ít nhất một đơn.")


class BatchTooLong(DomainError):
    """As many as can be looked over before it is done."""

    text = N_("Mỗi lần làm tối đa %(most)s đơn.")


class BatchTooLate(DomainError):
    """Undoing is for what was just done by mistake."""

    text = N_("Việc này đã được hoàn tác hoặc đã quá 15 phút, không hoàn tác được nữa.")


class RemarkMissing(DomainError):
    """A remark says something."""

    text = N_("Ghi vài lời cho đồng nghiệp.")
    field = "text"


class CannedTextMissing(DomainError):
    """A text to begin an answer with has a name and says something."""

    text = N_("Đặt tên mẫu và viết nội dung từ 10 ký tự trở lên.")
    field = "body"


class LinkGone(DomainError):
    """A link to a question that is wrong, too old, or whose question is settled: all look the same."""

    text = N_("Đường dẫn này không còn dùng được.")


class PublicAddressMissing(DomainError):
    """Paper outlives mistakes: no address is printed that may not be the portal's own."""

    text = N_("Chưa khai địa chỉ công khai của cổng (PUBLIC_URL) nên chưa in được đường dẫn.")

"""Rules of issued papers that can be broken."""

from __future__ import annotations

from core.errors import DomainError
from core.text import N_


class ChecksMissing(DomainError):
    """Not every item of the check-list is ticked."""

    text = N_("Còn %(count)s mục kiểm tra chưa đánh dấu. Đánh dấu đủ rồi mới trình được.")
    field = "checks"


class SignerMissing(DomainError):
    """Nobody was chosen to sign."""

    text = N_("Chọn người ký.")
    field = "signer_id"


class SignerNotAllowed(DomainError):
    """The signer may not sign this kind in this form, or the matter concerns them."""

    text = N_("Người này không ký được văn bản này: không đúng thẩm quyền, đã soạn văn bản, hoặc đơn nói về họ.")
    field = "signer_id"


class FormNotAllowed(DomainError):
    """The form of signing does not go with the signer's post."""

    text = N_("Quyền hạn ký không hợp với chức vụ của người ký.")
    field = "signed_as"


class PaperUnderWay(DomainError):
    """A paper of this kind of the case is on its way already."""

    text = N_("Đơn đã có một văn bản loại này đang soạn hoặc đang chờ. Làm tiếp văn bản đó.")


class NoNumberForThis(DomainError):
    """A paper without a number is not issued through the register."""

    text = N_("Văn bản này không lấy số. Tải về và in ở mục Văn bản của đơn.")


class PaperDayWrong(DomainError):
    """A number's day: not in the future, not before the last number's, in the register's year."""

    text = N_("Ngày văn bản từ %(earliest)s đến hôm nay.")
    field = "day"


class NumbersBegun(DomainError):
    """Numbers were given already: the book does not begin elsewhere any more."""

    text = N_("Sổ này đã có số. Số bắt đầu chỉ khai được khi sổ còn trống.")
    field = "last_number"


class NotReserved(DomainError):
    """The number is not one that waits to be used, or of another book."""

    text = N_("Số này không còn giữ, hoặc thuộc sổ khác.")
    field = "entry"


class SignedFileMissing(DomainError):
    """A paper is issued with its signed file."""

    text = N_("Tải bản đã ký lên rồi mới ban hành.")
    field = "file"


class TooManyPhotos(DomainError):
    """More pages than one paper has."""

    text = N_("Tối đa %(most)s ảnh. Văn bản dài thì quét thành một tệp PDF.")
    field = "file"


class FileMissing(DomainError):
    """Nothing was chosen."""

    text = N_("Chọn tệp PDF hoặc ảnh chụp văn bản đã ký.")
    field = "file"


class ChangedAfterSigning(DomainError):
    """A digital signature does not cover what the file now says."""

    text = N_("Tệp đã bị sửa sau khi ký số. Lấy lại tệp gốc từ phần mềm ký rồi tải lên.")
    field = "file"


class AnswerOnPaper(DomainError):
    """The province has this kind answered by a signed paper."""

    text = N_("Loại đơn này trả lời bằng văn bản ký, đóng dấu. Duyệt văn bản trả lời để chuyển văn thư.")


class NumberGiven(DomainError):
    """The answer's paper has its number: void that first."""

    text = N_("Văn bản trả lời đã có số. Văn thư huỷ số trước rồi mới trả lại được.")


class PaperMissing(DomainError):
    """A decision or conclusion is recorded from its issued paper."""

    text = N_("Chưa có văn bản đã ban hành. Soạn, duyệt, cấp số và tải bản đã ký lên trước.")


class NotDelegable(DomainError):
    """The law leaves the matter to the head alone."""

    text = N_("Việc này không uỷ quyền được: %(matter)s.")
    field = "matters"


class MattersMissing(DomainError):
    """A delegation says in which matters."""

    text = N_("Chọn ít nhất một loại việc.")
    field = "matters"


class DelegateUnfit(DomainError):
    """Not somebody of this agency who may sign for its head."""

    text = N_("Chọn người khác của cơ quan này, có vai trò làm việc với đơn.")
    field = "delegate"


class DelegationDays(DomainError):
    """From a day to a day, from today on."""

    text = N_("Ngày kết thúc phải từ ngày bắt đầu trở đi, và chưa qua.")
    field = "until_on"


class AlwaysOnPaper(DomainError):
    """The law asks for a signed paper."""

    text = N_("Loại đơn này luật buộc trả lời bằng văn bản.")
    field = "way"


class WayDayPassed(DomainError):
    """A new way of answering holds from today on."""

    text = N_("Cách trả lời mới có hiệu lực từ hôm nay hoặc một ngày sau.")
    field = "valid_from"


class PostDayPassed(DomainError):
    """A post ends after it began."""

    text = N_("Ngày thôi giữ chức phải từ ngày bắt đầu trở đi.")
    field = "until_on"

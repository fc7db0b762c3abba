"""Broken rules of casework."""

from __future__ import annotations

from datetime import datetime

from core.errors import DomainError
from core.text import N_


class CaseShredded(DomainError):
    """The case's key was erased: nothing of it can be read any more."""

    text = N_("Nội dung đã được xoá theo quy định, không còn đọc được.")


class TooManyAttempts(DomainError):
    """Too many wrong access codes for this number or from this network."""

    text = N_("Đã thử sai nhiều lần. Đợi khoảng một giờ rồi thử lại, hoặc gọi số điện thoại ở cuối trang.")


class TooManyMatches(DomainError):
    """Too many names or phones tried for this case, or by this official."""

    text = N_("Đã đối chiếu sai nhiều lần. Đợi khoảng một giờ rồi thử lại. Việc này có trong nhật ký.")


class ImageTooLarge(DomainError):
    """More bytes or pixels than we accept."""

    text = N_("Ảnh quá lớn. Mỗi ảnh tối đa 10 MB.")
    field = "photos"


class TooManyPixels(ImageTooLarge):
    """More pixels than we unpack of this format."""

    text = N_("Ảnh có quá nhiều điểm ảnh. Chụp lại ở cỡ thường, hoặc gửi ảnh JPEG.")


class BudgetSpent(DomainError):
    """More was sent from this network within the hour than a village sends. `until`: when it may send again."""

    text = N_("Chưa gửi được: trong một giờ qua, mạng này đã gửi quá nhiều.")

    @property
    def until(self) -> datetime:
        """From when on this network may send again."""
        until: datetime = self.values["until"]
        return until


class CardShown(DomainError):
    """An identity card can be read on a photo: nobody asked for it, and it is not kept. 91/2025/QH15 art. 3."""

    text = N_(
        "Trong ảnh có thẻ căn cước. Ở đây không cần và không giữ ảnh căn cước, nên ảnh chưa được lưu. Bỏ ảnh này, hoặc"
        " che kín mã vuông, số và mặt trên thẻ rồi chụp lại."
    )
    field = "photos"


class CardInFile(DomainError):
    """The same, on a page of a PDF."""

    text = N_(
        "Trang %(page)s của tệp có thẻ căn cước. Ở đây không cần và không giữ ảnh căn cước, nên tệp chưa được lưu. Bỏ"
        " trang ấy, hoặc che kín mã vuông, số và mặt trên thẻ rồi chọn lại tệp."
    )
    field = "file"


class NotAnImage(DomainError):
    """Not a photo of a kind we can open."""

    text = N_("Tệp này không phải ảnh, hoặc ảnh bị hỏng. Dùng ảnh chụp bằng điện thoại (JPEG, PNG, HEIC, WebP).")
    field = "photos"


class TooManyImages(DomainError):
    """More photos than a case takes."""

    text = N_("Gửi được tối đa %(most)s ảnh.")
    field = "photos"


class EnclosureTooLarge(DomainError):
    """A PDF of more bytes than a case takes."""

    text = N_("Tệp PDF tối đa 10 MB. Quét lại với chất lượng vừa phải, hoặc chụp ảnh những trang cần.")
    field = "file"


class TooManyPages(DomainError):
    """A PDF of more pages than anybody reads with a petition."""

    text = N_("Tệp có %(pages)s trang, gửi được tối đa %(most)s trang. Chọn những trang cần thôi.")
    field = "file"


class VoiceTooLarge(DomainError):
    """A recording of more bytes than a case takes."""

    text = N_("Tệp ghi âm tối đa 4 MB. Ghi lại ngắn hơn giúp.")
    field = "voice"


class VoiceTooLong(DomainError):
    """A recording longer than two minutes."""

    text = N_("Ghi âm tối đa 2 phút. Ghi lại ngắn hơn, hoặc kể tiếp bằng chữ.")
    field = "voice"


class NotAVoice(DomainError):
    """Not a recording of a kind we know."""

    text = N_("Tệp này không phải ghi âm. Dùng máy ghi âm của điện thoại (M4A, MP3, OGG, AMR, 3GP).")
    field = "voice"


class IdentityNotGiven(DomainError):
    """The person left neither name nor contact."""

    text = N_("Người gửi không để lại tên hay cách liên lạc.")


class CaseFull(DomainError):
    """A case holds only so many photos and files."""

    text = N_("Đơn này đã có nhiều ảnh và tệp, không nhận thêm được nữa. Kể bằng lời, hoặc mang tới cho người trực.")
    field = "photos"


class ProofAsked(DomainError):
    """This network sends so much that each sending costs a little work; without it a clerk looks at it first."""

    text = N_("Mạng này đang gửi rất nhiều. Bấm gửi lần nữa giúp: máy làm xong một phép tính nhỏ thì đơn tự đi.")


class NumberTaken(DomainError):
    """A number that another installation gave out is in use here: one in many millions, or somebody tampered."""

    text = N_("Số đơn trong túi thư đã có ở đây. Báo cho người quản trị.")

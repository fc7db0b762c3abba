"""Rules of what follows an answer that can be broken."""

from __future__ import annotations

from core.errors import DomainError
from core.text import N_


class DoubtMissing(DomainError):
    """A choice tells the new owner at once where to look."""

    text = N_("Chọn ít nhất một điều chưa được.")
    field = "doubts"


class StarsTooMany(DomainError):
    """Who does not agree is not satisfied."""

    text = N_("Chọn một trong hai mức.")
    field = "stars"


class BoardMayNotRead(DomainError):
    """The Board reads no sealed petition."""

    text = N_("Đơn này được giữ kín nên Ban Thanh tra nhân dân không đọc được. Bà con đề nghị xem lại giúp.")
    field = "way"


class BoardAskedBefore(DomainError):
    """One request at a time."""

    text = N_("Ban Thanh tra nhân dân đang xem đơn này rồi.")
    field = "way"


class NoBoardHere(DomainError):
    """Nobody of the Board works here yet."""

    text = N_("Nơi này chưa có Ban Thanh tra nhân dân trên cổng. Bà con đề nghị xem lại giúp.")
    field = "way"


class FindingMissing(DomainError):
    """The Board answers in words and with one choice."""

    text = N_("Chọn điều Ban thấy.")
    field = "finding"


class TakenByAnother(DomainError):
    """Two members do not go twice for one thing."""

    text = N_("Một thành viên khác của Ban đã nhận việc này.")


class WishNotPossible(DomainError):
    """At this stage the law knows no such step."""

    text = N_("Ở bước này chưa làm việc đó được.")


class WishedBefore(DomainError):
    """It is waiting for the signature already."""

    text = N_("Bà con đã bắt đầu việc này rồi. Còn chờ ký tên tại nơi tiếp công dân.")


class NotSignedYet(DomainError):
    """A request becomes a formal act by a signature; the step is recorded first."""

    text = N_("Chưa có bước theo luật nào được ghi sau yêu cầu này. Ghi bước có chữ ký trước, rồi đánh dấu.")


class PartNotSaid(DomainError):
    """Which part, in words."""

    text = N_("Ghi rõ rút phần nào, hoặc những ai rút, ít nhất 10 chữ cái.")
    field = "text"


class SignatureNeeded(DomainError):
    """A complaint or denunciation is withdrawn by a signed paper (Complaints Act art. 10; Denunciation Act art. 33)."""

    text = N_("Khiếu nại, tố cáo chỉ rút được bằng giấy có chữ ký.")

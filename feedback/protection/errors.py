"""Rules of protection that can be broken."""

from __future__ import annotations

from core.errors import DomainError
from core.text import N_


class NotConfided(DomainError):
    """Only what speaks of somebody has a sealed record; everything else has its notes and questions."""

    text = N_("Đơn này không phải đơn giữ kín.")


class DangerMissing(DomainError):
    """A request says what is hurt or threatened (Denunciation Act art. 47 clause 3, 50 clause 2 c)."""

    text = N_("Chọn ít nhất một điều đang bị đe doạ.")
    field = "dangers"


class ProtectedMissing(DomainError):
    """A request says for whom (art. 50 clause 2 b)."""

    text = N_("Chọn ít nhất một người cần bảo vệ.")
    field = "relations"


class MeasureMissing(DomainError):
    """A decision names its measures (art. 52 clause 2 d)."""

    text = N_("Chọn ít nhất một biện pháp.")
    field = "measures"


class GroundNeeded(DomainError):
    """Refusing and ending have one of the grounds of the act (art. 51, 54)."""

    text = N_("Chọn một căn cứ trong danh mục.")
    field = "ground"


class NumberNeeded(DomainError):
    """A decision is on paper, with its number (art. 51 clause 3, 52)."""

    text = N_("Ghi số văn bản, hoặc ban hành văn bản trước rồi ghi bước này.")
    field = "number"


class BodyNeeded(DomainError):
    """Whoever is called on has a name (art. 49, 51)."""

    text = N_("Ghi tên cơ quan, tổ chức được yêu cầu.")
    field = "body"


class DayWrong(DomainError):
    """What is recorded has happened, and not before the request."""

    text = N_("Ngày này ở sau hôm nay hoặc trước ngày đề nghị. Xem lại ngày.")
    field = "day"


class EndBeforeStart(DomainError):
    """A measure ends after it begins."""

    text = N_("Ngày hết hạn phải ở sau ngày bắt đầu.")
    field = "until"


class DeedMissing(DomainError):
    """A report says what was done."""

    text = N_("Chọn ít nhất một việc đã xảy ra.")
    field = "deeds"


class NowhereElse(DomainError):
    """Nobody above this desk has one here."""

    text = N_(
        "Đơn này đã do tỉnh giải quyết, trên cổng không còn nơi nào cao hơn. Mang tin báo tới Thanh tra tỉnh hoặc "
        "công an, hoặc gọi 113 khi nguy hiểm."
    )


class NobodyDecides(DomainError):
    """Measures are decided by whoever settles the denunciation (art. 51)."""

    text = N_("Chưa cử người giải quyết tố cáo. Cử người rồi quyết định; đang nguy hiểm thì bảo vệ khẩn cấp trước.")

"""Rules of claimed work that can be broken."""

from __future__ import annotations

from core.errors import DomainError
from core.text import N_


class AfterPhotoMissing(DomainError):
    """Without a photo of the finished work nobody can compare."""

    text = N_("Kèm ít nhất một ảnh chụp lúc đã làm xong.")
    field = "after"


class TooManyScenes(DomainError):
    """So many photos of each kind."""

    text = N_("Mỗi mục gửi được tối đa %(most)s ảnh.")
    field = "photos"


class DoneInFuture(DomainError):
    """What is claimed done was done."""

    text = N_("Giờ làm xong không thể ở sau lúc này.")
    field = "done_on"


class PlaceMissing(DomainError):
    """Whoever goes to look has to find it."""

    text = N_("Ghi chỗ đã làm bằng lời, hoặc chọn vị trí.")
    field = "place"


class ClaimWaits(DomainError):
    """One claim at a time: the next only when somebody has looked, or this one was taken back."""

    text = N_("Đơn này đang có một việc báo đã xong, chờ người xem. Rút lời báo ấy rồi mới báo lại được.")


class LookedBefore(DomainError):
    """Each of the two looks once; a new claim is looked at anew."""

    text = N_("Đã ghi điều thấy về việc này rồi.")


class OwnPetition(DomainError):
    """Whoever sent it, or is close to it, does not look for the Board."""

    text = N_("Anh chị đã báo là người gửi hoặc có liên quan nên không xem thay Ban ở đơn này.")

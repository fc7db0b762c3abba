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


class NotAnImage(DomainError):
    """Not a photo of a kind we can open."""

    text = N_("Tệp này không phải ảnh, hoặc ảnh bị hỏng. Dùng ảnh chụp bằng điện thoại (JPEG, PNG, HEIC, WebP).")
    field = "photos"


class TooManyImages(DomainError):
    """More photos than a case takes."""

    text = N_("Gửi được tối đa %(most)s ảnh.")
    field = "photos"


class IdentityNotGiven(DomainError):
    """The person left neither name nor contact."""

    text = N_("Người gửi không để lại tên hay cách liên lạc.")

"""Broken rules of dialogues."""

from __future__ import annotations

from core.errors import DomainError
from core.text import N_


class AnnouncedTooLate(DomainError):
    """Law 72/2025 art. 43: announced at least that many days before."""

    text = N_("Phải thông báo trước ít nhất %(days)s ngày: buổi này sớm nhất là ngày %(earliest)s.")
    field = "starts_on"


class EndsBeforeStart(DomainError):
    """A dialogue ends after it begins."""

    text = N_("Giờ kết thúc phải sau giờ bắt đầu.")
    field = "ends_time"


class NotHeldYet(DomainError):
    """A dialogue cannot have been held before its time."""

    text = N_("Buổi đối thoại chưa đến giờ diễn ra.")


class QuestionsClosed(DomainError):
    """Questions are taken until the dialogue begins."""

    text = N_("Buổi đối thoại này không nhận câu hỏi gửi trước nữa.")


class ConclusionsMissing(DomainError):
    """Nothing to publish."""

    text = N_("Ghi kết luận của buổi đối thoại trước khi công bố.")
    field = "conclusions"


class DueBeforePromise(DomainError):
    """A promise is kept after it was made."""

    text = N_("Hạn hoàn thành phải từ hôm nay trở đi.")
    field = "due_on"

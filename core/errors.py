"""Broken rules. Each domain names its own in `errors.py`, one class per rule."""

from __future__ import annotations

from typing import Any, ClassVar

from core.text import N_


class DomainError(Exception):
    """A rule was broken; nothing was changed.

    `text` is the Vietnamese source sentence for the person (translated at the edge, `%(name)s` filled
    from the keyword arguments); `field` names the input it belongs to, when there is one.
    """

    text: ClassVar[str] = N_("Việc này hiện không thực hiện được.")
    field: str | None = None

    def __init__(self, *, field: str | None = None, **values: Any) -> None:
        super().__init__(self.text)
        self.values = values
        if field is not None:
            self.field = field


class NotFound(DomainError):
    """Unknown, or not for this viewer: on public pages the two look the same."""

    text = N_("Không tìm thấy.")


class Forbidden(DomainError):
    """The actor may not do this."""

    text = N_("Tài khoản này không có quyền làm việc này.")


class StaleVersion(DomainError):
    """Someone else changed the record since the form was opened (shown as a 409 page)."""

    text = N_("Người khác vừa sửa mục này. Xem lại bản mới rồi làm tiếp.")

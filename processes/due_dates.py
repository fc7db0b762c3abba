"""When the calendar moves clocks, every domain that keeps a copy of a due date changes it in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence

from core.context import Context
from deadlines.services import ClockChange
from feedback.services import copy_due_dates


def copies_follow(ctx: Context, changes: Sequence[ClockChange]) -> None:
    """The `on_change` of `deadlines.services.change_days`, `recompute` and `deadlines.reference.ensure_reference`."""
    copy_due_dates(ctx, changes)

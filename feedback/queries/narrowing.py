"""Filters that combine: what of a view is shown. Every choice is an equality or a window of the due date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from core.clock import end_of_day, local_date, start_of_day
from feedback.states import Due, Field, PetitionKind, PetitionState, Source

LACKS = ("assignee", "hamlet")
E = TypeVar("E", bound=StrEnum)
_DAYS = {Due.TODAY: 0, Due.WEEK: 7, Due.MONTH: 30}


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What was chosen; None: anything. `unit` is one of the official's desks.

    What the leader's week links to: `hamlet`, `readable` (no sealed case), `week` (the Monday of the week in which it
    was answered), `timely` (whether it was answered in time), `lacks` (that nobody has
    it, or that it names no hamlet).
    """

    kind: PetitionKind | None = None
    state: PetitionState | None = None
    field: Field | None = None
    source: Source | None = None
    due: Due | None = None
    assignee: UUID | None = None
    unit: UUID | None = None
    hamlet: UUID | None = None
    readable: bool | None = None
    week: date | None = None
    timely: bool | None = None
    lacks: str | None = None

    def __bool__(self) -> bool:
        """Whether anything was chosen."""
        return any(getattr(self, one.name) is not None for one in fields(self))

    def as_choices(self) -> dict[str, str]:
        """What is kept of it, and what stands in an address."""
        chosen = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: str(value) for name, value in chosen.items() if value is not None}

    def without(self, name: str) -> Narrowing:
        """The same without one of the choices."""
        return replace(self, **{name: None})

    def equal_to(self) -> dict[str, Any]:
        """The columns of a petition that must equal what was chosen; state and unit choose the branches instead."""
        found = {
            "kind": self.kind, "field": self.field, "source": self.source, "assignee_id": self.assignee,
            "hamlet_id": self.hamlet, "sealed": False if self.readable else None,
        }  # fmt: skip
        return {name: value for name, value in found.items() if value is not None}

    def window(self, now: datetime) -> tuple[datetime, datetime] | None:
        """From when to when it must be due; None: whenever."""
        if self.due is None:
            return None
        if self.due is Due.LATE:
            return now - timedelta(days=36_500), now
        today = local_date(now)
        last = 6 - today.weekday() if self.due is Due.THIS_WEEK else _DAYS[self.due]
        return now, end_of_day(today + timedelta(days=last))

    def answered_within(self) -> tuple[datetime, datetime] | None:
        """From when to when it must have been answered; None: whenever, if at all."""
        if self.week is None:
            return None
        return start_of_day(self.week), end_of_day(self.week + timedelta(days=6))


NOTHING = Narrowing()


def narrowing_from(choices: Mapping[str, Any]) -> Narrowing:
    """What an address or a saved filter says; anything unknown is left out."""
    return Narrowing(
        kind=_member(PetitionKind, choices.get("kind")), state=_member(PetitionState, choices.get("state")),
        field=_member(Field, choices.get("field")), source=_member(Source, choices.get("source")),
        due=_member(Due, choices.get("due")), assignee=_id(choices.get("assignee")), unit=_id(choices.get("unit")),
        hamlet=_id(choices.get("hamlet")), readable=_yes_no(choices.get("readable")) or None,
        week=_monday(choices.get("week")), timely=_yes_no(choices.get("timely")),
        lacks=_lack(choices.get("lacks")),
    )  # fmt: skip


def _member(kind: type[E], value: object) -> E | None:
    try:
        return kind(str(value)) if value else None
    except ValueError:
        return None


def _id(value: object) -> UUID | None:
    try:
        return UUID(str(value)) if value else None
    except ValueError:
        return None


def _yes_no(value: object) -> bool | None:
    return {"True": True, "False": False}.get(str(value))


def _lack(value: object) -> str | None:
    return str(value) if value in LACKS else None


def _monday(value: object) -> date | None:
    """The Monday of the week of a day; years the database cannot count in are none."""
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        return None
    return day - timedelta(days=day.weekday()) if 2000 <= day.year <= 2999 else None

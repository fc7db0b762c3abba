"""Why this date: the computation as lines a person can follow. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from deadlines.calendar import ONE_DAY, Skipped, WorkCalendar
from deadlines.catalogue import RuleView
from deadlines.computing import Computation, Moved, Pause, compute_due
from deadlines.states import DayKind, Direction, SkipReason, Unit


@dataclass(frozen=True, slots=True)
class Line:
    """One day, or several alike in a row: counted (`number` is that of the last of them) or passed over.

    `makeup`: a Saturday or Sunday that counts because it is worked for another day.
    """

    first: date
    last: date
    number: int | None
    reason: SkipReason | None
    name: str = ""
    makeup: bool = False


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a due date came about ("Vì sao là ngày này?")."""

    rule_id: str
    row: int
    kind: str
    step: str
    start_event: str
    legal_basis: str
    to_be_confirmed: bool
    started_at: datetime
    due_at: datetime | None
    length: int | None
    unit: Unit
    direction: Direction
    extended_by: int
    counted: tuple[date, ...]
    skipped: tuple[Skipped, ...]
    moved: Moved | None
    lines: tuple[Line, ...]
    pauses: tuple[Pause, ...]
    other: Computation | None
    provisional: bool
    settled: bool = False  # the clock has ended: its date stays, whatever the calendar says since


def explain(
    rule: RuleView, started_at: datetime, calendar: WorkCalendar, *, pauses: Sequence[Pause] = (), extended_by: int = 0
) -> Explanation:
    """Compute a term and tell how."""
    done = compute_due(rule.facts().longer_by(extended_by), started_at, calendar, pauses)
    days = [*done.counted, *(skipped.date for skipped in done.skipped)]
    years = {day.year for day in days} | ({done.moved.to.year} if done.moved else set())
    return Explanation(
        rule_id=rule.id, row=rule.row, kind=rule.kind, step=rule.step, start_event=rule.start_event,
        legal_basis=rule.legal_basis, to_be_confirmed=rule.to_be_confirmed, started_at=started_at,
        due_at=done.due_at, length=done.length, unit=done.unit, direction=done.direction, extended_by=extended_by,
        counted=done.counted, skipped=done.skipped, moved=done.moved, lines=tuple(_lines(done, calendar)),
        pauses=tuple(pauses), other=done.other, provisional=bool(years & calendar.provisional_years),
    )  # fmt: skip


def _lines(done: Computation, calendar: WorkCalendar) -> Iterator[Line]:
    """Day by day; days in a row that are alike make one line, but each working day has its own."""
    backwards = done.direction is Direction.BEFORE
    entries = [(day, None) for day in done.counted] + [(skipped.date, skipped) for skipped in done.skipped]
    number, open_line = 0, None
    for day, skipped in sorted(entries, key=lambda entry: entry[0], reverse=backwards):
        number += skipped is None
        makeup = skipped is None and calendar.days.get(day) is DayKind.MAKEUP_WORKING
        line = Line(day, day, None if skipped else number, *_why(skipped), makeup=makeup)
        joined = _join(open_line, line, alone=done.unit is Unit.WORKING_DAYS)
        if open_line is not None and joined is None:
            yield open_line
        open_line = joined or line
    if open_line is not None:
        yield open_line


def _why(skipped: Skipped | None) -> tuple[SkipReason | None, str]:
    return (skipped.reason, skipped.name) if skipped else (None, "")


def _join(line: Line | None, following: Line, *, alone: bool) -> Line | None:
    """Both as one line, or None when they differ in kind."""
    if line is None or (line.reason, line.name) != (following.reason, following.name):
        return None
    if line.reason is None and alone:
        return None
    if abs(following.first - line.last) != ONE_DAY:
        return None
    return Line(line.first, following.last, following.number, line.reason, line.name)

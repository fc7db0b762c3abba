"""What the sender's pages show of the sealed record, gathered once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from casework.locks.closing import is_locked
from casework.locks.errors import CaseLocked
from core.clock import local_date
from core.context import Context
from core.errors import NotFound
from deadlines.queries import ClockView
from feedback.protection.folding import Folded, fold_alarm
from feedback.protection.policies import ProtectionFacts, acts_for
from feedback.protection.queries import Record, answer_due, is_confided, look_again_on, open_record
from feedback.protection.record import alarms_of, read_entries
from feedback.protection.states import Alarm, EntryKind, ProtectionAct, Voice
from feedback.queries import CaseView, find_case_view
from web.public.confiding.words import Shown, shown, shown_of

# Decisions and what follows from them are told; what the office did among itself is not.
_TOLD = frozenset(
    {
        ProtectionAct.ASK, ProtectionAct.TAKE_UP, ProtectionAct.WRITTEN, ProtectionAct.PROTECT_NOW, ProtectionAct.APPLY,
        ProtectionAct.REFUSE, ProtectionAct.ASK_CHANGE, ProtectionAct.CHANGE, ProtectionAct.KEEP, ProtectionAct.END,
        ProtectionAct.TAKE_BACK,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Confided:
    """The part of the tracking page: when to look again, whether a word waits, how the protection stands."""

    look_again: date
    locked: bool
    folded: Folded
    answered: bool  # the last word is the office's
    alarms: int


@dataclass(frozen=True, slots=True)
class SentAlarm:
    """A report that went to the province, with what was answered."""

    id: UUID
    state: Alarm
    entries: Sequence[Shown]


def confided_of(ctx: Context, case: CaseView, clock: ClockView | None) -> Confided | None:
    """For whoever proved to hold the code; None of a petition that speaks of nobody."""
    if not confided(ctx, case):
        return None
    record = open_record(ctx, case.id, case.agency_id)
    words = [entry for entry in record.entries if entry.kind is EntryKind.MESSAGE]
    return Confided(
        look_again=look_again(ctx, case, record, clock), locked=is_locked(ctx, case.id), folded=record.folded,
        answered=bool(words) and words[-1].by is Voice.OFFICE, alarms=len(alarms_of(ctx, case.id)),
    )  # fmt: skip


def confided(ctx: Context, case: CaseView) -> bool:
    """Whether the petition has a sealed record beside it. Raises CaseLocked."""
    return is_confided(ctx, case.id, sealed=case.sealed, protected=case.protected, kind=case.kind)


def confided_case(ctx: Context, petition_id: UUID) -> CaseView:
    """The petition of the page. Raises NotFound when it has no such record."""
    case = find_case_view(ctx, petition_id)
    if case is None or not confided(ctx, case):
        raise NotFound
    return case


def look_again(ctx: Context, case: CaseView, record: Record, clock: ClockView | None) -> date:
    """When to open the page again: after the next term that runs for them."""
    terms = (record.due, answer_due(ctx, record.folded, case.agency_id))
    moments = [clock.due_at if clock else None, *(term.due_at for term in terms if term)]
    return look_again_on(ctx, [local_date(moment) for moment in moments if moment])


def told_steps(record: Record) -> list[Shown]:
    """The steps of the protection that its sender is told, newest first."""
    steps = [entry for entry in record.entries if entry.kind is EntryKind.ACT]
    return [shown(one) for one in reversed(steps) if ProtectionAct(one.data["act"]) in _TOLD]


def open_acts(ctx: Context, case: CaseView, record: Record) -> frozenset[ProtectionAct]:
    """What the sender may do about the protection now."""
    return frozenset(acts_for(ctx.actor, ProtectionFacts(case.facts(), record.folded.state)))


def sent_alarms(ctx: Context, petition_id: UUID) -> tuple[list[SentAlarm], int]:
    """The reports that went to the province, as their sender reads them; and how many were sent with a code before the
    one they have now: nobody of the commune could close these for the new one, nor shall.
    """
    found, before = [], 0
    for row in alarms_of(ctx, petition_id):
        try:
            entries = read_entries(ctx, row.id)
        except CaseLocked:
            before += 1
            continue
        found.append(SentAlarm(row.id, fold_alarm(entries), shown_of(ctx, row.id, entries)))
    return sorted(found, key=lambda one: one.entries[0].at), before

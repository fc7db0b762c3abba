"""What a record amounts to: state, what is asked, what is in force, for whom, what waits. Read from entries alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from feedback.protection.catalogue import FILE_PARTS
from feedback.protection.machine import ALARM, PROTECTION
from feedback.protection.record import Entry
from feedback.protection.states import (
    Alarm,
    AlarmAct,
    Danger,
    EntryKind,
    FilePart,
    Measure,
    Protection,
    ProtectionAct,
    Relation,
    Voice,
)

A = ProtectionAct


@dataclass(frozen=True, slots=True)
class InForce:
    """A measure, since when and until when; `ended_on`: it was taken away."""

    measure: Measure
    since: date
    until: date | None
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Covered:
    """Somebody protected, since when; `ended_on`: not any more."""

    relation: Relation
    since: date
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Folded:
    """The record at one moment. `due_from`: from which day the term of the state runs."""

    state: Protection = Protection.NONE
    last: int = 0
    asked_on: date | None = None
    due_from: date | None = None
    urgent: bool = False
    written: bool = False
    own_motion: bool = False
    dangers: tuple[Danger, ...] = ()
    names: str = ""
    measures: tuple[InForce, ...] = ()
    people: tuple[Covered, ...] = ()
    parts: frozenset[FilePart] = frozenset()
    # Written by whoever sent the case and not yet seen by anybody of the office: the day of the first.
    unread_since: date | None = None
    unread_retaliation: bool = False
    papers: frozenset[UUID] = field(default_factory=frozenset)

    @property
    def in_force(self) -> Sequence[InForce]:
        """The measures that were not taken away."""
        return [one for one in self.measures if one.ended_on is None]


def fold(entries: Iterable[Entry]) -> Folded:
    """Read a record from its first entry to its last."""
    folded = Folded()
    for entry in entries:
        folded = _read(replace(folded, last=entry.seq), entry)
        if entry.kind is EntryKind.ACT:
            folded = _step(folded, entry, A(entry.data["act"]))
    return folded


def fold_alarm(entries: Iterable[Entry]) -> Alarm:
    """How far a report to the province is."""
    state = Alarm.OPEN
    for entry in entries:
        if entry.kind is EntryKind.ANSWER:
            state = ALARM.target(state, AlarmAct(entry.data["act"]))
    return state


def _read(folded: Folded, entry: Entry) -> Folded:
    """Whatever the office writes, it wrote having read what lay there."""
    if entry.by is Voice.OFFICE:
        return replace(folded, unread_since=None, unread_retaliation=False)
    return replace(
        folded,
        unread_since=folded.unread_since or entry.day,
        unread_retaliation=folded.unread_retaliation or entry.kind is EntryKind.RETALIATION,
    )


def _step(folded: Folded, entry: Entry, act: ProtectionAct) -> Folded:
    day, data = entry.day, entry.data
    state = PROTECTION.target(folded.state, act)
    parts = folded.parts | {part for part, rule in FILE_PARTS.items() if act in rule.acts}
    folded = replace(folded, state=state, parts=parts)
    if data.get("paper"):
        folded = replace(folded, papers=folded.papers | {UUID(data["paper"])})
    if act is A.ASK:
        return _asked(folded, entry)
    if act is A.WRITTEN:
        return replace(folded, written=True)
    if act in (A.APPLY, A.CHANGE, A.PROTECT_NOW):
        return _put_in_force(folded, entry, keep=act is A.PROTECT_NOW)
    if act in (A.REFUSE, A.END, A.TAKE_BACK):
        return replace(_all_ended(folded, day), due_from=None)
    return replace(folded, due_from=day) if act in (A.ASK_CHANGE, A.KEEP, A.REPORT) else folded


def _asked(folded: Folded, entry: Entry) -> Folded:
    day, data = entry.day, entry.data
    fresh = folded.due_from is None
    dangers = tuple(dict.fromkeys((*(() if fresh else folded.dangers), *map(Danger, data.get("dangers", ())))))
    people = () if fresh else folded.people
    return replace(
        folded,
        asked_on=day if fresh else folded.asked_on,
        due_from=day if fresh else folded.due_from,
        urgent=bool(data.get("urgent")) or (folded.urgent and not fresh),
        written=folded.written and not fresh,
        own_motion=entry.by is Voice.OFFICE,
        parts=folded.parts | {FilePart.REQUEST} if entry.by is Voice.OFFICE else folded.parts,
        dangers=dangers,
        names=data.get("names") or ("" if fresh else folded.names),
        people=_covering(people, map(Relation, data.get("relations", ())), day),
    )


def _put_in_force(folded: Folded, entry: Entry, *, keep: bool) -> Folded:
    """A decision says all that holds from then on; what it does not name again ends. Urgent ones only add."""
    day, data = entry.day, entry.data
    until = date.fromisoformat(data["until"]) if data.get("until") else None
    named = [Measure(one) for one in data.get("measures", ())]
    kept = [
        one if one.ended_on or keep or one.measure in named else replace(one, ended_on=day) for one in folded.measures
    ]
    again = {one.measure for one in kept if one.ended_on is None}
    kept = [replace(one, until=until) if one.ended_on is None and one.measure in named else one for one in kept]
    fresh = [InForce(one, day, until) for one in named if one not in again]
    relations = [Relation(one) for one in data.get("relations", ())]
    people = folded.people
    if relations and not keep:
        people = tuple(
            one if one.ended_on or one.relation in relations else replace(one, ended_on=day) for one in people
        )
    return replace(
        folded,
        due_from=folded.due_from if keep else day,
        measures=(*kept, *fresh),
        people=_covering(people, relations, day),
        names=data.get("names") or folded.names,
    )


def _all_ended(folded: Folded, day: date) -> Folded:
    return replace(
        folded,
        measures=tuple(one if one.ended_on else replace(one, ended_on=day) for one in folded.measures),
        people=tuple(one if one.ended_on else replace(one, ended_on=day) for one in folded.people),
    )


def _covering(people: Sequence[Covered], relations: Iterable[Relation], day: date) -> tuple[Covered, ...]:
    there = {one.relation for one in people if one.ended_on is None}
    return (*people, *(Covered(one, day) for one in dict.fromkeys(relations) if one not in there))

"""Validated input of formal proceedings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from casework.enclosures import StoredFile
from feedback.proceedings.states import Evidence, Finding, Ground, Step, Track, Withdrawn
from feedback.states import Field


@dataclass(frozen=True, slots=True)
class Formalise:
    """A signed complaint or denunciation, as the desk received it. `received_on`: when the signature came in.

    Of a complaint: what is complained of and when the person knew of it; of a denunciation: whose it is to settle,
    who passed it on, whether one goes on with an earlier one or says that it is overdue below.
    """

    track: Track
    evidence: Evidence
    received_on: date
    field: Field
    title: str = ""
    book_number: str = ""
    decider_id: UUID | None = None
    name: str = ""
    address: str = ""
    complained: str = ""
    complained_number: str = ""
    complained_by: str = ""
    known_on: date | None = None
    obstacle_days: int = 0
    obstacle: str = ""
    competent: bool = True
    relayed_by: str = ""
    continued: bool = False
    overdue_below: bool = False
    files: tuple[StoredFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Take:
    """One step: the day of its document or meeting, its number, the ground, and words that are sealed with the case."""

    step: Step
    day: date | None = None
    number: str = ""
    ground: Ground | None = None
    finding: Finding | None = None
    words: str = ""
    differs: bool = False
    meeting: date | None = None
    place: str = ""
    withdrawn: Withdrawn | None = None


@dataclass(frozen=True, slots=True)
class Lodge:
    """khiếu nại lần hai: signed again, when it came, and when the person was handed the first decision."""

    evidence: Evidence
    received_on: date
    told_on: date
    obstacle_days: int = 0
    obstacle: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Lodged:
    """The second instance's own number and code: shown once, for the person to keep."""

    petition_id: UUID
    number: str
    access_code: str

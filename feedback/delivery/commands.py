"""Validated input of deliveries and postings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from feedback.delivery.scans import Scan
from feedback.delivery.states import DeliveryAct, PostingForm, Recipient, Way


@dataclass(frozen=True, slots=True)
class PlanDelivery:
    """One more recipient, or another way to the same one."""

    paper_id: UUID
    recipient: Recipient
    way: Way
    name: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class ChangeDelivery:
    """Before it leaves: another way, who it is for, where to."""

    way: Way
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class RecordDelivery:
    """What happened on a day. `who` took it; `witnesses` of a refusal or absence; `tracking`: the post's number."""

    act: DeliveryAct
    day: date | None
    who: str = ""
    witnesses: str = ""
    tracking: str = ""
    words: str = ""
    scan: Scan | None = None


@dataclass(frozen=True, slots=True)
class ProposePosting:
    """The version with everything covered that must not be public, and how people read it on the list."""

    paper_id: UUID
    form: PostingForm
    title: str
    redacted: Scan | None = None


@dataclass(frozen=True, slots=True)
class StartPosting:
    """Where and since when, with a photo of the board."""

    place: str
    day: date | None
    photo: Scan | None = None


@dataclass(frozen=True, slots=True)
class EndPosting:
    """Taken down on a day; `words`: why, when it is too early. A photo of the empty board, or none."""

    day: date | None
    words: str = ""
    photo: Scan | None = None

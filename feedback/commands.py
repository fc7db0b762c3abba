"""Validated input of the acts on petitions."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from accounts.states import Assurance
from casework.attachments import StoredImage
from casework.behalf import UNSAID, Behalf
from casework.enclosures import StoredFile
from feedback.states import Act, Concerns, Field, Outcome, PetitionKind, RefusalReason, Source, Urgency

# About eleven metres: enough to find a pothole, too coarse to tell one house from the next.
_DECIMALS = 4
_SOUTH, _NORTH, _WEST, _EAST = 6.0, 24.0, 102.0, 118.0  # mainland, sea and islands


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the writer stood, by their own tap: rounded before it is kept anywhere, sealed with the content."""

    lat: float
    lon: float

    @classmethod
    def parse(cls, typed: str) -> Spot | None:
        """Latitude and longitude as typed ("21.47731,106.12345"), rounded; None when it is no place in Vietnam."""
        try:
            lat, lon = (round(float(part), _DECIMALS) for part in typed.split(","))
        except ValueError:
            return None
        return cls(lat, lon) if _SOUTH <= lat <= _NORTH and _WEST <= lon <= _EAST else None

    def __str__(self) -> str:
        return f"{self.lat:.{_DECIMALS}f},{self.lon:.{_DECIMALS}f}"


@dataclass(frozen=True, slots=True)
class Content:
    """What was written, as it is sealed. `point` names a counter of the agency as the writer chose it.

    `about`: the place it speaks of; `point_code`: the code that was scanned. While it is sealed they stand here only: a
    copy of the database must not tell that somebody denounced the leaders of a commune. Without `about`, as typed:
    whoever receives it adds it.
    """

    what: str
    concerns: Concerns
    field: Field | None = None
    hamlet_id: UUID | None = None
    place: str = ""
    wanted: str = ""
    point: str = ""
    spot: Spot | None = None
    about: UUID | None = None
    point_code: str = ""


@dataclass(frozen=True, slots=True)
class SubmitPetition:
    """A petition ready to be received. `about_agency_id` is the commune it speaks of."""

    draft_id: UUID
    case_id: UUID
    case_key: bytes
    access_code: str
    receiving_agency_id: UUID
    receiving_agency_code: str
    about_agency_id: UUID
    content: Content
    source: Source
    point_code: str
    notice_version: str
    contact_consent: bool
    name: str = ""
    phone: str = ""
    email: str = ""
    photos: tuple[StoredImage, ...] = ()
    behalf: Behalf = UNSAID
    files: tuple[StoredFile, ...] = ()
    address: str = ""
    received_at: datetime | None = None  # of what came before it was written in; None: now
    level: Assurance = Assurance.UNVERIFIED
    subject: str = ""  # of a sign-in at the province's portal, see casework.identity
    # Of what came by sealed post: the number its sender was given, and what their code was made into.
    number: str = ""
    made: bytes = dataclasses.field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Submitted:
    """The receipt."""

    petition_id: UUID
    number: str
    access_code: str = dataclasses.field(repr=False)
    received_at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Target:
    """Which petition, as it was when the form was opened (None: whatever it is now, for the sender's own acts)."""

    petition_id: UUID
    version: int | None


@dataclass(frozen=True, slots=True)
class Extend:
    """A longer term by a signed document; the length is in the term's own unit."""

    length: int
    reason: str
    document_number: str


@dataclass(frozen=True, slots=True)
class Triage:
    """What the clerk makes of it. `keep_sealed` only adds: what speaks of someone stays sealed anyway."""

    kind: PetitionKind
    field: Field
    urgency: Urgency
    title: str
    keep_sealed: bool = False


@dataclass(frozen=True, slots=True)
class Leave:
    """A side exit. `reason` with a refusal or guidance, `to` only when forwarding; the citizen reads `text`.

    `handed_back`: the paper and the originals that came with it were given back (trả lại đơn).
    """

    act: Act
    text: str
    to: str = ""
    reason: RefusalReason | None = None
    handed_back: bool = False


@dataclass(frozen=True, slots=True)
class DraftAnswer:
    """A version of the answer. `public_text`: for other people linked to it, without who sent it."""

    outcome: Outcome
    text: str
    public_text: str = ""


@dataclass(frozen=True, slots=True)
class Rating:
    """How the citizen sees the answer. `dispute` asks to look again."""

    stars: int
    comment: str = ""
    dispute: bool = False


@dataclass(frozen=True, slots=True)
class AskErasure:
    """A request on paper to erase who sent a petition: which one, the paper's number, the day it came."""

    number: str
    document_number: str
    received_on: date

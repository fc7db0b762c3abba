"""What is asked and answered."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from privacy.states import About, Proof, Refusal, RequestKind


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the person wrote; sealed. `new_*`: what wrong data shall become."""

    words: str = field(repr=False)
    name: str = field(default="", repr=False)
    contact: str = field(default="", repr=False)
    new_name: str = field(default="", repr=False)
    new_phone: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class AskAboutData:
    """yêu cầu của chủ thể dữ liệu. `agency_id`: whom they ask when no case of theirs is named."""

    kind: RequestKind
    about: About
    agency_id: UUID | None
    wanted: Wanted
    notice_version: str
    case_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Settle:
    """The answer. `refusal` None: it was done."""

    request_id: UUID
    version: int
    answer: str
    decision_number: str
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Extend:
    """More time, by as many days as the rule allows."""

    request_id: UUID
    version: int
    days: int
    reason: str
    document_number: str


@dataclass(frozen=True, slots=True)
class Verify:
    """By what it is known that the person may ask. `third_party`: somebody else processes these data too."""

    request_id: UUID
    version: int
    proof: Proof
    third_party: bool

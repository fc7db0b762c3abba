"""What the services are asked to do: validated input."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from consultations.states import Form, Response, Stance, Topic
from core.pdf import StoredPdf


@dataclass(frozen=True, slots=True)
class ConsultationContent:
    """What is asked. `other_law` names the law that allows a shorter period, when one does."""

    topic: Topic
    title: str
    summary: str
    source: str
    forms: tuple[Form, ...]
    closes_on: date
    other_law: str = ""


@dataclass(frozen=True, slots=True)
class DraftConsultation:
    """Begin a consultation."""

    agency_id: UUID
    content: ConsultationContent
    file: StoredPdf | None = None


@dataclass(frozen=True, slots=True)
class EditConsultation:
    """Change one that is not yet open. `file` None keeps what is there unless `drop_file`."""

    consultation_id: UUID
    version: int
    content: ConsultationContent
    file: StoredPdf | None = None
    drop_file: bool = False


@dataclass(frozen=True, slots=True)
class GiveOpinion:
    """A person's opinion. The ticket was made with the form: sending it twice gives the same receipt, not two."""

    consultation_id: UUID
    stance: Stance
    text: str
    section: str
    notice_version: str
    ticket: str = field(repr=False)
    access_code: str = field(repr=False)
    name: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class DescribeGroup:
    """Title and gist of a group of opinions, and what the authority answers. `group_id` None makes a new one."""

    consultation_id: UUID
    group_id: UUID | None
    title: str
    summary: str
    other_count: int
    response: Response | None
    reason: str


@dataclass(frozen=True, slots=True)
class PublishResult:
    """The leader's approval, with the conclusion in a few sentences."""

    consultation_id: UUID
    version: int
    conclusion: str

"""What the services are asked to do: validated input."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from core.pdf import StoredPdf
from disclosures.states import Channel, PostingRule, Told


@dataclass(frozen=True, slots=True)
class DisclosureContent:
    """What an item says. `issuer`, `number` and `issued_on` are the document's own and may be missing."""

    legal_item: str
    title: str
    summary: str
    source: str
    issuer: str = ""
    number: str = ""
    issued_on: date | None = None
    posting_to: date | None = None
    other_law: str = ""
    historical: bool = False


@dataclass(frozen=True, slots=True)
class TellHamlet:
    """What the head of a hamlet did so that its people know of an item."""

    disclosure_id: UUID
    hamlet_id: UUID
    way: Told
    told_on: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class DraftDisclosure:
    """Begin an item."""

    agency_id: UUID
    content: DisclosureContent
    file: StoredPdf | None = None


@dataclass(frozen=True, slots=True)
class EditDisclosure:
    """Change a draft. `file` None keeps what is there unless `drop_file`."""

    disclosure_id: UUID
    version: int
    content: DisclosureContent
    file: StoredPdf | None = None
    drop_file: bool = False


@dataclass(frozen=True, slots=True)
class WithdrawDisclosure:
    """Take an item down, for a reason the public reads."""

    disclosure_id: UUID
    version: int
    reason: str


@dataclass(frozen=True, slots=True)
class EditLegalItem:
    """Reword one content of article 11. `days` goes with the rule DAYS only."""

    code: str
    name: str
    description: str
    rule: PostingRule
    days: int | None
    channels: tuple[Channel, ...]

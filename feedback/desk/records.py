"""What a desk record keeps under the case's key, and the number of the paper book that finds it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from casework.sealing import CaseKey
from core.context import Context
from core.text import fold

PART = "desk"
BOOK_PURPOSE = "desk-book"


@dataclass(frozen=True, slots=True)
class Details:
    """The sealed part of a record. `recorded_at`: to the moment, while the row may only know the hour."""

    recorded_at: datetime
    book_number: str = ""
    document_number: str = ""
    handed_on_by: str = ""
    papers: str = ""
    people: int = 0


def seal_details(key: CaseKey, details: Details) -> bytes:
    """Seal them."""
    return key.seal_json({**asdict(details), "recorded_at": details.recorded_at.isoformat()}, part=PART)


def open_details(key: CaseKey, sealed: bytes) -> Details:
    """Open them."""
    values = key.open_json(sealed, part=PART)
    return Details(**{**values, "recorded_at": datetime.fromisoformat(values["recorded_at"])})


def book_tag(ctx: Context, agency_id: UUID, book_number: str) -> bytes | None:
    """A keyed hash of the number as people write it ("12/2026", " 12 / 2026"), another one at each desk."""
    plain = "".join(fold(book_number).split())
    return ctx.keys.tag(BOOK_PURPOSE, agency_id.bytes + plain.encode()) if plain else None

"""From a checked line to an entry at the desk."""

from __future__ import annotations

from uuid import UUID

from casework.behalf import Behalf
from casework.enclosures import StoredFile
from casework.identity import Identity
from casework.states import Writer
from feedback.bulk.lines import ARRIVALS, Line
from feedback.commands import Content
from feedback.desk.commands import DeskEntry, EntryKeys


def entry_of(
    line: Line, keys: EntryKeys, *, agency_id: UUID, notice_version: str, files: tuple[StoredFile, ...] = ()
) -> DeskEntry:
    """The line as the desk takes it in."""
    arrival, source = ARRIVALS[line.way]
    return DeskEntry(
        keys=keys, agency_id=agency_id, arrival=arrival, source=source, received_on=line.received_on,
        content=Content(line.what, line.concerns, line.field, line.hamlet_id, line.place, wanted=line.wanted),
        notice_version=notice_version, about_code=line.about_code, sender=_sender(line), contact_consent=line.consent,
        signature=line.signature, book_number=line.book_number, document_number=line.document_number,
        handed_on_by=line.handed_on_by, files=files,
    )  # fmt: skip


def _sender(line: Line) -> Identity:
    organisation = line.name if line.writer is Writer.ORGANISATION else ""
    return Identity(
        name="" if organisation else line.name, phone=line.phone if line.consent else "", address=line.address,
        behalf=Behalf(line.writer, people=line.people, organisation=organisation),
    )  # fmt: skip

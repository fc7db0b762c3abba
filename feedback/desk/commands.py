"""Validated input of the desk."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from casework.attachments import StoredImage
from casework.enclosures import StoredFile
from casework.identity import Identity
from casework.sealing import CaseKey, fresh_case_key
from core.ids import new_access_code, random_id
from feedback.commands import Content
from feedback.desk.states import Arrival, ReadBack, Signature
from feedback.states import Source

NOBODY = Identity()


@dataclass(frozen=True, slots=True)
class EntryKeys:
    """What an entry has before anything is written: its id, the case's key, the code to be handed out.

    Kept with the draft (or the line of a batch), so that sending twice makes one petition with one code.
    """

    entry_id: UUID
    case: CaseKey
    access_code: str = field(repr=False)


def new_entry_keys() -> EntryKeys:
    """For a fresh entry."""
    return EntryKeys(random_id(), fresh_case_key(random_id()), new_access_code())


@dataclass(frozen=True, slots=True)
class DeskEntry:
    """A petition as an official of the desk `agency_id` takes it in.

    `about_code`: the place it speaks of, empty for the desk's own. `sender`: name and address are written because the
    law asks for them at the desk (NĐ 154/2026 art. 12); phone and e-mail are kept only with `contact_consent`. The
    number of an identity card is never kept: `identity_seen` says that it was looked at.
    """

    keys: EntryKeys
    agency_id: UUID
    arrival: Arrival
    source: Source
    received_on: date
    content: Content
    notice_version: str
    about_code: str = ""
    sender: Identity = NOBODY
    contact_consent: bool = False
    signature: Signature = Signature.NONE
    read_back: ReadBack = ReadBack.NOT_READ
    identity_seen: bool = False
    papers_seen: bool = False  # giấy cử đại diện, giấy ủy quyền
    book_number: str = ""  # số trong sổ giấy của bàn tiếp nhận
    document_number: str = ""  # số công văn chuyển đơn
    handed_on_by: str = ""  # nơi chuyển đơn
    papers: str = ""  # giấy tờ đã nhận, ghi trên biên nhận (Mẫu 02/TCD)
    photos: tuple[StoredImage, ...] = ()
    files: tuple[StoredFile, ...] = ()

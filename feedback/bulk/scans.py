"""Papers from the scanner: taken in sealed, then entered as a petition, joined to one, or discarded."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select, update

from casework import timeline
from casework.adding import add_to_case
from casework.enclosures import StoredFile, store_pdf
from casework.sealing import CaseKey, fresh_case_key, open_case_key
from casework.states import Enclosed
from core import audit
from core.context import Context
from core.db import insert_row
from core.errors import NotFound
from core.ids import new_access_code, parse_number, random_id
from core.pdf import CleanPdf
from core.ports import FileStore
from core.scans import ReadScan
from feedback.bulk.doubles import numbered_before
from feedback.bulk.entering import entry_of
from feedback.bulk.errors import BookNumberTaken, ScanTaken
from feedback.bulk.lines import Line
from feedback.bulk.models import ScannedPaper
from feedback.bulk.policies import can_take_in_many
from feedback.bulk.sealing import SCAN, unwrap, wrap
from feedback.bulk.states import DiscardReason, ScanState
from feedback.commands import Submitted
from feedback.desk.commands import EntryKeys
from feedback.desk.receiving import receive_at_desk
from feedback.errors import NoSuchNumber
from feedback.models import Petition
from feedback.policies import can_open
from feedback.services.moving import lock_petition
from feedback.states import Happened

SUBJECT = "scanned_paper"
_FACTS = "scan-facts"


@dataclass(frozen=True, slots=True)
class NewScan:
    """A paper already sealed and in the file store, not yet in the database."""

    id: UUID
    key: CaseKey
    file: StoredFile
    pictures: tuple[str, ...]
    thumb: str
    name: str = dataclasses.field(repr=False)

    def file_keys(self) -> list[str]:
        """Everything of it in the file store."""
        return [*self.file.file_keys(), *self.own_keys()]

    def own_keys(self) -> list[str]:
        """What is of no use to a petition: pictures to look at before it is one."""
        return [key for key in (*self.pictures, self.thumb) if key]


@dataclass(frozen=True, slots=True)
class ScanFacts:
    """What is sealed with a waiting paper."""

    file: StoredFile
    pictures: tuple[str, ...]
    thumb: str
    name: str = dataclasses.field(repr=False)
    entry_id: UUID
    access_code: str = dataclasses.field(repr=False)


def store_scan(files: FileStore, original: bytes, read: ReadScan, *, name: str) -> NewScan:
    """Seal original, clean pages and pictures, and put them away. Do this outside the write transaction.

    Raises StorageFull.
    """
    key, scan_id = fresh_case_key(random_id()), random_id()
    kept: list[str] = []
    try:
        stored = store_pdf(files, key, original, CleanPdf(read.pdf, read.sha256, read.pages))
        kept += stored.file_keys()
        for number, picture in enumerate((*read.pictures, read.thumb)):
            kept.append(files.put(key.seal(picture, part=_picture_part(number))) if picture else "")
    except BaseException:
        for one in kept:
            if one:
                files.delete(one)
        raise
    pictures = kept[len(stored.file_keys()) :]
    return NewScan(scan_id, key, stored, tuple(pictures[:-1]), pictures[-1], name)


def take_in(ctx: Context, agency_id: UUID, new: NewScan) -> bool:
    """Let a paper wait for the desk's clerks; False when the very same file waits, or was decided, already."""
    s = ScannedPaper
    tag = ctx.keys.tag("scan-digest", agency_id.bytes + bytes.fromhex(new.file.sha256))
    if ctx.session.execute(select(s.id).where(s.agency_id == agency_id, s.digest_tag == tag)).first():
        return False
    facts = ScanFacts(new.file, new.pictures, new.thumb, new.name, random_id(), new_access_code())
    values = {
        "id": new.id, "agency_id": agency_id, "state": ScanState.WAITING, "arrived_at": ctx.now, "digest_tag": tag,
        "wrapped_key": wrap(ctx, SCAN, new.id, new.key), "sealed_facts": _seal_facts(new.key, facts),
        "file_keys": new.file_keys(), "decided_at": None, "decided_by": None, "reason": None, "petition_id": None,
    }  # fmt: skip
    insert_row(ctx.session, s, values)
    audit.record(
        ctx, agency_id=agency_id, action="feedback:scan:arrive", subject_type=SUBJECT, subject_id=new.id,
        pages=new.file.pages,
    )  # fmt: skip
    return True


def note_scan_opening(ctx: Context, scan_id: UUID, *, agency_id: UUID, what: str) -> None:
    """Audit that somebody looked at it: `what` says at the list's small picture, a page, or the whole file."""
    audit.record(
        ctx, agency_id=agency_id, action="feedback:scan:open", subject_type=SUBJECT, subject_id=scan_id, what=what
    )


def enter_scan(ctx: Context, scan_id: UUID, line: Line, *, notice_version: str) -> Submitted:
    """Make the paper a petition: its files belong to the case from then on.

    Raises NotFound, ScanTaken, BookNumberTaken and what `receive_at_desk` raises.
    """
    scan = _lock(ctx, scan_id)
    key, facts = open_scan(ctx, scan)
    if numbered_before(ctx, scan.agency_id, line):
        raise BookNumberTaken
    keys = EntryKeys(facts.entry_id, key, facts.access_code)
    entry = entry_of(line, keys, agency_id=scan.agency_id, notice_version=notice_version, files=(facts.file,))
    done = receive_at_desk(ctx, entry)
    left = [one for one in (*facts.pictures, facts.thumb) if one]
    _decide(ctx, scan, ScanState.ENTERED, left=left, petition_id=done.petition_id)
    return done


def find_entered(ctx: Context, scan_id: UUID) -> Submitted | None:
    """The receipt of a paper the actor entered a moment ago: for whoever pressed twice, until its files are removed."""
    s, p = ScannedPaper, Petition
    scan: Any = ctx.session.execute(
        select(s.id, s.wrapped_key, s.sealed_facts, p.id.label("petition_id"), p.number, p.received_at, p.due_at)
        .join(p, p.id == s.petition_id)
        .where(
            s.id == scan_id, s.state == ScanState.ENTERED, s.decided_by == ctx.actor.account_id,
            s.sealed_facts.is_not(None),
        )
    ).one_or_none()  # fmt: skip
    if scan is None:
        return None
    _key, facts = open_scan(ctx, scan)
    return Submitted(scan.petition_id, scan.number, facts.access_code, scan.received_at, scan.due_at)


def find_case_to_join(ctx: Context, number_typed: str) -> tuple[UUID, CaseKey]:
    """The petition of a number that the actor may read, and its key. Raises NoSuchNumber for every other."""
    p, number = Petition, parse_number(number_typed)
    found = ctx.session.execute(select(p.id).where(p.number == (number or ""))).scalar_one_or_none()
    if found is None or not can_open(ctx.actor, lock_petition(ctx, found).facts()):
        raise NoSuchNumber
    return found, open_case_key(ctx, found)


def seal_for_case(files: FileStore, key: CaseKey, facts: ScanFacts, to: CaseKey) -> StoredFile:
    """The same file once more, sealed for another case. Do this outside the write transaction. Raises StorageFull."""
    original, shown = (
        key.open(files.get(name), part=f"file:{facts.file.id}:{what}")
        for name, what in ((facts.file.original_key, "original"), (facts.file.shown_key, "shown"))
    )
    return store_pdf(files, to, original, CleanPdf(shown, facts.file.sha256, facts.file.pages))


def join_scan(ctx: Context, scan_id: UUID, number_typed: str, stored: StoredFile) -> UUID:
    """Enclose the paper, sealed for that case already, in a petition that is there. Gives the petition's id.

    Raises NotFound, ScanTaken, NoSuchNumber, CaseFull.
    """
    scan = _lock(ctx, scan_id)
    petition_id, _key = find_case_to_join(ctx, number_typed)
    add_to_case(ctx, petition_id, photos=(), files=(stored,))
    timeline.append(ctx, case_id=petition_id, kind=Happened.SUPPLEMENTED, public=False)
    _decide(ctx, scan, ScanState.JOINED, left=scan.file_keys, petition_id=petition_id)
    return petition_id


def discard_scan(ctx: Context, scan_id: UUID, reason: DiscardReason) -> None:
    """Take the paper out: it is no petition. Its files are gone for good. Raises NotFound, ScanTaken."""
    scan = _lock(ctx, scan_id)
    _decide(ctx, scan, ScanState.DISCARDED, left=scan.file_keys, reason=reason)


def open_scan(ctx: Context, scan: Row[Any]) -> tuple[CaseKey, ScanFacts]:
    """The key of a waiting paper and what was sealed with it. Raises NotFound once it is decided."""
    key = unwrap(ctx, SCAN, scan.id, scan.wrapped_key)
    values = key.open_json(scan.sealed_facts, part=_FACTS)
    return key, _facts(values)


def read_picture(files: FileStore, key: CaseKey, facts: ScanFacts, number: int) -> bytes:
    """The picture of a page, from 0; -1 is the small one of the first. Raises NotFound."""
    names = [*facts.pictures, facts.thumb]
    place = number if number >= 0 else len(names) - 1
    if place >= len(names) or not names[place]:
        raise NotFound
    try:
        return key.open(files.get(names[place]), part=_picture_part(place))
    except KeyError:
        raise NotFound from None


def read_pages(files: FileStore, key: CaseKey, facts: ScanFacts) -> bytes:
    """The clean PDF. Raises NotFound."""
    try:
        return key.open(files.get(facts.file.shown_key), part=f"file:{facts.file.id}:shown")
    except KeyError:
        raise NotFound from None


def list_left_scan_files(ctx: Context) -> Sequence[tuple[UUID, list[str]]]:
    """Files of decided papers that are still in the store."""
    s = ScannedPaper
    rows = ctx.session.execute(
        select(s.id, s.file_keys).where(s.state != ScanState.WAITING, s.wrapped_key.is_not(None)).limit(50)
    )
    return [(row.id, list(row.file_keys)) for row in rows]


def note_scan_files_gone(ctx: Context, scan_id: UUID) -> None:
    """They were removed: the key, and with it whatever a backup of them holds, goes too."""
    s = ScannedPaper
    gone = update(s).where(s.id == scan_id, s.state != ScanState.WAITING)
    ctx.session.execute(gone.values(wrapped_key=None, sealed_facts=None, file_keys=[]))


def _lock(ctx: Context, scan_id: UUID) -> Row[Any]:
    s = ScannedPaper
    scan = ctx.session.execute(
        select(s.id, s.agency_id, s.state, s.wrapped_key, s.sealed_facts, s.file_keys)
        .where(s.id == scan_id).with_for_update()
    ).one_or_none()  # fmt: skip
    if scan is None or not can_take_in_many(ctx.actor, scan.agency_id):
        raise NotFound
    if scan.state is not ScanState.WAITING:
        raise ScanTaken
    return scan


def _decide(
    ctx: Context, scan: Row[Any], state: ScanState, *, left: Sequence[str], petition_id: UUID | None = None,
    reason: DiscardReason | None = None,
) -> None:  # fmt: skip
    """What became of it; the files left over are removed after the commit (`list_left_scan_files`)."""
    s = ScannedPaper
    decided = {"state": state, "decided_at": ctx.now, "decided_by": ctx.actor.account_id, "file_keys": list(left)}
    ctx.session.execute(update(s).where(s.id == scan.id).values(**decided, petition_id=petition_id, reason=reason))
    audit.record(
        ctx, agency_id=scan.agency_id, action=f"feedback:scan:{state.value}", subject_type=SUBJECT,
        subject_id=scan.id, reason=reason.value if reason else None,
    )  # fmt: skip


def _picture_part(number: int) -> str:
    return f"picture:{number}"


def _seal_facts(key: CaseKey, facts: ScanFacts) -> bytes:
    return key.seal_json({**asdict(facts), "entry_id": facts.entry_id.hex}, part=_FACTS)


def _facts(values: Mapping[str, Any]) -> ScanFacts:
    stored = StoredFile(**{**values["file"], "kind": Enclosed(values["file"]["kind"])})
    return ScanFacts(
        stored, tuple(values["pictures"]), values["thumb"], values["name"], UUID(hex=values["entry_id"]),
        values["access_code"],
    )  # fmt: skip

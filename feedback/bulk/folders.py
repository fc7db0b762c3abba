"""How the scanners' folders fare: what lay there at the last look, what was put aside, what is in the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, insert, select, update

from core.context import Context
from core.db import insert_row
from core.errors import NotFound
from core.ids import random_id
from core.scans import FolderFile
from feedback.bulk.models import ScanFolder, ScanRefusal, ScanSighting
from feedback.bulk.policies import can_take_in_many
from feedback.bulk.states import FolderTrouble, ScanFault

# A file is complete when two looks found it the same and nothing was written for so long.
QUIET_FOR = timedelta(seconds=20)
REFUSALS_KEPT = timedelta(days=30)
# A look is due every minute: after so many missed ones nobody is looking.
SILENT_AFTER = timedelta(minutes=10)
PURPOSE = "scan-name"


@dataclass(frozen=True, slots=True)
class FolderView:
    """A desk's folder at the last look."""

    agency_id: UUID
    looked_at: datetime
    trouble: FolderTrouble | None
    since: datetime | None

    def is_silent(self, now: datetime) -> bool:
        """Whether nobody has looked for too long."""
        return self.looked_at < now - SILENT_AFTER


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file in `hong/`."""

    id: UUID
    at: datetime
    fault: ScanFault
    name: str = field(repr=False)


def note_sightings(ctx: Context, agency_id: UUID, files: Sequence[FolderFile]) -> Sequence[FolderFile]:
    """Compare with the last look; gives the files that are complete."""
    s = ScanSighting
    rows = ctx.session.execute(select(s.name_tag, s.size, s.changed_ns).where(s.agency_id == agency_id))
    before = {bytes(row.name_tag): (row.size, row.changed_ns) for row in rows}
    now = {_tag(ctx, agency_id, file): file for file in files}
    if {tag: (file.size, file.changed_ns) for tag, file in now.items()} != before:
        ctx.session.execute(delete(s).where(s.agency_id == agency_id))
        values = [
            {"agency_id": agency_id, "name_tag": tag, "size": file.size, "changed_ns": file.changed_ns,
             "seen_at": ctx.now}
            for tag, file in now.items()
        ]  # fmt: skip
        if values:
            ctx.session.execute(insert(s), values)
    quiet = (ctx.now - QUIET_FOR).timestamp() * 1_000_000_000
    return [
        file
        for tag, file in now.items()
        if before.get(tag) == (file.size, file.changed_ns) and file.changed_ns <= quiet and file.size
    ]


def note_look(ctx: Context, agency_id: UUID, trouble: FolderTrouble | None) -> None:
    """Write down that the folder was looked at, and what was in the way, if anything."""
    f = ScanFolder
    row = ctx.session.execute(select(f.trouble).where(f.agency_id == agency_id)).one_or_none()
    if row is None:
        since = ctx.now if trouble else None
        insert_row(ctx.session, f, {"agency_id": agency_id, "looked_at": ctx.now, "trouble": trouble, "since": since})
        return
    values: dict[str, object] = {"looked_at": ctx.now, "trouble": trouble}
    if row.trouble is not trouble:
        values["since"] = ctx.now if trouble else None
    ctx.session.execute(update(f).where(f.agency_id == agency_id).values(**values))


def note_refusal(ctx: Context, agency_id: UUID, name: str, fault: ScanFault) -> None:
    """Write down that a file was put aside."""
    refusal_id = random_id()
    sealed = ctx.keys.seal(PURPOSE, name.encode(errors="replace")[:400], bound_to=refusal_id.bytes)
    values = {"id": refusal_id, "agency_id": agency_id, "at": ctx.now, "fault": fault, "sealed_name": sealed}
    insert_row(ctx.session, ScanRefusal, values)


def list_folders(ctx: Context, agencies: Sequence[UUID] | None = None) -> Sequence[FolderView]:
    """The folders of these desks, or all."""
    f = ScanFolder
    wanted = select(f.agency_id, f.looked_at, f.trouble, f.since).order_by(f.agency_id)
    if agencies is not None:
        wanted = wanted.where(f.agency_id.in_(agencies))
    return [FolderView(*row) for row in ctx.session.execute(wanted)]


def list_refused(ctx: Context, agency_id: UUID) -> Sequence[RefusedFile]:
    """The newest files that were put aside at a desk. The caller has decided that the viewer may."""
    r = ScanRefusal
    rows = ctx.session.execute(
        select(r.id, r.at, r.fault, r.sealed_name)
        .where(r.agency_id == agency_id).order_by(r.at.desc(), r.id.desc()).limit(20)
    )  # fmt: skip
    return [
        RefusedFile(
            row.id, row.at, row.fault,
            ctx.keys.open(PURPOSE, row.sealed_name, bound_to=row.id.bytes).decode(errors="replace"),
        )
        for row in rows
    ]  # fmt: skip


def note_refusals_seen(ctx: Context, agency_id: UUID) -> None:
    """The clerk dealt with them: the list begins anew. Raises NotFound."""
    if not can_take_in_many(ctx.actor, agency_id):
        raise NotFound
    ctx.session.execute(delete(ScanRefusal).where(ScanRefusal.agency_id == agency_id))


def forget_refusals(ctx: Context) -> None:
    """Names of files are not kept longer than somebody needs them."""
    ctx.session.execute(delete(ScanRefusal).where(ScanRefusal.at < ctx.now - REFUSALS_KEPT))


def _tag(ctx: Context, agency_id: UUID, file: FolderFile) -> bytes:
    return ctx.keys.tag(PURPOSE, agency_id.bytes + file.name.encode(errors="surrogateescape"))

"""What an official is taking down, and for a while its receipt: sealed, theirs alone, there again after a session.

A citizen's draft opens with a secret of their browser only. An official's must outlive the session that ended while
they wrote, so it opens with the installation's keys; its text is gone with the receipt, two hours after recording at
the latest. Once it is a petition that only people's keys open, so does its slip: whose it is has theirs in hand.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update

from casework.attachments import StoredImage
from casework.enclosures import StoredFile
from casework.locks.closing import is_locked
from casework.locks.desks import public_of
from casework.locks.own import private_of
from casework.sealing import CaseKey
from casework.states import Enclosed
from core.boxes import close_box, open_box
from core.context import Context
from core.crypto import SealBroken
from core.db import insert_row
from core.errors import NotFound
from feedback.commands import Submitted
from feedback.desk.commands import EntryKeys, new_entry_keys
from feedback.desk.models import DeskDraft
from feedback.desk.policies import can_receive
from feedback.desk.states import Arrival
from feedback.states import Concerns

PURPOSE = "desk-draft"
KEPT = timedelta(hours=48)
RECEIPT_KEPT = timedelta(hours=2)
SWEPT_AT_ONCE = 200
# Before what lies in a box for the official; a draft begins as every JSON object does.
_BOXED = b"\x00"
Typed = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Slip:
    """What is printed once it was received. The access code is nowhere else in clear."""

    petition_id: UUID
    number: str
    access_code: str = field(repr=False)
    received_at: datetime
    due_at: datetime
    recorded_at: datetime
    desk_id: UUID


@dataclass(frozen=True, slots=True)
class Entry:
    """A draft as its official sees it: how it came, whom it concerns, everything typed, and the slip once sent."""

    id: UUID
    agency_id: UUID
    arrival: Arrival
    concerns: Concerns
    keys: EntryKeys
    typed: Typed = field(default_factory=dict)
    photos: tuple[StoredImage, ...] = ()
    files: tuple[StoredFile, ...] = ()
    slip: Slip | None = None


def begin_entry(ctx: Context, *, agency_id: UUID, arrival: Arrival, concerns: Concerns) -> UUID:
    """Begin to take something down at this desk. Raises Forbidden, NotFound (an actor without an account)."""
    can_receive(ctx.actor, agency_id).demand()
    account_id = _own(ctx)
    keys = new_entry_keys()
    entry = Entry(keys.entry_id, agency_id, arrival, concerns, keys)
    values = {"id": entry.id, "account_id": account_id, "agency_id": agency_id, "expires_at": ctx.now + KEPT}
    insert_row(ctx.session, DeskDraft, {**values, **_sealed(ctx, account_id, entry)})
    return entry.id


def find_entry(ctx: Context, entry_id: UUID, *, lock: bool = False) -> Entry | None:
    """The actor's own entry; None when it expired, was put away, or is somebody else's."""
    account_id = ctx.actor.account_id
    return _find(ctx, entry_id, account_id, lock=lock) if account_id else None


def get_entry(ctx: Context, entry_id: UUID, *, lock: bool = False) -> Entry:
    """The same. Raises NotFound."""
    entry = find_entry(ctx, entry_id, lock=lock)
    if entry is None:
        raise NotFound
    return entry


def list_entries(ctx: Context, *, recorded: bool = False) -> Sequence[tuple[Entry, datetime]]:
    """The actor's own that are still being written (or recorded, their slips not handed out yet), the newest first,
    with the moment until which each is kept.
    """
    d, account_id = DeskDraft, _own(ctx)
    statement = (
        select(d.id, d.sealed, d.expires_at)
        .where(d.account_id == account_id, d.expires_at > ctx.now)
        .order_by(d.expires_at.desc())
        .limit(SWEPT_AT_ONCE)
    )
    found = [(_open(ctx, row.id, account_id, row.sealed), row.expires_at) for row in ctx.session.execute(statement)]
    return [(entry, until) for entry, until in found if entry and (entry.slip is not None) is recorded]


def keep_typed(ctx: Context, entry_id: UUID, typed: Typed, **more: Any) -> Entry:
    """Keep what was typed, whatever it is. Raises NotFound, also once it was recorded."""
    entry = get_entry(ctx, entry_id, lock=True)
    if entry.slip is not None:
        raise NotFound
    changed = replace(entry, typed=dict(typed), **more)
    _write(ctx, _own(ctx), changed, ctx.now + KEPT)
    return changed


def rescue_typed(ctx: Context, entry_id: UUID, typed: Typed, *, account_id: UUID, beside: Collection[str] = ()) -> None:
    """Keep what an official sent after their session had ended. The web layer knows whose session the browser had.

    `beside`: names of what is not in the form and stays as it was.
    """
    entry = _find(ctx, entry_id, account_id, lock=True)
    if entry is not None and entry.slip is None:
        known = {name: entry.typed[name] for name in beside if name in entry.typed}
        _write(ctx, account_id, replace(entry, typed={**typed, **known}), ctx.now + KEPT)


def begin_again(ctx: Context, entry: Entry) -> UUID:
    """A fresh entry with the words of one that was undone: to be put right and recorded under another number.

    Its photos and files stay with the petition that was undone. Raises Forbidden, NotFound.
    """
    entry_id = begin_entry(ctx, agency_id=entry.agency_id, arrival=entry.arrival, concerns=entry.concerns)
    keep_typed(ctx, entry_id, entry.typed)
    return entry_id


def finish_entry(ctx: Context, entry: Entry, submitted: Submitted, *, desk_id: UUID) -> Slip:
    """It was received: keep the slip, and the text for the sheet to be signed, until both were printed."""
    slip = Slip(
        submitted.petition_id, submitted.number, submitted.access_code, submitted.received_at, submitted.due_at,
        ctx.now, desk_id,
    )  # fmt: skip
    _write(ctx, _own(ctx), replace(entry, slip=slip), ctx.now + RECEIPT_KEPT)
    return slip


def put_away(ctx: Context, entry_id: UUID) -> list[str]:
    """Forget it; gives the keys of files to remove after the commit (none once they belong to a petition)."""
    d = DeskDraft
    mine = (d.id == entry_id, d.account_id == _own(ctx))
    found = ctx.session.execute(delete(d).where(*mine).returning(d.file_keys)).scalar_one_or_none()
    return list(found or [])


def sweep_entries(ctx: Context) -> tuple[int, list[str]]:
    """Delete what expired, some at a time; gives how many, and the keys of files to remove after the commit."""
    d = DeskDraft
    rows = ctx.session.execute(
        select(d.id, d.file_keys).where(d.expires_at <= ctx.now).order_by(d.expires_at).limit(SWEPT_AT_ONCE)
    ).all()
    ctx.session.execute(delete(d).where(d.id.in_([row.id for row in rows])))
    return len(rows), [key for row in rows for key in row.file_keys]


def _own(ctx: Context) -> UUID:
    if ctx.actor.account_id is None:
        raise NotFound
    return ctx.actor.account_id


def _find(ctx: Context, entry_id: UUID, account_id: UUID, *, lock: bool) -> Entry | None:
    d = DeskDraft
    wanted = select(d.sealed).where(d.id == entry_id, d.account_id == account_id, d.expires_at > ctx.now)
    sealed = ctx.session.execute(wanted.with_for_update() if lock else wanted).scalar_one_or_none()
    return _open(ctx, entry_id, account_id, sealed) if sealed else None


def _write(ctx: Context, account_id: UUID, entry: Entry, expires_at: datetime) -> None:
    values = {**_sealed(ctx, account_id, entry), "expires_at": expires_at}
    ctx.session.execute(update(DeskDraft).where(DeskDraft.id == entry.id).values(**values))


def _sealed(ctx: Context, account_id: UUID, entry: Entry) -> dict[str, Any]:
    plain = _pack(entry)
    if entry.slip and is_locked(ctx, entry.keys.case.case_id) and (public := public_of(ctx, account_id)):
        # Its code and key open the petition: the server's keys alone must not lead to them.
        plain = _BOXED + close_box(public, plain, bound_to=entry.id.bytes)
    sealed = ctx.keys.seal(PURPOSE, plain, bound_to=entry.id.bytes + account_id.bytes)
    photos = [key for one in entry.photos for key in (one.original_key, one.display_key, one.thumb_key)]
    kept = [*photos, *(key for one in entry.files for key in one.file_keys())]
    return {"sealed": sealed, "file_keys": [] if entry.slip else kept}


def _pack(entry: Entry) -> bytes:
    keys = entry.keys
    values = {
        "agency_id": str(entry.agency_id), "arrival": entry.arrival.value, "concerns": entry.concerns.value,
        "case_id": str(keys.case.case_id), "case_key": base64.b64encode(keys.case.key).decode(),
        "access_code": keys.access_code, "typed": dict(entry.typed), "photos": [asdict(one) for one in entry.photos],
        "files": [asdict(one) for one in entry.files], "slip": asdict(entry.slip) if entry.slip else None,
    }  # fmt: skip
    return json.dumps(values, default=_plain, ensure_ascii=False).encode()


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _plain_of(ctx: Context, entry_id: UUID, account_id: UUID, sealed: bytes) -> bytes | None:
    """What was packed; None where it lies in a box that the actor's session does not open."""
    plain = ctx.keys.open(PURPOSE, sealed, bound_to=entry_id.bytes + account_id.bytes)
    if not plain.startswith(_BOXED):
        return plain
    private = private_of(ctx, ctx.actor)
    try:
        return open_box(private, plain[len(_BOXED) :], bound_to=entry_id.bytes) if private else None
    except SealBroken:  # closed for the key they had before
        return None


def _open(ctx: Context, entry_id: UUID, account_id: UUID, sealed: bytes) -> Entry | None:
    plain = _plain_of(ctx, entry_id, account_id, sealed)
    if plain is None:
        return None
    values = json.loads(plain)
    case = CaseKey(UUID(values["case_id"]), base64.b64decode(values["case_key"]))
    return Entry(
        entry_id, UUID(values["agency_id"]), Arrival(values["arrival"]), Concerns(values["concerns"]),
        EntryKeys(entry_id, case, values["access_code"]), values["typed"],
        tuple(StoredImage(**photo) for photo in values["photos"]),
        tuple(StoredFile(**{**one, "kind": Enclosed(one["kind"])}) for one in values["files"]),
        _slip(values["slip"]) if values["slip"] else None,
    )  # fmt: skip


def _slip(values: dict[str, Any]) -> Slip:
    moments = {name: datetime.fromisoformat(values[name]) for name in ("received_at", "due_at", "recorded_at")}
    ids = {name: UUID(values[name]) for name in ("petition_id", "desk_id")}
    return Slip(**{**values, **moments, **ids})

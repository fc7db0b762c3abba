"""A petition being written, kept for the writer alone.

The row is sealed under a secret that only the writer's browser holds: neither a clerk nor whoever copies the database
reads an unsent petition. The access code is made with the draft, so that sending twice shows one and the same receipt.
"""

from __future__ import annotations

import base64
import dataclasses
import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, bindparam, delete, select, update

from accounts.states import Assurance
from casework.attachments import StoredImage
from casework.behalf import UNSAID, Behalf
from casework.enclosures import StoredFile
from casework.sealing import CaseKey, fresh_case_key
from casework.states import Enclosed
from casework.timeline import hour_of
from core.context import Context
from core.crypto import SealBroken, new_key, open_with, seal_with
from core.db import insert_row
from core.ids import new_access_code, random_id
from feedback.commands import Spot
from feedback.models import IntakeDraft
from feedback.states import Concerns, Field

KEPT = timedelta(hours=48)
RECEIPT_KEPT = timedelta(hours=24)
SWEPT_AT_ONCE = 200
# Built once: each step of writing reads and writes the draft.
_DRAFTS = cast(Table, IntakeDraft.__table__)
_OF = _DRAFTS.c.id == bindparam("of")
_READ = select(_DRAFTS.c.sealed).where(_OF, _DRAFTS.c.expires_at > bindparam("now"))
_LOCKED = _READ.with_for_update()
_CHANGED = update(_DRAFTS).where(_OF).returning(_DRAFTS.c.id)


@dataclass(frozen=True, slots=True)
class Ticket:
    """What the browser holds: which draft, and the secret that opens it."""

    id: UUID
    secret: bytes = dataclasses.field(repr=False)

    def pack(self) -> str:
        """For the session cookie."""
        return self.id.hex + base64.urlsafe_b64encode(self.secret).decode()

    @classmethod
    def unpack(cls, text: object) -> Ticket | None:
        """Back from the cookie; None when there is none or it makes no sense."""
        try:
            return cls(UUID(hex=str(text)[:32]), base64.urlsafe_b64decode(str(text)[32:]))
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What is left of a draft once sent: number, code, and by when the first reply is due."""

    number: str
    access_code: str = dataclasses.field(repr=False)
    received_at: datetime
    due_at: datetime
    desk_code: str
    about_someone: bool = False
    phone_left: bool = False  # without one the code is the only way back
    tracked_at: str = ""  # of what left for the province sealed: where it is followed


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything typed so far. The case's id, key and access code are made when writing begins."""

    agency_code: str
    case_id: UUID
    case_key: bytes = dataclasses.field(repr=False)
    access_code: str = dataclasses.field(repr=False)
    point_code: str = ""
    what: str = ""
    field: Field | None = None
    hamlet_id: UUID | None = None
    place: str = ""
    wanted: str = ""
    at_point: str = ""
    spot: Spot | None = None
    concerns: Concerns | None = None
    photos: tuple[StoredImage, ...] = ()
    name: str = ""
    phone: str = ""
    email: str = ""
    consent: bool = False
    behalf: Behalf = UNSAID
    files: tuple[StoredFile, ...] = ()
    level: Assurance = Assurance.UNVERIFIED
    subject: str = ""  # of a sign-in at the portal that the writer attached (casework.identity)
    receipt: Receipt | None = None

    def key(self) -> CaseKey:
        """The case key, under which its photos are sealed already."""
        return CaseKey(self.case_id, self.case_key)


def new_ticket() -> Ticket:
    """A fresh draft's ticket."""
    return Ticket(random_id(), new_key())


def new_draft(agency_code: str, *, point_code: str = "", access_code: str | None = None) -> Draft:
    """An empty draft. `access_code`: a known one, for the demo."""
    key = fresh_case_key(random_id())
    return Draft(agency_code, key.case_id, key.key, access_code or new_access_code(), point_code=point_code)


def load_draft(ctx: Context, ticket: Ticket | None, *, lock: bool = False) -> Draft | None:
    """The draft of a ticket; None when it expired, was deleted, or the secret does not fit."""
    if ticket is None:
        return None
    values = {"of": ticket.id, "now": ctx.now}
    sealed = ctx.session.connection().execute(_LOCKED if lock else _READ, values).scalar_one_or_none()
    if sealed is None:
        return None
    try:
        return _unpack(open_with(ticket.secret, sealed, bound_to=ticket.id.bytes))
    except (SealBroken, ValueError):
        return None


def save_draft(ctx: Context, ticket: Ticket, draft: Draft) -> None:
    """Write the draft as it is now; it is kept for two days from the last change."""
    values = {
        "sealed": seal_with(ticket.secret, _pack(draft), bound_to=ticket.id.bytes),
        "file_keys": [key for photo in draft.photos for key in _file_keys(photo)]
        + [key for one in draft.files for key in one.file_keys()],
        "expires_at": ctx.now + KEPT,
    }
    if ctx.session.connection().execute(_CHANGED, {"of": ticket.id, **values}).first() is None:
        insert_row(ctx.session, IntakeDraft, {"id": ticket.id, **values})


def finish_draft(ctx: Context, ticket: Ticket, draft: Draft, receipt: Receipt) -> None:
    """Keep only the receipt: what was written now lives in the petition alone.

    Nothing in clear leads from the row to the petition; its end is a full hour, so that neither does the moment.
    """
    done = Draft(draft.agency_code, draft.case_id, b"", "", receipt=receipt)
    sealed = seal_with(ticket.secret, _pack(done), bound_to=ticket.id.bytes)
    values = {"sealed": sealed, "file_keys": [], "expires_at": hour_of(ctx.now + RECEIPT_KEPT)}
    ctx.session.connection().execute(_CHANGED, {"of": ticket.id, **values})


def delete_draft(ctx: Context, ticket: Ticket) -> list[str]:
    """Forget it; gives the keys of files to remove after the commit."""
    d = IntakeDraft
    found = ctx.session.execute(delete(d).where(d.id == ticket.id).returning(d.file_keys)).scalar_one_or_none()
    return list(found or [])


def sweep_drafts(ctx: Context) -> tuple[int, list[str]]:
    """Delete what expired, some at a time; gives how many, and the keys of files to remove after the commit."""
    d = IntakeDraft
    rows = ctx.session.execute(
        select(d.id, d.file_keys).where(d.expires_at <= ctx.now).order_by(d.expires_at).limit(SWEPT_AT_ONCE)
    ).all()
    ctx.session.execute(delete(d).where(d.id.in_([row.id for row in rows])))
    return len(rows), [key for row in rows for key in row.file_keys]


def without_photo(draft: Draft, photo_id: str) -> Draft:
    """The draft without one of its photos."""
    return replace(draft, photos=tuple(photo for photo in draft.photos if photo.id != photo_id))


def without_file(draft: Draft, file_id: str) -> Draft:
    """The draft without one of its files."""
    return replace(draft, files=tuple(one for one in draft.files if one.id != file_id))


def _file_keys(photo: StoredImage) -> tuple[str, str, str]:
    return photo.original_key, photo.display_key, photo.thumb_key


def _pack(draft: Draft) -> bytes:
    # Photos and the receipt by asdict, the rest as it is: asdict copies every value deeply.
    values: dict[str, Any] = {name: getattr(draft, name) for name in _NAMES}
    values["photos"] = [asdict(photo) for photo in draft.photos]
    values["files"] = [asdict(one) for one in draft.files]
    values["behalf"] = asdict(draft.behalf)
    values["spot"] = str(draft.spot) if draft.spot else None
    values["receipt"] = asdict(draft.receipt) if draft.receipt else None
    values["case_key"] = base64.b64encode(draft.case_key).decode()
    return json.dumps(values, default=_plain, ensure_ascii=False).encode()


_NAMES = tuple(Draft.__slots__)


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _unpack(data: bytes) -> Draft:
    values: dict[str, Any] = json.loads(data)
    receipt = values["receipt"]
    return Draft(
        **{
            **values,
            "case_id": UUID(values["case_id"]),
            "case_key": base64.b64decode(values["case_key"]),
            "field": Field(values["field"]) if values["field"] else None,
            "hamlet_id": UUID(values["hamlet_id"]) if values["hamlet_id"] else None,
            "concerns": Concerns(values["concerns"]) if values["concerns"] else None,
            "photos": tuple(StoredImage(**photo) for photo in values["photos"]),
            "receipt": _receipt(receipt) if receipt else None,
            "files": tuple(StoredFile(**{**one, "kind": Enclosed(one["kind"])}) for one in values.get("files", ())),
            "behalf": Behalf.read(values.get("behalf")),
            "spot": Spot.parse(values.get("spot") or ""),
            "level": Assurance(values.get("level", Assurance.UNVERIFIED)),
        }
    )


def _receipt(values: dict[str, Any]) -> Receipt:
    moments = {name: datetime.fromisoformat(values[name]) for name in ("received_at", "due_at")}
    return Receipt(**{**values, **moments})

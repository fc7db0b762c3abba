"""A further master key while everybody works: what older ones wrap is wrapped anew, until nothing needs them.

Where the work stands is a question to the tables, so that it goes on after any stop. A row that somebody changes at
the same moment is left to the next round. Only the wrapping changes: keys of cases, hashes and the
audit chain stay as they are.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

from sqlalchemy import ColumnElement, Row, Table, and_, func, select, tuple_, update

from accounts import totp
from accounts.models import Account
from bootstrap.live_keys import LiveKeyring, add_master, file_of, put_away
from bootstrap.runtime import Runtime
from casework.models import CaseKeyRow
from casework.sealing import PURPOSE as CASE_KEY
from core import notices
from core.context import Context
from core.crypto import SealBroken
from core.db import Model
from deadlines.models import ReminderAddress
from deadlines.services.reminders import ADDRESS
from feedback.bulk import folders
from feedback.bulk.models import IntakeBatch, ScannedPaper, ScanRefusal
from feedback.bulk.sealing import BATCH, SCAN
from feedback.deleting.models import MaterialDeletion
from feedback.deleting.queries import NUMBER
from feedback.desk import drafts
from feedback.desk.models import DeskDraft
from feedback.letters import running
from feedback.letters.models import LetterRun
from feedback.texting import services as texting
from feedback.texting.models import InboundText
from privacy.breaches import services as breaches
from privacy.models import BreachStep
from surveys.models import SurveySlipRun

AT_ONCE = 250
BATCHES_A_RUN = 200
# Forms that lie open in a browser, sheets of survey codes in the file store: sealed, in no table, gone within a day.
OLDEST_OUTSIDE = timedelta(days=2)
# A process that was in the middle of something when the key was added has noticed it by then.
_NOTICED = timedelta(minutes=10)
_DONE = "keyring-done.json"


@dataclass(frozen=True, slots=True)
class Place:
    """A column sealed under the keyring: for what, and what each row is bound to."""

    model: type[Model]
    column: str
    purpose: str
    bound_to: Callable[[Row[Any]], bytes]

    @property
    def table(self) -> Table:
        """Its table."""
        return cast(Table, self.model.__table__)

    @property
    def name(self) -> str:
        """As progress names it."""
        return f"{self.table.name}.{self.column}"


class StillNeeded(Exception):
    """A master cannot be put away; the message says what still needs it."""


def _id(row: Row[Any]) -> bytes:
    return cast(bytes, row.id.bytes)


def _account(row: Row[Any]) -> bytes:
    return cast(bytes, row.account_id.bytes)


PLACES: tuple[Place, ...] = (
    Place(CaseKeyRow, "wrapped", CASE_KEY, lambda row: cast(bytes, row.case_id.bytes)),
    Place(Account, "totp_sealed", totp.PURPOSE, _id),
    Place(notices.Notice, "sealed_to", notices.PURPOSE, _id),
    Place(notices.Notice, "sealed_text", notices.PURPOSE, _id),
    Place(ReminderAddress, "sealed_email", ADDRESS, _account),
    Place(IntakeBatch, "wrapped_key", BATCH, _id),
    Place(ScannedPaper, "wrapped_key", SCAN, _id),
    Place(ScanRefusal, "sealed_name", folders.PURPOSE, _id),
    Place(DeskDraft, "sealed", drafts.PURPOSE, lambda row: cast(bytes, row.id.bytes + row.account_id.bytes)),
    Place(LetterRun, "wrapped_key", running.PURPOSE, _id),
    Place(InboundText, "sealed", texting.PURPOSE, _id),
    Place(MaterialDeletion, "sealed_number", NUMBER, _id),
    Place(BreachStep, "sealed", breaches.PURPOSE, _id),
)


def rotate(runtime: Runtime) -> int:
    """Add a master key; running processes notice within a second. Gives its number. Raises FileExistsError."""
    number = add_master(_folder(runtime))
    ring = runtime.keys
    if isinstance(ring, LiveKeyring):
        ring.look(at_once=True)
    return number


def rewrap_some(runtime: Runtime, *, batches: int = BATCHES_A_RUN, at_once: int = AT_ONCE) -> int:
    """Wrap anew what older masters wrap, each batch in a transaction of its own; gives how many were.

    Nothing is left afterwards when fewer batches were needed than allowed.
    """
    if not runtime.keys.newest or _is_done(runtime):
        return 0
    moved, used = 0, 0
    for place in PLACES:
        after: tuple[Any, ...] | None = None
        while used < batches:
            with runtime.transaction() as ctx:
                rows = _older(ctx, place, after, at_once)
                moved += sum(_wrap_anew(ctx, place, row) for row in rows)
            used += 1
            if len(rows) < at_once:
                break
            after = tuple(getattr(rows[-1], key.name) for key in place.table.primary_key.columns)
    if used < batches and not moved:
        _note_done(runtime)
    return moved


def look_again(runtime: Runtime) -> None:
    """Read the tables once more: a database that came back from a backup has rows that older masters wrap."""
    (runtime.settings.data_dir / _DONE).unlink(missing_ok=True)


def left_under(ctx: Context, number: int) -> dict[str, int]:
    """How much each place still holds under a master, and in which."""
    counted = {}
    for place in PLACES:
        statement = select(func.count()).select_from(place.table).where(_under(place, number))
        counted[place.name] = ctx.session.execute(statement).scalar_one()
    slips = sum(1 for key in _slip_files(ctx) if _first_byte(ctx, key) == number)
    counted["survey_slip_run.parts"] = slips
    return {name: count for name, count in counted.items() if count}


def retire(runtime: Runtime, number: int) -> None:
    """Put a master away for good once nothing needs it. Raises StillNeeded.

    Backups from before need it: whoever keeps those keeps the file with them.
    """
    ring, folder = runtime.keys, _folder(runtime)
    if number >= ring.newest or ring.masters[number] is None:
        raise StillNeeded("this key is the one in use, or there is none of this number")
    with runtime.reading() as ctx:
        left, now = left_under(ctx, number), ctx.now
    if left:
        raise StillNeeded(", ".join(f"{name}: {count}" for name, count in left.items()))
    since = made_at(folder, ring.newest)
    if now < since + OLDEST_OUTSIDE:
        raise StillNeeded(f"forms open in browsers may still need it until {since + OLDEST_OUTSIDE:%d/%m/%Y %H:%M} UTC")
    put_away(folder, ring, number)


def made_at(folder: Path, number: int) -> datetime:
    """When a master was made, as its file says."""
    return datetime.fromtimestamp(file_of(folder, number).stat().st_mtime, UTC)


def _older(ctx: Context, place: Place, after: tuple[Any, ...] | None, at_once: int) -> Sequence[Row[Any]]:
    keys = place.table.primary_key.columns
    statement = select(*place.table.columns).where(_under_older(ctx, place)).order_by(*keys).limit(at_once)
    if after is not None:
        statement = statement.where(tuple_(*keys) > tuple_(*after))
    return ctx.session.execute(statement).all()


def _wrap_anew(ctx: Context, place: Place, row: Row[Any]) -> bool:
    """The same content under the newest master; False when somebody changed the row meanwhile, or it opens no more."""
    table, before, bound = place.table, getattr(row, place.column), place.bound_to(row)
    try:
        plain = ctx.keys.open(place.purpose, before, bound_to=bound)
    except SealBroken:  # damaged: it stays as it is, and whoever wants to retire the key is told of it
        return False
    same = and_(*(key == getattr(row, key.name) for key in table.primary_key.columns))
    unchanged = table.c[place.column] == before
    sealed = ctx.keys.seal(place.purpose, plain, bound_to=bound)
    done = ctx.session.execute(update(table).where(same, unchanged).values({place.column: sealed}))
    return bool(done.rowcount)  # type: ignore[attr-defined]  # an UPDATE gives a CursorResult


def _under(place: Place, number: int) -> ColumnElement[bool]:
    return func.substr(place.table.c[place.column], 1, 1) == bytes([number])


def _under_older(ctx: Context, place: Place) -> ColumnElement[bool]:
    column = place.table.c[place.column]
    return and_(func.length(column) > 0, func.substr(column, 1, 1) < bytes([ctx.keys.newest]))


def _slip_files(ctx: Context) -> Iterator[str]:
    s = SurveySlipRun
    for parts in ctx.session.execute(select(s.parts)).scalars():
        yield from parts


def _first_byte(ctx: Context, key: str) -> int | None:
    try:
        return ctx.files.get(key)[0]
    except KeyError:
        return None


def _folder(runtime: Runtime) -> Path:
    return runtime.settings.data_dir / "keys"


def _is_done(runtime: Runtime) -> bool:
    try:
        kept = json.loads((runtime.settings.data_dir / _DONE).read_text())
    except (FileNotFoundError, ValueError):
        return False
    return bool(kept["newest"] == runtime.keys.newest)


def _note_done(runtime: Runtime) -> None:
    """So that nobody reads all tables every five minutes; not before every process has noticed the newest key."""
    newest = runtime.keys.newest
    if runtime.clock() >= made_at(_folder(runtime), newest) + _NOTICED:
        path = runtime.settings.data_dir / _DONE
        path.with_suffix(".new").write_text(json.dumps({"newest": newest}))
        path.with_suffix(".new").rename(path)

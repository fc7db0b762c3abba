"""The life of a run: begun, written portion by portion, handed out to whoever asked for it, forgotten after a day."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update

from casework.states import IdentityReason
from core import audit, outbox
from core.actor import Actor
from core.context import Context
from core.crypto import new_key, open_with, seal_with
from core.errors import DomainError, Forbidden, NotFound
from core.ids import uuid7
from feedback.letters.choosing import LETTER_KINDS, Chosen, choose
from feedback.letters.errors import DaysTurned, NoCases
from feedback.letters.events import LettersToBeWritten
from feedback.letters.models import LetterRun
from feedback.letters.states import RunState
from feedback.papers.commands import WritePaper
from feedback.papers.states import PaperFormat, PaperKind, SenderShown, SignedAs
from feedback.papers.writing import WrittenPaper, write_paper
from feedback.policies import STAFF_ROLES

PURPOSE = "letter-run"
KEPT = timedelta(hours=24)
# Under the one writer's lock of SQLite: nobody else waits longer than it takes to write so many.
PORTION = 10
_MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class RunView:
    """A run as its owner sees it."""

    id: UUID
    agency_id: UUID
    account_id: UUID
    kind: PaperKind
    made_as: PaperFormat
    state: RunState
    total: int
    written: int
    left_out: int
    created_at: datetime
    changed_at: datetime
    expires_at: datetime

    @property
    def done(self) -> int:
        """How many cases were looked at."""
        return self.written + self.left_out


@dataclass(frozen=True, slots=True)
class OpenRun:
    """A run with what opens it, for the one who works on it."""

    view: RunView
    command: WritePaper = field(repr=False)
    petition_ids: Sequence[UUID]
    parts: Sequence[str]
    key: bytes = field(repr=False)

    def seal(self, data: bytes, part: int) -> bytes:
        """A finished part, bound to the run and its place in it."""
        return seal_with(self.key, data, bound_to=self._bound(part))

    def open(self, data: bytes, part: int) -> bytes:
        """Back from the file store. Raises SealBroken."""
        return open_with(self.key, data, bound_to=self._bound(part))

    def _bound(self, part: int) -> bytes:
        return self.view.id.bytes + part.to_bytes(4, "big")


_VIEW = tuple(getattr(LetterRun, name) for name in RunView.__slots__)
_OPEN = (LetterRun.petition_ids, LetterRun.parts, LetterRun.sealed_command, LetterRun.wrapped_key)


def begin_run(ctx: Context, chosen: Chosen, command: WritePaper, made_as: PaperFormat) -> UUID:
    """Ask for the letters; they are written in the background, as the official who asked.

    Raises Forbidden, DaysTurned, NoCases.
    """
    if ctx.actor.account_id is None or not _works_at(ctx.actor, chosen.agency_id) or chosen.kind not in LETTER_KINDS:
        raise Forbidden
    if chosen.last < chosen.first:
        raise DaysTurned
    cases = choose(ctx, chosen)
    if not cases:
        raise NoCases
    run_id, key = uuid7(), new_key()
    ctx.session.execute(
        insert(LetterRun).values(
            id=run_id, agency_id=chosen.agency_id, account_id=ctx.actor.account_id, kind=chosen.kind, made_as=made_as,
            state=RunState.RUNNING, wrapped_key=ctx.keys.seal(PURPOSE, key, bound_to=run_id.bytes),
            sealed_command=seal_with(key, _packed(command), bound_to=run_id.bytes),
            petition_ids=[str(one) for one in cases], parts=[], total=len(cases), written=0, left_out=0,
            created_at=ctx.now, changed_at=ctx.now, expires_at=ctx.now + KEPT,
        )
    )  # fmt: skip
    _record(ctx, run_id, chosen.agency_id, "begin", chosen.kind, len(cases))
    outbox.publish(ctx, LettersToBeWritten(run_id))
    return run_id


def list_runs(ctx: Context, viewer: Actor) -> Sequence[RunView]:
    """The official's own last runs, newest first."""
    r = LetterRun
    mine = select(*_VIEW).where(r.account_id == viewer.account_id).order_by(r.created_at.desc(), r.id.desc())
    return [RunView(*row) for row in ctx.session.execute(mine.limit(_MOST_SHOWN))]


def get_run(ctx: Context, run_id: UUID, *, viewer: Actor) -> RunView:
    """A run, for whoever asked for it while they work there. Raises NotFound."""
    row = ctx.session.execute(select(*_VIEW).where(LetterRun.id == run_id)).one_or_none()
    view = RunView(*row) if row else None
    if view is None or view.account_id != viewer.account_id or not _works_at(viewer, view.agency_id):
        raise NotFound
    return view


def open_run(ctx: Context, run_id: UUID) -> OpenRun | None:
    """A run with what opens it, for the job and for handing it out; None once it was forgotten."""
    row = ctx.session.execute(select(*_VIEW, *_OPEN).where(LetterRun.id == run_id)).one_or_none()
    if row is None or row.wrapped_key is None:
        return None
    key = ctx.keys.open(PURPOSE, row.wrapped_key, bound_to=run_id.bytes)
    command = _unpacked(open_with(key, row.sealed_command, bound_to=run_id.bytes), row.kind)
    view = RunView(*row[: len(_VIEW)])
    return OpenRun(view, command, [UUID(one) for one in row.petition_ids], tuple(row.parts), key)


def write_next(ctx: Context, run: OpenRun, start: int, *, already: int) -> Sequence[WrittenPaper]:
    """The letters of the next few cases; one that does not fit any more, or may no longer be read, is left out.

    A number given is that of the first letter; each of the others takes the next (`already`: how many have one).
    """
    written: list[WrittenPaper] = []
    for petition_id in run.petition_ids[start : start + PORTION]:
        try:
            with ctx.session.begin_nested():
                command = replace(run.command, number=_next_number(run.command.number, already + len(written)))
                written.append(write_paper(ctx, petition_id, command))
        except DomainError:
            continue
    return written


def note_part(ctx: Context, run: OpenRun, file_key: str | None, *, written: int, left_out: int) -> bool:
    """Note a finished part; whether it was the next one, and not noted before by another worker."""
    r, view = LetterRun, run.view
    values: dict[str, Any] = {
        "written": view.written + written, "left_out": view.left_out + left_out, "changed_at": ctx.now,
        "parts": [*run.parts, file_key] if file_key else list(run.parts),
    }  # fmt: skip
    if view.done + written + left_out >= view.total:
        values |= {"state": RunState.DONE, "expires_at": ctx.now + KEPT}
    counted = (r.written == view.written, r.left_out == view.left_out)
    same = (r.id == view.id, r.state == RunState.RUNNING, *counted)
    return bool(ctx.session.execute(update(r).where(*same).values(**values)).rowcount)  # type: ignore[attr-defined]


def note_handed_out(ctx: Context, run: RunView) -> None:
    """Audit that the letters were taken away."""
    _record(ctx, run.id, run.agency_id, "hand_out", run.kind, run.written)


def list_over(ctx: Context) -> Sequence[tuple[UUID, Sequence[str]]]:
    """Runs whose day is over, with the files that go."""
    r = LetterRun
    rows = ctx.session.execute(
        select(r.id, r.parts).where(r.state != RunState.GONE, r.expires_at <= ctx.now).order_by(r.expires_at).limit(50)
    )
    return [(row.id, tuple(row.parts)) for row in rows]


def forget_run(ctx: Context, run_id: UUID) -> None:
    """Erase the key and what was typed; the numbers stay."""
    gone: dict[str, Any] = {
        "state": RunState.GONE,
        "wrapped_key": None,
        "sealed_command": b"",
        "petition_ids": [],
        "parts": [],
    }
    ctx.session.execute(update(LetterRun).where(LetterRun.id == run_id).values(**gone))


def _next_number(first: str, after: int) -> str:
    return str(int(first) + after).zfill(len(first)) if first.isascii() and first.isdigit() else first


def _works_at(actor: Actor, agency_id: UUID) -> bool:
    return any(actor.holds_at(role, agency_id) for role in STAFF_ROLES)


def _packed(command: WritePaper) -> bytes:
    values = asdict(replace(command, asked=dict(command.asked)))
    values["issued_on"] = command.issued_on.isoformat() if command.issued_on else None
    return json.dumps(values, ensure_ascii=False).encode()


def _unpacked(data: bytes, kind: PaperKind) -> WritePaper:
    values = json.loads(data)
    return WritePaper(
        kind, SenderShown(values["sender"]), IdentityReason(values["reason"]) if values["reason"] else None,
        values["number"], date.fromisoformat(values["issued_on"]) if values["issued_on"] else None,
        SignedAs(values["signed_as"]), values["title"], values["signer"], values["asked"],
    )  # fmt: skip


def _record(ctx: Context, run_id: UUID, agency_id: UUID, verb: str, kind: PaperKind, count: int) -> None:
    audit.record(
        ctx, agency_id=agency_id, action=f"feedback:letters:{verb}", subject_type="letter_run", subject_id=run_id,
        paper=kind.value, count=count,
    )  # fmt: skip

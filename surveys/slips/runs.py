"""The life of a printing: asked for, drawn part by part, handed out, its files forgotten after a day."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select, update

from agencies.models import ServicePoint
from core import audit, outbox
from core.clock import local_date
from core.context import Context
from core.errors import Forbidden, NotFound
from core.ids import random_symbols, uuid7
from surveys.errors import SlipDaysWrong, TooManySlips
from surveys.models import SurveyAnswer, SurveySlipRun
from surveys.policies import can_print_slips
from surveys.slips.codes import MOST_SLIPS, Slip, ticket_number
from surveys.slips.events import SlipsToBePrinted
from surveys.states import RunState
from surveys.tickets import answer_id

# Ten pages of ten: a job ends after it, so that notices do not wait behind two thousand slips.
PART = 100
KEPT = timedelta(hours=24)
LONGEST_LIFE = timedelta(days=366)
_PURPOSE = "survey:slips"
_MOST_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Run:
    """A printing as its pages show it."""

    id: uuid.UUID
    serial: str
    agency_id: uuid.UUID
    service_point_id: uuid.UUID
    state: RunState
    total: int
    made: int
    expires_on: date
    parts: Sequence[str]
    created_at: datetime
    forget_at: datetime | None

    @property
    def has_files(self) -> bool:
        """Whether the sheets can be taken."""
        return self.state is RunState.DONE and bool(self.parts)


_COLUMNS = tuple(getattr(SurveySlipRun, name) for name in Run.__slots__)


def begin_run(ctx: Context, *, service_point_id: uuid.UUID, count: int, expires_on: date) -> uuid.UUID:
    """Ask for one-time codes of a service point. Raises NotFound, Forbidden, TooManySlips, SlipDaysWrong."""
    agency_id = ctx.session.scalar(select(ServicePoint.agency_id).where(ServicePoint.id == service_point_id))
    if agency_id is None:
        raise NotFound
    if ctx.actor.account_id is None or not can_print_slips(ctx.actor, agency_id=agency_id):
        raise Forbidden
    if not 1 <= count <= MOST_SLIPS:
        raise TooManySlips(limit=MOST_SLIPS)
    today = local_date(ctx.now)
    if not today < expires_on <= today + LONGEST_LIFE:
        raise SlipDaysWrong
    run_id = uuid7()
    ctx.session.execute(
        insert(SurveySlipRun).values(
            id=run_id, serial=_free_serial(ctx), agency_id=agency_id, service_point_id=service_point_id,
            account_id=ctx.actor.account_id, state=RunState.RUNNING, total=count, made=0, expires_on=expires_on,
            parts=[], created_at=ctx.now, forget_at=None,
        )
    )  # fmt: skip
    _record(ctx, run_id, agency_id, "begin", codes=count)
    outbox.publish(ctx, SlipsToBePrinted(run_id))
    return run_id


def _free_serial(ctx: Context) -> str:
    s = SurveySlipRun
    while ctx.session.scalar(select(s.id).where(s.serial == (serial := random_symbols(4)))) is not None:
        pass
    return serial


def find_run(ctx: Context, run_id: uuid.UUID) -> Run | None:
    """A printing, for the job."""
    row = ctx.session.execute(select(*_COLUMNS).where(SurveySlipRun.id == run_id)).one_or_none()
    return Run(*row) if row is not None else None


def get_run(ctx: Context, run_id: uuid.UUID) -> Run:
    """A printing, for whoever prints codes there. Raises NotFound."""
    run = find_run(ctx, run_id)
    if run is None or not can_print_slips(ctx.actor, agency_id=run.agency_id):
        raise NotFound
    return run


def list_runs(ctx: Context, agency_ids: Sequence[uuid.UUID]) -> Sequence[Run]:
    """The last printings of these agencies, newest first."""
    s = SurveySlipRun
    rows = ctx.session.execute(
        select(*_COLUMNS).where(s.agency_id.in_(agency_ids)).order_by(s.created_at.desc(), s.id.desc())
        .limit(_MOST_SHOWN)
    )  # fmt: skip
    return [Run(*row) for row in rows]


def slips_of_part(run: Run) -> Sequence[Slip]:
    """The slips of the next part."""
    return [Slip(run.serial, index) for index in range(run.made, min(run.made + PART, run.total))]


def seal_part(ctx: Context, run: Run, data: bytes, part: int) -> bytes:
    """A drawn part as it is stored: whoever reads the disk has no codes."""
    return ctx.keys.seal(_PURPOSE, data, bound_to=_bound(run, part))


def open_part(ctx: Context, run: Run, data: bytes, part: int) -> bytes:
    """Back from the file store. Raises SealBroken."""
    return ctx.keys.open(_PURPOSE, data, bound_to=_bound(run, part))


def _bound(run: Run, part: int) -> bytes:
    return run.id.bytes + part.to_bytes(4, "big")


def note_part(ctx: Context, run: Run, key: str, count: int) -> bool:
    """Note a drawn part and ask for the next; False when another worker was faster or the run was cancelled."""
    s = SurveySlipRun
    now = ctx.session.execute(select(s.state, s.made, s.parts).where(s.id == run.id).with_for_update()).one()
    if now.state is not RunState.RUNNING or now.made != run.made:
        return False
    made = run.made + count
    done = made >= run.total
    ctx.session.execute(
        update(s).where(s.id == run.id).values(
            made=made, parts=[*now.parts, key], state=RunState.DONE if done else RunState.RUNNING,
            forget_at=ctx.now + KEPT if done else None,
        )
    )  # fmt: skip
    if not done:
        outbox.publish(ctx, SlipsToBePrinted(run.id, len(now.parts) + 2))
    return True


def note_taken(ctx: Context, run: Run) -> None:
    """The sheets leave the house: audited before a byte does."""
    _record(ctx, run.id, run.agency_id, "hand_out", codes=run.total)


def cancel_run(ctx: Context, run_id: uuid.UUID) -> None:
    """Take the codes back: none is accepted any more. Raises NotFound."""
    run = _locked(ctx, run_id)
    if run.state is RunState.CANCELLED:
        return
    ctx.session.execute(
        update(SurveySlipRun).where(SurveySlipRun.id == run_id).values(state=RunState.CANCELLED, forget_at=ctx.now)
    )
    _record(ctx, run_id, run.agency_id, "cancel", codes=run.total)


def print_again(ctx: Context, run_id: uuid.UUID) -> None:
    """Draw the same codes once more after their files were forgotten. Raises NotFound."""
    run = _locked(ctx, run_id)
    if run.state is not RunState.DONE or run.parts:
        raise NotFound
    ctx.session.execute(
        update(SurveySlipRun).where(SurveySlipRun.id == run_id).values(state=RunState.RUNNING, made=0, forget_at=None)
    )
    _record(ctx, run_id, run.agency_id, "begin", codes=run.total, again=True)
    outbox.publish(ctx, SlipsToBePrinted(run_id))


def _locked(ctx: Context, run_id: uuid.UUID) -> Run:
    ctx.session.execute(select(SurveySlipRun.id).where(SurveySlipRun.id == run_id).with_for_update())
    return get_run(ctx, run_id)


def list_to_forget(ctx: Context) -> Sequence[tuple[uuid.UUID, Sequence[str]]]:
    """Printings whose files have had their day."""
    s = SurveySlipRun
    rows = ctx.session.execute(select(s.id, s.parts).where(s.forget_at <= ctx.now).order_by(s.forget_at).limit(100))
    return [(row.id, tuple(row.parts)) for row in rows]


def forget_files(ctx: Context, run_id: uuid.UUID) -> None:
    """The files are gone; the codes stay good until their day."""
    ctx.session.execute(update(SurveySlipRun).where(SurveySlipRun.id == run_id).values(parts=[], forget_at=None))


@dataclass(frozen=True, slots=True)
class SlipState:
    """Whether a slip can be used now, and for which service point."""

    service_point_id: uuid.UUID
    expires_on: date
    is_good: bool
    is_used: bool


def find_slip(ctx: Context, slip: Slip) -> SlipState | None:
    """What became of a slip whose code is ours; None when its printing is not known here."""
    s = SurveySlipRun
    run = ctx.session.execute(
        select(s.service_point_id, s.expires_on, s.state, s.total).where(s.serial == slip.serial)
    ).one_or_none()
    if run is None or slip.index >= run.total:
        return None
    used = answer_id(ctx.keys, ticket_number(ctx.keys, slip))
    good = run.state is not RunState.CANCELLED and local_date(ctx.now) <= run.expires_on
    is_used = ctx.session.scalar(select(SurveyAnswer.id).where(SurveyAnswer.id == used)) is not None
    return SlipState(run.service_point_id, run.expires_on, good, is_used)


def _record(ctx: Context, run_id: uuid.UUID, agency_id: uuid.UUID, verb: str, **detail: Any) -> None:
    audit.record(
        ctx, agency_id=agency_id, action=f"surveys:slips:{verb}", subject_type="survey_slip_run", subject_id=run_id,
        **detail,
    )  # fmt: skip

"""Papers that wait for somebody: on the signer's desk, with whoever drafts them, with the records clerk."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from accounts.roles import Role
from core.clock import local_date, start_of_day
from core.context import Context
from feedback.issuing.delegations import delegations_of
from feedback.issuing.models import OfficialPaper
from feedback.issuing.states import PaperState
from feedback.models import Petition
from feedback.papers.states import PaperKind
from feedback.states import PetitionKind

SHOWN = 100
S = PaperState
_NO_DENUNCIATION = or_(Petition.kind.is_(None), Petition.kind != PetitionKind.DENUNCIATION)


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper in a list. `number`: the petition's; empty where the reader must not learn which case it is."""

    id: UUID
    petition_id: UUID
    agency_id: UUID
    kind: PaperKind
    state: PaperState
    sealed: bool
    number: str
    changed_at: datetime
    issued_at: datetime | None


def for_signer(ctx: Context) -> Sequence[PaperLine]:
    """Submitted papers put before the actor, or before a leader in whose place they act in that matter."""
    o, who = OfficialPaper, ctx.actor.account_id
    mine: list[ColumnElement[bool]] = [o.signer_id == who] if ctx.actor.agencies(Role.LEADER) else []
    for one in delegations_of(ctx, who):
        put_before = (o.agency_id == one.agency_id, o.signer_id == one.giver_id)
        for denunciation in (False, True):
            kinds = [kind for kind in PaperKind if one.covers(kind, denunciation=denunciation)]
            of_such = (Petition.kind == PetitionKind.DENUNCIATION) if denunciation else _NO_DENUNCIATION
            mine.append(and_(*put_before, o.kind.in_(kinds), of_such))
    if not mine:
        return []
    rows = _lines().where(o.state == S.SUBMITTED, o.drafter_id != who, or_(*mine))
    return _read(ctx, rows.order_by(o.changed_at, o.id))


def of_drafter(ctx: Context) -> Sequence[PaperLine]:
    """The actor's own papers that are on their way, those to be mended first."""
    o = OfficialPaper
    states = (S.RETURNED, S.DRAFT, S.SUBMITTED, S.APPROVED, S.NUMBERED)
    rows = _lines().where(o.drafter_id == ctx.actor.account_id, o.state.in_(states))
    lines = _read(ctx, rows.order_by(o.changed_at.desc(), o.id))
    return sorted(lines, key=lambda line: states.index(line.state))


def for_records(ctx: Context, state: PaperState) -> Sequence[PaperLine]:
    """What waits with the actor's own registry in a state, the longest first. Of a sealed case: kind and agency."""
    o = OfficialPaper
    here = o.agency_id.in_(ctx.actor.agencies(Role.RECORDS_CLERK))
    rows = _lines().where(here, o.state == state).order_by(o.changed_at, o.id)
    return [_hidden(line) for line in _read(ctx, rows)]


def issued_today(ctx: Context) -> Sequence[PaperLine]:
    """What was issued today."""
    o = OfficialPaper
    here = o.agency_id.in_(ctx.actor.agencies(Role.RECORDS_CLERK))
    since = start_of_day(local_date(ctx.now))
    rows = _lines().where(here, o.state == S.ISSUED, o.issued_at >= since).order_by(o.issued_at.desc(), o.id)
    return [_hidden(line) for line in _read(ctx, rows)]


def count_for_records(ctx: Context, agency_ids: Collection[UUID]) -> dict[PaperState, int]:
    """How many wait for a number, and for their signed file."""
    o = OfficialPaper
    waiting = (S.APPROVED, S.NUMBERED)
    rows = ctx.session.execute(
        select(o.state, func.count()).where(o.agency_id.in_(agency_ids), o.state.in_(waiting)).group_by(o.state)
    ).all()
    found = {row[0]: int(row[1]) for row in rows}
    return {state: found.get(state, 0) for state in waiting}


def _lines() -> Select[*tuple[Any, ...]]:
    o, p = OfficialPaper, Petition
    return (
        select(
            o.id, o.petition_id, o.agency_id, o.kind, o.state, p.sealed, p.number, o.changed_at, o.issued_at
        ).join(p, p.id == o.petition_id).limit(SHOWN)
    )  # fmt: skip


def _read(ctx: Context, statement: Select[*tuple[Any, ...]]) -> Sequence[PaperLine]:
    return [PaperLine(*row) for row in ctx.session.execute(statement)]


def _hidden(line: PaperLine) -> PaperLine:
    if not line.sealed:
        return line
    return PaperLine(
        line.id, line.petition_id, line.agency_id, line.kind, line.state, True, "", line.changed_at, line.issued_at
    )

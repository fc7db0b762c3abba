"""Writes of commitments: promised, claimed, verified."""

from __future__ import annotations

import uuid

from sqlalchemy import insert, select, update

from core import audit
from core.clock import local_date
from core.context import Context
from core.errors import NotFound, StaleVersion
from core.ids import uuid7
from dialogues.commands import MakeCommitment
from dialogues.errors import DueBeforePromise
from dialogues.models import Commitment, CommitmentStep
from dialogues.policies import can_manage, can_verify, require
from dialogues.states import COMMITMENT, CommitmentAct, CommitmentState

_BY_BOARD = frozenset({CommitmentAct.CONFIRM, CommitmentAct.DISPUTE})


def make_commitment(ctx: Context, command: MakeCommitment) -> uuid.UUID:
    """Record a promise with its owner and due day; it is public at once."""
    require(can_manage(ctx.actor, command.agency_id))
    if command.due_on < local_date(ctx.now):
        raise DueBeforePromise
    commitment_id = uuid7()
    ctx.session.execute(
        insert(Commitment).values(
            id=commitment_id,
            agency_id=command.agency_id,
            dialogue_id=command.dialogue_id,
            text=command.text,
            owner=command.owner,
            due_on=command.due_on,
            state=CommitmentState.OPEN,
            promised_at=ctx.now,
            version=1,
        )
    )
    _audit(ctx, command.agency_id, commitment_id, "make")
    return commitment_id


def act_on_commitment(ctx: Context, commitment_id: uuid.UUID, *, act: CommitmentAct, note: str, version: int) -> None:
    """Claim it done, drop it (officials), confirm or dispute the claim (the Board). Each word stays on record."""
    statement = select(Commitment).where(Commitment.id == commitment_id).with_for_update()
    commitment = ctx.session.execute(statement).scalar_one_or_none()
    if commitment is None:
        raise NotFound
    if commitment.version != version:
        raise StaleVersion
    by_board = act in _BY_BOARD
    allowed = can_verify if by_board else can_manage
    require(allowed(ctx.actor, commitment.agency_id))
    target = COMMITMENT.target(commitment.state, act)
    settled = ctx.now if target in COMMITMENT.final else None
    ctx.session.execute(
        update(Commitment)
        .where(Commitment.id == commitment_id)
        .values(state=target, settled_at=settled, version=version + 1)
    )
    ctx.session.execute(
        insert(CommitmentStep).values(
            id=uuid7(), commitment_id=commitment_id, act=act, note=note, by_board=by_board, at=ctx.now
        )
    )
    _audit(ctx, commitment.agency_id, commitment_id, act.value)


def _audit(ctx: Context, agency_id: uuid.UUID, commitment_id: uuid.UUID, verb: str) -> None:
    audit.record(
        ctx, agency_id=agency_id, action=f"dialogue:commitment:{verb}", subject_type="commitment",
        subject_id=commitment_id,
    )  # fmt: skip

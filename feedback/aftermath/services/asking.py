"""Asked of the People's Inspection Board: who takes it, what they found, told to sender and commune."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update

from agencies.queries import get_card
from casework import timeline
from casework.sealing import CaseKey, open_case_key
from core import outbox
from core.clock import local_date
from core.context import Context
from core.errors import Forbidden, NotFound
from core.ids import random_id
from core.transitions import TransitionNotAllowed
from feedback.aftermath.commands import Found
from feedback.aftermath.errors import TakenByAnother
from feedback.aftermath.machine import ASKING
from feedback.aftermath.models import BoardRequest
from feedback.aftermath.policies import AskFacts, can_act_on_ask
from feedback.aftermath.queries import asked_part, found_part
from feedback.aftermath.recusals import keep_out, recused_from
from feedback.aftermath.states import AskAct, AskState
from feedback.claims.errors import TooManyScenes
from feedback.claims.policies import can_look_for_board
from feedback.claims.scenes import MOST, keep_scenes
from feedback.events import SenderToBeTold
from feedback.models import Petition
from feedback.proceedings.queries import term
from feedback.services.moving import Locked, lock_petition, record, told
from feedback.states import Happened

BOARD_ROW = 64


def ask_board(ctx: Context, locked: Locked, *, text: str, contact: str, stars: int, key: CaseKey) -> UUID:
    """Write the request down; the caller holds the petition's lock and has decided that it may be made."""
    request_id = random_id()
    due = term(ctx, BOARD_ROW, local_date(ctx.now), locked.agency_id).due_at
    asked = {"text": text.strip(), "contact": contact.strip()}
    ctx.session.execute(
        insert(BoardRequest).values(
            id=request_id, petition_id=locked.id, agency_id=locked.agency_id, state=AskState.WAITING, asked_at=ctx.now,
            due_at=due or ctx.now, taken_by=None, found_at=None, found_by=None, finding=None,
            sealed_asked=key.seal_json(asked, part=asked_part(request_id)), sealed_found=None,
        )
    )  # fmt: skip
    values = {"rating": stars, "version": locked.version + 1}
    ctx.session.execute(update(Petition).where(Petition.id == locked.id).values(**values))
    timeline.append(ctx, case_id=locked.id, kind=Happened.BOARD_ASKED, public=True)
    record(ctx, locked, "ask_board", request=str(request_id))
    return request_id


def take(ctx: Context, request_id: UUID) -> None:
    """A member of the Board goes to look. Raises NotFound, TakenByAnother, Forbidden, TransitionNotAllowed."""
    _step(ctx, request_id, AskAct.TAKE, taken_by=ctx.actor.account_id)


def hand_back(ctx: Context, request_id: UUID) -> None:
    """They cannot go after all. Raises NotFound, Forbidden, TransitionNotAllowed."""
    _step(ctx, request_id, AskAct.HAND_BACK, taken_by=None)


def call_off(ctx: Context, request_id: UUID) -> None:
    """The sender asks no more. Raises NotFound, Forbidden, TransitionNotAllowed."""
    _step(ctx, request_id, AskAct.CALL_OFF)


def find(ctx: Context, request_id: UUID, command: Found) -> None:
    """Tell sender and commune what the Board saw; the answer then waits for the sender's word once more.

    Raises NotFound, TextMissing, TooManyScenes, TakenByAnother, Forbidden, TransitionNotAllowed. NĐ 59/2023
    Đ14.2.c: the result goes to the citizen who asked, in writing.
    """
    text = told(command.text)
    if len(command.scenes) > MOST:
        raise TooManyScenes(most=MOST)
    petition_id = _petition_of(ctx, request_id)
    key = open_case_key(ctx, petition_id)
    locked = _step(
        ctx, request_id, AskAct.FIND, found_at=ctx.now, found_by=ctx.actor.account_id, finding=command.finding,
        sealed_found=key.seal_text(text, part=found_part(request_id)),
    )  # fmt: skip
    keep_scenes(ctx, key, request_id, command.scenes)
    timeline.append(ctx, case_id=locked.id, kind=Happened.BOARD_FOUND, public=True, finding=command.finding)
    outbox.publish(ctx, SenderToBeTold(petition_id=locked.id, act=Happened.BOARD_FOUND.value))


def recuse(ctx: Context, petition_id: UUID) -> None:
    """A member of the Board sent it or is close to it: what they had taken goes back to the others.

    Raises NotFound to whoever could not see it anyway.
    """
    locked = lock_petition(ctx, petition_id)
    path = get_card(ctx, locked.agency_id).path
    if not can_look_for_board(ctx.actor, locked.facts(), path, recused_from(ctx, petition_id)):
        raise NotFound
    r = BoardRequest
    mine = (r.petition_id == petition_id, r.state == AskState.TAKEN, r.taken_by == ctx.actor.account_id)
    ctx.session.execute(update(r).where(*mine).values(state=AskState.WAITING, taken_by=None))
    keep_out(ctx, petition_id)


def _petition_of(ctx: Context, request_id: UUID) -> UUID:
    r = BoardRequest
    found = ctx.session.execute(select(r.petition_id).where(r.id == request_id)).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def _step(ctx: Context, request_id: UUID, act: AskAct, **changes: Any) -> Locked:
    locked = lock_petition(ctx, _petition_of(ctx, request_id))
    r = BoardRequest
    row = ctx.session.execute(select(r.state, r.taken_by).where(r.id == request_id).with_for_update()).one()
    path, out = get_card(ctx, locked.agency_id).path, recused_from(ctx, locked.id)
    if ctx.actor.account_id is not None and not can_look_for_board(ctx.actor, locked.facts(), path, out):
        raise NotFound
    if not ASKING.allows(row.state, act):
        raise TransitionNotAllowed
    if row.taken_by not in (None, ctx.actor.account_id) and act is not AskAct.CALL_OFF:
        raise TakenByAnother
    if not can_act_on_ask(ctx.actor, act, AskFacts(locked.facts(), path, row.state, row.taken_by, out)):
        raise Forbidden
    values = {"state": ASKING.target(row.state, act), **changes}
    ctx.session.execute(update(r).where(r.id == request_id).values(**values))
    record(ctx, locked, f"board_{act.value}", request=str(request_id))
    return locked

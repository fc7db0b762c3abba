"""Formal acts that a sender begins here and a signature makes: second complaint, denouncing on, withdrawal."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import insert, select, update

from casework import timeline
from casework.sealing import open_case_key
from core.context import Context
from core.errors import Forbidden, NotFound
from core.ids import random_id
from core.transitions import TransitionNotAllowed
from feedback.aftermath.errors import NotSignedYet, WishedBefore, WishNotPossible
from feedback.aftermath.machine import WISHING
from feedback.aftermath.models import FormalWish
from feedback.aftermath.policies import STEPS, can_act_on_wish, wishes_open
from feedback.aftermath.queries import wish_part
from feedback.aftermath.states import Wish, WishAct, WishState
from feedback.policies import PetitionFacts, can_see
from feedback.proceedings.models import ProceedingStep
from feedback.proceedings.policies import hindrance
from feedback.proceedings.queries import facts_of, find_proceeding
from feedback.services.moving import lock_petition, record, told
from feedback.states import Happened, PetitionState


def begin_wish(ctx: Context, petition_id: UUID, wish: Wish, text: str) -> UUID:
    """Write down what the sender wants to do by law; no term is kept by it before they sign, and they are told so.

    Raises NotFound, TextMissing, WishNotPossible, WishedBefore. Complaints Act art. 10, 33; Denunciation Act art. 33,
    37.
    """
    words = told(text)
    locked = lock_petition(ctx, petition_id)
    if wish not in possible_wishes(ctx, petition_id, locked.facts()):
        raise WishNotPossible
    w = FormalWish
    open_one = select(w.id).where(w.petition_id == petition_id, w.wish == wish, w.state == WishState.OPEN)
    if ctx.session.execute(open_one).first():
        raise WishedBefore
    wish_id, key = random_id(), open_case_key(ctx, petition_id)
    ctx.session.execute(
        insert(w).values(
            id=wish_id, petition_id=petition_id, agency_id=locked.agency_id, wish=wish, state=WishState.OPEN,
            at=ctx.now, ended_at=None, ended_by=None, sealed=key.seal_text(words, part=wish_part(wish_id)),
        )
    )  # fmt: skip
    timeline.append(ctx, case_id=petition_id, kind=Happened.ASKED_FORMALLY, public=True, wish=wish)
    record(ctx, locked, "wish", wish=wish.value)
    return wish_id


def possible_wishes(ctx: Context, petition_id: UUID, facts: PetitionFacts) -> tuple[Wish, ...]:
    """What the law lets the sender begin now: the step fits the stage and nothing stands in its way, as a term that
    still runs stands in the way of a second complaint before there is a decision.
    """
    view = find_proceeding(ctx, petition_id)
    if view is None or facts.state is not PetitionState.PROCEEDING:
        return ()
    formal = facts_of(ctx, view, facts)
    return tuple(one for one in wishes_open(view.track, view.stage) if hindrance(STEPS[one], formal) is None)


def end_wish(ctx: Context, wish_id: UUID, act: WishAct) -> None:
    """Signed and recorded, given up, or never signed.

    Raises NotFound, Forbidden, TransitionNotAllowed, NotSignedYet.
    """
    w = FormalWish
    petition_id = ctx.session.execute(select(w.petition_id).where(w.id == wish_id)).scalar_one_or_none()
    if petition_id is None:
        raise NotFound
    locked = lock_petition(ctx, petition_id)
    row = ctx.session.execute(select(w.state, w.wish, w.at).where(w.id == wish_id).with_for_update()).one()
    if ctx.actor.account_id is not None and not can_see(ctx.actor, locked.facts()):
        raise NotFound
    if not WISHING.allows(row.state, act):
        raise TransitionNotAllowed
    if not can_act_on_wish(ctx.actor, act, row.state, locked.facts()):
        raise Forbidden
    s = ProceedingStep
    taken = select(s.id).where(s.petition_id == petition_id, s.step == STEPS[row.wish], s.at >= row.at)
    if act is WishAct.RECORD and ctx.session.execute(taken.limit(1)).first() is None:
        raise NotSignedYet
    values = {"state": WISHING.target(row.state, act), "ended_at": ctx.now, "ended_by": ctx.actor.account_id}
    ctx.session.execute(update(w).where(w.id == wish_id).values(**values))
    record(ctx, locked, f"wish_{act.value}", wish=row.wish.value)

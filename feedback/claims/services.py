"""What officials claim was done on the ground, and what the sender and the Inspection Board saw there."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update

from agencies.queries import get_card
from casework import timeline
from casework.sealing import CaseKey, open_case_key
from core import audit, outbox
from core.actor import ActorKind
from core.clock import local_date
from core.context import Context
from core.errors import Forbidden, NotFound, StaleVersion
from core.ids import random_id
from core.transitions import TransitionNotAllowed
from feedback.aftermath.recusals import recused_from
from feedback.claims.commands import ClaimDone, Looked
from feedback.claims.errors import (
    AfterPhotoMissing,
    ClaimWaits,
    DoneInFuture,
    LookedBefore,
    PlaceMissing,
    TooManyScenes,
)
from feedback.claims.machine import CLAIM
from feedback.claims.models import ClaimFinding, GroundClaim
from feedback.claims.policies import ClaimFacts, can_act_on_claim, can_claim_done, can_look_for_board
from feedback.claims.scenes import MOST, StoredScene, keep_scenes
from feedback.claims.states import ClaimAct, ClaimState, Eye, Side
from feedback.events import SenderToBeTold
from feedback.models import Petition
from feedback.policies import can_see
from feedback.proceedings.queries import term
from feedback.services.moving import SUBJECT, Locked, lock_petition, record, told
from feedback.states import Happened

CONFIRM_ROW = 63
AT_ONCE = 100
_HAPPENED = {ClaimAct.CONFIRM: Happened.CONFIRMED, ClaimAct.CONTRADICT: Happened.CONTRADICTED}


def claim_done(ctx: Context, petition_id: UUID, command: ClaimDone) -> UUID:
    """Say that the work is done. It stays a claim until somebody else has been there; the sender is told to look.

    Raises NotFound, Forbidden, TextMissing, AfterPhotoMissing, TooManyScenes, PlaceMissing, DoneInFuture, ClaimWaits.
    """
    text = told(command.text)
    locked = lock_petition(ctx, petition_id)
    if ctx.actor.account_id is None or not can_see(ctx.actor, locked.facts()):
        raise NotFound
    if not can_claim_done(ctx.actor, locked.facts(), locked.kind):
        raise Forbidden
    _check(ctx, command)
    c = GroundClaim
    waiting = select(c.id).where(c.petition_id == petition_id, c.state == ClaimState.CLAIMED).limit(1)
    if ctx.session.execute(waiting).first():
        raise ClaimWaits
    claim_id, key = random_id(), open_case_key(ctx, petition_id)
    ctx.session.execute(insert(c).values(id=claim_id, **_claimed(ctx, locked, command, key, claim_id, text)))
    keep_scenes(ctx, key, claim_id, command.scenes)
    timeline.append(ctx, case_id=petition_id, kind=Happened.CLAIMED, public=True)
    record(ctx, locked, "claim", claim=str(claim_id))
    outbox.publish(ctx, SenderToBeTold(petition_id=petition_id, act=Happened.CLAIMED.value))
    return claim_id


def look(ctx: Context, claim_id: UUID, looked: Looked) -> ClaimState:
    """The sender, or a member of the Board, says what they saw of a claim. Each says it once.

    Raises NotFound, Forbidden, TextMissing (who says it is not done says what is missing), TooManyScenes, LookedBefore,
    TransitionNotAllowed.
    """
    text = looked.text.strip() if looked.done else told(looked.text)
    _count(looked.scenes)
    locked, claim = _lock(ctx, claim_id)
    eye = Eye.SENDER if ctx.actor.kind is ActorKind.CITIZEN else Eye.BOARD
    act = ClaimAct.CONFIRM if looked.done else ClaimAct.CONTRADICT
    facts = _facts(ctx, locked, claim)
    if eye is Eye.BOARD and not can_look_for_board(ctx.actor, facts.petition, facts.agency_path, facts.recused):
        raise NotFound
    _demand(ctx, act, facts)
    f = ClaimFinding
    if ctx.session.execute(select(f.id).where(f.claim_id == claim_id, f.eye == eye).limit(1)).first():
        raise LookedBefore
    finding_id, key = random_id(), open_case_key(ctx, locked.id)
    ctx.session.execute(
        insert(f).values(
            id=finding_id, claim_id=claim_id, eye=eye, account_id=ctx.actor.account_id, at=ctx.now, done=looked.done,
            open_photos=looked.open_photos and not locked.sealed,
            sealed=key.seal_text(text, part=finding_part(finding_id)),
        )
    )  # fmt: skip
    keep_scenes(ctx, key, finding_id, looked.scenes)
    state = _settle(ctx, claim, act)
    timeline.append(ctx, case_id=locked.id, kind=_HAPPENED[act], public=True, eye=eye)
    record(ctx, locked, act.value, claim=str(claim_id), eye=eye.value)
    if eye is Eye.BOARD:
        outbox.publish(ctx, SenderToBeTold(petition_id=locked.id, act=_HAPPENED[act].value))
    return state


def retract(ctx: Context, claim_id: UUID, *, version: int) -> None:
    """Whoever claimed it takes it back. Raises NotFound, StaleVersion, Forbidden, TransitionNotAllowed."""
    locked, claim = _lock(ctx, claim_id)
    if not can_see(ctx.actor, locked.facts()):
        raise NotFound
    if claim.version != version:
        raise StaleVersion
    _demand(ctx, ClaimAct.RETRACT, _facts(ctx, locked, claim))
    _settle(ctx, claim, ClaimAct.RETRACT)
    timeline.append(ctx, case_id=locked.id, kind=Happened.CLAIM_RETRACTED, public=True)
    record(ctx, locked, ClaimAct.RETRACT.value, claim=str(claim_id))


def lapse_claims(ctx: Context) -> int:
    """Claims that nobody confirmed within the term say so from now on; gives how many. Run again until 0."""
    c = GroundClaim
    late = select(c.id).where(c.state == ClaimState.CLAIMED, c.confirm_by < ctx.now).order_by(c.confirm_by)
    ids = ctx.session.execute(late.limit(AT_ONCE)).scalars().all()
    for claim_id in ids:
        locked, claim = _lock(ctx, claim_id)
        _settle(ctx, claim, ClaimAct.LAPSE)
        audit.record(
            ctx, agency_id=locked.agency_id, action="feedback:petition:lapse", subject_type=SUBJECT,
            subject_id=locked.id, claim=str(claim_id),
        )  # fmt: skip
    return len(ids)


def claim_part(claim_id: UUID) -> str:
    """What a claim's words are sealed as."""
    return f"claim:{claim_id.hex}"


def finding_part(finding_id: UUID) -> str:
    """What a finding's words are sealed as."""
    return f"finding:{finding_id.hex}"


def _claimed(
    ctx: Context, locked: Locked, command: ClaimDone, key: CaseKey, claim_id: UUID, text: str
) -> dict[str, Any]:
    hamlet_id = ctx.session.execute(select(Petition.hamlet_id).where(Petition.id == locked.id)).scalar_one()
    due = term(ctx, CONFIRM_ROW, local_date(ctx.now), locked.agency_id).due_at
    words = {
        "text": text, "place": command.place.strip(), "done_at": command.done_at.isoformat(),
        "spot": str(command.spot or ""),
    }  # fmt: skip
    seen = None if locked.sealed else command.spot
    return {
        "petition_id": locked.id, "agency_id": locked.agency_id, "state": ClaimState.CLAIMED, "claimed_at": ctx.now,
        "claimed_by": ctx.actor.account_id, "confirm_by": due or ctx.now, "settled_at": None, "hamlet_id": hamlet_id,
        "lat": seen.lat if seen else None, "lon": seen.lon if seen else None,
        "open_photos": command.open_photos and not locked.sealed, "version": 1,
        "sealed": key.seal_json(words, part=claim_part(claim_id)),
    }  # fmt: skip


def _check(ctx: Context, command: ClaimDone) -> None:
    if not any(scene.side is Side.AFTER for scene in command.scenes):
        raise AfterPhotoMissing
    _count(command.scenes)
    if not command.place.strip() and command.spot is None:
        raise PlaceMissing
    if command.done_at > ctx.now:
        raise DoneInFuture


def _count(scenes: tuple[StoredScene, ...]) -> None:
    if any(sum(scene.side is side for scene in scenes) > MOST for side in Side):
        raise TooManyScenes(most=MOST)


def _lock(ctx: Context, claim_id: UUID) -> tuple[Locked, Any]:
    """The petition first, as every act on it does; then the claim. Raises NotFound."""
    c = GroundClaim
    petition_id = ctx.session.execute(select(c.petition_id).where(c.id == claim_id)).scalar_one_or_none()
    if petition_id is None:
        raise NotFound
    locked = lock_petition(ctx, petition_id)
    columns = (c.id, c.state, c.claimed_by, c.version)
    return locked, ctx.session.execute(select(*columns).where(c.id == claim_id).with_for_update()).one()


def _facts(ctx: Context, locked: Locked, claim: Any) -> ClaimFacts:
    path = get_card(ctx, locked.agency_id).path
    return ClaimFacts(locked.facts(), path, claim.state, claim.claimed_by, recused_from(ctx, locked.id))


def _demand(ctx: Context, act: ClaimAct, facts: ClaimFacts) -> None:
    if not CLAIM.allows(facts.state, act):
        raise TransitionNotAllowed
    if not can_act_on_claim(ctx.actor, act, facts):
        raise Forbidden


def _settle(ctx: Context, claim: Any, act: ClaimAct) -> ClaimState:
    state = CLAIM.target(claim.state, act)
    values = {"state": state, "version": claim.version + 1, "settled_at": ctx.now}
    ctx.session.execute(update(GroundClaim).where(GroundClaim.id == claim.id).values(**values))
    return state

"""Who makes a covered copy, who lets it go, who reads it. Whoever covered does not let it go."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from accounts.roles import Role
from casework.decisions import YES, Decision, no
from core.actor import Actor
from core.text import N_
from feedback.opening.policies import can_ask
from feedback.policies import PetitionFacts
from feedback.redacting.states import COPY, CopyAct, CopyState
from feedback.seconding.policies import can_second

# Who verifies, who assists, who watches for the People's Inspection Board: at the agency that has the case.
READERS = (Role.VERIFIER, Role.HANDLER, Role.INTAKE_CLERK, Role.BOARD_MEMBER)


@dataclass(frozen=True, slots=True)
class CopyFacts:
    """What the decisions need. `named`: whether the actor is named as a reader; the rest as `RequestFacts`."""

    petition: PetitionFacts
    province_id: UUID
    state: CopyState
    made_by: UUID | None
    named: bool = False
    concerned: bool = False
    in_hand: bool = True


def can_make(actor: Actor, facts: PetitionFacts, *, concerned: bool = False) -> Decision:
    """Whoever works the sealed case and reads it: the same who may ask to learn who sent it."""
    return can_ask(actor, facts, concerned=concerned)


def can_act_on_copy(actor: Actor, act: CopyAct, facts: CopyFacts) -> Decision:
    """Whether the actor may do this to the copy now. Denunciation Act art. 56; law sheet §2.4."""
    if actor.account_id is None or not COPY.allows(facts.state, act):
        return no(N_("Bước này không làm được ở trạng thái hiện tại."))
    maker = actor.account_id == facts.made_by
    if act in (CopyAct.WITHDRAW, CopyAct.NAME):
        holds = maker and not facts.concerned and can_make(actor, facts.petition)
        return YES if holds else no(N_("Chỉ người làm bản lược và còn giữ đơn làm bước này."))
    if act is CopyAct.READ:
        return _may_read(actor, facts, maker=maker)
    return _may_let(actor, facts, maker=maker)


def _may_read(actor: Actor, facts: CopyFacts, *, maker: bool) -> Decision:
    if facts.concerned or not facts.in_hand:
        return no(N_("Đơn có thể nói về chính anh chị, hoặc bản này không gửi tới anh chị."))
    if maker and can_make(actor, facts.petition):
        return YES
    here = any(actor.holds_at(role, facts.petition.agency_id) for role in READERS)
    if facts.state is CopyState.APPROVED and facts.named and here:
        return YES
    if facts.state is CopyState.PROPOSED:
        return _may_let(actor, facts, maker=maker)
    return no(N_("Chỉ người được nêu tên đọc bản này."))


def _may_let(actor: Actor, facts: CopyFacts, *, maker: bool) -> Decision:
    """Whoever covered does not let it go, also with another role: the second of two people, as with names."""
    return can_second(
        actor, facts.petition, facts.province_id, asker=maker, concerned=facts.concerned, in_hand=facts.in_hand
    )

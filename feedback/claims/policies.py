"""Who may claim work done, and who may say what they saw. Whoever claims never confirms."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from accounts.roles import Role
from casework.decisions import YES, Decision, no
from core.actor import Actor, ActorKind
from core.text import N_
from feedback.claims.machine import CLAIM
from feedback.claims.states import ClaimAct, ClaimState
from feedback.machine import FORMAL_KINDS
from feedback.policies import STAFF_ROLES, PetitionFacts, can_open, is_assignee
from feedback.states import PetitionKind, PetitionState

# From when somebody works it; after it is closed too: what was promised in the answer is often done later.
CLAIMABLE = frozenset(
    {
        PetitionState.ASSIGNED, PetitionState.IN_PROGRESS, PetitionState.AWAITING_APPROVAL,
        PetitionState.AWAITING_ISSUE, PetitionState.ANSWERED, PetitionState.REOPENED, PetitionState.CLOSED,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """What the decisions need to know of a claim."""

    petition: PetitionFacts
    agency_path: str
    state: ClaimState
    claimed_by: UUID
    recused: frozenset[UUID] = frozenset()


def can_claim_done(actor: Actor, facts: PetitionFacts, kind: PetitionKind | None) -> Decision:
    """Whether the official may say that the work on the ground is done: whoever has the case, or the desk."""
    if facts.state not in CLAIMABLE or kind is None or kind in FORMAL_KINDS:
        return no(N_("Đơn này chưa có việc để báo đã làm xong."))
    works_here = is_assignee(actor, facts) or actor.holds_at(Role.INTAKE_CLERK, facts.agency_id)
    if not works_here:
        return no(N_("Chỉ người được giao đơn hoặc người tiếp nhận báo việc đã làm."))
    return can_open(actor, facts)


def sits_on_board(actor: Actor, agency_path: str) -> bool:
    """Whether the actor is of the People's Inspection Board of this place, or of the one above an office of it."""
    return actor.holds_over(Role.BOARD_MEMBER, agency_path)


def can_look_for_board(
    actor: Actor, facts: PetitionFacts, agency_path: str, recused: frozenset[UUID] = frozenset()
) -> Decision:
    """Whether a member of the Board may read the petition and say what they saw.

    Never of a sealed case; not who sent it or is close to it; not somebody who works cases at that desk themselves
    (Grassroots Democracy Act art. 37: no official of the commune sits on the Board).
    """
    if facts.sealed or not sits_on_board(actor, agency_path):
        return no(N_("Chỉ Ban Thanh tra nhân dân của xã, và chỉ với đơn không giữ kín."))
    if actor.account_id is None or actor.account_id in recused:
        return no(N_("Anh chị đã báo là người gửi hoặc có liên quan nên không xem thay Ban ở đơn này."))
    if any(actor.holds_at(role, facts.agency_id) for role in STAFF_ROLES):
        return no(N_("Người đang giải quyết đơn ở cơ quan này không xem thay Ban."))
    return YES


def can_act_on_claim(actor: Actor, act: ClaimAct, facts: ClaimFacts) -> Decision:
    """Whether the actor may do this to the claim now. A citizen is taken to hold the code: the web layer checks it."""
    if not CLAIM.allows(facts.state, act):
        return no(N_("Bước này không làm được ở trạng thái hiện tại."))
    if act is ClaimAct.LAPSE:
        return YES if actor.kind is ActorKind.SYSTEM else no(N_("Máy tự ghi khi hết hạn."))
    if act is ClaimAct.RETRACT:
        own = actor.account_id is not None and actor.account_id == facts.claimed_by
        return YES if own else no(N_("Chỉ người đã báo rút được lời báo."))
    if actor.kind is ActorKind.CITIZEN:
        return YES
    if actor.account_id == facts.claimed_by:
        return no(N_("Không ai xác nhận việc chính mình báo."))
    return can_look_for_board(actor, facts.petition, facts.agency_path, facts.recused)

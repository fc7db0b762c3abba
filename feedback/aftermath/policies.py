"""Who may do what after an answer."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from accounts.roles import Role
from casework.decisions import YES, Decision, no
from core.actor import Actor, ActorKind
from core.text import N_
from feedback.aftermath.machine import ASKING, WISHING
from feedback.aftermath.states import AskAct, AskState, Way, Wish, WishAct, WishState
from feedback.claims.policies import can_look_for_board
from feedback.policies import PetitionFacts, can_act, can_open, is_assignee
from feedback.proceedings.machine import COMPLAINTS, MACHINES
from feedback.proceedings.states import Stage, Step, Track
from feedback.states import Act

# Which step of the law each request becomes once it is signed.
STEPS = {
    Wish.SECOND_COMPLAINT: Step.APPEAL,
    Wish.DENOUNCE_ON: Step.RENEW,
    Wish.WITHDRAW: Step.WITHDRAW,
    Wish.WITHDRAW_PART: Step.WITHDRAW,
}


@dataclass(frozen=True, slots=True)
class AskFacts:
    """What the decisions need to know of a request to the Board."""

    petition: PetitionFacts
    agency_path: str
    state: AskState
    taken_by: UUID | None = None
    recused: frozenset[UUID] = frozenset()


def ways_open(facts: PetitionFacts, *, board_here: bool, asked_before: bool) -> tuple[Way, ...]:
    """What a sender who does not agree may choose now: the page offers no more, the service accepts no more."""
    ways = []
    if not facts.reopened:
        ways.append(Way.REOPEN)
    if board_here and not facts.sealed and not asked_before:
        ways.append(Way.BOARD)
    return (*ways, Way.NOTED)


def can_disagree(actor: Actor, facts: PetitionFacts) -> Decision:
    """Whether the sender may say now that they do not agree: while the answer waits for their word."""
    return can_act(actor, Act.ACCEPT, facts)


def can_act_on_ask(actor: Actor, act: AskAct, facts: AskFacts) -> Decision:
    """Whether the actor may do this to a request to the Board now."""
    if not ASKING.allows(facts.state, act):
        return no(N_("Bước này không làm được ở trạng thái hiện tại."))
    if act is AskAct.CALL_OFF:
        return YES if actor.kind is ActorKind.CITIZEN else no(N_("Chỉ người gửi đơn làm bước này."))
    if actor.kind is not ActorKind.OFFICIAL:
        return no(N_("Chỉ thành viên Ban Thanh tra nhân dân làm bước này."))
    if facts.taken_by is not None and facts.taken_by != actor.account_id:
        return no(N_("Một thành viên khác của Ban đã nhận việc này."))
    return can_look_for_board(actor, facts.petition, facts.agency_path, facts.recused)


def wishes_open(track: Track | None, stage: Stage | None) -> tuple[Wish, ...]:
    """Which formal acts a sender may begin at this stage: those whose step the law allows now."""
    if track is None or stage is None:
        return ()
    possible = [wish for wish, step in STEPS.items() if MACHINES[track].allows(stage, step)]
    if track not in COMPLAINTS:
        return tuple(wish for wish in possible if wish is not Wish.SECOND_COMPLAINT)
    return tuple(wish for wish in possible if wish is not Wish.DENOUNCE_ON)


def can_act_on_wish(actor: Actor, act: WishAct, state: WishState, facts: PetitionFacts) -> Decision:
    """Whether the actor may do this to a formal act that waits for a signature."""
    if not WISHING.allows(state, act):
        return no(N_("Bước này không làm được ở trạng thái hiện tại."))
    if act is WishAct.CALL_OFF:
        return YES if actor.kind is ActorKind.CITIZEN else no(N_("Chỉ người gửi đơn làm bước này."))
    if is_assignee(actor, facts) or actor.holds_at(Role.INTAKE_CLERK, facts.agency_id):
        return can_open(actor, facts)
    return no(N_("Chỉ người tiếp nhận hoặc người được giao đơn làm bước này."))

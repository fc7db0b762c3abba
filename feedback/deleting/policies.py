"""Who may propose that something of a sealed petition be destroyed, who may agree. Never one person alone."""

from __future__ import annotations

from casework.decisions import YES, Decision, no
from casework.policies import can_open_identity
from core.actor import Actor, ActorKind
from core.text import N_
from feedback.deleting.states import DELETION, DeletionAct, DeletionState
from feedback.opening.policies import identity_facts
from feedback.policies import PetitionFacts, can_open
from feedback.seconding.policies import RequestFacts, can_second

DeletionFacts = RequestFacts[DeletionState]


def can_propose(actor: Actor, facts: PetitionFacts, *, concerned: bool = False) -> Decision:
    """Who may propose: whoever works the sealed petition and reads it, as with its sender's name (docs/adr/0421)."""
    if not facts.sealed:
        return no(N_("Chỉ đơn giữ kín mới xoá theo lối hai người."))
    if concerned:
        return no(N_("Đơn có thể nói về chính anh chị hoặc anh chị đã xin thôi, nên người khác làm bước này."))
    allowed = can_open_identity(actor, identity_facts(facts))
    return can_open(actor, facts) if allowed else allowed


def can_act_on(actor: Actor, act: DeletionAct, facts: DeletionFacts) -> Decision:
    """Whether the actor may do this to a proposal now. 91/2025/QH15 art. 14; Denunciation Act art. 8."""
    if not DELETION.allows(facts.state, act):
        return no(N_("Bước này không làm được ở trạng thái hiện tại."))
    if act is DeletionAct.LAPSE:
        mine = actor.kind is ActorKind.SYSTEM and facts.over
        return YES if mine else no(N_("Máy tự khép khi hết hạn, không ai làm thay."))
    if actor.account_id is None or facts.over:
        return no(N_("Đề nghị này đã hết hạn. Nếu còn cần thì đề nghị lại."))
    asker = actor.account_id == facts.asked_by
    if act is DeletionAct.WITHDRAW:
        return YES if asker else no(N_("Chỉ người đề nghị làm bước này."))
    return can_second(
        actor, facts.petition, facts.province_id, asker=asker, concerned=facts.concerned, in_hand=facts.in_hand
    )

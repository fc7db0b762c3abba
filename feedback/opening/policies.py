"""Who may ask to learn who sent a sealed petition, who may agree, who then sees it. Never one person alone."""

from __future__ import annotations

from casework.decisions import YES, Decision, no
from casework.identities.states import OPENING, OpeningAct, OpeningState
from casework.policies import IdentityFacts, can_open_identity
from core.actor import Actor, ActorKind
from core.text import N_
from feedback.policies import PetitionFacts, can_open
from feedback.seconding.policies import RequestFacts, can_second

OpeningFacts = RequestFacts[OpeningState]


def identity_facts(facts: PetitionFacts) -> IdentityFacts:
    """The same facts for `casework.policies`."""
    return IdentityFacts(facts.agency_id, facts.assignee_id, facts.sealed, facts.team)


def can_ask(actor: Actor, facts: PetitionFacts, *, concerned: bool = False, in_safe: bool = False) -> Decision:
    """Who may ask: whoever works the case and reads it. An unsealed one needs no second person, unless who sent it went
    into a safe while it was sealed (`in_safe`).
    """
    if not (facts.sealed or in_safe):
        return no(N_("Đơn này không giữ kín: người giữ đơn mở danh tính được ngay tại đơn, kèm lý do."))
    if concerned:
        return no(N_("Đơn có thể nói về chính anh chị hoặc anh chị đã xin thôi, nên người khác làm bước này."))
    allowed = can_open_identity(actor, identity_facts(facts))
    return can_open(actor, facts) if allowed else allowed


def can_act_on(actor: Actor, act: OpeningAct, facts: OpeningFacts) -> Decision:
    """Whether the actor may do this to a request now. Denunciation Act art. 8, 56; law sheet §2.4."""
    if not OPENING.allows(facts.state, act):
        return no(N_("Bước này không làm được ở trạng thái hiện tại."))
    if act is OpeningAct.LAPSE or actor.account_id is None:
        return YES if _ends_by_itself(actor, act, facts) else no(N_("Máy tự khép khi hết giờ, không ai làm thay."))
    if facts.over:
        return no(N_("Đề nghị này đã hết giờ. Nếu còn cần thì đề nghị lại."))
    asker = actor.account_id == facts.asked_by
    if act in (OpeningAct.WITHDRAW, OpeningAct.SHUT):
        return YES if asker else no(N_("Chỉ người đề nghị làm bước này."))
    if act is OpeningAct.READ:
        # Whoever lost the case meanwhile lost this too.
        mine = asker and not (facts.concerned or facts.petition.shut)
        return (
            can_open_identity(actor, identity_facts(facts.petition)) if mine else no(N_("Chỉ người đề nghị được xem."))
        )
    return can_second(
        actor, facts.petition, facts.province_id, asker=asker, concerned=facts.concerned, in_hand=facts.in_hand
    )


def _ends_by_itself(actor: Actor, act: OpeningAct, facts: OpeningFacts) -> bool:
    return actor.kind is ActorKind.SYSTEM and act in (OpeningAct.LAPSE, OpeningAct.SHUT) and facts.over

"""Who may cover, who may approve. Never the same person, whatever their roles; never somebody it may speak of."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from accounts.roles import Role
from casework.decisions import YES, Decision, no
from core.actor import Actor, ActorKind
from core.text import N_
from feedback.policies import PetitionFacts, can_open
from feedback.publishing.machine import PUBLICATION
from feedback.publishing.states import PublicationAct, PublicationState
from feedback.states import PetitionState

REDACTORS = (Role.INTAKE_CLERK, Role.HANDLER, Role.VERIFIER)
_ANSWERED = (PetitionState.ANSWERED, PetitionState.CLOSED, PetitionState.REOPENED)
_APPROVES = frozenset({PublicationAct.RETURN, PublicationAct.PUBLISH, PublicationAct.REPLACE})


@dataclass(frozen=True, slots=True)
class PublicationFacts:
    """What the decisions need. `hands`: who covered; `concerned`: whether the petition may speak of the actor."""

    petition: PetitionFacts
    state: PublicationState
    hands: frozenset[UUID] = frozenset()
    concerned: bool = False


def can_publish(facts: PetitionFacts) -> Decision:
    """Whether anything of the petition may be published here: answered, and never of a sealed one.

    Denunciations are always sealed (Denunciation Act art. 8); decisions that the law has posted go by posting.
    """
    if facts.sealed or facts.state not in _ANSWERED:
        return no(N_("Đơn này không công khai được: đơn giữ kín, đơn tố cáo, hoặc đơn chưa có câu trả lời."))
    return YES


def can_redact(actor: Actor, facts: PetitionFacts, *, concerned: bool = False) -> Decision:
    """Whether the actor may prepare a version: who works cases at the desk that has it and may read this one."""
    if not can_publish(facts):
        return can_publish(facts)
    if not any(actor.holds_at(role, facts.agency_id) for role in REDACTORS):
        return no(N_("Chỉ người tiếp nhận hoặc người giải quyết ở cơ quan giữ đơn làm bản che."))
    if concerned:
        return no(N_("Đơn có thể nói về chính anh chị hoặc anh chị đã xin thôi, nên người khác làm bước này."))
    return can_open(actor, facts)


def can_act_on(actor: Actor, act: PublicationAct, facts: PublicationFacts) -> Decision:
    """Whether the actor may do this to the version now."""
    if not PUBLICATION.allows(facts.state, act):
        return no(N_("Bước này không làm được ở trạng thái hiện tại."))
    if actor.kind is ActorKind.SYSTEM:
        return YES if act in (PublicationAct.WITHDRAW, PublicationAct.DROP) else no(N_("Máy không tự làm bước này."))
    if act in _APPROVES:
        return _may_approve(actor, facts)
    redacts = can_redact(actor, facts.petition, concerned=facts.concerned)
    if redacts or act is not PublicationAct.WITHDRAW:
        return redacts
    leads = actor.holds_at(Role.LEADER, facts.petition.agency_id) and not facts.concerned
    return YES if leads else redacts


def _may_approve(actor: Actor, facts: PublicationFacts) -> Decision:
    if not can_publish(facts.petition):
        return can_publish(facts.petition)
    if not actor.holds_at(Role.LEADER, facts.petition.agency_id):
        return no(N_("Chỉ lãnh đạo cơ quan giữ đơn duyệt bản công khai."))
    if actor.account_id is None or actor.account_id in facts.hands:
        return no(N_("Người đã che không tự duyệt, kể cả khi có vai trò khác. Cần một người khác."))
    if facts.concerned:
        return no(N_("Đơn có thể nói về chính anh chị hoặc anh chị đã xin thôi, nên người khác làm bước này."))
    return can_open(actor, facts.petition)

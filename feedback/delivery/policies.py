"""Who records deliveries and postings. Expectations for every state, act and role stand in tests/expectations.

Of a sealed case nobody but its holder learns to whom a paper goes: an envelope would name the denouncer (Denunciation
Act art. 47, 56).
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from accounts.roles import Role
from casework.decisions import YES, Decision, no
from core.actor import Actor, ActorKind
from core.text import N_
from feedback.delivery.states import (
    ACTS,
    DELIVERY,
    NOTICE_WAYS,
    PAPER_WAYS,
    POSTING,
    DeliveryAct,
    DeliveryState,
    PostingAct,
    PostingState,
    Way,
)
from feedback.policies import PetitionFacts, is_assignee, is_named

_NOT_NOW = N_("Việc này không làm được ở bước hiện tại.")
_NOT_YOURS = N_("Chỉ người giữ đơn, người tiếp nhận hoặc văn thư của cơ quan làm việc này.")
_HOLDER_ONLY = N_("Đơn được giữ kín: chỉ người giữ đơn biết văn bản gửi cho ai.")
_HANDS_OUT = (Role.RECORDS_CLERK, Role.INTAKE_CLERK)
# Who sees which papers wait to be delivered.
DELIVERERS = (Role.RECORDS_CLERK, Role.INTAKE_CLERK, Role.HANDLER, Role.VERIFIER)


@dataclass(frozen=True, slots=True)
class DeliveryFacts:
    """What the decisions need: the petition's facts, who issued the paper, by which way and how far."""

    petition: PetitionFacts
    issuer_id: UUID
    way: Way
    state: DeliveryState


@dataclass(frozen=True, slots=True)
class PostingFacts:
    """The petition's facts, who issued the paper, who redacted it, who settles the case, and how far it is."""

    petition: PetitionFacts
    issuer_id: UUID
    proposed_by: UUID | None
    decider_id: UUID | None
    state: PostingState | None = None


def can_handle_paper(actor: Actor, petition: PetitionFacts, issuer_id: UUID) -> Decision:
    """Who plans deliveries of a case's papers and sees for whom they are."""
    if is_assignee(actor, petition):
        return YES
    if petition.sealed:
        return no(_HOLDER_ONLY)
    return YES if any(actor.holds_at(role, issuer_id) for role in _HANDS_OUT) else no(_NOT_YOURS)


def can_record(actor: Actor, act: DeliveryAct, facts: DeliveryFacts) -> Decision:
    """Whether the actor may record this of the delivery now.

    What the system itself sends, it records; a page is opened by whoever showed number and code, which the web layer
    has checked. That a notice came back, officials say too.
    """
    if act not in ACTS[facts.way] or not DELIVERY.allows(facts.state, act):
        return no(_NOT_NOW)
    if actor.kind is ActorKind.SYSTEM:
        return YES if act is not DeliveryAct.REACH and facts.way not in PAPER_WAYS else no(_NOT_YOURS)
    if actor.kind is ActorKind.CITIZEN:
        return YES if facts.way is Way.PAGE and act is DeliveryAct.REACH else no(_NOT_YOURS)
    if facts.way is Way.PAGE or (facts.way in NOTICE_WAYS and act is not DeliveryAct.FAIL):
        return no(_NOT_YOURS)
    return can_handle_paper(actor, facts.petition, facts.issuer_id)


def can_post(actor: Actor, act: PostingAct, facts: PostingFacts) -> Decision:
    """Whether the actor may do this with a posting: its holder redacts and posts, the one who settles the case (of a
    readable one any leader) approves, never whoever redacted it. When the days are over it comes down by itself.
    """
    if facts.state is None or not POSTING.allows(facts.state, act):
        return no(_NOT_NOW)
    if actor.kind is ActorKind.SYSTEM:
        return YES if act is PostingAct.END else no(_NOT_YOURS)
    if act in (PostingAct.APPROVE, PostingAct.RETURN):
        return _may_approve(actor, facts)
    return can_propose(actor, facts)


def can_propose(actor: Actor, facts: PostingFacts) -> Decision:
    """Who makes the redacted version and posts it: the holder of the case."""
    return YES if is_assignee(actor, facts.petition) else no(N_("Chỉ người giữ đơn làm bản công khai."))


def can_see_posting(actor: Actor, facts: PostingFacts) -> Decision:
    """Whether the redacted version may be opened before it is public."""
    return YES if can_propose(actor, facts) else _approver(actor, facts)


def _may_approve(actor: Actor, facts: PostingFacts) -> Decision:
    if actor.account_id is None or actor.account_id == facts.proposed_by:
        return no(N_("Người làm bản che không tự duyệt bản của mình."))
    return _approver(actor, facts)


def _approver(actor: Actor, facts: PostingFacts) -> Decision:
    here = facts.petition.agency_id
    if actor.account_id is None or not actor.holds_at(Role.LEADER, here):
        return no(N_("Chỉ lãnh đạo của cơ quan duyệt bản công khai."))
    if facts.petition.sealed and not (actor.account_id == facts.decider_id and is_named(actor, facts.petition)):
        return no(N_("Đơn được giữ kín: chỉ người giải quyết duyệt bản công khai."))
    return YES

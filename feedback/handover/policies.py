"""Who hands whose petitions over, who sees the list, who signs for it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from accounts.roles import Role
from casework.decisions import YES, Decision, no
from core.actor import Actor
from core.text import N_
from feedback.handover.states import HandoverState

# Whoever gives petitions to people at a desk.
GIVERS = (Role.INTAKE_CLERK, Role.LEADER)


@dataclass(frozen=True, slots=True)
class HandoverFacts:
    """What the decisions need to know of a handing over."""

    agency_id: UUID
    from_id: UUID
    to_id: UUID
    made_by: UUID
    state: HandoverState


def can_give_at(actor: Actor, agency_id: UUID) -> Decision:
    """Whether the actor hands petitions over at a desk: who assigns them there."""
    if any(actor.holds_at(role, agency_id) for role in GIVERS):
        return YES
    return no(N_("Chỉ người tiếp nhận hoặc lãnh đạo bàn giao đơn."))


def can_see_hands(actor: Actor, agency_id: UUID, person_id: UUID) -> Decision:
    """Whether the actor sees what is in somebody's hands at a desk: their own, or where they give petitions."""
    if actor.account_id == person_id:
        return YES
    return can_give_at(actor, agency_id)


def can_see_handover(actor: Actor, facts: HandoverFacts) -> Decision:
    """Whether the actor sees that it was made: who gave, who received, who made it, and who gives at that desk."""
    if actor.account_id is not None and actor.account_id in (facts.from_id, facts.to_id, facts.made_by):
        return YES
    return can_give_at(actor, facts.agency_id)


def can_sign(actor: Actor, facts: HandoverFacts) -> Decision:
    """Whether the actor signs for it: the receiver, nobody in their place, once."""
    if actor.account_id != facts.to_id:
        return no(N_("Chỉ người nhận ký nhận được."))
    if facts.state is not HandoverState.WAITING:
        return no(N_("Danh sách này đã được ký nhận."))
    return YES

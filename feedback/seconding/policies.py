"""Who is the second of two people. Never the one who asked, never somebody it may speak of (docs/adr/0421)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar
from uuid import UUID

from accounts.roles import Role
from casework.decisions import YES, Decision, no
from core.actor import Actor
from core.text import N_
from feedback.policies import PetitionFacts

S = TypeVar("S", bound=StrEnum)

# The second person: of the same desk, or of the province, where a commune has but one clerk or all stand too close.
SECOND_HERE = (Role.LEADER, Role.INTAKE_CLERK)
SECOND_ABOVE = (Role.LEADER, Role.INTAKE_CLERK, Role.PROVINCIAL_INSPECTOR)


@dataclass(frozen=True, slots=True)
class RequestFacts(Generic[S]):
    """What decisions about a request need. `concerned`: whether the petition may speak of the actor; `over`: its time
    ran out.

    `in_hand`: whether the actor can read why, which in a locked case lies in boxes for those asked.
    """

    petition: PetitionFacts
    province_id: UUID
    state: S
    asked_by: UUID | None
    concerned: bool = False
    over: bool = False
    in_hand: bool = True


def is_second(actor: Actor, *, agency_id: UUID, province_id: UUID) -> bool:
    """Whether the actor holds one of the roles that may agree, at the desk or at its province."""
    here = any(actor.holds_at(role, agency_id) for role in SECOND_HERE)
    return here or any(actor.holds_at(role, province_id) for role in SECOND_ABOVE)


def can_second(
    actor: Actor, petition: PetitionFacts, province_id: UUID, *, asker: bool, concerned: bool, in_hand: bool
) -> Decision:
    """Who answers: never the asker, nobody it may speak of, and with keys only whom the request was closed for."""
    if asker:
        return no(N_("Người đề nghị không tự đồng ý. Cần một người khác."))
    if not is_second(actor, agency_id=petition.agency_id, province_id=province_id):
        return no(N_("Chỉ lãnh đạo, người tiếp nhận khác của cơ quan, hoặc người của tỉnh trả lời đề nghị này."))
    if concerned or petition.shut or not in_hand:
        return no(N_("Đơn có thể nói về chính anh chị, hoặc đề nghị này không gửi tới anh chị."))
    return YES

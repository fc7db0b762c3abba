"""Who reads the sealed record and who takes which step. Expectations stand in tests/expectations, written by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from accounts.roles import Role
from casework.decisions import YES, Decision, no
from core.actor import Actor, ActorKind
from core.text import N_
from feedback.papers.policies import only_verifies
from feedback.policies import PetitionFacts, can_open, is_assignee, is_named
from feedback.protection.machine import ALARM, PROTECTION
from feedback.protection.states import Alarm, AlarmAct, Protection, ProtectionAct

A = ProtectionAct


@dataclass(frozen=True, slots=True)
class ProtectionFacts:
    """What the decisions need: the petition's own facts, how far the protection is, who settles the denunciation."""

    petition: PetitionFacts
    state: Protection
    decider_id: UUID | None = None


def is_decider(actor: Actor, facts: ProtectionFacts) -> bool:
    """Whether the actor was named to settle it, still leads the agency, and does not prepare it (art. 51)."""
    if actor.account_id is None or actor.account_id != facts.decider_id:
        return False
    return actor.holds_at(Role.LEADER, facts.petition.agency_id) and actor.account_id != facts.petition.assignee_id


def can_read(actor: Actor, petition: PetitionFacts) -> Decision:
    """Whether an official reads the record: who has the case, the team named, the desk before that.

    Never whoever only verifies: what they get carries no name (art. 56 clause 2), and the record is full of them. Nor a
    leader before whom only the answer lies.
    """
    if not petition.sealed or actor.kind is not ActorKind.OFFICIAL:
        return no(N_("Chỉ người được giao đích danh đọc hồ sơ này."))
    works = is_assignee(actor, petition) or is_named(actor, petition)
    if not works and not actor.holds_at(Role.INTAKE_CLERK, petition.agency_id):
        return no(N_("Chỉ người được giao đích danh đọc hồ sơ này."))
    if only_verifies(actor, petition):
        return no(N_("Người xác minh không đọc hồ sơ bảo vệ: trong đó có tên người."))
    return can_open(actor, petition)


def _worker(actor: Actor, facts: ProtectionFacts) -> bool:
    """Whoever has the case; the desk while it is nobody's; whoever settles it."""
    petition = facts.petition
    nobodys = petition.assignee_id is None and actor.holds_at(Role.INTAKE_CLERK, petition.agency_id)
    return is_assignee(actor, petition) or nobodys or is_decider(actor, facts)


_WORKER = (_worker, N_("Chỉ người giữ đơn hoặc người giải quyết làm bước này."))
_DECIDER = (is_decider, N_("Chỉ người giải quyết tố cáo quyết định bước này."))
_OFFICE: Mapping[ProtectionAct, tuple[Callable[[Actor, ProtectionFacts], bool], str]] = {
    **dict.fromkeys(
        (A.ASK, A.TAKE_UP, A.WRITTEN, A.CHECKED, A.PROTECT_NOW, A.CALL_ON, A.ASK_CHANGE, A.REPORT), _WORKER
    ),
    **dict.fromkeys((A.APPLY, A.REFUSE, A.CHANGE, A.KEEP, A.END), _DECIDER),
}
# What whoever denounced does, with number and access code.
OF_SENDER = frozenset({A.ASK, A.ASK_CHANGE, A.TAKE_BACK})


def can_do(actor: Actor, act: ProtectionAct, facts: ProtectionFacts) -> Decision:
    """Whether the actor may do this now."""
    if not facts.petition.sealed or not PROTECTION.allows(facts.state, act):
        return no(N_("Bước này không làm được ở trạng thái hiện tại."))
    if actor.kind is ActorKind.CITIZEN:
        return YES if act in OF_SENDER else no(N_("Việc này do nơi giải quyết làm."))
    rule = _OFFICE.get(act)
    if rule is None or not can_read(actor, facts.petition):
        return no(N_("Chỉ người được giao đích danh đọc hồ sơ này."))
    allowed, reason = rule
    return YES if allowed(actor, facts) else no(reason)


def acts_for(actor: Actor, facts: ProtectionFacts) -> Sequence[ProtectionAct]:
    """Every act the actor may do now, in the order of the enumeration."""
    return [act for act in PROTECTION.acts_from(facts.state) if can_do(actor, act, facts)]


def can_write(actor: Actor, petition: PetitionFacts) -> Decision:
    """Who writes into the talk with whoever sent it: whoever reads the record, and they themselves."""
    if actor.kind is ActorKind.CITIZEN:
        return YES if petition.sealed else no(N_("Đơn này không phải đơn giữ kín."))
    return can_read(actor, petition)


def can_read_alarm(actor: Actor, desk_id: UUID) -> Decision:
    """Who reads a report of retaliation at the province: those who receive there, nobody of the commune."""
    if actor.holds_at(Role.INTAKE_CLERK, desk_id):
        return YES
    return no(N_("Chỉ người tiếp nhận của tỉnh đọc tin báo này."))


def can_act_on_alarm(actor: Actor, act: AlarmAct, state: Alarm, desk_id: UUID) -> Decision:
    """Whether the actor may do this with a report now."""
    if not ALARM.allows(state, act):
        return no(N_("Bước này không làm được ở trạng thái hiện tại."))
    if act is AlarmAct.REOPEN:
        return YES if actor.kind is ActorKind.CITIZEN else no(N_("Việc này do người báo làm."))
    return can_read_alarm(actor, desk_id)

"""Who may do what to a petition, and why not. The one truth behind buttons, services and lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from accounts.roles import Role
from casework.decisions import YES, Decision, no
from casework.policies import HOLDER_ROLES, holds_case
from core.actor import Actor, ActorKind, Grant, covers
from core.text import N_
from feedback.machine import PETITION
from feedback.states import Act, Concerns, PetitionState

# Who takes part in case work at an agency and so sees its list; reading a sealed case is another question.
STAFF_ROLES = (Role.INTAKE_CLERK, Role.HANDLER, Role.VERIFIER, Role.LEADER)
# Who a case may be given to.
ASSIGNABLE_ROLES = HOLDER_ROLES


# Whoever holds this role at the place it speaks of may be the very person.
_MAY_BE = {
    Concerns.HAMLET_HEAD: Role.HAMLET_HEAD,
    Concerns.INTAKE_DESK: Role.INTAKE_CLERK,
    Concerns.COMMUNE_LEADER: Role.LEADER,
}
_OF_THE_COMMUNE = frozenset({Concerns.COMMUNE_OFFICIAL, Concerns.INTAKE_DESK, Concerns.COMMUNE_LEADER})


@dataclass(frozen=True, slots=True)
class Concern:
    """Whom a petition speaks of, the tree paths of the place it speaks of and of the desk that has it.

    `apart`: accounts who gave it back because it is too close to them.
    """

    concerns: Concerns
    about_path: str
    desk_path: str
    apart: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class PetitionFacts:
    """What the decisions need to know of a petition. `team`: who is named in its proceeding (feedback.proceedings)."""

    state: PetitionState
    agency_id: UUID
    assignee_id: UUID | None
    sealed: bool
    reopened: bool = False
    team: frozenset[UUID] = frozenset()
    shut: bool = False  # to whoever asks: it accuses them or somebody close to them, or they stood aside


def _is_clerk(actor: Actor, facts: PetitionFacts) -> bool:
    return actor.holds_at(Role.INTAKE_CLERK, facts.agency_id)


def _is_leader(actor: Actor, facts: PetitionFacts) -> bool:
    return actor.holds_at(Role.LEADER, facts.agency_id)


def _is_records_clerk(actor: Actor, facts: PetitionFacts) -> bool:
    return actor.holds_at(Role.RECORDS_CLERK, facts.agency_id)


def is_assignee(actor: Actor, facts: PetitionFacts) -> bool:
    """Whether the petition was given to the actor, who still holds a role for it at the agency that has it."""
    return holds_case(actor, agency_id=facts.agency_id, assignee_id=facts.assignee_id)


def is_named(actor: Actor, facts: PetitionFacts) -> bool:
    """Whether the actor is named in the petition's proceeding and still works at the agency that has it."""
    if actor.account_id is None or actor.account_id not in facts.team:
        return False
    return any(actor.holds_at(role, facts.agency_id) for role in STAFF_ROLES)


def _is_author(actor: Actor, facts: PetitionFacts) -> bool:
    return actor.account_id is not None and actor.account_id == facts.assignee_id


def can_see(actor: Actor, facts: PetitionFacts) -> Decision:
    """Whether the petition is in the official's lists: that it exists and how it stands, not what it says."""
    if facts.shut and actor.kind is ActorKind.OFFICIAL:
        return no(N_("Đơn này không thuộc phần việc của tài khoản."))
    if is_assignee(actor, facts) or is_named(actor, facts) or _is_clerk(actor, facts):
        return YES
    if _is_leader(actor, facts) and (not facts.sealed or facts.state is PetitionState.AWAITING_APPROVAL):
        return YES
    works_here = any(actor.holds_at(role, facts.agency_id) for role in STAFF_ROLES)
    if works_here and not facts.sealed:
        return YES
    if facts.state is PetitionState.AWAITING_ISSUE and _is_records_clerk(actor, facts):
        return YES
    return no(N_("Đơn này không thuộc phần việc của tài khoản."))


def can_open(actor: Actor, facts: PetitionFacts) -> Decision:
    """Whether the official may read what it says. Of a sealed case only whoever is named, and before that the desk.

    Denunciation Act art. 8, 9; law sheet §9.1: only the named team opens it, and every opening is logged.
    """
    seen = can_see(actor, facts)
    if not seen or not facts.sealed or is_assignee(actor, facts) or is_named(actor, facts):
        return seen
    # Once a team is named, nobody else at the desk reads it, also while nobody has it.
    if _is_clerk(actor, facts) and facts.assignee_id is None and not facts.team:
        return YES
    if _is_leader(actor, facts) and facts.state is PetitionState.AWAITING_APPROVAL:
        return YES
    return no(N_("Đơn được giữ kín. Chỉ người được giao đích danh mới mở được."))


def can_change_terms(actor: Actor, facts: PetitionFacts) -> Decision:
    """Who enters an extension or another weight: whoever was given the case, or the leader, if they may read it."""
    if not (is_assignee(actor, facts) or _is_leader(actor, facts)):
        return no(N_("Chỉ người được giao đơn hoặc lãnh đạo làm bước này."))
    return can_open(actor, facts)


def _desk(actor: Actor, facts: PetitionFacts) -> bool:
    return _is_clerk(actor, facts)


def _desk_or_leader(actor: Actor, facts: PetitionFacts) -> bool:
    return _is_clerk(actor, facts) or (_is_leader(actor, facts) and not facts.sealed)


def _approver(actor: Actor, facts: PetitionFacts) -> bool:
    # Nobody approves their own answer.
    return _is_leader(actor, facts) and not _is_author(actor, facts)


def _whoever_works_it(actor: Actor, facts: PetitionFacts) -> bool:
    return _desk_or_leader(actor, facts) or is_assignee(actor, facts)


def _clerk_or_holder(actor: Actor, facts: PetitionFacts) -> bool:
    return _is_clerk(actor, facts) or is_assignee(actor, facts)


def _closer(actor: Actor, facts: PetitionFacts) -> bool:
    return actor.kind is ActorKind.SYSTEM or _is_clerk(actor, facts) or is_assignee(actor, facts)


def _sender(actor: Actor, facts: PetitionFacts) -> bool:  # noqa: ARG001 - one signature for every rule of the table
    return actor.kind is ActorKind.CITIZEN


_WHO: dict[Act, tuple[Callable[[Actor, PetitionFacts], bool], str]] = {
    Act.TRIAGE: (_desk, N_("Chỉ người tiếp nhận phân loại đơn.")),
    Act.ASSIGN: (_desk_or_leader, N_("Chỉ người tiếp nhận hoặc lãnh đạo giao đơn.")),
    Act.START: (is_assignee, N_("Chỉ người được giao đơn làm bước này.")),
    Act.ASK: (is_assignee, N_("Chỉ người được giao đơn làm bước này.")),
    Act.RESUME: (is_assignee, N_("Chỉ người được giao đơn làm bước này.")),
    Act.PROPOSE: (is_assignee, N_("Chỉ người được giao đơn làm bước này.")),
    Act.RETURN: (_approver, N_("Chỉ lãnh đạo duyệt, và không ai duyệt câu trả lời của chính mình.")),
    Act.APPROVE: (_approver, N_("Chỉ lãnh đạo duyệt, và không ai duyệt câu trả lời của chính mình.")),
    Act.SIGN_OFF: (_approver, N_("Chỉ lãnh đạo duyệt, và không ai duyệt câu trả lời của chính mình.")),
    Act.ISSUE: (_is_records_clerk, N_("Chỉ văn thư ban hành văn bản.")),
    Act.CLOSE: (_closer, N_("Chỉ người đang giữ đơn đóng được đơn.")),
    Act.FORWARD: (_whoever_works_it, N_("Chỉ người đang giữ đơn làm bước này.")),
    Act.GUIDE: (_whoever_works_it, N_("Chỉ người đang giữ đơn làm bước này.")),
    Act.REFUSE: (_whoever_works_it, N_("Chỉ người đang giữ đơn làm bước này.")),
    Act.FILE: (_whoever_works_it, N_("Chỉ người đang giữ đơn làm bước này.")),
    Act.RELEASE: (is_assignee, N_("Chỉ người được giao đơn làm bước này.")),
    Act.FORMALISE: (_clerk_or_holder, N_("Chỉ người tiếp nhận hoặc người được giao đơn làm bước này.")),
    Act.SETTLE: (_whoever_works_it, N_("Chỉ người đang giữ đơn làm bước này.")),
    Act.TRANSFER: (_whoever_works_it, N_("Chỉ người đang giữ đơn làm bước này.")),
    Act.SPLIT: (_clerk_or_holder, N_("Chỉ người tiếp nhận hoặc người được giao đơn làm bước này.")),
    Act.LINK: (_clerk_or_holder, N_("Chỉ người tiếp nhận hoặc người được giao đơn làm bước này.")),
    Act.UNLINK: (_clerk_or_holder, N_("Chỉ người tiếp nhận hoặc người được giao đơn làm bước này.")),
    Act.SHARE: (_approver, N_("Chỉ lãnh đạo duyệt, và không ai duyệt câu trả lời của chính mình.")),
    Act.SUPPLEMENT: (_sender, N_("Chỉ người gửi đơn làm bước này.")),
    Act.ACCEPT: (_sender, N_("Chỉ người gửi đơn làm bước này.")),
    Act.DISPUTE: (_sender, N_("Chỉ người gửi đơn làm bước này.")),
    Act.WITHDRAW: (_sender, N_("Chỉ người gửi đơn làm bước này.")),
}


def can_act(actor: Actor, act: Act, facts: PetitionFacts) -> Decision:
    """Whether the actor may do this act now. A citizen is taken to hold the access code: the web layer checks it."""
    if not PETITION.allows(facts.state, act):
        return no(N_("Bước này không làm được ở trạng thái hiện tại."))
    allowed, reason = _WHO[act]
    if not allowed(actor, facts):
        return no(reason)
    if act is Act.DISPUTE and facts.reopened:
        return no(N_("Đơn chỉ được xem lại một lần."))
    if act in (Act.ASSIGN, Act.ISSUE):
        # Whoever gives a sealed case to somebody else, or a signed paper its number, need not read it.
        return can_see(actor, facts)
    if actor.kind is ActorKind.OFFICIAL:
        return can_open(actor, facts)
    return YES


def acts_for(actor: Actor, facts: PetitionFacts) -> Sequence[Act]:
    """Every act the actor may do now, in the order of the enumeration: the buttons of the page."""
    return [act for act in PETITION.acts_from(facts.state) if can_act(actor, act, facts)]


def can_be_given(account_id: UUID, grants: Sequence[Grant], concern: Concern) -> Decision:
    """Whether somebody may be named to work it, as far as is known whom it speaks of.

    Never to the person or their subordinates (law sheet §2.4; NĐ 31/2019 Đ5.2). What lies with the province because of
    the commune's officials goes to nobody who works in that commune too. Of an ordinary official of the commune it is
    not known who: there the one it is given to gives it back (`services.release`) and does not get it again.
    """
    if account_id in concern.apart or _may_be_meant(grants, concern):
        return no(N_("Đơn nói về người này, về cấp trên của họ, hoặc họ đã xin thôi vì liên quan."))
    return YES


def _may_be_meant(grants: Sequence[Grant], concern: Concern) -> bool:
    about, desk, concerns = concern.about_path, concern.desk_path, concern.concerns
    if concerns is Concerns.ABOVE:
        return any(grant.role == Role.LEADER and covers(grant.path, desk) for grant in grants)
    inside = [grant for grant in grants if covers(about, grant.path)]
    if concerns in _OF_THE_COMMUNE and desk != about:
        return bool(inside)
    return any(
        grant.role == _MAY_BE.get(concerns) and (concerns is Concerns.HAMLET_HEAD or grant.path == about)
        for grant in inside
    )


def can_decide_erasure(actor: Actor, path: str) -> Decision:
    """Whether the actor decides on requests to erase at the agency of this path: its data protection officer, or one
    of an agency above. It gives no sight of any petition. 91/2025/QH15 art. 33.
    """
    if actor.holds_over(Role.DATA_PROTECTION_OFFICER, path):
        return YES
    return no(N_("Chỉ người bảo vệ dữ liệu quyết định việc xoá."))


def can_list(actor: Actor) -> Decision:
    """Whether the official works petitions anywhere."""
    if actor.roles() & set(STAFF_ROLES):
        return YES
    return no(N_("Tài khoản này không làm việc với đơn thư."))


def can_claim(actor: Actor, facts: PetitionFacts) -> Decision:
    """Whether the official may take an unassigned petition: who works cases at its desk, and may read it."""
    if facts.assignee_id is not None or facts.state is not PetitionState.TRIAGED:
        return no(N_("Chỉ nhận được đơn chưa giao cho ai."))
    if not any(actor.holds_at(role, facts.agency_id) for role in ASSIGNABLE_ROLES):
        return no(N_("Tài khoản này không có vai trò giải quyết đơn ở cơ quan này."))
    return can_open(actor, facts)

"""Who may do what to an official paper. Expectations stand in tests/expectations/papers.txt, written by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from accounts.roles import ADMINS, Role
from casework.decisions import YES, Decision, no
from core.actor import Actor
from core.text import N_
from feedback.issuing.states import PAPER, PaperAct, PaperState
from feedback.papers.states import PaperKind
from feedback.policies import STAFF_ROLES, PetitionFacts, can_open, is_assignee, is_named
from feedback.states import PetitionState

S, A = PaperState, PaperAct
# What a records clerk has in hand: whatever waits for them, and what they have numbered.
_WITH_RECORDS = frozenset({S.APPROVED, S.NUMBERED, S.ISSUED, S.VOIDED})


@dataclass(frozen=True, slots=True)
class PaperStanding:
    """What the decisions need to know. `acts_for`: leaders in whose place the actor may act in this matter today;
    `concerned`: the petition may speak of the actor, or they gave it back.
    """

    state: PaperState
    kind: PaperKind
    agency_id: UUID
    drafter_id: UUID
    signer_id: UUID | None
    petition: PetitionFacts
    acts_for: frozenset[UUID] = frozenset()
    concerned: bool = False


def can_draft(actor: Actor, petition: PetitionFacts) -> Decision:
    """Who begins a paper: whoever works the case, is named in its proceeding, or receives at its desk; who reads it."""
    works = is_assignee(actor, petition) or is_named(actor, petition)
    if not works and not actor.holds_at(Role.INTAKE_CLERK, petition.agency_id):
        return no(N_("Chỉ người được giao đơn, người được cử hoặc người tiếp nhận soạn văn bản."))
    return can_open(actor, petition)


def is_approver(actor: Actor, facts: PaperStanding) -> bool:
    """Whether the paper was put before the actor: the signer, or whoever acts for them; never who wrote it, never whom
    it concerns.
    """
    who = actor.account_id
    if who is None or facts.concerned or who in (facts.drafter_id, facts.petition.assignee_id):
        return False
    if who == facts.signer_id:
        return actor.holds_at(Role.LEADER, facts.agency_id)
    works_here = any(actor.holds_at(role, facts.agency_id) for role in STAFF_ROLES)
    return works_here and facts.signer_id in facts.acts_for


def _drafter(actor: Actor, facts: PaperStanding) -> bool:
    mine = actor.account_id is not None and actor.account_id == facts.drafter_id
    return (mine or is_assignee(actor, facts.petition)) and bool(can_open(actor, facts.petition))


def _reader(actor: Actor, facts: PaperStanding) -> bool:
    return bool(can_open(actor, facts.petition)) or is_approver(actor, facts)


def _records(actor: Actor, facts: PaperStanding) -> bool:
    return actor.holds_at(Role.RECORDS_CLERK, facts.agency_id)


_DRAFTER = (_drafter, N_("Chỉ người soạn hoặc người được giao đơn làm bước này."))
_APPROVER = (
    is_approver,
    N_("Chỉ người ký được chọn, hoặc người ký thay còn hiệu lực, duyệt văn bản; không ai duyệt văn bản của mình."),
)
_RECORDS = (_records, N_("Chỉ văn thư làm bước này."))
_WHO: Mapping[PaperAct, tuple[Callable[[Actor, PaperStanding], bool], str]] = {
    **dict.fromkeys((A.SAVE, A.SUBMIT, A.RECALL, A.DROP), _DRAFTER),
    A.COMMENT: (_reader, N_("Tài khoản này không đọc được văn bản.")),
    **dict.fromkeys((A.RETURN, A.APPROVE), _APPROVER),
    **dict.fromkeys((A.SEND_BACK, A.NUMBER, A.ATTACH, A.ISSUE, A.VOID), _RECORDS),
}


def can_do(actor: Actor, act: PaperAct, facts: PaperStanding) -> Decision:
    """Whether the actor may do this act now."""
    if not PAPER.allows(facts.state, act):
        return no(N_("Bước này không làm được ở trạng thái hiện tại."))
    allowed, reason = _WHO[act]
    return YES if allowed(actor, facts) else no(reason)


def acts_on(actor: Actor, facts: PaperStanding) -> Sequence[PaperAct]:
    """Every act the actor may do now, in the order of the enumeration."""
    return [act for act in PAPER.acts_from(facts.state) if can_do(actor, act, facts)]


def can_know(actor: Actor, facts: PaperStanding) -> Decision:
    """Whether the actor may know of the paper: its kind and how it stands, for a records clerk from approval on."""
    if _reader(actor, facts) or (_records(actor, facts) and facts.state in _WITH_RECORDS):
        return YES
    return no(N_("Văn bản này không thuộc phần việc của tài khoản."))


def can_read(actor: Actor, facts: PaperStanding) -> Decision:
    """Whether the actor may read what it says. A records clerk reads no paper of a sealed case."""
    if _reader(actor, facts):
        return YES
    if _records(actor, facts) and facts.state in _WITH_RECORDS and not facts.petition.sealed:
        return YES
    return no(N_("Văn bản của đơn giữ kín: văn thư chỉ thấy loại văn bản, số và ngày."))


def answers_petition(facts: PaperStanding) -> bool:
    """Whether approving it is approving the petition's answer."""
    return facts.kind is PaperKind.ANSWER and facts.petition.state is PetitionState.AWAITING_APPROVAL


def can_keep_register(actor: Actor, agency_id: UUID) -> Decision:
    """Who keeps the register of an agency: its records clerk."""
    if actor.holds_at(Role.RECORDS_CLERK, agency_id):
        return YES
    return no(N_("Chỉ văn thư giữ sổ văn bản đi."))


def can_delegate(actor: Actor, agency_id: UUID, giver_id: UUID) -> Decision:
    """Who hands a leader's signing to somebody else: the leader."""
    if actor.account_id == giver_id and actor.holds_at(Role.LEADER, agency_id):
        return YES
    return no(N_("Chỉ người lãnh đạo tự uỷ quyền việc của mình."))


def can_revoke(actor: Actor, agency_id: UUID, giver_id: UUID, path: str) -> Decision:
    """Who ends it early: the leader who gave it, or the administrator when they no longer can."""
    if can_delegate(actor, agency_id, giver_id) or any(actor.holds_over(role, path) for role in ADMINS):
        return YES
    return no(N_("Chỉ người đã uỷ quyền hoặc quản trị thu hồi được."))


def can_keep_posts(actor: Actor, path: str) -> Decision:
    """Who records which post a leader has: the administrator of the agency or above."""
    if any(actor.holds_over(role, path) for role in ADMINS):
        return YES
    return no(N_("Chỉ quản trị ghi chức vụ người ký."))


def can_set_ways(actor: Actor, province_path: str) -> Decision:
    """Who says in which form petitions are answered: whoever keeps the rules of the province."""
    if actor.holds_over(Role.PROVINCE_ADMIN, province_path):
        return YES
    return no(N_("Chỉ quản trị tỉnh sửa cách trả lời."))

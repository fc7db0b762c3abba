"""Who may do what in a formal proceeding, and what stands in the way. Leaders decide, holders prepare.

Expectations for every stage, step and role stand in tests/expectations, written by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from accounts.roles import Role
from casework.decisions import YES, Decision, no
from core.actor import Actor, ActorKind
from core.errors import DomainError
from core.text import N_
from feedback.delivery.errors import NotPostedYet, NotSentYet
from feedback.issuing.errors import PaperMissing
from feedback.policies import PetitionFacts, can_open, can_see, is_assignee
from feedback.proceedings.errors import (
    ComplaintWithdrawn,
    DialogueMissing,
    NobodyToAnswer,
    NoNoticeDue,
    NotAsked,
    NotCompetent,
    NothingOverdue,
    NothingWithdrawn,
    NotYetInEffect,
    PostingTooShort,
    StillInTime,
    TimeBarPassed,
    TransferredOnce,
    WithdrawnBefore,
    WithdrawnFirst,
)
from feedback.proceedings.machine import COMPLAINTS, MACHINES
from feedback.proceedings.states import Stage, Step, Track
from feedback.states import PetitionState


@dataclass(frozen=True, slots=True)
class Standing:
    """What the steps of a proceeding depend on besides who acts. The defaults hinder nothing."""

    late: bool = False  # came after the time bar, no obstacle on record
    competent: bool = True
    transferred: bool = False  # passed on once already
    met: bool = True  # a dialogue was held
    must_meet: bool = False
    withdrawn: bool = False  # whole, and nothing was decided upon it
    withdrawn_once: bool = False
    notice_due: bool = True
    overdue: bool = True
    in_effect: bool = True
    posted: bool = True
    relayed: bool = True  # the press or another body waits for an answer
    overdue_below: bool = True
    asked: bool = True  # the superior waits for a report
    paper: bool = True  # the decision or conclusion was issued as a signed paper
    sent: bool = True  # the result went to everybody it is for
    shown: bool = True  # the result was made public


@dataclass(frozen=True, slots=True)
class ProceedingFacts:
    """What the decisions need to know."""

    petition: PetitionFacts
    track: Track
    stage: Stage
    decider_id: UUID | None
    standing: Standing = Standing()


def is_decider(actor: Actor, facts: ProceedingFacts) -> bool:
    """Whether the actor was named to settle it, still leads the agency, and did not prepare it."""
    if actor.account_id is None or actor.account_id != facts.decider_id:
        return False
    return actor.holds_at(Role.LEADER, facts.petition.agency_id) and actor.account_id != facts.petition.assignee_id


def _holder(actor: Actor, facts: ProceedingFacts) -> bool:
    return is_assignee(actor, facts.petition)


def _desk(actor: Actor, facts: ProceedingFacts) -> bool:
    """Papers come in at the desk: whoever may read the case there records them too."""
    return _holder(actor, facts) or actor.holds_at(Role.INTAKE_CLERK, facts.petition.agency_id)


def _holder_or_system(actor: Actor, facts: ProceedingFacts) -> bool:
    return actor.kind is ActorKind.SYSTEM or _holder(actor, facts)


_DECIDER = (is_decider, N_("Chỉ người được cử giải quyết quyết định bước này."))
_HOLDER = (_holder, N_("Chỉ người được giao đơn làm bước này."))
_DESK = (_desk, N_("Chỉ người tiếp nhận hoặc người được giao đơn làm bước này."))
_BY_ITSELF = (_holder_or_system, N_("Chỉ người được giao đơn làm bước này."))
WHO: Mapping[Step, tuple[Callable[[Actor, ProceedingFacts], bool], str]] = {
    **dict.fromkeys(
        (
            Step.ACCEPT, Step.REFUSE, Step.REFER, Step.TRANSFER, Step.SHELVE, Step.INSPECT, Step.DECIDE, Step.CONCLUDE,
            Step.SUSPEND, Step.RESUME, Step.TERMINATE, Step.GO_ON, Step.ASK_BELOW,
        ),
        _DECIDER,
    ),
    **dict.fromkeys(
        (
            Step.NOTIFY, Step.REPORT, Step.INVITE, Step.MEET, Step.ACT_ON, Step.FINISH, Step.ANSWER_BODY,
            Step.REPORT_ABOVE,
        ),
        _HOLDER,
    ),
    **dict.fromkeys((Step.WITHDRAW, Step.APPEAL, Step.SUE, Step.RENEW, Step.CHASED), _DESK),
    # What was sent, handed over or posted is recorded where it is done; the step follows by itself.
    **dict.fromkeys((Step.SEND, Step.SEND_NOTICE, Step.PUBLISH, Step.TAKE_EFFECT), _BY_ITSELF),
}  # fmt: skip


def can_take(actor: Actor, step: Step, facts: ProceedingFacts) -> Decision:
    """Whether the actor may do this step at this stage; what stands in the way is another question (`hindrance`)."""
    if facts.petition.state is not PetitionState.PROCEEDING or not MACHINES[facts.track].allows(facts.stage, step):
        return no(N_("Bước này không làm được ở giai đoạn hiện tại."))
    allowed, reason = WHO[step]
    if not allowed(actor, facts):
        return no(reason)
    return can_open(actor, facts.petition) if actor.kind is ActorKind.OFFICIAL else YES


def can_name(actor: Actor, facts: PetitionFacts) -> Decision:
    """Who names the one who decides and the team: the desk, also without reading a sealed case, and its holder."""
    if facts.state is not PetitionState.PROCEEDING:
        return no(N_("Bước này không làm được ở giai đoạn hiện tại."))
    if actor.holds_at(Role.INTAKE_CLERK, facts.agency_id) or is_assignee(actor, facts):
        return can_see(actor, facts)
    return no(N_("Chỉ người tiếp nhận hoặc người được giao đơn làm bước này."))


def can_keep_grounds(actor: Actor, province_path: str) -> Decision:
    """Who keeps the lists of grounds: whoever keeps the rules of the province."""
    if actor.holds_over(Role.PROVINCE_ADMIN, province_path):
        return YES
    return no(N_("Chỉ quản trị tỉnh sửa danh mục này."))


def steps_for(actor: Actor, facts: ProceedingFacts) -> Sequence[Step]:
    """Every step the actor may do now, in the order of the enumeration, hindered or not."""
    return [step for step in MACHINES[facts.track].acts_from(facts.stage) if can_take(actor, step, facts)]


def hindrance(step: Step, facts: ProceedingFacts) -> type[DomainError] | None:
    """Which rule stands in the way of a step at this stage; None when nothing does."""
    guard = _GUARDS.get(step)
    return guard(facts) if guard else None


Guard = Callable[[ProceedingFacts], type[DomainError] | None]


def _accept(facts: ProceedingFacts) -> type[DomainError] | None:
    if facts.track in COMPLAINTS:
        return TimeBarPassed if facts.standing.late else None
    return None if facts.standing.competent else NotCompetent


def _decide(facts: ProceedingFacts) -> type[DomainError] | None:
    if facts.standing.withdrawn:
        return ComplaintWithdrawn
    if facts.standing.must_meet and not facts.standing.met:
        return DialogueMissing
    return None if facts.standing.paper else PaperMissing


def _conclude(facts: ProceedingFacts) -> type[DomainError] | None:
    if facts.standing.withdrawn:
        return WithdrawnFirst
    return None if facts.standing.paper else PaperMissing


def _go_on(facts: ProceedingFacts) -> type[DomainError] | None:
    return None if facts.standing.withdrawn else NothingWithdrawn


def _before_a_result(facts: ProceedingFacts) -> type[DomainError] | None:
    """Before there is a result only once the term is over; after it at once."""
    waiting = facts.stage in (Stage.VERIFYING, Stage.REPORTED, Stage.DIALOGUE)
    return StillInTime if waiting and not facts.standing.overdue else None


def _unless(name: str, error: type[DomainError]) -> Guard:
    return lambda facts: None if getattr(facts.standing, name) else error


def _when(name: str, error: type[DomainError]) -> Guard:
    return lambda facts: error if getattr(facts.standing, name) else None


_GUARDS: Mapping[Step, Guard] = {
    Step.ACCEPT: _accept,
    Step.TRANSFER: _when("transferred", TransferredOnce),
    Step.DECIDE: _decide,
    Step.CONCLUDE: _conclude,
    Step.SEND_NOTICE: _unless("notice_due", NoNoticeDue),
    Step.WITHDRAW: _when("withdrawn_once", WithdrawnBefore),
    Step.GO_ON: _go_on,
    Step.APPEAL: _before_a_result,
    Step.RENEW: _before_a_result,
    Step.TAKE_EFFECT: _unless("in_effect", NotYetInEffect),
    Step.SEND: _unless("sent", NotSentYet),
    Step.PUBLISH: _unless("shown", NotPostedYet),
    Step.FINISH: _unless("posted", PostingTooShort),
    Step.ANSWER_BODY: _unless("relayed", NobodyToAnswer),
    Step.ASK_BELOW: _unless("overdue_below", NothingOverdue),
    Step.CHASED: _unless("overdue", NothingOverdue),
    Step.REPORT_ABOVE: _unless("asked", NotAsked),
}

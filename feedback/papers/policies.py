"""Which documents fit a case, and who may write them with or without the sender's name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from accounts.roles import Role
from casework.decisions import YES, Decision, no
from casework.policies import IdentityFacts, can_open_identity
from core.actor import Actor
from core.text import N_
from feedback.machine import FORMAL_KINDS, OPEN_STATES
from feedback.papers.states import PaperKind, SenderShown
from feedback.policies import PetitionFacts, can_open
from feedback.states import PetitionKind, PetitionState

S, K = PetitionState, PaperKind

_FRESH = frozenset({S.RECEIVED, S.TRIAGED, S.ASSIGNED, S.IN_PROGRESS})
_FORMAL = frozenset({S.PROCEEDING, S.CLOSED})
_STATES: dict[PaperKind, frozenset[PetitionState]] = {
    K.RECEIPT: frozenset(S),
    K.WITHDRAWAL_RECORD: frozenset(OPEN_STATES) - {S.RECEIVED} | {S.WITHDRAWN, S.CLOSED},
    K.PROPOSAL: _FRESH | {S.PROCEEDING},
    K.REQUEST_MORE: _FRESH | {S.AWAITING_INFO, S.PROCEEDING},
    K.GUIDANCE: _FRESH | {S.GUIDED, S.PROCEEDING},
    K.TRANSFER: _FRESH | {S.FORWARDED, S.PROCEEDING},
    K.REFUSAL: _FRESH | {S.REFUSED},
    K.EXTENSION_NOTICE: frozenset(OPEN_STATES) - {S.RECEIVED, S.PROCEEDING},
    K.ANSWER: frozenset({S.IN_PROGRESS, S.AWAITING_APPROVAL, S.AWAITING_ISSUE, S.ANSWERED, S.REOPENED, S.CLOSED}),
    **dict.fromkeys(
        (
            K.COMPLAINT_ACCEPTED, K.COMPLAINT_NOT_ACCEPTED, K.DIALOGUE, K.DECISION, K.DENUNCIATION_ACCEPTED,
            K.DENUNCIATION_TOLD, K.DENUNCIATION_NOT_ACCEPTED, K.EXTENSION, K.CONCLUSION, K.SUSPENSION, K.CONTINUATION,
            K.TERMINATION, K.PROTECTION_APPLIED, K.PROTECTION_REFUSED, K.PROTECTION_CHANGED, K.PROTECTION_ENDED,
        ),
        _FORMAL,
    ),
}  # fmt: skip
_COMPLAINT, _DENUNCIATION = frozenset({PetitionKind.COMPLAINT}), frozenset({PetitionKind.DENUNCIATION})
_INFORMAL = frozenset(PetitionKind) - FORMAL_KINDS
# Those not named fit every kind, also what no clerk has looked at yet.
_KINDS: dict[PaperKind, frozenset[PetitionKind]] = {
    **dict.fromkeys((K.PROPOSAL, K.SUSPENSION, K.CONTINUATION, K.TERMINATION, K.WITHDRAWAL_RECORD), FORMAL_KINDS),
    K.EXTENSION_NOTICE: _INFORMAL,
    K.ANSWER: _INFORMAL,
    **dict.fromkeys((K.COMPLAINT_ACCEPTED, K.COMPLAINT_NOT_ACCEPTED, K.DIALOGUE, K.DECISION), _COMPLAINT),
    **dict.fromkeys(
        (
            K.DENUNCIATION_ACCEPTED,
            K.DENUNCIATION_TOLD,
            K.DENUNCIATION_NOT_ACCEPTED,
            K.EXTENSION,
            K.CONCLUSION,
            K.PROTECTION_APPLIED,
            K.PROTECTION_REFUSED,
            K.PROTECTION_CHANGED,
            K.PROTECTION_ENDED,
        ),
        _DENUNCIATION,
    ),
}


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """What the decisions need: the petition's own facts and what kind it was said to be."""

    petition: PetitionFacts
    kind: PetitionKind | None


def fits(paper: PaperKind, facts: PaperFacts) -> bool:
    """Whether the document belongs to a case of this kind in this state."""
    kinds = _KINDS.get(paper)
    return facts.petition.state in _STATES[paper] and (kinds is None or facts.kind in kinds)


def fitting_states(paper: PaperKind) -> frozenset[PetitionState]:
    """In which states a case may get the document."""
    return _STATES[paper]


def fitting_kinds(paper: PaperKind) -> frozenset[PetitionKind] | None:
    """Which kinds of case may get it; None: any, also one nobody has looked at yet."""
    return _KINDS.get(paper)


def fitting(facts: PaperFacts) -> Sequence[PaperKind]:
    """Every document that fits, in the order of the enumeration."""
    return [paper for paper in PaperKind if fits(paper, facts)]


def can_write(actor: Actor, paper: PaperKind, facts: PaperFacts) -> Decision:
    """Whether the official may write it: whoever may read the case, while it fits."""
    if not fits(paper, facts):
        return no(N_("Văn bản này không hợp với bước hiện tại của đơn."))
    return can_open(actor, facts.petition)


def only_verifies(actor: Actor, facts: PetitionFacts) -> bool:
    """Whether the official takes part in this case as a verifier and nothing else.

    Denunciation Act art. 56: what is handed over for verification carries neither name nor address.
    """
    here = {grant.role for grant in actor.grants if grant.agency_id == facts.agency_id}
    return facts.sealed and Role.VERIFIER in here and not here & {Role.INTAKE_CLERK, Role.HANDLER, Role.LEADER}


def senders_shown(actor: Actor, facts: PetitionFacts) -> Sequence[SenderShown]:
    """What a paper by this official may say of who sent the case, the usual choice first."""
    if only_verifies(actor, facts):
        return [SenderShown.STRIPPED]
    shown = [SenderShown.BLANK]
    if can_open_identity(actor, IdentityFacts(facts.agency_id, facts.assignee_id, facts.sealed, facts.team)):
        shown.append(SenderShown.NAMED)
    return [*shown, SenderShown.STRIPPED] if facts.sealed else shown


def names_shown_to_many(actor: Actor, agency_id: UUID) -> Sequence[SenderShown]:
    """What letters to many may say of who sent the cases: names only by a clerk of the desk, for whom all are open."""
    if actor.holds_at(Role.INTAKE_CLERK, agency_id):
        return [SenderShown.BLANK, SenderShown.NAMED]
    return [SenderShown.BLANK]


def can_keep_templates(actor: Actor) -> Decision:
    """Whether the official keeps the templates of a province: its administrator."""
    if actor.agencies(Role.PROVINCE_ADMIN):
        return YES
    return no(N_("Chỉ quản trị tỉnh thay được mẫu văn bản."))

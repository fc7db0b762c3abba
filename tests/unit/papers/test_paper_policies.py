"""Which documents fit, and who may put the sender's name on them."""

from __future__ import annotations

import itertools
from uuid import UUID, uuid4

import pytest

from accounts.roles import Role
from core.actor import Actor, ActorKind, Grant
from feedback.papers.policies import PaperFacts, can_write, fits, fitting, only_verifies, senders_shown
from feedback.papers.states import PaperKind, SenderShown
from feedback.policies import PetitionFacts
from feedback.states import PetitionKind, PetitionState

HERE, ELSEWHERE, ME = uuid4(), uuid4(), uuid4()
K, S = PaperKind, PetitionState
BLANK, NAMED, STRIPPED = SenderShown
HALTING = (K.SUSPENSION, K.CONTINUATION, K.TERMINATION)
PROTECTING = (K.PROTECTION_APPLIED, K.PROTECTION_REFUSED, K.PROTECTION_CHANGED, K.PROTECTION_ENDED)


def _actor(*roles: Role, at: UUID = HERE) -> Actor:
    return Actor(ActorKind.OFFICIAL, ME, grants=tuple(Grant(role.value, at, "01.1") for role in roles))


def _facts(state: PetitionState = S.IN_PROGRESS, *, sealed: bool = False, mine: bool = False) -> PetitionFacts:
    return PetitionFacts(state, HERE, ME if mine else None, sealed)


@pytest.mark.parametrize(
    ("kind", "state", "expected"),
    [
        (None, S.RECEIVED, {K.RECEIPT, K.REQUEST_MORE, K.GUIDANCE, K.TRANSFER, K.REFUSAL}),
        (PetitionKind.REPORT, S.ANSWERED, {K.RECEIPT, K.ANSWER}),
        (PetitionKind.REPORT, S.FORWARDED, {K.RECEIPT, K.TRANSFER}),
        (PetitionKind.REPORT, S.GUIDED, {K.RECEIPT, K.GUIDANCE}),
        (PetitionKind.PROPOSAL, S.REFUSED, {K.RECEIPT, K.REFUSAL}),
        (PetitionKind.PROPOSAL, S.AWAITING_INFO, {K.RECEIPT, K.REQUEST_MORE, K.EXTENSION_NOTICE}),
        (
            PetitionKind.COMPLAINT,
            S.PROCEEDING,
            {
                K.RECEIPT, K.PROPOSAL, K.REQUEST_MORE, K.GUIDANCE, K.TRANSFER, K.COMPLAINT_ACCEPTED,
                K.COMPLAINT_NOT_ACCEPTED, K.DIALOGUE, K.DECISION, *HALTING, K.WITHDRAWAL_RECORD,
            },
        ),
        (
            PetitionKind.DENUNCIATION,
            S.CLOSED,
            {
                K.RECEIPT, K.DENUNCIATION_ACCEPTED, K.DENUNCIATION_TOLD, K.DENUNCIATION_NOT_ACCEPTED, K.EXTENSION,
                K.CONCLUSION, *HALTING, K.WITHDRAWAL_RECORD, *PROTECTING,
            },
        ),
        (PetitionKind.OTHER, S.FILED, {K.RECEIPT}),
    ],
)  # fmt: skip
def test_what_fits(kind: PetitionKind | None, state: PetitionState, expected: set[PaperKind]) -> None:
    assert set(fitting(PaperFacts(_facts(state), kind))) == expected


def test_a_complaint_never_gets_a_paper_of_a_denunciation_nor_the_other_way_round() -> None:
    for state, paper in itertools.product(S, K):
        fits_complaint = fits(paper, PaperFacts(_facts(state), PetitionKind.COMPLAINT))
        fits_denunciation = fits(paper, PaperFacts(_facts(state), PetitionKind.DENUNCIATION))
        if "denunciation" in paper.value or paper in (K.EXTENSION, K.CONCLUSION, *PROTECTING):
            assert not fits_complaint
        if "complaint" in paper.value or paper in (K.DIALOGUE, K.DECISION):
            assert not fits_denunciation


@pytest.mark.parametrize(
    ("roles", "sealed", "mine", "expected"),
    [
        ((Role.INTAKE_CLERK,), False, False, [BLANK, NAMED]),
        ((Role.INTAKE_CLERK,), True, False, [BLANK, NAMED, STRIPPED]),
        ((Role.HANDLER,), False, True, [BLANK, NAMED]),
        ((Role.HANDLER,), False, False, [BLANK]),
        ((Role.HANDLER,), True, True, [BLANK, NAMED, STRIPPED]),
        ((Role.LEADER,), False, False, [BLANK]),
        ((Role.VERIFIER,), True, True, [STRIPPED]),
        ((Role.VERIFIER,), False, True, [BLANK, NAMED]),
        ((Role.VERIFIER, Role.HANDLER), True, True, [BLANK, NAMED, STRIPPED]),
    ],
)
def test_whose_name_a_paper_may_show(
    roles: tuple[Role, ...], sealed: bool, mine: bool, expected: list[SenderShown]
) -> None:
    assert senders_shown(_actor(*roles), _facts(sealed=sealed, mine=mine)) == expected


def test_a_verifier_elsewhere_is_no_verifier_here() -> None:
    assert not only_verifies(_actor(Role.VERIFIER, at=ELSEWHERE), _facts(sealed=True))


@pytest.mark.parametrize(
    ("roles", "sealed", "mine", "allowed"),
    [
        ((Role.HANDLER,), False, False, True),
        ((Role.HANDLER,), True, False, False),
        ((Role.HANDLER,), True, True, True),
        ((Role.LEADER,), True, False, False),
        ((Role.PROVINCE_ADMIN,), False, False, False),
    ],
)
def test_who_may_write_is_who_may_read(roles: tuple[Role, ...], sealed: bool, mine: bool, allowed: bool) -> None:
    facts = PaperFacts(_facts(sealed=sealed, mine=mine), PetitionKind.REPORT)
    assert bool(can_write(_actor(*roles), K.ANSWER, facts)) is allowed
    assert not can_write(_actor(*roles), K.DECISION, facts)

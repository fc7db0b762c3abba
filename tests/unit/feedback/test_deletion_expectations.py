"""Every state × act × role of destroying sealed material, against the table that people wrote."""

from __future__ import annotations

from accounts.roles import Role
from deadlines.data import RULES
from feedback.deleting.policies import can_act_on, can_propose
from feedback.deleting.services import ANSWER_ROW
from feedback.deleting.states import DELETION
from feedback.policies import PetitionFacts
from feedback.states import PetitionState
from tests.support.two_people import ASKER, ELSEWHERE, HERE, compare, official


def test_who_may() -> None:
    compare("deletion.txt", DELETION, can_act_on, of=PetitionState.CLOSED)


def test_who_may_propose() -> None:
    """Whoever works it and reads it, and nobody who is shut out; an open petition goes other ways."""
    held = PetitionFacts(PetitionState.CLOSED, HERE, ASKER, sealed=True)
    free = PetitionFacts(PetitionState.WITHDRAWN, HERE, None, sealed=True)
    assert can_propose(official(Role.HANDLER, ASKER), held)
    assert not can_propose(official(Role.HANDLER, ASKER), held, concerned=True)
    assert not can_propose(official(Role.HANDLER, ASKER), PetitionFacts(PetitionState.CLOSED, HERE, ASKER, False))
    shut = PetitionFacts(PetitionState.CLOSED, HERE, ASKER, sealed=True, shut=True)
    assert not can_propose(official(Role.HANDLER, ASKER), shut)
    for role in Role:
        assert not can_propose(official(role), held), role
        assert bool(can_propose(official(role), free)) is (role is Role.INTAKE_CLERK), role
        assert not can_propose(official(role, at=ELSEWHERE), free), role


def test_the_term_is_a_row_to_be_confirmed() -> None:
    (rule,) = [one for one in RULES if one.row == ANSWER_ROW]
    assert rule.to_be_confirmed
    assert rule.open_to_province
    assert rule.legal_basis

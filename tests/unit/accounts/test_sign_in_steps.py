"""The next step of a sign-in, for every combination of facts."""

from __future__ import annotations

from itertools import product

import pytest

from accounts.states import SignInFacts, Step, next_step

BOTH = (False, True)


@pytest.mark.parametrize("facts", [SignInFacts(*values) for values in product(BOTH, BOTH, BOTH, BOTH)])
def test_next_step(facts: SignInFacts) -> None:
    step = next_step(facts)
    if facts.has_factor and not facts.factor_shown:
        assert step is Step.SECOND_FACTOR  # before anything can be changed
    elif facts.must_change_password:
        assert step is Step.NEW_PASSWORD
    elif facts.factor_required and not facts.factor_shown:
        assert step is Step.ENROLL
    else:
        assert step is Step.COMPLETE


@pytest.mark.parametrize("has", BOTH)
@pytest.mark.parametrize("change", BOTH)
def test_a_role_that_needs_a_factor_is_never_complete_without_it(has: bool, change: bool) -> None:
    facts = SignInFacts(has_factor=has, factor_shown=False, must_change_password=change, factor_required=True)
    assert next_step(facts) is not Step.COMPLETE

"""The machine of petitions and the names of everything shown."""

from __future__ import annotations

from enum import StrEnum

from hypothesis import given
from hypothesis import strategies as st

from feedback import states
from feedback.labels import LABELS
from feedback.machine import DONE_STATES, OPEN_STATES, PETITION
from feedback.states import Act, PetitionState


@given(st.lists(st.sampled_from(list(Act)), max_size=40))
def test_any_walk_ends_open_or_done_and_never_leaves_the_end(acts: list[Act]) -> None:
    state = PETITION.initial
    for act in acts:
        if PETITION.allows(state, act):
            assert state not in PETITION.final
            state = PETITION.target(state, act)
    assert (state in OPEN_STATES) != (state in DONE_STATES)


def test_whatever_is_open_can_be_finished() -> None:
    def ends(state: PetitionState, seen: frozenset[PetitionState]) -> bool:
        if state in PETITION.final:
            return True
        following = {PETITION.target(state, act) for act in PETITION.acts_from(state)} - seen
        return any(ends(target, seen | {state}) for target in following)

    assert all(ends(state, frozenset()) for state in PetitionState)


def test_every_member_has_a_name() -> None:
    enums = [kind for kind in vars(states).values() if isinstance(kind, type) and issubclass(kind, StrEnum)]
    missing = [member for kind in enums for member in kind if member not in LABELS]
    assert missing == []

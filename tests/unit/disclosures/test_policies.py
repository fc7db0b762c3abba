"""Truth tables: which role may do what with disclosures, at its own agency and elsewhere."""

from __future__ import annotations

import uuid

import pytest

from accounts.roles import Role
from core.actor import ANONYMOUS, SYSTEM, Actor, ActorKind, Grant
from core.transitions import TransitionNotAllowed
from disclosures.policies import can_edit_legal_items, can_publish, can_see_drafts
from disclosures.states import DISCLOSURE, DisclosureAct, DisclosureState

HERE, ELSEWHERE = uuid.uuid4(), uuid.uuid4()


def official(role: Role, agency_id: uuid.UUID = HERE) -> Actor:
    return Actor(ActorKind.OFFICIAL, uuid.uuid4(), "", (Grant(role.value, agency_id, "24.1"),))


@pytest.mark.parametrize("role", list(Role))
def test_who_publishes_and_sees_drafts(role: Role) -> None:
    assert bool(can_publish(official(role), HERE)) is (role is Role.PUBLISHER)
    assert bool(can_see_drafts(official(role), HERE)) is (role in {Role.PUBLISHER, Role.LEADER})
    assert bool(can_edit_legal_items(official(role))) is (role is Role.PROVINCE_ADMIN)


@pytest.mark.parametrize("actor", [official(Role.PUBLISHER, ELSEWHERE), ANONYMOUS, SYSTEM])
def test_nobody_publishes_for_another_agency(actor: Actor) -> None:
    assert not can_publish(actor, HERE)
    assert not can_see_drafts(actor, HERE)
    assert can_publish(actor, HERE).reason


ALLOWED = {
    (DisclosureState.DRAFT, DisclosureAct.EDIT): DisclosureState.DRAFT,
    (DisclosureState.DRAFT, DisclosureAct.PUBLISH): DisclosureState.PUBLISHED,
    (DisclosureState.PUBLISHED, DisclosureAct.REPLACE): DisclosureState.REPLACED,
    (DisclosureState.PUBLISHED, DisclosureAct.WITHDRAW): DisclosureState.WITHDRAWN,
}


@pytest.mark.parametrize("state", list(DisclosureState))
@pytest.mark.parametrize("act", list(DisclosureAct))
def test_what_was_published_is_never_edited(state: DisclosureState, act: DisclosureAct) -> None:
    if (state, act) in ALLOWED:
        assert DISCLOSURE.target(state, act) is ALLOWED[state, act]
    else:
        with pytest.raises(TransitionNotAllowed):
            DISCLOSURE.target(state, act)

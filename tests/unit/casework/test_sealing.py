"""The key of a case seals parts that cannot be exchanged."""

from __future__ import annotations

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.roles import Role
from casework.policies import HOLDER_ROLES, IdentityFacts, can_open_identity
from casework.sealing import CaseKey, fresh_case_key
from core.actor import ANONYMOUS, SYSTEM, Actor, ActorKind, Grant
from core.crypto import SealBroken

HERE, ME, OTHER = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()


@given(st.text(max_size=200))
def test_what_is_sealed_opens_as_the_same_part_only(text: str) -> None:
    key = fresh_case_key(uuid.uuid4())
    sealed = key.seal_text(text, part="body")
    assert key.open_text(sealed, part="body") == text
    with pytest.raises(SealBroken):
        key.open_text(sealed, part="identity")
    with pytest.raises(SealBroken):
        CaseKey(uuid.uuid4(), key.key).open_text(sealed, part="body")


def test_a_key_is_not_printed() -> None:
    key = fresh_case_key(uuid.uuid4())
    assert repr(key.key) not in repr(key)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("sealed", [True, False])
@pytest.mark.parametrize("assignee", [None, ME, OTHER])
def test_who_learns_who_sent_it(role: Role, sealed: bool, assignee: uuid.UUID | None) -> None:
    actor = Actor(ActorKind.OFFICIAL, ME, "x", (Grant(role.value, HERE, "24"),))
    clerk = role is Role.INTAKE_CLERK and (assignee in (None, ME) or not sealed)
    named = role in HOLDER_ROLES and assignee == ME
    assert bool(can_open_identity(actor, IdentityFacts(HERE, assignee, sealed))) is (clerk or named)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("sealed", [True, False])
def test_whoever_was_moved_to_another_desk_learns_it_no_more(role: Role, sealed: bool) -> None:
    moved = Actor(ActorKind.OFFICIAL, ME, "x", (Grant(role.value, uuid.uuid4(), "24"),))
    assert not can_open_identity(moved, IdentityFacts(HERE, ME, sealed))


def test_no_visitor_and_no_other_desk_learns_it() -> None:
    elsewhere = Actor(ActorKind.OFFICIAL, ME, "x", (Grant(Role.INTAKE_CLERK.value, uuid.uuid4(), "24"),))
    for actor in (ANONYMOUS, SYSTEM, elsewhere):
        assert not can_open_identity(actor, IdentityFacts(HERE, None, False))

"""The declared matrix says what the issue and the law sheet ask of it."""

from __future__ import annotations

import pytest

from accounts.labels import LABELS
from accounts.matrix import HOLDERS, Capability, capabilities_of, roles_for
from accounts.roles import ADMINS, SEES_PETITIONS, Role

PETITIONS = [capability for capability in Capability if capability.startswith("petition:")]


@pytest.mark.parametrize("role", ADMINS)
def test_administrators_see_no_petition(role: Role) -> None:
    assert not set(capabilities_of(role)) & set(PETITIONS)


@pytest.mark.parametrize("capability", PETITIONS)
def test_whoever_sees_petitions_needs_a_second_factor(capability: Capability) -> None:
    assert HOLDERS[capability] <= SEES_PETITIONS


def test_sealed_petitions_are_for_the_desk_only() -> None:
    assert roles_for(Capability.PETITION_READ_SEALED) == (Role.INTAKE_CLERK,)


@pytest.mark.parametrize("role", [Role.BOARD_MEMBER, Role.FRONT_OFFICER, Role.COUNCIL_MEMBER])
def test_the_board_and_its_peers_see_status_and_never_the_sender(role: Role) -> None:
    seen = set(capabilities_of(role)) & set(PETITIONS)
    assert seen == {Capability.PETITION_SEE_STATUS}


@pytest.mark.parametrize("member", [*Role, *Capability])
def test_everything_shown_has_a_name(member: Role | Capability) -> None:
    assert LABELS[member]

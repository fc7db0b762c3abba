"""Fixtures: an open desk with petitions, and people of it who signed in. Import them into a conftest."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

import pytest

from accounts.roles import Role
from bootstrap.runtime import Runtime
from tests.support.checking_client import CheckingClient
from tests.support.people import Officials
from tests.support.petitioning import Desk


@pytest.fixture
def desk(runtime: Runtime, units: Mapping[str, UUID], officials: Officials) -> Desk:
    """Commune and province, open, with their people and the rules table."""
    return Desk(runtime, units, officials)


@pytest.fixture
def clerk(client: CheckingClient, desk: Desk) -> CheckingClient:
    """Signed in as the commune's clerk."""
    return desk.officials.sign_in(client.another(), Role.INTAKE_CLERK)


@pytest.fixture
def handler(client: CheckingClient, desk: Desk) -> CheckingClient:
    """Signed in as the commune's handler."""
    return desk.officials.sign_in(client.another(), Role.HANDLER)


@pytest.fixture
def leader(client: CheckingClient, desk: Desk) -> CheckingClient:
    """Signed in as the commune's leader."""
    return desk.officials.sign_in(client.another(), Role.LEADER)


@pytest.fixture
def keeper(client: CheckingClient, desk: Desk) -> CheckingClient:
    """Signed in as the province's administrator."""
    return desk.officials.sign_in(client.another(), Role.PROVINCE_ADMIN)

"""Fixtures of official papers on their way out."""

from __future__ import annotations

import pytest

from accounts.roles import Role
from tests.support.checking_client import CheckingClient
from tests.support.desk_fixtures import clerk, desk, handler, keeper, leader
from tests.support.petitioning import Desk
from tests.support.staffed import officials, units

__all__ = ["clerk", "desk", "handler", "keeper", "leader", "officials", "units"]


@pytest.fixture
def registry(client: CheckingClient, desk: Desk) -> CheckingClient:
    """Signed in as the commune's văn thư."""
    return desk.officials.sign_in(client.another(), Role.RECORDS_CLERK)


@pytest.fixture
def admin(client: CheckingClient, desk: Desk) -> CheckingClient:
    """Signed in as the commune's administrator."""
    return desk.officials.sign_in(client.another(), Role.COMMUNE_ADMIN)

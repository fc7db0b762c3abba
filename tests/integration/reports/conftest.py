"""Fixtures of reports."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from accounts.roles import Role
from agencies.models import Agency
from core.actor import Actor, ActorKind, Grant
from tests.support.desk_fixtures import desk
from tests.support.petitioning import Desk
from tests.support.staffed import COMMUNE, officials, units

__all__ = ["desk", "officials", "units", "viewer"]

Viewer = Callable[..., Actor]


@pytest.fixture
def viewer(desk: Desk) -> Viewer:
    """Somebody who only reads: `viewer(Role.LEADER, PROVINCE)`."""

    def make(role: Role, code: str = COMMUNE) -> Actor:
        with desk.runtime.reading() as ctx:
            path = ctx.session.execute(select(Agency.path).where(Agency.id == desk.units[code])).scalar_one()
        account_id = desk.officials.account(Role.LEADER)
        return Actor(ActorKind.OFFICIAL, account_id, "", (Grant(role.value, desk.units[code], path),))

    return make

"""Fixtures: a small country with two open communes, and its officials. Import them into a conftest."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

import pytest

from accounts.roles import Role
from bootstrap.runtime import Runtime
from tests.support.people import AT_PROVINCE, Officials
from tests.support.places import COMMUNE, OTHER, PROVINCE

__all__ = ["COMMUNE", "OTHER", "PROVINCE", "Units", "officials", "units"]
Units = Mapping[str, UUID]


@pytest.fixture
def units(settled_units: Mapping[str, UUID]) -> Mapping[str, UUID]:
    return settled_units


@pytest.fixture
def officials(runtime: Runtime, units: Mapping[str, UUID]) -> Officials:
    places = {role: units[PROVINCE if role in AT_PROVINCE else COMMUNE] for role in Role}
    places[Role.HAMLET_HEAD] = units["hamlet"]
    return Officials(runtime, places)

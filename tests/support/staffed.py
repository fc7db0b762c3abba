"""Fixtures: a small country with two open communes, and its officials. Import them into a conftest."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

import pytest

from accounts.roles import Role
from agencies.commands import CreateHamlet
from agencies.services import create_hamlet
from bootstrap.runtime import Runtime
from tests.support.people import AT_PROVINCE, Officials
from tests.support.places import settle

Units = Mapping[str, UUID]
COMMUNE, OTHER, PROVINCE = "07288", "07294", "24"


@pytest.fixture
def units(runtime: Runtime, tmp_path: Path) -> Mapping[str, UUID]:
    found = dict(settle(runtime, tmp_path, PROVINCE, COMMUNE, OTHER))
    with runtime.transaction(public=True) as ctx:
        hamlet = CreateHamlet(commune_id=found[COMMUNE], subtype="Thôn", short_name="Cầu Gỗ")
        found["hamlet"] = create_hamlet(ctx, hamlet)
    return found


@pytest.fixture
def officials(runtime: Runtime, units: Mapping[str, UUID]) -> Officials:
    places = {role: units[PROVINCE if role in AT_PROVINCE else COMMUNE] for role in Role}
    places[Role.HAMLET_HEAD] = units["hamlet"]
    return Officials(runtime, places)

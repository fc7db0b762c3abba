"""Fixtures of taking in by the many."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

import pytest

from bootstrap.runtime import Runtime
from tests.support.people import Officials
from tests.support.petitioning import Desk
from tests.support.staffed import officials, units

__all__ = ["officials", "units"]


@pytest.fixture
def desk(runtime: Runtime, units: Mapping[str, UUID], officials: Officials) -> Desk:
    """Commune and province, open, with their people and the rules table."""
    return Desk(runtime, units, officials)

"""Fixtures of official documents."""

from __future__ import annotations

from tests.support.desk_fixtures import clerk, desk, keeper, leader
from tests.support.staffed import officials, units

__all__ = ["clerk", "desk", "keeper", "leader", "officials", "units"]

"""Fixtures of deliveries."""

from __future__ import annotations

from tests.support.desk_fixtures import clerk, desk, handler, leader
from tests.support.staffed import officials, units

__all__ = ["clerk", "desk", "handler", "leader", "officials", "units"]

"""Fixtures of the pages about personal data."""

from __future__ import annotations

from tests.support.desk_fixtures import desk, leader
from tests.support.staffed import officials, units

__all__ = ["desk", "leader", "officials", "units"]

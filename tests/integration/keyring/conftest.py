"""Fixtures of rotating the keyring: petitions to have something sealed."""

from __future__ import annotations

from tests.support.desk_fixtures import desk
from tests.support.staffed import officials, units

__all__ = ["desk", "officials", "units"]

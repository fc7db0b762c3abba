"""Fixtures of these pages."""

from __future__ import annotations

from tests.support.staffed import officials, units
from tests.web.petitions.conftest import desk

__all__ = ["desk", "officials", "units"]

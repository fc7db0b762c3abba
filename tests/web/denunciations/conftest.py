"""Fixtures of these pages."""

from __future__ import annotations

from tests.support.staffed import officials, units

__all__ = ["officials", "units"]

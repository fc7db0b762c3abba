"""A small country with two open communes, and its officials."""

from tests.support.staffed import officials, units

__all__ = ["officials", "units"]

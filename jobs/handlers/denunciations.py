"""Once a year: what the public is told of denunciations."""

from __future__ import annotations

from bootstrap.runtime import Runtime
from reports.denunciations.queries import list_due
from reports.denunciations.services import tell_years


def tell_denunciations(runtime: Runtime) -> None:
    """Tell the year that ended of each province that has not; public pages kept at the edge are dropped then."""
    with runtime.reading() as ctx:
        due = list_due(ctx)
    for province_id in due:
        with runtime.transaction(public=True) as ctx:
            tell_years(ctx, province_id)

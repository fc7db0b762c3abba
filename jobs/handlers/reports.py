"""Background work of reports: reading on which petitions changed, so that a package is at hand when it is asked for."""

from __future__ import annotations

from agencies.queries import list_provinces
from bootstrap.runtime import Runtime
from reports.exporting.collecting import collect

# So many stretches a run and province: the rest comes with the next run, and nobody waits for the one writer meanwhile.
STRETCHES = 20


def collect_changes(runtime: Runtime) -> None:
    """Read on in the chains of each province; each stretch is a transaction of its own."""
    with runtime.reading() as ctx:
        provinces = [card.id for card in list_provinces(ctx)]
    for province_id in provinces:
        for _ in range(STRETCHES):
            with runtime.transaction() as ctx:
                if not collect(ctx, province_id):
                    break

"""Cases from before their desk had a key, closed while everybody works; then nothing of them is left in the clear."""

from __future__ import annotations

from bootstrap import closing_older
from bootstrap.runtime import Runtime
from jobs.handlers.washing import wash


def close_older_cases(runtime: Runtime) -> None:
    """The periodic task: some hundred cases a run."""
    if closing_older.close_older_cases(runtime):
        wash(runtime)

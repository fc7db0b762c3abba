"""The nightly proof that the counts of surveys are those of their answers."""

from __future__ import annotations

from bootstrap.runtime import Runtime
from bootstrap.survey_proof import walk_on, within
from surveys.proof import running

# Asked for every ten minutes of the night: notices and reminders get the worker in between.
_SECONDS = 240.0


def prove_surveys(runtime: Runtime) -> None:
    """Begin this night's walk or go on with it; nothing when it is done."""
    with runtime.transaction() as ctx:
        walk = running.begin_or_go_on(ctx)
    if walk is not None:
        walk_on(runtime, walk, until=within(_SECONDS))

"""Loading the story: each part in its order, once."""

from __future__ import annotations

from dataclasses import replace

from bootstrap.runtime import Runtime
from demo import (
    accounts,
    aftermath,
    agencies,
    bulk,
    consultations,
    deadlines,
    denunciation_years,
    desk,
    desk_entries,
    dialogues,
    disclosures,
    erasures,
    guarding,
    keys,
    petitions,
    postings,
    privacy,
    proceedings,
    publishing,
    routes,
    surveys,
    surveys_beside,
)
from demo.world import World

MARKER = "demo.loaded"
PARTS = (
    agencies, accounts, deadlines, desk, petitions, proceedings, postings, aftermath, routes, desk_entries, bulk,
    erasures, publishing, surveys, surveys_beside, disclosures, consultations, dialogues, privacy, guarding,
    denunciation_years,
)  # fmt: skip


def load_once(runtime: Runtime) -> bool:
    """Load everything unless it was loaded; False when it had been.

    A load that was interrupted is not resumed: its data folder is thrown away (`make clean-demo`).
    """
    marker = runtime.settings.data_dir / MARKER
    if marker.exists():
        return False
    # The story is told before anybody has a key, and closed as a whole when it has been told.
    unkeyed = replace(runtime, settings=replace(runtime.settings, sealed_without_keys=True))
    world = World(runtime=unkeyed, now=runtime.clock())
    for part in PARTS:
        part.load(world)
    keys.load(world)
    marker.touch()
    return True

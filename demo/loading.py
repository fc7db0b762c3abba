"""Loading the story: each part in its order, once."""

from __future__ import annotations

from demo import accounts, agencies, consultations, dialogues, disclosures, petitions, surveys
from demo.world import World
from bootstrap.runtime import Runtime

MARKER = "demo.loaded"
PARTS = (agencies, accounts, petitions, surveys, disclosures, consultations, dialogues)


def load_once(runtime: Runtime) -> bool:
    """Load everything unless it was loaded; False when it had been.

    A load that was interrupted is not resumed: its data folder is thrown away (`make clean-demo`).
    """
    marker = runtime.settings.data_dir / MARKER
    if marker.exists():
        return False
    world = World(runtime=runtime, now=runtime.clock())
    for part in PARTS:
        part.load(world)
    marker.touch()
    return True

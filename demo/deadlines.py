"""The demo's clocks run under the shipped rules and calendar; nothing about them is invented."""

from __future__ import annotations

from deadlines.reference import ensure_reference
from demo.world import World


def load(world: World) -> None:
    """Rules and calendar, before the first clock starts."""
    with world.runtime.transaction() as ctx:
        ensure_reference(ctx)

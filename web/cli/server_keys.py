"""How the server's own keys stand, in words for the console."""

from __future__ import annotations

import click

from bootstrap.rewrapping import OLDEST_OUTSIDE, left_under, made_at
from bootstrap.runtime import Runtime


def tell_server_keys(here: Runtime) -> bool:
    """Print how the server's keys stand; gives whether every older one can be put away or was."""
    folder, ring, free = here.settings.data_dir / "keys", here.keys, True
    with here.reading() as ctx:
        for number, master in enumerate(ring.masters):
            if master is None:
                click.echo(f"server key {number:03d}: put away")
            elif number == ring.newest:
                click.echo(f"server key {number:03d}: in use since {made_at(folder, number):%d/%m/%Y %H:%M} UTC")
            elif left := left_under(ctx, number):
                free = False
                places = ", ".join(f"{name} {count}" for name, count in left.items())
                click.echo(f"server key {number:03d}: {sum(left.values())} still to be wrapped anew ({places})")
            else:
                after = made_at(folder, ring.newest) + OLDEST_OUTSIDE
                click.echo(f"server key {number:03d}: nothing needs it; from {after:%d/%m/%Y %H:%M} UTC on: retire it")
    return free

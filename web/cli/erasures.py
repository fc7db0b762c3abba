"""`flask erasures …`: what was erased stays erased, also after a backup was restored."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup

from bootstrap.erasure_ledger import LedgerForged, reconcile
from web.context import runtime

group = AppGroup("erasures", help="Sổ xóa / the ledger of what was erased.")


@group.command("replay")
@click.option("--from", "also", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A saved ledger.")
def replay(also: Path | None) -> None:
    """Erase again what a restored backup brought back; exit 1 when a line of the ledger was forged."""
    try:
        done = reconcile(runtime(), also=also)
    except LedgerForged as error:
        click.echo(f"FORGED  line {error.line} of the ledger is not this installation's. Nothing was erased.")
        raise click.exceptions.Exit(1) from None
    click.echo(f"Replayed {done.replayed} ({done.brought_back} were back), wrote {done.written} new lines.")

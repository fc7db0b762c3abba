"""`flask sealed-post …`: bags of a commune that runs alone, for whoever carries them on a stick.

A bag opens nothing and is there every day. Opening one needs the province's desk key, which lies in a person's session:
the province opens bags on its page, and there is no command for it.
"""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup

from bootstrap.runtime import Runtime
from core.context import Context
from core.errors import DomainError
from feedback.sealed_post import sending
from web.context import runtime

group = AppGroup("sealed-post", help="Thư niêm phong / sealed post of a commune that runs alone.")


@group.command("status")
def status() -> None:
    """The bags, the newest first; exit 1 while one waits to be carried, or the province's key is missing."""
    here, waiting = _alone(), False
    with here.reading() as ctx:
        if not sending.list_bags(ctx):
            click.echo("No bag yet. The first one is there ten minutes after the province's key: flask keys province.")
            raise click.exceptions.Exit(1)
        for bag in sending.list_bags(ctx):
            said = "of today, ready tomorrow"
            if bag.acknowledged_on:
                said = f"acknowledged on {bag.acknowledged_on:%d/%m/%Y}"
            elif bag.ready:
                said, waiting = "to be carried: no receipt yet", True
            click.echo(f"{bag.day:%d/%m/%Y} {bag.id.hex[:8]}: {said}")
    if waiting:
        raise click.exceptions.Exit(1)


@group.command("export")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, writable=True, path_type=Path))
def export(folder: Path) -> None:
    """Write every bag without a receipt into a folder (a stick); those already there are left as they are."""
    written = 0
    with _alone().reading() as ctx:
        for name, bag in _waiting(ctx):
            path = folder / name
            if path.exists():
                continue
            # Under its name only when it is whole: a stick that was pulled out leaves nothing that looks finished.
            draft = path.with_suffix(".part")
            draft.write_bytes(sending.export_bag(ctx, bag.id))
            draft.replace(path)
            written += 1
            click.echo(str(path))
    click.echo(f"{written} bags written. The province opens them on its page /can-bo/thu-niem-phong.")


@group.command("receipt")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def receipt(file: Path) -> None:
    """Take the province's receipt in: its bag is deleted here."""
    try:
        with _alone().transaction() as ctx:
            bag_id = sending.acknowledge(ctx, file.read_bytes())
    except DomainError as error:
        raise click.ClickException(error.text) from error
    click.echo(f"The receipt holds. Bag {bag_id.hex[:8]} was deleted.")


def _waiting(ctx: Context) -> list[tuple[str, sending.BagLine]]:
    """Named as on the page: the name tells the bag, not what is in it."""
    bags = [bag for bag in sending.list_bags(ctx) if bag.ready and bag.acknowledged_on is None]
    return [(f"tui-thu-{bag.day:%Y-%m-%d}-{bag.id.hex[:8]}.bin", bag) for bag in bags]


def _alone() -> Runtime:
    here = runtime()
    if not here.settings.commune_alone:
        raise click.ClickException("COMMUNE_ALONE=1 is not set: nothing leaves here as sealed post.")
    return here

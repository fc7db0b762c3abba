"""`flask keys …` for the server's own keys: a further one, how far the older ones are needed, putting one away."""

from __future__ import annotations

import click

from bootstrap import rewrapping
from bootstrap.preconditions import CannotStart
from bootstrap.rewrapping import StillNeeded
from web.cli.keys import group
from web.cli.server_keys import tell_server_keys
from web.context import runtime

__all__ = ["group"]


@group.command("rotate-keyring")
def rotate_keyring() -> None:
    """Add a server key. Nothing is restarted; what the older one wraps is wrapped anew by the worker, bit by bit."""
    try:
        number = rewrapping.rotate(runtime())
    except (FileExistsError, CannotStart) as error:
        raise click.ClickException(f"No key was added: {error}") from error
    folder = runtime().settings.data_dir / "keys"
    click.echo(f"Server key {number:03d} is in use. Copy {folder} to where the keys are kept apart, now.")
    click.echo("`flask keys server` says when the older one can be put away.")


@group.command("server")
def server() -> None:
    """The server's keys, and what still needs the older ones; exit 1 while anything does."""
    if not tell_server_keys(runtime()):
        raise click.exceptions.Exit(1)


@group.command("rewrap")
def rewrap() -> None:
    """Wrap anew what older server keys wrap, now and to the end, instead of waiting for the worker."""
    total = 0
    rewrapping.look_again(runtime())
    while moved := rewrapping.rewrap_some(runtime()):
        total += moved
        click.echo(f"{total} wrapped anew …")
    click.echo("Nothing is left to wrap anew.")


@group.command("retire")
@click.argument("number", type=int)
@click.option("--yes", is_flag=True, help="Do not ask.")
def retire(number: int, yes: bool) -> None:
    """Put a server key away that nothing needs any more: it is deleted here. Refused while anything needs it."""
    if not yes:
        click.confirm(f"Delete server key {number:03d}? Backups from before open with it alone", abort=True)
    try:
        rewrapping.retire(runtime(), number)
    except StillNeeded as error:
        raise click.ClickException(f"Server key {number:03d} is still needed: {error}") from error
    click.echo(f"Server key {number:03d} was put away. Keep its copy with the backups until they are gone, no longer.")

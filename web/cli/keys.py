"""`flask keys …`: how desks stand with their keys, the rehearsal of losing one, the province's public key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import click
from flask.cli import AppGroup

from accounts.queries import find_account_id
from agencies.queries import find_card_by_code, get_card, list_open_communes, list_provinces
from casework.locks.desks import find_desk_key
from casework.locks.drills import drill_at_console, drill_state, list_keepers_of
from casework.locks.errors import HalvesMissing
from casework.locks.own import find_kept, open_with_password
from casework.safes.keys import find_safe
from casework.safes.overview import view_side
from casework.safes.states import Side
from core.boxes import Cost
from core.context import Context
from core.errors import DomainError
from feedback.sealed_post import sending
from feedback.services.boxing import older_left
from web.cli.server_keys import tell_server_keys
from web.context import runtime

group = AppGroup("keys", help="Khoá của bàn tiếp nhận / keys of receiving desks.")


@group.command("status")
def status() -> None:
    """How every open desk and every safe stands; exit 1 when one has no key or keepers, or is due for a rehearsal."""
    due = False
    with runtime().reading() as ctx:
        for agency_id in _desks(ctx):
            said, wanting = _stands(ctx, agency_id)
            due = due or wanting
            click.echo(f"{get_card(ctx, agency_id).code} {get_card(ctx, agency_id).name}: {said}")
        for said, wanting in _safes(ctx):
            due = due or wanting
            click.echo(said)
    settings = runtime().settings
    if settings.sealed_without_keys:
        click.echo("SEALED_WITHOUT_KEYS=1: what speaks of officials is taken at desks without a key too.")
    tell_server_keys(runtime())
    if due:
        raise click.exceptions.Exit(1)


@group.command("drill")
@click.argument("code")
@click.option("--keeper", "keepers", multiple=True, required=True, help="User names of both keepers.")
def drill(code: str, keepers: tuple[str, ...]) -> None:
    """Rehearse losing a desk's key: both keepers type their password; nothing is shown or kept."""
    with runtime().reading() as ctx:
        card = find_card_by_code(ctx, code)
        key = find_desk_key(ctx, card.id) if card else None
        kept_by = list_keepers_of(ctx, key) if key else ()
        asked = [find_account_id(ctx, name) for name in keepers]
    if key is None or set(asked) != set(kept_by):
        raise click.ClickException("No such desk with a key, or these are not its two keepers.")
    opened = {one: _own_key(name, one) for name, one in zip(keepers, asked, strict=True) if one}
    try:
        with runtime().transaction() as ctx:
            tried = drill_at_console(ctx, key, [opened[one] for one in kept_by])
    except HalvesMissing as error:
        raise click.ClickException("Both halves together are not the desk's key. Make a new one now.") from error
    click.echo(f"Both halves together are the desk's key; it opened {tried} cases that were tried. Nothing was kept.")


@group.command("province")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--fingerprint", required=True, help="As the province reads it out on the telephone.")
def province(file: Path, fingerprint: str) -> None:
    """Keep the province's public key, at a commune that runs alone (COMMUNE_ALONE=1)."""
    try:
        with runtime().transaction() as ctx:
            sending.keep_public_key(ctx, sending.read_public_key(ctx, file.read_bytes()), fingerprint=fingerprint)
    except DomainError as error:
        raise click.ClickException(error.text) from error
    click.echo("Kept.")


def _desks(ctx: Context) -> list[UUID]:
    return [one.id for one in (*list_provinces(ctx), *list_open_communes(ctx)) if one.is_open]


def _stands(ctx: Context, agency_id: UUID) -> tuple[str, bool]:
    key = find_desk_key(ctx, agency_id)
    if key is None:
        return "no key: its sealed cases open with the server's own keys (/can-bo/khoa)", True
    left, drilled = older_left(ctx, agency_id), drill_state(ctx, key)
    last = f"rehearsed {drilled.last_at:%d/%m/%Y}" if drilled.last_at else "never rehearsed"
    due = f", due by {drilled.due_at:%d/%m/%Y}" if drilled.due_at else ""
    older = f", {left.left} older cases still to be closed ({left.waiting} wait for somebody)" if left.left else ""
    return f"key since {key.made_at:%d/%m/%Y}, {last}{due}{older}", drilled.overdue


def _safes(ctx: Context) -> Iterator[tuple[str, bool]]:
    """How both sides of every safe in use stand (docs/adr/0432)."""
    for province in list_provinces(ctx):
        safe = find_safe(ctx, province.id)
        for one in [view_side(ctx, safe.id, side) for side in Side] if safe else ():
            due = f"{one.calls.due_at:%d/%m/%Y}" if one.calls and one.calls.due_at else "-"
            kept = "nobody keeps its halves (/can-bo/ket-danh-tinh)" if one.wants_keepers else f"rehearsal due by {due}"
            wanting = one.wants_keepers or bool(one.calls and one.calls.overdue)
            yield f"{province.code} safe, {one.side.value} key: {one.holders} have it, {kept}", wanting


def _own_key(name: str, account_id: UUID) -> bytes:
    password = click.prompt(f"Password of {name}", hide_input=True)
    settings = runtime().settings
    with runtime().reading() as ctx:
        kept = find_kept(ctx, account_id)
    own = open_with_password(account_id, kept, password, Cost(settings.argon2_memory_kib, settings.argon2_time))
    if own.fresh:
        raise click.ClickException(f"This password does not open the key of {name}.")
    return own.pair.private

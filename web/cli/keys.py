"""`flask keys …`: how desks stand with their keys, the rehearsal of losing one, the province's public key."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
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
from casework.safes import calling
from casework.safes.escrow import kept_halves
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
@click.option(
    "--safe", "side", type=click.Choice([one.value for one in Side]), help="Of the province's safe: which key."
)
def drill(code: str, keepers: tuple[str, ...], side: str | None) -> None:
    """Rehearse losing a desk's key, or one of a safe's: both keepers type their password; nothing is shown or kept."""
    with runtime().reading() as ctx:
        card = find_card_by_code(ctx, code)
        kept = (_of_safe(ctx, card.id, Side(side)) if side else _of_desk(ctx, card.id)) if card else None
        asked = [find_account_id(ctx, name) for name in keepers]
    if kept is None or len(keepers) != len(kept.by) or set(asked) != set(kept.by):
        raise click.ClickException("No such key here, or these are not its two keepers.")
    opened = {one: _own_key(name, one) for name, one in zip(keepers, asked, strict=True) if one}
    try:
        with runtime().transaction() as ctx:
            said = kept.rehearse(ctx, [opened[one] for one in kept.by])
    except HalvesMissing as error:
        raise click.ClickException("Both halves together are not this key. Choose keepers anew today.") from error
    click.echo(said)


@dataclass(frozen=True, slots=True)
class _Kept:
    """Who keeps the halves of a key, in their order, and what rehearses it; that gives what to say."""

    by: Sequence[UUID]
    rehearse: Callable[[Context, Sequence[bytes]], str]


def _of_desk(ctx: Context, agency_id: UUID) -> _Kept | None:
    key = find_desk_key(ctx, agency_id)
    if key is None:
        return None

    def rehearse(ctx: Context, opened: Sequence[bytes]) -> str:
        tried = drill_at_console(ctx, key, opened)
        return f"Both halves together are the desk's key; it opened {tried} cases that were tried. Nothing was kept."

    return _Kept(list_keepers_of(ctx, key), rehearse)


def _of_safe(ctx: Context, agency_id: UUID, side: Side) -> _Kept | None:
    safe = find_safe(ctx, get_card(ctx, agency_id).province_id)
    if safe is None:
        return None

    def rehearse(ctx: Context, opened: Sequence[bytes]) -> str:
        calling.drill_at_console(ctx, safe.id, side, opened)
        return f"Both halves together are the {side.value} key of the safe. No case was opened, nothing was kept."

    return _Kept([one.account_id for one in kept_halves(ctx, safe.id, side)], rehearse)


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

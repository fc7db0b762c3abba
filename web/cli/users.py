"""`flask users …`: accounts from the server's own terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import click
from flask.cli import AppGroup

from accounts import queries, services
from accounts.commands import CreateAccount
from accounts.passwords import new_one_time_password, passwords
from accounts.roles import Role
from agencies.queries import find_card_by_code
from bootstrap.runtime import Runtime
from core.actor import SYSTEM
from core.context import Context
from core.errors import DomainError
from core.paging import PageRequest
from processes import leading, leaving
from web.cli.roles_document import render
from web.context import runtime

group = AppGroup("users", help="Tài khoản cán bộ / officials' accounts.")
DOCUMENT = Path("docs/roles.md")


@group.command("add")
@click.argument("user_name")
@click.option("--name", required=True, help="Họ tên / full name.")
@click.option("--role", "roles", multiple=True, required=True, metavar="ROLE@CODE",
              help="Vai trò ở đơn vị / a role at a unit: commune_admin@07288. Repeatable.")  # fmt: skip
def add(user_name: str, name: str, roles: tuple[str, ...]) -> None:
    """Create an account and print its one-time password."""
    password = new_one_time_password()
    password_hash = _hash(runtime(), password)
    try:
        with runtime().transaction(SYSTEM) as ctx:
            command = CreateAccount(
                user_name=user_name, name=name, password_hash=password_hash,
                grants=tuple(_grant(ctx, text) for text in roles),
            )  # fmt: skip
            services.create_account(ctx, command)
    except DomainError as error:
        raise click.ClickException(f"{type(error).__name__}: {error.text}") from None
    click.echo(f"{user_name.lower()}  {password}")
    click.echo("Mật khẩu dùng một lần, đổi ở lần đăng nhập đầu. / One-time password, changed at first sign-in.")


def _hash(holder: Runtime, password: str) -> str:
    return passwords(holder.settings.argon2_memory_kib, holder.settings.argon2_time).hash(password)


def _grant(ctx: Context, text: str) -> tuple[Role, UUID]:
    role, _, code = text.partition("@")
    if role not in set(Role):
        raise click.ClickException(f"{role!r}: one of {', '.join(Role)}")
    card = find_card_by_code(ctx, code)
    if card is None:
        raise click.ClickException(f"no unit in force has the code {code!r}")
    return Role(role), card.id


@group.command("list")
def list_users() -> None:
    """Every account: user name, roles, unit, last sign-in."""
    with runtime().reading() as ctx:
        page = PageRequest(100)
        while True:
            found = queries.list_accounts(ctx, viewer=SYSTEM, page=page)
            for row in found.items:
                state = "disabled" if row.disabled_at else (f"{row.signed_in_at:%Y-%m-%d}" if row.signed_in_at else "–")
                click.echo(
                    f"{row.user_name:<20} {row.name:<28} {','.join(row.roles):<40} {row.agency_name:<28} {state}"
                )
            if found.next_cursor is None:
                return
            page = PageRequest(100, found.next_cursor)


@group.command("reset-factor")
@click.argument("user_name")
def reset_factor(user_name: str) -> None:
    """Forget the second factor; a new one is set up at the next sign-in."""
    with runtime().transaction(SYSTEM) as ctx:
        services.reset_second_factor(ctx, account_id=_account(ctx, user_name))
    click.echo("ok")


@group.command("reset-password")
@click.argument("user_name")
def reset_password(user_name: str) -> None:
    """Print a new one-time password."""
    password = new_one_time_password()
    password_hash = _hash(runtime(), password)
    with runtime().transaction(SYSTEM) as ctx:
        services.reset_password(ctx, account_id=_account(ctx, user_name), password_hash=password_hash)
    click.echo(f"{user_name.lower()}  {password}")


def _account(ctx: Context, user_name: str) -> UUID:
    account_id = queries.find_account_id(ctx, user_name)
    if account_id is None:
        raise click.ClickException(f"no account {user_name!r}")
    return account_id


@group.command("grant")
@click.argument("user_name")
@click.argument("role", metavar="ROLE@CODE")
def grant(user_name: str, role: str) -> None:
    """Give an account one more role."""
    with _in_words(), runtime().transaction(SYSTEM) as ctx:
        given, agency_id = _grant(ctx, role)
        leading.grant_role(ctx, account_id=_account(ctx, user_name), role=given, agency_id=agency_id)
    click.echo("ok")


@group.command("revoke")
@click.argument("user_name")
@click.argument("role", metavar="ROLE@CODE")
def revoke(user_name: str, role: str) -> None:
    """Withdraw a role."""
    with _in_words(), runtime().transaction(SYSTEM) as ctx:
        taken, account_id = _grant(ctx, role), _account(ctx, user_name)
        held = queries.get_account(ctx, account_id, viewer=SYSTEM).grants
        found = next((one.id for one in held if (one.role, one.agency_id) == taken), None)
        if found is None:
            raise click.ClickException(f"{user_name!r} does not hold {role!r}")
        leaving.revoke_role(ctx, account_id=account_id, grant_id=found)
    click.echo("ok")


@group.command("disable")
@click.argument("user_name")
def disable(user_name: str) -> None:
    """Close an account; its sessions end."""
    with _in_words(), runtime().transaction(SYSTEM) as ctx:
        leaving.disable_account(ctx, account_id=_account(ctx, user_name))
    click.echo("ok")


@group.command("enable")
@click.argument("user_name")
def enable(user_name: str) -> None:
    """Open a closed account again."""
    with _in_words(), runtime().transaction(SYSTEM) as ctx:
        leading.enable_account(ctx, account_id=_account(ctx, user_name))
    click.echo("ok")


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except DomainError as error:
        raise click.ClickException(f"{type(error).__name__}: {error.text}") from None


@group.command("matrix")
@click.option("--check", is_flag=True, help="Only say whether the document is up to date.")
def matrix(check: bool) -> None:
    """Write docs/roles.md from the declared matrix and the gates of the pages."""
    text = render()
    if check:
        if not DOCUMENT.exists() or DOCUMENT.read_text(encoding="utf-8") != text:
            raise click.ClickException(f"{DOCUMENT} is not up to date: run `flask --app wsgi users matrix`")
        return
    DOCUMENT.write_text(text, encoding="utf-8")
    click.echo(f"{DOCUMENT}")

"""`flask demo …`: the demo's story. Refuses to touch a real installation."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup

from bootstrap.runtime import Runtime

group = AppGroup("demo", help="Bản dùng thử / the demo.")


def _runtime() -> Runtime:
    runtime: Runtime = current_app.extensions["runtime"]
    if not runtime.settings.demo:
        raise click.ClickException("DEMO=1 is not set: the demo is never loaded into a real installation.")
    return runtime


@group.command("load")
def load() -> None:
    """Tell the story once; a second call changes nothing."""
    from demo.loading import load_once

    click.echo("loaded" if load_once(_runtime()) else "already there")


@group.command("accounts")
def accounts() -> None:
    """The demo's accounts with their current one-time codes."""
    from demo.accounts import list_accounts

    for row in list_accounts(_runtime()):
        click.echo(f"  {row.user_name:<14} {row.password:<18} {row.code:<8} {row.role_label} – {row.name}")
    from demo.petitions import trackable

    found = trackable(_runtime())
    if found:
        click.echo(f"  Đơn để tra cứu thử / a petition to follow: {found[0]}  {found[1]}")

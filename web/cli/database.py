"""`flask database …`: whether the server's own log could show what citizens write."""

from __future__ import annotations

import sys

import click
from flask.cli import AppGroup

from bootstrap.postgres_hygiene import settings_to_change
from web.context import runtime

group = AppGroup("database", help="Cơ sở dữ liệu / the database server.")


@group.command("check")
def check() -> None:
    """Name the settings by which PostgreSQL would log values, as commands for its administrator; exit 1 then."""
    engine = runtime().engine
    wrong = settings_to_change(engine)
    if not wrong:
        click.echo("OK")
        return
    click.echo(
        "Nhật ký của PostgreSQL có thể ghi lại lời người dân. / PostgreSQL's log could show what citizens write."
    )
    click.echo("Người quản trị máy chủ chạy / its administrator runs:")
    for name, value in wrong.items():
        click.echo(f"  ALTER ROLE \"{engine.url.username}\" SET {name} = '{value}';")
    sys.exit(1)

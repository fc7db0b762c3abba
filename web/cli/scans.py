"""`flask scans …`: whether the scanners' folders are being emptied."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from agencies.queries import get_card
from feedback.bulk.folders import FolderView, list_folders
from feedback.bulk.labels import LABELS
from web.context import runtime

group = AppGroup("scans", help="Máy quét / the scanners' folders.")


@group.command("check")
def check() -> None:
    """Say how each desk's folder fares; exit 1 when one cannot be emptied or nobody looks."""
    root = runtime().settings.scan_folder
    if root is None:
        click.echo("SCAN_FOLDER is not set.")
        return
    with runtime().reading() as ctx:
        found = [(get_card(ctx, folder.agency_id), folder) for folder in list_folders(ctx)]
        now = ctx.now
    for card, folder in found:
        click.echo(f"{card.code} {card.name}: {_state(folder, silent=folder.is_silent(now))}")
    if not found:
        click.echo(f"{root}: no folder of an open desk was seen yet.")
    if not found or any(folder.trouble or folder.is_silent(now) for _, folder in found):
        raise click.exceptions.Exit(1)


def _state(folder: FolderView, *, silent: bool) -> str:
    if folder.trouble:
        return f"{folder.trouble.value} ({LABELS[folder.trouble]})"
    return "silent (the worker has not looked)" if silent else "ok"

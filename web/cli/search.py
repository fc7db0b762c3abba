"""`flask search …`: the index by whose words petitions are found."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from core.context import Context
from feedback import searching
from feedback.publishing.hiding import index_again
from web.context import runtime

group = AppGroup("search", help="Tìm kiếm / the index of words.")


@group.command("rebuild")
def rebuild() -> None:
    """Empty the index and fill it from the petitions; what is sealed stays out. May run while the portal is in use."""
    with runtime().transaction() as ctx:
        searching.clear(ctx)
        _index_published(ctx)
    after, more = None, True
    while more:
        # Some thousand at a time: whoever wants to write waits for one chunk, not for the whole.
        with runtime().transaction() as ctx:
            after = searching.fill(ctx, after=after)
        more = after is not None
    with runtime().reading() as ctx:
        click.echo(f"{searching.count_indexed(ctx)} petitions can be found.")


def _index_published(ctx: Context) -> None:
    """In one transaction: an answer taken down meanwhile must not be put back, nor one be put in twice."""
    after = index_again(ctx)
    while after is not None:
        after = index_again(ctx, after=after)

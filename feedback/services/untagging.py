"""What finds a petition without reading it goes when the petition is sealed: no blind index is kept of sealed ones."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import update

from core.context import Context
from feedback.bulk.models import IntakeLine
from feedback.desk.models import DeskRecord


def forget_tags(ctx: Context, petition_id: UUID) -> None:
    """Neither its number in the paper book nor its line of a sheet can be tried out any more.

    Whoever has the server's keys could compute them for every number, and for every name of a village.
    """
    d, one = DeskRecord, IntakeLine
    ctx.session.execute(update(d).where(d.petition_id == petition_id, d.book_tag.is_not(None)).values(book_tag=None))
    lines = (one.petition_id == petition_id, one.line_tag.is_not(None))
    ctx.session.execute(update(one).where(*lines).values(line_tag=None))

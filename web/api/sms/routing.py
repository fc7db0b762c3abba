"""A text message that came in: a rating of a counter is taken at once, all else waits for `feedback.texting`."""

from __future__ import annotations

from flask import url_for

from core.context import Context
from feedback.texting.services import TextIn, take_in
from surveys.texting.grammar import read_rating
from surveys.texting.replies import reply_of
from surveys.texting.services import RatingText, Taken, take_rating
from web.portal.framing import public_base


def take_text(ctx: Context, message: TextIn) -> Taken | None:
    """Take it in; of a rating what became of it. None where the answer comes later, or there is none."""
    rating = read_rating(message.text)
    if rating is None:
        take_in(ctx, message)
        return None
    return take_rating(ctx, RatingText(message.id, message.sender, rating))


def words_of(taken: Taken) -> str:
    """The answer in words, with the way to tell more for whoever was badly served."""
    return reply_of(taken, story_address=_story(taken))


def _story(taken: Taken) -> str:
    base = public_base(taken.point.agency_id) if taken.point is not None else None
    if base is None or taken.point is None:
        return ""
    return f"{base}{url_for('surveys.tell', code=taken.point.code)}".partition("://")[2]

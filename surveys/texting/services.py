"""Taking a rating in by text message: once for each message, and nothing kept of the telephone that it came from."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from enum import StrEnum

from agencies.queries import ServicePointCard, find_service_point_by_code, get_service_point
from casework.budgets import Budget, Spent, spend
from casework.errors import BudgetSpent
from core.clock import local_date
from core.context import Context
from core.text import N_
from surveys import tickets
from surveys.commands import NewAnswer
from surveys.ingest import record_answers
from surveys.queries import find_open_point
from surveys.slips.codes import Slip, read_code, ticket_number
from surveys.slips.runs import find_slip
from surveys.states import Channel, Validity
from surveys.texting.grammar import TextedRating

PURPOSE = "survey:text"
# A telephone is a family's: two an hour count, what comes beyond is kept as suspect, far beyond it nothing is taken.
EACH, EACH_AN_HOUR = Budget("survey-texts", 1, 10), 2
# Whether the gateway handed the same message over before, within the hour; later ones meet the answer's own id.
_SEEN = Budget("survey-texts-seen", 1, 1_000)
# All answers together in an hour: a loop of two machines ends, a bill stays small.
_REPLIES, REPLIES_AN_HOUR = Budget("survey-text-replies", 1, 1), 1_200
# Short numbers and names are machines of telephone companies.
FEWEST_DIGITS = 9
MANY = N_("Nhiều tin nhắn từ một số máy trong một giờ")


class Outcome(StrEnum):
    """What became of a message; the words are in `surveys.texting.replies`."""

    SAVED = "saved"
    NO_SCORE = "no_score"  # không có số, hoặc nhiều số
    UNKNOWN_POINT = "unknown_point"
    CLOSED = "closed"
    SLIP_USED = "slip_used"
    SLIP_OVER = "slip_over"


@dataclass(frozen=True, slots=True)
class RatingText:
    """A message as the gateway hands it over, already read; `id` is the gateway's own."""

    id: str
    sender: str
    rating: TextedRating


@dataclass(frozen=True, slots=True)
class Taken:
    """What is to be said, and of which counter."""

    outcome: Outcome
    point: ServicePointCard | None = None
    score: int | None = None
    typed: str = ""


def take_rating(ctx: Context, message: RatingText) -> Taken | None:
    """Save the rating of a message; what to answer, or None when nobody is answered.

    The answer's id is a keyed hash of the gateway's id of the message, or follows from the code of a slip: handed over
    again it changes nothing. Of the telephone only a count is kept, for a day, under a keyed hash with the day in it.
    """
    seen, spent = _count(ctx, message)
    if seen or spent is None:
        return None
    taken = _take(ctx, message, many=spent.over)
    if taken is None or not _pays(ctx):
        return None
    return taken


def _count(ctx: Context, message: RatingText) -> tuple[bool, Spent | None]:
    """Whether it was here before; and how much this telephone sent, None where it gets nothing any more."""
    digits = "".join(c for c in message.sender if c.isascii() and c.isdigit())
    if len(digits) < FEWEST_DIGITS:
        return False, None
    phone = f"{local_date(ctx.now)}:{digits[-FEWEST_DIGITS:]}".encode()
    try:
        if spend(ctx, _SEEN, network=ctx.keys.tag(PURPOSE, message.id.encode()), sends=1).count > 1:
            return True, None
        return False, spend(ctx, EACH, network=ctx.keys.tag(PURPOSE, phone), sends=EACH_AN_HOUR)
    except BudgetSpent:
        return False, None  # in silence; the count is kept with the transaction


def _pays(ctx: Context) -> bool:
    try:
        spend(ctx, _REPLIES, network=b"all", sends=REPLIES_AN_HOUR)
    except BudgetSpent:
        return False
    return True


def _take(ctx: Context, message: RatingText, *, many: bool) -> Taken | None:
    rating = message.rating
    slip, refused = _slip(ctx, rating)
    if refused is not None:
        return Taken(refused)
    point = _point(ctx, rating, slip)
    if point is None:
        return Taken(Outcome.UNKNOWN_POINT if rating.point else Outcome.NO_SCORE, typed=rating.point)
    if rating.score is None:
        return Taken(Outcome.NO_SCORE, point, typed=point.code)
    here = find_open_point(ctx, point.code)
    if here is None:
        return Taken(Outcome.CLOSED, point)
    doubted = many and slip is None  # a one-time code stands for itself
    answer = NewAnswer(
        id=_answer_id(ctx, message, slip), form_id=here.form_id, agency_id=here.agency_id, service_point_id=here.id,
        at=ctx.now, overall=rating.score, channel=Channel.SMS_SLIP if slip else Channel.SMS, language="vi",
        validity=Validity.SUSPECT if doubted else Validity.VALID, doubt=MANY if doubted else "",
    )  # fmt: skip
    if not record_answers(ctx, [answer]):
        return Taken(Outcome.SLIP_USED, point) if slip else None
    return Taken(Outcome.SAVED, point, rating.score)


def _slip(ctx: Context, rating: TextedRating) -> tuple[Slip | None, Outcome | None]:
    """The slip that proves a dossier; or why nothing is taken. With a counter's code a bad slip proves nothing, that
    is all.
    """
    if not rating.slip:
        return None, None
    slip = read_code(ctx.keys, rating.slip)
    state = find_slip(ctx, slip) if slip is not None else None
    if state is not None and state.is_used:
        return None, Outcome.SLIP_USED
    if state is None or not state.is_good:
        return None, None if rating.point else Outcome.SLIP_OVER
    return slip, None


def _point(ctx: Context, rating: TextedRating, slip: Slip | None) -> ServicePointCard | None:
    """A slip is good for its own counter, whatever code stands beside it."""
    state = find_slip(ctx, slip) if slip is not None else None
    if state is not None:
        return get_service_point(ctx, state.service_point_id)
    return find_service_point_by_code(ctx, rating.point) if rating.point else None


def _answer_id(ctx: Context, message: RatingText, slip: Slip | None) -> uuid.UUID:
    if slip is not None:
        return tickets.answer_id(ctx.keys, ticket_number(ctx.keys, slip))
    return uuid.UUID(bytes=ctx.keys.tag(PURPOSE + ":answer", message.id.encode())[:16], version=4)

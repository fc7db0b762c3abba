"""One rating as it was sent: the single place that decides whether it counts. Pure.

Two callers ask: the lane in front of Flask, for the plain case, and the view, which also explains what is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from core.crypto import Keyring
from core.text import N_
from surveys import tickets
from surveys.commands import NewAnswer
from surveys.errors import ScoreMissing, TicketInvalid
from surveys.forms import HIGHEST
from surveys.states import Channel, Source, Validity
from surveys.tickets import Ticket

# Two taps on a page that was just opened take a person longer.
FASTEST_SECONDS = 2
TOO_FAST = N_("Gửi nhanh hơn tay người")
_UUID_LENGTH = 36
# Digits of the seconds that something waited, and the most hours that are noted.
_LONGEST_WAIT = 9
_MOST_HOURS = 32_767


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """A service point that takes ratings now, and the questions that are asked there."""

    id: UUID
    agency_id: UUID
    form_id: UUID


@dataclass(frozen=True, slots=True)
class Posted:
    """The fields of the page with the five faces, as they came.

    `client` is a number of the device's own: a page that it kept carries one ticket for many answers.
    """

    ticket: str
    score: str
    channel: str
    client: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What a device sends that could not reach us: the rating, and how many seconds ago it was given."""

    posted: Posted
    seconds: str
    by_kiosk: bool = False


def accept(
    keys: Keyring, posted: Posted, point: OpenPoint | None, *, language: str, now: datetime
) -> tuple[NewAnswer, Ticket]:
    """The answer to save, and the ticket that it was sent with.

    Raises TicketInvalid (also when the ticket is for another point, for older questions, or the point is not open) and
    ScoreMissing.
    """
    ticket = tickets.read_ticket(keys, posted.ticket, now=now)
    if ticket is None or point is None:
        raise TicketInvalid
    if (ticket.service_point_id, ticket.agency_id, ticket.form_id) != (point.id, point.agency_id, point.form_id):
        raise TicketInvalid
    ticket = _numbered(ticket, posted)
    answer = _answer(keys, ticket, _score(posted), _channel(ticket, posted), language, now)
    return _doubted(answer) if _is_too_fast(ticket, now) else answer, ticket


def accept_kept(
    keys: Keyring, kept: Kept, point_id: UUID | None, *, language: str, now: datetime
) -> tuple[NewAnswer, Ticket]:
    """The answer to save of a rating that waited on a device, however long, and the ticket of its page.

    It counts when it was given: the device says how long ago that was, and cannot go back behind the moment when we
    made its page. The questions are those of the page, also when others are asked meanwhile, and a counter that was
    closed since still gets it.
    Raises TicketInvalid and ScoreMissing.
    """
    ticket = tickets.read_kept_ticket(keys, kept.posted.ticket, now=now)
    if ticket is None or ticket.service_point_id != point_id:
        raise TicketInvalid
    page, ticket = ticket, _numbered(ticket, kept.posted)
    given = max(now - timedelta(seconds=_seconds(kept.seconds)), datetime.fromtimestamp(ticket.second, UTC))
    given = min(given, now)
    channel = Channel.KIOSK if kept.by_kiosk else _channel(ticket, kept.posted, fresh=tickets.was_fresh(ticket, given))
    answer = _answer(keys, ticket, _score(kept.posted), channel, language, given)
    return replace(answer, waited=_hours_between(given, now)), page


def _answer(
    keys: Keyring, ticket: Ticket, score: int, channel: Channel, language: str, at: datetime
) -> NewAnswer:  # fmt: skip
    return NewAnswer(
        id=tickets.answer_id(keys, ticket.number), form_id=ticket.form_id, agency_id=ticket.agency_id,
        service_point_id=ticket.service_point_id, at=at, overall=score, channel=channel, language=language,
    )  # fmt: skip


def _score(posted: Posted) -> int:
    if len(posted.score) != 1 or posted.score not in "12345"[:HIGHEST]:
        raise ScoreMissing
    return int(posted.score)


def _numbered(ticket: Ticket, posted: Posted) -> Ticket:
    """With the device's own number in place of the ticket's, when it sent one; a one-time code stays good for one."""
    try:
        number = UUID(posted.client) if len(posted.client) == _UUID_LENGTH else None
    except ValueError:
        number = None
    if number is None or ticket.source is Source.SLIP:
        return ticket
    # A kept page that was opened from a screen once proves nothing of who uses it later.
    return replace(ticket, number=number, source=Source.CODE)


def _seconds(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_WAIT else 0


def _hours_between(given: datetime, now: datetime) -> int | None:
    """In whole hours of the clock, as answers are dated; None within the same hour."""
    hours = (int(now.timestamp()) // 3600) - (int(given.timestamp()) // 3600)
    return min(hours, _MOST_HOURS) or None


def _channel(ticket: Ticket, posted: Posted, *, fresh: bool = True) -> Channel:
    """How it came: by what our own ticket says where that proves something, else by what the page says of itself."""
    if ticket.source is Source.CODE or not fresh:
        return Channel.WEB if posted.channel == Channel.WEB else Channel.QR
    return Channel.SLIP if ticket.source is Source.SLIP else Channel.SCREEN


def _is_too_fast(ticket: Ticket, now: datetime) -> bool:
    """Faster than anybody reads and taps twice. A one-time code stands for itself."""
    return now.timestamp() - ticket.second < FASTEST_SECONDS and ticket.source is not Source.SLIP


def _doubted(answer: NewAnswer) -> NewAnswer:
    """Kept, but counted apart."""
    return replace(answer, validity=Validity.SUSPECT, doubt=TOO_FAST)

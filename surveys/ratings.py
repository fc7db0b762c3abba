"""One rating as it was sent: the single place that decides whether it counts. Pure.

Two callers ask: the lane in front of Flask, for the plain case, and the view, which also explains what is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
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


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """A service point that takes ratings now, and the questions that are asked there."""

    id: UUID
    agency_id: UUID
    form_id: UUID


@dataclass(frozen=True, slots=True)
class Posted:
    """The fields of the page with the five faces, as they came."""

    ticket: str
    score: str
    channel: str


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
    if len(posted.score) != 1 or posted.score not in "12345"[:HIGHEST]:
        raise ScoreMissing
    answer = NewAnswer(
        id=tickets.answer_id(keys, ticket.number), form_id=ticket.form_id, agency_id=ticket.agency_id,
        service_point_id=ticket.service_point_id, at=now, overall=int(posted.score),
        channel=_channel(ticket, posted), language=language,
    )  # fmt: skip
    return _doubted(answer) if _is_too_fast(ticket, now) else answer, ticket


def _channel(ticket: Ticket, posted: Posted) -> Channel:
    """How it came: by what our own ticket says where that proves something, else by what the page says of itself."""
    if ticket.source is Source.CODE:
        return Channel.WEB if posted.channel == Channel.WEB else Channel.QR
    return Channel.SLIP if ticket.source is Source.SLIP else Channel.SCREEN


def _is_too_fast(ticket: Ticket, now: datetime) -> bool:
    """Faster than anybody reads and taps twice. A one-time code stands for itself."""
    return now.timestamp() - ticket.second < FASTEST_SECONDS and ticket.source is not Source.SLIP


def _doubted(answer: NewAnswer) -> NewAnswer:
    """Kept, but counted apart."""
    return replace(answer, validity=Validity.SUSPECT, doubt=TOO_FAST)

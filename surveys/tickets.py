"""Stateless proof that a rating page was ours, without a cookie.

A ticket says: this service point, this form, opened then and in this way, one answer. It is signed, so the hot path
reads nothing from the database before it writes; the number inside it makes a double tap one answer. A receipt is
the same for the page that follows. The answer's id is a keyed hash of that number: what stays in the browser's history
does not lead to the row.
"""

from __future__ import annotations

import base64
import binascii
import struct
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from core.crypto import Keyring, same
from core.ids import random_id
from surveys.states import Source

# Ten minutes, in seconds; lives are counted in them.
_BUCKET = 600
TICKET_LIFE = 12 * 6
RECEIPT_LIFE = 6

_LAYOUT = struct.Struct(">16s16s16s16sIB")
_MAC = 16
# The last byte holds how somebody came and, in a receipt, which face they chose. Only what we signed gets that far.
_SOURCES = tuple(Source)
_FACES = 8
_MARKS = {source: place * _FACES for place, source in enumerate(_SOURCES)}


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a ticket or a receipt says; `overall` is 0 until something was rated.

    `second` is when the page was opened, to tell a person from a program. It stays in the page: a receipt, which stands
    in an address, knows ten minutes only, an answer the hour.
    """

    number: UUID
    service_point_id: UUID
    agency_id: UUID
    form_id: UUID
    second: int
    overall: int = 0
    source: Source = Source.CODE


def new_ticket(
    *, service_point_id: UUID, agency_id: UUID, form_id: UUID, now: datetime, source: Source = Source.CODE,
    number: UUID | None = None,
) -> Ticket:  # fmt: skip
    """A fresh ticket for one answer; with a `number` for the one answer that a one-time code is good for."""
    return Ticket(number or random_id(), service_point_id, agency_id, form_id, int(now.timestamp()), 0, source)


def receipt_for(ticket: Ticket, *, overall: int, now: datetime) -> Ticket:
    """The receipt of an answer that was saved."""
    coarse = int(now.timestamp()) // _BUCKET * _BUCKET
    return Ticket(
        ticket.number, ticket.service_point_id, ticket.agency_id, ticket.form_id, coarse, overall, ticket.source
    )


def sign_ticket(keys: Keyring, ticket: Ticket) -> str:
    """The ticket as a form carries it."""
    return _sign(keys, "survey:ticket", ticket)


def sign_receipt(keys: Keyring, receipt: Ticket) -> str:
    """The receipt as an address carries it."""
    return _sign(keys, "survey:receipt", receipt)


def read_ticket(keys: Keyring, text: str, *, now: datetime) -> Ticket | None:
    """The ticket; None when it is not ours or too old."""
    return _read(keys, "survey:ticket", text, now=now, life=TICKET_LIFE)


def read_receipt(keys: Keyring, text: str, *, now: datetime) -> Ticket | None:
    """The receipt; None when it is not ours or too old."""
    return _read(keys, "survey:receipt", text, now=now, life=RECEIPT_LIFE)


def read_kept_ticket(keys: Keyring, text: str, *, now: datetime) -> Ticket | None:
    """The ticket of a page that a device kept, however long ago it was opened; None when it is not ours."""
    return _read(keys, "survey:ticket", text, now=now, life=None)


def read_kept_receipt(keys: Keyring, text: str, *, now: datetime) -> Ticket | None:
    """The receipt that a device kept while it could not reach us; None when it is not ours."""
    return _read(keys, "survey:receipt", text, now=now, life=None)


def was_fresh(ticket: Ticket, at: datetime) -> bool:
    """Whether its page was opened shortly enough before this moment to be taken at once."""
    return int(at.timestamp()) // _BUCKET - ticket.second // _BUCKET <= TICKET_LIFE


def answer_id(keys: Keyring, number: UUID) -> UUID:
    """The id of the answer that a ticket's number leads to: the same each time, found only with the key."""
    return UUID(bytes=keys.tag("survey:answer", number.bytes)[:16], version=4)


def _sign(keys: Keyring, purpose: str, ticket: Ticket) -> str:
    body = _LAYOUT.pack(
        ticket.number.bytes, ticket.service_point_id.bytes, ticket.agency_id.bytes, ticket.form_id.bytes,
        ticket.second, _MARKS[ticket.source] + ticket.overall,
    )  # fmt: skip
    return base64.urlsafe_b64encode(body + keys.tag(purpose, body)[:_MAC]).decode().rstrip("=")


def _read(keys: Keyring, purpose: str, text: str, *, now: datetime, life: int | None) -> Ticket | None:
    if len(text) > 200 or not text.isascii():
        return None
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return None
    body, mac = raw[: _LAYOUT.size], raw[_LAYOUT.size :]
    if len(body) != _LAYOUT.size or not same(mac, keys.tag(purpose, body)[:_MAC]):
        return None
    number, point, agency, form, second, mark = _LAYOUT.unpack(body)
    age = int(now.timestamp()) // _BUCKET - second // _BUCKET
    if age < 0 or (life is not None and age > life):
        return None
    return Ticket(
        UUID(bytes=number), UUID(bytes=point), UUID(bytes=agency), UUID(bytes=form), second, mark % _FACES,
        _SOURCES[mark // _FACES],
    )  # fmt: skip

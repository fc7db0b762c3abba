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
from datetime import UTC, datetime, timedelta
from uuid import UUID

from core.crypto import Keyring, same
from core.ids import random_id
from surveys.states import Source

TICKET_LIFE = timedelta(hours=12)
RECEIPT_LIFE = timedelta(hours=1)
BUCKET = timedelta(minutes=10)

_LAYOUT = struct.Struct(">16s16s16s16sIB")
_MAC = 16
# The last byte holds how somebody came and, in a receipt, which face they chose. Only what we signed gets that far.
_SOURCES = tuple(Source)
_FACES = 8
_BUCKET_SECONDS = int(BUCKET.total_seconds())


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
    bucket: int
    overall: int = 0
    source: Source = Source.CODE
    second: int = 0


def new_ticket(
    *, service_point_id: UUID, agency_id: UUID, form_id: UUID, now: datetime, source: Source = Source.CODE,
    number: UUID | None = None,
) -> Ticket:  # fmt: skip
    """A fresh ticket for one answer; with a `number` for the one answer that a one-time code is good for."""
    return _ticket(number or random_id(), service_point_id, agency_id, form_id, now, 0, source)


def _ticket(
    number: UUID, point: UUID, agency: UUID, form: UUID, now: datetime, overall: int, source: Source
) -> Ticket:  # fmt: skip
    return Ticket(number, point, agency, form, _bucket(now), overall, source, int(now.timestamp()))


def receipt_for(ticket: Ticket, *, overall: int, now: datetime) -> Ticket:
    """The receipt of an answer that was saved."""
    coarse = datetime.fromtimestamp(_bucket(now) * _BUCKET_SECONDS, UTC)
    return _ticket(
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


def answer_id(keys: Keyring, number: UUID) -> UUID:
    """The id of the answer that a ticket's number leads to: the same each time, found only with the key."""
    return UUID(bytes=keys.tag("survey:answer", number.bytes)[:16], version=4)


def _bucket(now: datetime) -> int:
    return int(now.timestamp() // BUCKET.total_seconds())


def _sign(keys: Keyring, purpose: str, ticket: Ticket) -> str:
    body = _LAYOUT.pack(
        ticket.number.bytes, ticket.service_point_id.bytes, ticket.agency_id.bytes, ticket.form_id.bytes,
        ticket.second, _SOURCES.index(ticket.source) * _FACES + ticket.overall,
    )  # fmt: skip
    return base64.urlsafe_b64encode(body + keys.tag(purpose, body)[:_MAC]).decode().rstrip("=")


def _read(keys: Keyring, purpose: str, text: str, *, now: datetime, life: timedelta) -> Ticket | None:
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
    bucket = second // _BUCKET_SECONDS
    if not 0 <= _bucket(now) - bucket <= life / BUCKET:
        return None
    ids = (UUID(bytes=number), UUID(bytes=point), UUID(bytes=agency), UUID(bytes=form))
    return Ticket(*ids, bucket, mark % _FACES, _SOURCES[mark // _FACES], second)

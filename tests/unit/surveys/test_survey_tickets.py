from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from core.crypto import Keyring
from surveys import tickets

KEYS, OTHERS = Keyring((b"k" * 32,)), Keyring((b"o" * 32,))
NOW = datetime(2026, 3, 10, 2, 7, tzinfo=UTC)


def ticket() -> tickets.Ticket:
    return tickets.new_ticket(service_point_id=uuid4(), agency_id=uuid4(), form_id=uuid4(), now=NOW)


def test_a_ticket_reads_back_until_it_is_too_old() -> None:
    made = ticket()
    text = tickets.sign_ticket(KEYS, made)
    assert tickets.read_ticket(KEYS, text, now=NOW) == made
    assert tickets.read_ticket(KEYS, text, now=NOW + timedelta(hours=11, minutes=50)) == made
    assert tickets.read_ticket(KEYS, text, now=NOW + timedelta(hours=12, minutes=20)) is None
    assert tickets.read_ticket(KEYS, text, now=NOW - timedelta(minutes=20)) is None


def test_a_receipt_opens_for_an_hour_and_is_no_ticket() -> None:
    receipt = tickets.receipt_for(ticket(), overall=2, now=NOW)
    text = tickets.sign_receipt(KEYS, receipt)
    assert tickets.read_receipt(KEYS, text, now=NOW + timedelta(minutes=50)) == receipt
    assert tickets.read_receipt(KEYS, text, now=NOW + timedelta(minutes=80)) is None
    assert tickets.read_ticket(KEYS, text, now=NOW) is None


def test_every_changed_byte_is_noticed() -> None:
    raw = bytearray(base64.urlsafe_b64decode(tickets.sign_ticket(KEYS, ticket()) + "=="))
    for place in range(len(raw)):
        changed = raw.copy()
        changed[place] ^= 1
        text = base64.urlsafe_b64encode(bytes(changed)).decode().rstrip("=")
        assert tickets.read_ticket(KEYS, text, now=NOW) is None


@pytest.mark.parametrize("text", ["", "x", "đ" * 10, "A" * 300, "!!!!", "AAAA"])
def test_nonsense_is_no_ticket(text: str) -> None:
    assert tickets.read_ticket(KEYS, text, now=NOW) is None


def test_another_installations_ticket_is_refused() -> None:
    assert tickets.read_ticket(OTHERS, tickets.sign_ticket(KEYS, ticket()), now=NOW) is None


def test_what_stands_in_the_address_tells_no_exact_moment() -> None:
    made = ticket()
    early, late = (
        tickets.receipt_for(made, overall=4, now=NOW.replace(minute=minute, second=second))
        for minute, second in ((0, 0), (9, 59))
    )
    assert early == late


def test_an_answers_id_follows_from_the_number_only_with_the_key() -> None:
    number = uuid4()
    assert tickets.answer_id(KEYS, number) == tickets.answer_id(KEYS, number) != number
    assert tickets.answer_id(KEYS, number) != tickets.answer_id(OTHERS, number)

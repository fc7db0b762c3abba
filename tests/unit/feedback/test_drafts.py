"""Tickets and packed drafts."""

from __future__ import annotations

import uuid
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from feedback.drafts import Ticket, new_draft, new_ticket
from feedback.states import Concerns, Field


def test_a_ticket_survives_the_cookie() -> None:
    ticket = new_ticket()
    assert Ticket.unpack(ticket.pack()) == ticket


@given(st.text(max_size=80))
def test_a_meddled_cookie_is_no_ticket_or_another(text: str) -> None:
    found = Ticket.unpack(text)
    assert found is None or isinstance(found, Ticket)


def test_secrets_are_not_printed() -> None:
    ticket, draft = new_ticket(), new_draft("07288")
    assert "secret" not in repr(ticket)
    assert draft.access_code not in repr(draft)
    assert repr(draft.case_key) not in repr(draft)


def test_two_drafts_share_nothing() -> None:
    one, two = new_draft("07288"), new_draft("07288")
    assert len({one.case_id, two.case_id}) == len({one.access_code, two.access_code}) == 2
    assert replace(one, concerns=Concerns.ABOVE, field=Field.LAND, hamlet_id=uuid.uuid4()).case_key == one.case_key

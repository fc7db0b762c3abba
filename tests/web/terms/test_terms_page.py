"""A petition's terms: the log, an extension by document, another weight; the queue, the sender and the audit follow."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select

from accounts.roles import Role
from bootstrap.runtime import Runtime
from core.audit import verify
from core.clock import local_date
from core.outbox import OutboxMessage
from feedback.states import Concerns, PetitionKind, Urgency
from tests.support.checking_client import CheckingClient
from tests.support.clock import SteppingClock
from tests.support.petitioning import Desk

EXTENSION = {"length": "5", "document_number": "12/QĐ-UBND", "reason": "Chờ kết quả đo đạc"}


@pytest.fixture
def page(desk: Desk) -> str:
    return f"/can-bo/don-thu/{desk.in_progress()}/thoi-han"


def petition_id(page: str) -> str:
    return page.split("/")[3]


@pytest.mark.query_budget(36)  # the case page itself
def test_an_extension_moves_the_date_everywhere(
    desk: Desk, client: CheckingClient, runtime: Runtime, page: str
) -> None:
    handler = desk.officials.sign_in(client, Role.HANDLER)
    assert "thứ Ba 24/03/2026" in handler.get(page).text
    done = handler.submit(page, EXTENSION, action="/gia-han")
    assert "thứ Ba 31/03/2026" in done.text
    assert "văn bản 12/QĐ-UBND" in done.text
    assert "Trong đó 5 ngày là gia hạn." in done.text
    case = desk.case(UUID(petition_id(page)))
    assert local_date(case.due_at) == date(2026, 3, 31)
    assert "Đã gia hạn" in handler.get(page.removesuffix("/thoi-han")).text
    with runtime.reading() as ctx:
        assert not list(verify(ctx))
        told = [m.payload for m in ctx.session.scalars(select(OutboxMessage)) if m.payload.get("act") == "extended"]
    assert told == [{"petition_id": petition_id(page), "act": "extended"}]


def test_too_much_or_without_a_document_is_refused_beside_its_field(
    desk: Desk, client: CheckingClient, page: str
) -> None:
    handler = desk.officials.sign_in(client, Role.HANDLER)
    over = handler.submit(page, {**EXTENSION, "length": "11"}, action="/gia-han", status=422)
    assert "Lần này chỉ được gia hạn từ 1 đến 10 ngày." in over.text
    bare = handler.submit(page, {**EXTENSION, "document_number": ""}, action="/gia-han", status=422)
    assert "Nhập số văn bản gia hạn đã ký." in bare.text
    assert "Chờ kết quả đo đạc" in bare.markup


def test_another_weight_counts_from_the_start(desk: Desk, client: CheckingClient, page: str) -> None:
    leader = desk.officials.sign_in(client, Role.LEADER)
    done = leader.submit(page, {"variant": "complex", "reason": "Nhiều hộ cùng bị ngập"}, action="/doi-muc")
    assert "thứ Ba 31/03/2026" in done.text  # fifteen working days
    assert "Đổi loại vụ việc" in done.text
    assert desk.case(UUID(petition_id(page))).urgency is Urgency.COMPLEX
    again = leader.submit(page, {"variant": "urgent", "reason": "Nước vào nhà"}, action="/doi-muc")
    assert "thứ Tư 11/03/2026" in again.text


def test_what_is_over_offers_nothing(desk: Desk, client: CheckingClient, page: str, clock: SteppingClock) -> None:
    clock.advance(days=30)
    seen = desk.officials.sign_in(client, Role.HANDLER).get(page)
    assert "quá hạn" in seen.text
    assert [form for form in seen.all("form") if "/thoi-han/" in (form.get("action") or "")] == []


def test_who_only_looks_changes_nothing(desk: Desk, client: CheckingClient, page: str) -> None:
    clerk = desk.officials.sign_in(client, Role.INTAKE_CLERK)
    assert "Gia hạn" not in clerk.get(page).text
    desk.officials.sign_in(client.another(), Role.PUBLISHER).get(page, status=403)


def test_a_sealed_case_shows_no_terms_to_who_may_not_know_of_it(desk: Desk, client: CheckingClient) -> None:
    sealed = desk.send(Concerns.COMMUNE_OFFICIAL).id
    desk.triage(sealed, PetitionKind.DENUNCIATION_INFO)
    desk.officials.sign_in(client, Role.HANDLER).get(f"/can-bo/don-thu/{sealed}/thoi-han", status=404)


def test_two_at_once_meet_a_conflict(desk: Desk, client: CheckingClient, page: str) -> None:
    handler = desk.officials.sign_in(client, Role.HANDLER)
    opened = handler.get(page)
    leader = desk.officials.sign_in(client.another(), Role.LEADER)
    leader.submit(page, {"variant": "complex", "reason": "Nhiều hộ cùng bị ngập"}, action="/doi-muc")
    handler.submit_on(opened, EXTENSION, action="/gia-han", status=409)


@pytest.mark.query_budget(36)  # the case page itself
def test_why_a_sealed_term_was_extended_is_kept_with_the_case(desk: Desk, client: CheckingClient) -> None:
    """The log of clocks lies in clear: of a sealed case neither the reason nor the document stands there."""
    petition_id = desk.in_progress(Concerns.COMMUNE_OFFICIAL)
    address = f"/can-bo/don-thu/{petition_id}"
    handler = desk.officials.sign_in(client, Role.HANDLER)
    page = handler.submit(f"{address}/thoi-han", EXTENSION, action="/gia-han")
    assert EXTENSION["reason"] not in page.text
    assert EXTENSION["document_number"] not in page.text
    assert f"{EXTENSION['reason']}, {EXTENSION['document_number']}" in handler.get(address).text
    clerk = desk.officials.sign_in(client.another(), Role.INTAKE_CLERK)
    assert EXTENSION["reason"] not in clerk.get(f"{address}/thoi-han").text
    assert EXTENSION["reason"] not in clerk.get(address).text

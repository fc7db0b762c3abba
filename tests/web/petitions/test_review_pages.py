"""A clerk looks at what a busy network sent without a proof of work."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import select

from core.actor import ANONYMOUS
from core.audit import AuditEntry
from feedback.reviewing.services import hold_back
from feedback.states import PetitionState
from tests.support.checking_client import CheckingClient
from tests.support.petitioning import WHAT, Desk

pytestmark = pytest.mark.query_budget(35)
LIST = "/can-bo/don-thu/cho-xem-xet"


def hold(desk: Desk) -> UUID:
    sent = desk.send()
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        hold_back(ctx, sent.id)
    desk.extra[str(sent.id)] = sent.id
    return sent.id


def test_the_list_names_them_and_shows_nothing_of_them(desk: Desk, clerk: CheckingClient) -> None:
    assert "Không có đơn nào chờ xem xét" in clerk.get(LIST).text
    held = hold(desk)
    assert "Chờ xem xét (1)" in clerk.get("/can-bo/don-thu").text
    assert "1 đơn chờ xem xét" in clerk.get("/can-bo").text
    page = clerk.get(LIST)
    assert desk.case(held).number in page.text
    assert WHAT not in page.text


def test_letting_through_goes_on_to_the_next(desk: Desk, clerk: CheckingClient) -> None:
    held = {hold(desk), hold(desk)}
    first = clerk.get(str(clerk.get(LIST).root.find(".//table//a").get("href")))
    assert WHAT in first.text
    second = clerk.submit_on(first, {}, action=f"{first.path}/nhan")
    assert second.path != first.path
    assert {UUID(page.path.rsplit("/", 1)[1]) for page in (first, second)} == held
    assert clerk.submit_on(second, {}, action=f"{second.path}/nhan").path == LIST
    clerk.get(first.path, status=404)


def test_filing_as_spam_needs_a_reason(desk: Desk, clerk: CheckingClient) -> None:
    held = hold(desk)
    address = f"{LIST}/{held}"
    assert "Chọn một lý do" in clerk.submit(address, {"words": "Bán thuốc"}, action=address, status=422).text
    done = clerk.submit(address, {"reason": "advertising", "words": "Bán thuốc."}, action=address)
    assert done.path == LIST
    assert desk.case(held).state is PetitionState.FILED


def test_reading_one_is_noted_like_any_opening(desk: Desk, clerk: CheckingClient, handler: CheckingClient) -> None:
    held = hold(desk)
    clerk.get(f"{LIST}/{held}")
    with desk.runtime.reading() as ctx:
        noted = select(AuditEntry.action).where(AuditEntry.subject_id == str(held), AuditEntry.action.like("%:open"))
        assert ctx.session.execute(noted).scalars().all() == ["feedback:petition:open"]
    handler.get(LIST, status=403)
    handler.get(f"{LIST}/{held}", status=403)


def test_the_sender_reads_where_it_stands(client: CheckingClient, desk: Desk, clerk: CheckingClient) -> None:
    sent = desk.send()
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        hold_back(ctx, sent.id)
    known = {"number": sent.receipt.number, "code": sent.receipt.access_code}
    page = client.submit("/tra-cuu", known)
    assert "chờ cán bộ xem qua" in page.text
    assert "Còn 10 ngày làm việc" in page.text
    clerk.submit(f"{LIST}/{sent.id}", {"reason": "machine"}, action=f"{LIST}/{sent.id}")
    assert "Máy gửi hàng loạt" in client.submit("/tra-cuu", known).text

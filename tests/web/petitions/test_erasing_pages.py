"""The sender takes back their contact on their own page; the officer decides on paper, seeing no petition."""

from __future__ import annotations

import pytest

from accounts.roles import Role
from casework.identity import has_identity
from core.actor import ANONYMOUS
from feedback import services
from tests.support.checking_client import CheckingClient
from tests.support.petitioning import WHAT, Desk, Sent

BOOK = "/quan-tri/xoa-thong-tin"
OWN = "/tra-cuu/don/xoa-lien-lac"
LEFT = {"name": "Bà Kín Đáo", "phone": "0900 000 777", "email": "kin@vidu.example", "consent": True}
pytestmark = pytest.mark.query_budget(36)


@pytest.fixture
def sent(desk: Desk) -> Sent:
    """A petition whose sender left name, phone and e-mail."""
    return desk.send(**LEFT)


def follow(client: CheckingClient, sent: Sent) -> CheckingClient:
    client.submit("/tra-cuu", {"number": sent.receipt.number, "code": sent.receipt.access_code})
    return client


def left(desk: Desk, sent: Sent) -> bool:
    with desk.runtime.reading() as ctx:
        return has_identity(ctx, sent.id)


def close(desk: Desk, sent: Sent) -> None:
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        services.withdraw(ctx, sent.id)


def test_the_sender_erases_after_a_tick(client: CheckingClient, desk: Desk, sent: Sent) -> None:
    page = follow(client, sent).get("/tra-cuu/don")
    assert OWN in page.links()
    refused = client.submit(OWN, {}, status=422)
    assert "Đánh dấu vào ô này" in refused.text
    assert left(desk, sent)
    after = client.submit(OWN, {"sure": "y"})
    assert after.path == "/tra-cuu/don"
    assert "Đã xoá cách liên lạc của người gửi" in after.text
    assert WHAT in after.text
    assert OWN not in after.links()
    assert not left(desk, sent)
    assert "không còn tên hay cách liên lạc" in client.get(OWN).text


def test_without_the_code_nothing_is_erased(client: CheckingClient, desk: Desk, sent: Sent) -> None:
    assert client.get(OWN, status=303).location == "/tra-cuu"
    assert left(desk, sent)


def test_who_left_nothing_is_offered_nothing(client: CheckingClient, desk: Desk) -> None:
    assert OWN not in follow(client, desk.send()).get("/tra-cuu/don").links()


def test_officials_no_longer_see_anybody(client: CheckingClient, desk: Desk, sent: Sent) -> None:
    desk.triage(sent.id)
    clerk = desk.officials.sign_in(client.another(), Role.INTAKE_CLERK)
    assert "danh-tinh" in clerk.get(f"/can-bo/don-thu/{sent.id}").markup
    follow(client, sent).submit(OWN, {"sure": "y"})
    page = clerk.get(f"/can-bo/don-thu/{sent.id}")
    assert "Mở danh tính người gửi" not in page.text
    assert "Đã xoá cách liên lạc của người gửi" in page.text


def test_the_officer_writes_waits_and_erases(client: CheckingClient, desk: Desk, sent: Sent) -> None:
    officer = desk.officials.sign_in(client, Role.DATA_PROTECTION_OFFICER)
    today = desk.runtime.clock().date().isoformat()
    asked = {"number": sent.receipt.number.lower(), "document_number": "12/YC", "received_on": today}
    wrong = officer.submit(f"{BOOK}/them", {**asked, "number": "07288-26-AAAA-AAA"}, status=422)
    assert "Không có đơn mang số này" in wrong.text
    book = officer.submit(f"{BOOK}/them", asked)
    (item,) = [link for link in book.links() if link.startswith(f"{BOOK}/") and not link.endswith("/them")]
    waiting = officer.get(item)
    assert "Đơn chưa đóng nên chưa xoá được" in waiting.text
    assert f"{item}/xoa" not in waiting.markup
    close(desk, sent)
    officer.submit(item, {"decision_number": ""}, action=f"{item}/xoa", status=422)
    done = officer.submit(item, {"decision_number": "5/QĐ-UBND"}, action=f"{item}/xoa")
    assert "Đã xoá tên và cách liên lạc" in done.text
    assert "5/QĐ-UBND" in done.text
    assert not left(desk, sent)
    for page in (book, waiting, done):
        assert not any(secret in page.markup for secret in (WHAT, "Kín Đáo", "0900 000 777", "kin@vidu.example"))


def test_the_officer_refuses_with_a_reason(client: CheckingClient, desk: Desk, sent: Sent) -> None:
    officer = desk.officials.sign_in(client, Role.DATA_PROTECTION_OFFICER)
    asked = {"number": sent.receipt.number, "document_number": "12/YC", "received_on": str(desk.runtime.clock().date())}
    book = officer.submit(f"{BOOK}/them", asked)
    (item,) = [link for link in book.links() if link.startswith(f"{BOOK}/") and not link.endswith("/them")]
    officer.submit(item, {"reply_number": "8/TL"}, action=f"{item}/khong-xoa", status=422)
    done = officer.submit(item, {"refusal": "law", "reply_number": "8/TL"}, action=f"{item}/khong-xoa")
    assert "Luật buộc giữ trong hồ sơ" in done.text
    assert left(desk, sent)


def test_the_notice_says_what_there_is(client: CheckingClient) -> None:
    page = client.get("/quyen-rieng-tu")
    assert "Xoá cách liên lạc của tôi" in page.text
    assert "20 ngày" in page.text

"""What a real installation must not have."""

from __future__ import annotations

from tests.support.checking_client import CheckingClient
from tests.support.people import Officials


def test_no_demo_accounts_no_mailbox_no_one_click(client: CheckingClient, officials: Officials) -> None:
    page = client.get("/can-bo/dang-nhap")
    assert "Vào thử" not in page.text
    client.get("/dung-thu/hop-thu", status=404)
    client.post("/dung-thu/vao", {"user_name": "lanhdao"}, status=404)

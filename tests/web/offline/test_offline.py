"""What a phone keeps for the time without a connection."""

from __future__ import annotations

from tests.support.checking_client import CheckingClient


def test_the_page_says_what_to_do_and_carries_nothing_personal(client: CheckingClient) -> None:
    page = client.get("/mat-mang")
    assert "mất mạng" in page.text
    assert "public" in page.response.headers["Cache-Control"]
    assert "csrf_token" not in page.response.get_data(as_text=True)


def test_the_worker_may_look_after_the_whole_site(client: CheckingClient) -> None:
    answer = client.get("/worker.js")
    assert answer.response.mimetype == "text/javascript"
    assert "mat-mang" in answer.response.get_data(as_text=True)

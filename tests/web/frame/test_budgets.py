"""Too much from one network in an hour: 429, when to come back, nothing typed lost, and nobody else slowed down."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest

from bootstrap.settings import Settings
from tests.support.checking_client import Answer, CheckingClient
from tests.support.clock import SteppingClock
from tests.support.petitioning import Desk
from tests.support.staffed import officials, units
from tests.web.petitions.conftest import desk
from tests.web.petitions.test_writing import BASE, WHAT, photo, send, write

__all__ = ["desk", "officials", "units"]
pytestmark = pytest.mark.query_budget(20)
CHECK, PHOTOS = f"{BASE}/kiem-tra", f"{BASE}/anh"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return dataclasses.replace(settings, sends_per_hour=2)


def refused(answer: Answer) -> int:
    """That it is a proper refusal; gives the seconds until the next attempt."""
    assert answer.response.status_code == 429
    assert "Những gì bà con đã viết vẫn còn" in answer.text
    assert "Hỏi người trực" in answer.text
    return int(answer.response.headers["Retry-After"])


def add(client: CheckingClient, status: int) -> Answer:
    token = next(field.get("value") for field in client.get(PHOTOS).all("input") if field.get("name") == "csrf_token")
    return client.post(PHOTOS, {"csrf_token": token, "photos": (photo(), "a.jpg")}, status=status)


def test_a_third_petition_waits_and_keeps_its_words(client: CheckingClient, desk: Desk, clock: SteppingClock) -> None:
    for _ in range(2):
        send(client.another())
    clock.advance(minutes=15)
    wait = refused(client.submit_on(write(client), {}, action=CHECK, status=429))
    assert 0 < wait <= 45 * 60 + 1
    page = client.get(CHECK)
    assert WHAT in page.text
    clock.now += timedelta(seconds=wait)
    assert client.submit_on(page, {}, action=CHECK).path == f"{BASE}/da-gui"


def test_photos_are_counted_apart(client: CheckingClient, desk: Desk) -> None:
    for _ in range(2):
        other = client.another()
        write(other)
        add(other, 303)
        add(other, 303)
    write(client)
    page = add(client, 429)
    refused(page)
    assert "Không kèm ảnh, đơn vẫn gửi được" in page.text
    assert client.submit(CHECK, {}, action=CHECK).path == f"{BASE}/da-gui"


def test_another_network_is_not_slowed_down(client: CheckingClient, desk: Desk) -> None:
    for _ in range(2):
        send(client.another())
    client.browser.environ_base["REMOTE_ADDR"] = "203.0.113.9"
    send(client)


@pytest.mark.parametrize(
    ("changes", "counted"),
    [
        ({}, True),
        ({"demo": True}, False),
        ({"demo": True, "trusted_proxies": ("10.0.0.1",)}, True),
        ({"sends_per_hour": 0}, False),
    ],
    ids=["real", "demo", "demo-behind-a-proxy", "no-limit"],
)
class TestThisMachine:
    """Who comes from the server's own address."""

    @pytest.fixture
    def settings(self, settings: Settings, changes: dict[str, object]) -> Settings:
        return dataclasses.replace(settings, **changes)  # type: ignore[arg-type]  # fields of Settings

    def test_is_exempt_only_in_a_demo_of_its_own(self, client: CheckingClient, desk: Desk, counted: bool) -> None:
        for _ in range(2):
            send(client.another())
        page = client.submit_on(write(client), {}, action=CHECK, status=429 if counted else 303)
        assert page.path == (CHECK if counted else f"{BASE}/da-gui")

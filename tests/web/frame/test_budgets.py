"""A busy network: a little computing instead of a refusal, a clerk's look instead of computing, an end far above."""

from __future__ import annotations

import dataclasses
import hashlib
from datetime import timedelta

import pytest
from sqlalchemy import select

from bootstrap.settings import Settings
from casework import proofs
from casework.budgets import PHOTOS as PHOTO_BUDGET
from casework.budgets import SUBMISSIONS, Budget, spend
from feedback.models import Petition
from feedback.reviewing.queries import held_among
from tests.support.checking_client import Answer, CheckingClient
from tests.support.clock import SteppingClock
from tests.support.petitioning import Desk
from tests.support.staffed import officials, units
from tests.web.petitions.conftest import clerk, desk
from tests.web.petitions.test_writing import BASE, WHAT, petitions, photo, send, write

__all__ = ["clerk", "desk", "officials", "units"]
pytestmark = pytest.mark.query_budget(20)
CHECK, PHOTOS = f"{BASE}/kiem-tra", f"{BASE}/anh"
SENT = f"{BASE}/da-gui"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return dataclasses.replace(settings, sends_per_hour=2)


@pytest.fixture(autouse=True)
def _easy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Puzzles that the test solves at once."""
    monkeypatch.setattr(proofs, "EASIEST", 4)
    monkeypatch.setattr(proofs, "HARDEST", 4)


def busy(client: CheckingClient, times: int = 2) -> None:
    """The network has sent what it sends for nothing."""
    for _ in range(times):
        send(client.another())


def solved(page: Answer) -> str:
    """What the script puts into the field."""
    asked = page.one("section", data_proof="").attrib
    numbers = []
    for place in range(int(asked["data-puzzles"])):
        number = 0
        while hashlib.sha256(f"{asked['data-seed']}.{place}.{number}".encode()).digest()[0] >> 4:
            number += 1
        numbers.append(str(number))
    return ".".join((asked["data-until"], asked["data-bits"], asked["data-seed"], "-".join(numbers)))


def held(desk: Desk) -> int:
    """How many petitions wait for a clerk."""
    with desk.runtime.reading() as ctx:
        return len(held_among(ctx, list(ctx.session.execute(select(Petition.id)).scalars())))


def refused(answer: Answer) -> int:
    """That it is a proper refusal; gives the seconds until the next attempt."""
    assert answer.response.status_code == 429
    assert "Những gì bà con đã viết vẫn còn" in answer.text
    assert "Hỏi người trực" in answer.text
    return int(answer.response.headers["Retry-After"])


def add(client: CheckingClient, status: int) -> Answer:
    token = next(field.get("value") for field in client.get(PHOTOS).all("input") if field.get("name") == "csrf_token")
    return client.post(PHOTOS, {"csrf_token": token, "photos": (photo(), "a.jpg")}, status=status)


def test_a_quiet_network_is_asked_nothing(client: CheckingClient, desk: Desk) -> None:
    assert "data-proof" not in write(client).markup


def test_a_proof_sends_it_like_any_other(client: CheckingClient, desk: Desk) -> None:
    busy(client)
    page = write(client)
    assert "Mạng này đang gửi rất nhiều" in page.text
    receipt = client.submit_on(page, {"proof": solved(page)}, action=CHECK)
    assert receipt.path == SENT
    assert "cán bộ xem qua" not in receipt.text
    assert held(desk) == 0


def test_without_a_script_it_is_taken_and_looked_at_first(client: CheckingClient, desk: Desk) -> None:
    busy(client)
    page = write(client)
    receipt = client.submit_on(page, {}, action=CHECK)
    assert receipt.path == SENT
    assert "cán bộ xem qua đơn trước" in receipt.text
    assert receipt.one("code") is not None
    assert held(desk) == 1
    again = client.submit_on(page, {}, action=CHECK)  # the button once more: the same receipt, nothing asked
    assert again.text == receipt.text
    assert (petitions(desk), held(desk)) == (3, 1)


def test_a_page_opened_before_it_became_busy_is_shown_again(client: CheckingClient, desk: Desk) -> None:
    page = write(client)
    busy(client)
    again = client.submit_on(page, {}, action=CHECK, status=422)
    assert "Bấm gửi lần nữa" in again.text
    assert WHAT in again.text
    assert petitions(desk) == 2
    assert client.submit_on(again, {"proof": solved(again)}, action=CHECK).path == SENT
    assert held(desk) == 0


def test_somebody_elses_or_an_old_proof_is_none(client: CheckingClient, desk: Desk, clock: SteppingClock) -> None:
    busy(client)
    other = client.another()
    proof = solved(write(other))
    page = write(client)
    assert "data-proof" in client.submit_on(page, {"proof": proof}, action=CHECK, status=422).markup
    late = solved(page)
    clock.advance(minutes=31)
    assert client.submit_on(page, {"proof": late}, action=CHECK, status=422).path == CHECK
    assert petitions(desk) == 2


def test_far_above_it_waits_and_keeps_its_words(client: CheckingClient, desk: Desk, clock: SteppingClock) -> None:
    nearly(desk, SUBMISSIONS)
    last = client.another()
    assert last.submit_on(write(last), {}, action=CHECK).path == SENT
    clock.advance(minutes=15)
    page = write(client)
    wait = refused(client.submit_on(page, {"proof": solved(page)}, action=CHECK, status=429))
    assert 0 < wait <= 45 * 60 + 1
    assert WHAT in client.get(CHECK).text
    clock.now += timedelta(seconds=wait)
    assert client.submit(CHECK, {}, action=CHECK).path == SENT


def nearly(desk: Desk, budget: Budget) -> None:
    """All but one of what an hour holds at most."""
    network = desk.runtime.keys.tag("network", b"127.0.0.1")
    with desk.runtime.transaction() as ctx:
        spend(ctx, budget, network=network, sends=2, count=2 * budget.each * budget.hard - 1)


def test_photos_are_counted_apart(client: CheckingClient, desk: Desk) -> None:
    nearly(desk, PHOTO_BUDGET)
    other = client.another()
    write(other)
    add(other, 303)
    write(client)
    page = add(client, 429)
    refused(page)
    assert "Không kèm ảnh, đơn vẫn gửi được" in page.text
    assert client.submit(CHECK, {}, action=CHECK).path == SENT


def test_another_network_is_asked_nothing(client: CheckingClient, desk: Desk) -> None:
    busy(client)
    client.browser.environ_base["REMOTE_ADDR"] = "203.0.113.9"
    assert "data-proof" not in write(client).markup


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
        page = write(client)
        assert ("data-proof" in page.markup) is counted
        assert client.submit_on(page, {}, action=CHECK).path == SENT
        assert held(desk) == int(counted)

"""Text messages that come in: only the gateway hands them over, once each, and learns nothing from the answer."""

from __future__ import annotations

import dataclasses
import hmac
import json

import pytest
from sqlalchemy import func, select

from accounts.roles import Role
from bootstrap.settings import Settings, SmsSettings
from core.notices import Channel, list_latest_open
from core.outbox import list_waiting
from feedback.texting.models import InboundText
from jobs.handlers.texts import HANDLERS
from tests.support.checking_client import CheckingClient
from tests.support.clock import SteppingClock
from tests.support.petitioning import Desk

pytestmark = pytest.mark.query_budget(25)
SECRET = "mot-bi-mat-du-dai-cua-cong"
PATH = "/api/v1/sms"
MESSAGE = {"id": "m-1", "from": "+84912345678", "text": "TRA 07288-26-AAAA-AAA"}


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return dataclasses.replace(settings, sms=SmsSettings("https://cong.vn/gui", "t", SECRET, "8077"))


def bearer(secret: str = SECRET) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


def signed(clock: SteppingClock, body: str, *, secret: str = SECRET, late: int = 0) -> dict[str, str]:
    stamp = str(int(clock().timestamp()) - late)
    signature = hmac.new(secret.encode(), f"{stamp}.{body}".encode(), "sha256").hexdigest()
    return {"X-Sms-Timestamp": stamp, "X-Sms-Signature": signature}


def post(client: CheckingClient, body: str, headers: dict[str, str]) -> int:
    return client.browser.post(PATH, data=body, headers=headers, content_type="application/json").status_code


def taken(desk: Desk) -> int:
    with desk.runtime.reading() as ctx:
        return ctx.session.execute(select(func.count()).select_from(InboundText)).scalar_one()


def test_the_gateway_hands_over_what_came(client: CheckingClient, desk: Desk, clock: SteppingClock) -> None:
    body = json.dumps(MESSAGE)
    assert post(client, body, bearer()) == 202
    other = json.dumps({**MESSAGE, "id": "m-2"})
    assert post(client, other, signed(clock, other)) == 202
    client.post(PATH, {**MESSAGE, "id": "m-3"}, headers=bearer(), status=202)
    assert taken(desk) == 3


def test_a_repeated_one_is_accepted_and_changes_nothing(
    client: CheckingClient, desk: Desk, clock: SteppingClock
) -> None:
    body = json.dumps(MESSAGE)
    assert [post(client, body, signed(clock, body)) for _ in range(3)] == [202] * 3
    assert taken(desk) == 1


def test_nobody_else_hands_anything_over(client: CheckingClient, desk: Desk, clock: SteppingClock) -> None:
    body = json.dumps(MESSAGE)
    other = json.dumps({**MESSAGE, "text": "TRA 07288-26-BBBB-BBB"})
    for headers in (
        {}, bearer("sai"), bearer(""), {"Authorization": "Basic x"}, signed(clock, body, secret="khac" * 8),
        signed(clock, body, late=400), signed(clock, body, late=-400), signed(clock, other),
        {"X-Sms-Timestamp": "²", "X-Sms-Signature": "0" * 64}, {"X-Sms-Signature": "0" * 64},
    ):  # fmt: skip
        assert post(client, body, headers) == 403
    assert taken(desk) == 0


@pytest.mark.parametrize("body", ["", "[]", "{", '{"id": "m"}', '{"from": "+84912345678", "text": "TRA"}'])
def test_what_is_no_message_is_said(client: CheckingClient, desk: Desk, body: str) -> None:
    assert post(client, body, bearer()) == 400
    assert post(client, "x" * 10_000, bearer()) == 413


class TestNotSetUp:
    """An installation that reads no text messages."""

    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return dataclasses.replace(settings, sms=None)

    def test_there_is_nothing_and_it_is_told(self, client: CheckingClient, desk: Desk) -> None:
        assert post(client, json.dumps(MESSAGE), bearer()) == 404
        assert "Hỏi bằng tin nhắn" not in client.get("/tra-cuu").text
        admin = desk.officials.sign_in(client.another(), Role.COMMUNE_ADMIN)
        assert "Chưa nối cổng tin nhắn" in admin.get("/quan-tri/thong-bao").text


def test_an_installation_with_a_gateway_says_how_to_ask(client: CheckingClient, desk: Desk) -> None:
    page = client.get("/tra-cuu")
    assert "tới 8077" in page.text
    admin = desk.officials.sign_in(client.another(), Role.COMMUNE_ADMIN)
    assert "Chưa nối cổng tin nhắn" not in admin.get("/quan-tri/thong-bao").text


def test_the_way_from_message_to_message(client: CheckingClient, desk: Desk) -> None:
    sent = desk.send(consent=True, phone="0912 345 678")
    desk.triage(sent.id)
    number = sent.receipt.number
    assert post(client, json.dumps({**MESSAGE, "text": f"tra {number.lower()}"}), bearer()) == 202
    with desk.runtime.reading() as ctx:
        waiting = [m for m in list_waiting(ctx.session, now=ctx.now) if m.topic in HANDLERS]
    for message in waiting:
        assert "84912345678" not in str(message.payload)
        HANDLERS[message.topic][0].run(desk.runtime, message)
    with desk.runtime.reading() as ctx:
        (answer,) = list_latest_open(ctx)
    assert (answer.channel, answer.to, answer.text) == (
        Channel.SMS, "+84912345678", f"Đơn {number}: chờ phân công, hạn 24/03/2026."
    )  # fmt: skip

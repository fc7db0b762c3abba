"""Ratings by text message from the gateway to the results, and what is printed about them."""

from __future__ import annotations

import dataclasses
import io
import json
from dataclasses import dataclass, field

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import func, select
from structlog.testing import capture_logs

from accounts.roles import Role
from bootstrap.runtime import Runtime
from bootstrap.settings import Settings, SmsSettings
from core.notices import Notice
from core.ports import DeliveryFailed
from feedback.texting.models import InboundText
from tests.support.checking_client import CheckingClient
from tests.support.counters import Counters
from tests.web.surveys.conftest import SignIn
from web.api.sms.replies import Replies

pytestmark = pytest.mark.query_budget(25)
SECRET, PATH, PHONE = "mot-bi-mat-du-dai-cua-cong", "/api/v1/sms", "+84912345678"


@dataclass
class Gateway:
    """Takes answers; refuses them when told to."""

    sent: list[tuple[str, str]] = field(default_factory=list)
    broken: bool = False

    def send(self, *, to: str, text: str) -> None:
        """Note it."""
        if self.broken:
            raise DeliveryFailed("http_400")
        self.sent.append((to, text))


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return dataclasses.replace(settings, sms=SmsSettings("https://cong.vn/gui", "t", SECRET, "8077"))


@pytest.fixture
def gateway() -> Gateway:
    return Gateway()


@pytest.fixture
def runtime(runtime: Runtime, gateway: Gateway) -> Runtime:
    return dataclasses.replace(runtime, sms=gateway)


def send(app: Flask, client: CheckingClient, text: str, *, name: str = "m-1", sender: str = PHONE) -> int:
    body = json.dumps({"id": name, "from": sender, "text": text})
    headers = {"Authorization": f"Bearer {SECRET}"}
    status = client.browser.post(PATH, data=body, headers=headers, content_type="application/json").status_code
    replies = app.extensions.get("sms_replies")
    if isinstance(replies, Replies):
        replies.wait()
    return status


def test_from_the_gateway_to_the_desks_results(
    app: Flask, client: CheckingClient, counters: Counters, gateway: Gateway, sign_in: SignIn
) -> None:
    code = counters.points[0].code
    with capture_logs() as logs:
        assert [send(app, client, f"{code} 5"), send(app, client, f"{code} 5")] == [202, 202]
        assert send(app, client, f"{code} 1", name="m-2") == 202
        gateway.broken = True
        assert send(app, client, f"{code} 2", name="m-3", sender="+84987654321") == 202
    (first, second) = gateway.sent
    assert first == (PHONE, "Đã ghi mức 5 trên 5 cho Quầy 1. Cảm ơn bà con.")
    assert f"localhost:8000/ks/{code}/ke" in second[1]
    assert client.get(f"/ks/{code}/ke", status=303).response.headers["Location"].endswith(f"quay={code}")
    assert [entry["event"] for entry in logs if "reply" in entry["event"]] == ["survey_reply_not_sent"]
    assert "912345678" not in str(logs)
    assert "987654321" not in str(logs)
    results = sign_in(Role.SURVEY_MANAGER).get("/can-bo/khao-sat").text
    assert "3 lượt trong số này gửi bằng tin nhắn: 33,3 % hài lòng" in results
    with counters.runtime.reading() as ctx:  # nothing waits anywhere with the number in it
        assert ctx.session.scalar(select(func.count()).select_from(Notice)) == 0
        assert ctx.session.scalar(select(func.count()).select_from(InboundText)) == 0


def test_only_the_gateway_rates_and_petitions_are_asked_for_as_before(
    app: Flask, client: CheckingClient, counters: Counters, gateway: Gateway
) -> None:
    body = json.dumps({"id": "m", "from": PHONE, "text": f"{counters.points[0].code} 5"})
    assert client.browser.post(PATH, data=body, content_type="application/json").status_code == 403
    assert send(app, client, "TRA 07288-26-AAAA-AAA") == 202
    assert gateway.sent == []
    with counters.runtime.reading() as ctx:
        assert ctx.session.scalar(select(func.count()).select_from(InboundText)) == 1


@pytest.mark.parametrize("kind", ["co=a4", "co=a6&loai=tent"])
def test_posters_say_where_to_write(sign_in: SignIn, counters: Counters, kind: str) -> None:
    code = counters.points[0].code
    made = sign_in(Role.SURVEY_MANAGER).get(f"/can-bo/ma-quay/quay/{code}.pdf?{kind}").response.data
    words = " ".join(PdfReader(io.BytesIO(made)).pages[0].extract_text().split())
    assert f"Hoặc nhắn {code} và một số từ 1 đến 5 tới 8077" in words


def test_a_slow_gateway_holds_up_nothing_and_what_is_too_much_is_left_unsaid() -> None:
    told: list[str] = []
    replies = Replies(lambda to, _text: told.append(to))
    assert replies.say("a", "x")
    replies.wait()
    assert told == ["a"]


def test_a_surprise_of_the_adapter_does_not_end_the_answers() -> None:
    told: list[str] = []

    def send_(to: str, _text: str) -> None:
        if to == "a":
            raise RuntimeError("a")
        told.append(to)

    replies = Replies(send_)
    with capture_logs() as logs:
        replies.say("a", "x")
        replies.say("b", "x")
        replies.wait()
    assert told == ["b"]
    assert logs[0]["reason"] == "unexpected"

"""What only the demo has: every role at one click, and the mails that would have gone out."""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from accounts.roles import Role
from agencies.queries import get_card
from bootstrap.runtime import Runtime
from bootstrap.settings import Settings
from consultations.models import Consultation
from core import notices
from core.clock import VIETNAM
from core.notices import Channel
from core.outbox import list_waiting
from demo import accounts as demo_accounts
from demo import consultations as demo_consultations
from demo.world import World
from tests.support.checking_client import CheckingClient
from tests.support.clock import SteppingClock
from tests.support.staffed import COMMUNE, PROVINCE, Units

SIGN_IN, MAILBOX = "/can-bo/dang-nhap", "/dung-thu/hop-thu"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return dataclasses.replace(settings, demo=True)


@pytest.fixture
def world(runtime: Runtime, clock: SteppingClock, units: Units) -> World:
    clock.advance(days=500)
    story = World(runtime=runtime, now=clock())
    story.commune_id, story.province_id = units[COMMUNE], units[PROVINCE]
    story.hamlets["Thôn Cầu Gỗ"] = units["hamlet"]
    demo_accounts.load(story)
    return story


def test_every_role_has_someone(world: World) -> None:
    rows = demo_accounts.list_accounts(world.runtime)
    assert {row.role for row in rows} == set(Role)
    assert {row.user_name for row in rows} == set(world.accounts)


def test_the_listed_password_and_code_open_the_account(
    client: CheckingClient, clock: SteppingClock, world: World
) -> None:
    for row in demo_accounts.list_accounts(world.runtime)[:3]:
        page = client.get(SIGN_IN)
        assert row.code in page.text
        fresh = client.another()
        fresh.submit(SIGN_IN, {"user_name": row.user_name, "password": row.password}, action=SIGN_IN)
        factor = f"{SIGN_IN}/xac-thuc"
        assert fresh.submit(factor, {"code": row.code}, action=factor).path == "/can-bo"


@pytest.mark.parametrize("role", Role)
def test_one_click_opens_every_role(client: CheckingClient, world: World, role: Role) -> None:
    row = next(row for row in demo_accounts.list_accounts(world.runtime) if row.role is role)
    page = client.get(SIGN_IN)
    token = page.markup.split('name="csrf_token" value="')[1].split('"')[0]
    answer = client.post("/dung-thu/vao", {"csrf_token": token, "user_name": row.user_name})
    page = client.follow(answer)
    assert row.name in page.text


def test_only_the_demos_own_accounts_open_with_one_click(client: CheckingClient, world: World) -> None:
    page = client.get(SIGN_IN)
    token = page.markup.split('name="csrf_token" value="')[1].split('"')[0]
    client.post("/dung-thu/vao", {"csrf_token": token, "user_name": "khong-co"}, status=404)


def test_the_mailbox_shows_what_would_have_gone_out(client: CheckingClient, world: World) -> None:
    assert "Chưa có thư, tin nào" in client.get(MAILBOX).text
    assert world.commune_id is not None
    with world.at(world.now - timedelta(hours=1)).transaction() as ctx:
        notices.queue_notice(
            ctx, agency_id=world.commune_id, channel=Channel.SMS, to="0900 000 001", subject="Đơn của bà con",
            text="Có trả lời.\n\nMời xem.", subject_type="petition", subject_id=None,
        )  # fmt: skip
    page = client.get(MAILBOX)
    assert "0900 000 001" in page.text
    assert "Mời xem." in page.text


def test_a_text_message_is_taken_in_as_a_gateway_would(client: CheckingClient, world: World) -> None:
    assert "Ghi số điện thoại" in client.submit(MAILBOX, {"text": "TRA"}, status=422).text
    assert client.submit(MAILBOX, {"sender": "0900 000 001", "text": "TRA 07288-26-AAAA-AAA"}).path == MAILBOX
    with world.at(world.now).reading() as ctx:
        assert [m.topic for m in list_waiting(ctx.session, now=ctx.now)] == ["feedback.text_received"]


@pytest.mark.parametrize("day", ["2026-11-24", "2027-02-12", "2028-01-31", "2028-02-29"])
def test_its_consultations_can_be_told_on_any_day(world: World, day: str) -> None:
    """Also where the least time that the law gives people ends in Tết, and grows by ten days."""
    now = datetime.fromisoformat(f"{day} 08:30").replace(tzinfo=VIETNAM)
    with world.at(now).reading() as ctx:
        world.paths.update(
            (place, get_card(ctx, place).path) for place in (world.commune_id, world.province_id) if place
        )
    demo_consultations.load(dataclasses.replace(world, now=now))
    with world.at(now).reading() as ctx:
        assert ctx.session.scalar(select(func.count()).select_from(Consultation)) == 5

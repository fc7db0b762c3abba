"""Where a desk has no key of its own, nobody is invited to entrust it with what speaks of an official."""

from __future__ import annotations

import dataclasses
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select

from accounts.roles import Role
from agencies.queries import get_card
from bootstrap.runtime import Runtime
from bootstrap.settings import Settings
from casework.locks.closing import is_locked
from casework.locks.errors import DeskWithoutKey
from feedback import services
from feedback.models import Petition
from feedback.routes.commands import Part, Transfer
from feedback.states import Concerns, PetitionKind
from tests.support.checking_client import CheckingClient
from tests.support.desk_entries import take_in
from tests.support.html import text
from tests.support.keys import close_desk, enter_with_key, with_key
from tests.support.petitioning import Desk
from tests.support.staffed import COMMUNE, PROVINCE

BASE = f"/gui-don/{COMMUNE}"
WHAT = "Ông ấy đòi tiền mới cho qua cổng."
pytestmark = pytest.mark.query_budget(30)


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """As a real installation is set: a desk without a key keeps nothing of the kind."""
    return dataclasses.replace(settings, sealed_without_keys=False)


@pytest.fixture
def closed(runtime: Runtime, desk: Desk) -> UUID:
    """The commune's desk has a key, the province's none."""
    close_desk(runtime, desk.units[COMMUNE], with_key(runtime, desk.officials.account(Role.INTAKE_CLERK)))
    return desk.units[COMMUNE]


def choose(client: CheckingClient, concerns: Concerns, *, status: int = 303) -> str:
    answer = client.submit(f"{BASE}/lien-quan", {"concerns": concerns.value}, status=status)
    if answer.path == f"{BASE}/chuyen-gi":
        client.submit_on(answer, {"what": WHAT})
    return answer.text


def test_the_form_says_where_to_bring_it_and_loses_nothing(client: CheckingClient, desk: Desk) -> None:
    said = choose(client, Concerns.COMMUNE_OFFICIAL, status=422)
    assert said.count("Chọn dòng này để xem mang đơn tới đâu") == len(Concerns) - 1
    assert "chưa giữ kín được đơn nói về người" in said
    assert "Mang đơn tới đâu?" in said
    assert "giờ hành chính" in said
    with desk.runtime.reading() as ctx:
        commune, province = (get_card(ctx, desk.units[code]) for code in (COMMUNE, PROVINCE))
    assert commune.name in said
    assert province.name in said
    assert "Những gì đã viết" not in said  # asked first: nothing was told yet
    about_leaders = choose(client, Concerns.COMMUNE_LEADER, status=422)
    where = about_leaders.split("Mang đơn tới đâu?")[1].split("</ul>")[0]
    assert f"Nơi tiếp công dân của {province.name}" in where
    assert commune.name not in where  # never to those it speaks of
    assert "Ảnh, tệp" not in about_leaders
    choose(client, Concerns.NOBODY)  # what speaks of nobody goes on as ever
    assert "Những gì đã viết" in choose(client, Concerns.COMMUNE_OFFICIAL, status=422)  # and then think better of it
    assert WHAT in client.get(f"{BASE}/chuyen-gi").text  # to copy it down, or to go on


def test_what_was_begun_before_is_not_taken_at_the_last_step_either(
    client: CheckingClient, desk: Desk, closed: UUID, app: Flask, runtime: Runtime
) -> None:
    choose(client, Concerns.COMMUNE_OFFICIAL)  # this desk has a key
    assert "Mang đơn tới đâu?" in choose(client, Concerns.INTAKE_DESK, status=422)  # the province's has none
    with pytest.raises(DeskWithoutKey):
        desk.send(Concerns.COMMUNE_LEADER)
    assert desk.send(Concerns.HAMLET_HEAD).receipt.number
    with runtime.reading() as ctx:
        assert ctx.session.execute(select(func.count()).select_from(Petition)).scalar_one() == 1


def test_the_clerk_is_told_before_anything_is_written_down(
    client: CheckingClient, runtime: Runtime, desk: Desk
) -> None:
    clerk = enter_with_key(client, runtime, desk.officials.account(Role.INTAKE_CLERK))
    assert "Bàn này chưa có khoá" in clerk.get("/can-bo").text
    page = clerk.submit("/can-bo/tiep-nhan/moi/ke", {"concerns": "hamlet_head"}, status=422).text
    assert "chưa ghi ở đây đơn nói về người" in page
    assert "chưa giữ kín được đơn nói về người" in page
    with pytest.raises(DeskWithoutKey):
        take_in(desk, concerns=Concerns.COMMUNE_OFFICIAL)
    clerk.submit("/can-bo/tiep-nhan/moi/ke", {"concerns": "nobody"})
    close_desk(runtime, desk.units[COMMUNE], with_key(runtime, desk.officials.account(Role.INTAKE_CLERK)))
    assert "Bàn này chưa có khoá" not in clerk.get("/can-bo").text


def test_a_denunciation_found_at_triage_stays_sealed_and_the_page_warns(
    client: CheckingClient, runtime: Runtime, desk: Desk
) -> None:
    sent = desk.send()
    desk.triage(sent.id, keep_sealed=True)
    clerk = enter_with_key(client, runtime, desk.officials.account(Role.INTAKE_CLERK))
    assert "chỉ khoá bằng chìa nằm trên máy chủ" in clerk.get(f"/can-bo/don-thu/{sent.id}").text


def test_what_peoples_keys_close_goes_to_no_desk_without_one(desk: Desk, closed: UUID) -> None:
    """Passed on or split there, it would lie under the server's own keys without a word."""
    clerk = with_key(desk.runtime, desk.officials.account(Role.INTAKE_CLERK))
    sent = desk.send(Concerns.COMMUNE_OFFICIAL)
    up = Transfer(desk.units[PROVINCE], "Việc này tỉnh giải quyết, đã gửi lên tỉnh.")
    with pytest.raises(DeskWithoutKey), desk.runtime.transaction(clerk) as ctx:
        services.transfer(ctx, desk.target(sent.id), up)
    desk.triage(sent.id, PetitionKind.DENUNCIATION_INFO, clerk=clerk)
    parts = [
        Part("Cán bộ địa chính đòi thêm tiền.", concerns=Concerns.COMMUNE_OFFICIAL),
        Part("Chủ tịch xã biết mà bỏ qua.", concerns=Concerns.COMMUNE_LEADER),
    ]
    with pytest.raises(DeskWithoutKey), desk.runtime.transaction(clerk) as ctx:
        services.split(ctx, desk.target(sent.id), parts)
    with pytest.raises(DeskWithoutKey), desk.runtime.transaction(clerk) as ctx:
        services.transfer(ctx, desk.target(sent.id), up)
    with desk.runtime.reading() as ctx:
        assert is_locked(ctx, sent.id)
    plain = desk.send()  # of nobody: taken there as it would be from its sender
    with desk.runtime.transaction(clerk) as ctx:
        services.transfer(ctx, desk.target(plain.id), up)
    assert desk.case(plain.id).agency_id == desk.units[PROVINCE]


def test_health_setup_and_the_province_name_the_desks(
    client: CheckingClient, app: Flask, desk: Desk, closed: UUID
) -> None:
    assert client.get("/healthz").response.text == "ok"
    detail = client.get("/healthz?chi-tiet=1").response.text
    assert detail.startswith("ok\ndesks without a key: ")
    admin = desk.officials.sign_in(client.another(), Role.PROVINCE_ADMIN)
    said = text(admin.get("/can-bo").one("div", class_="govuk-warning-text"))
    with desk.runtime.reading() as ctx:
        assert get_card(ctx, desk.units[PROVINCE]).name in said
        assert get_card(ctx, desk.units[COMMUNE]).name not in said
    told = app.test_cli_runner().invoke(args=["setup", "check"]).output
    assert "desks without a key" in told
    assert "they do not take" in told

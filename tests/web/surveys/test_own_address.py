"""What leads to a counter carries the commune's own address where it has one: screens, halls, slips, text messages."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from pypdf import PdfReader

from accounts.roles import Role
from agencies.portal.services import add_address
from core.clock import local_date
from core.outbox import list_waiting
from jobs.handlers.surveys import HANDLERS
from surveys.slips.codes import screen_key
from surveys.slips.runs import begin_run, open_part
from surveys.slips.runs import get_run as run_of
from surveys.walls.screens import list_walls, put_up_wall
from tests.support.checking_client import CheckingClient
from tests.support.counters import Counters

HOST = "yenthe.example.vn"


@pytest.fixture
def sited(counters: Counters) -> None:
    admin = counters.official(Role.PROVINCE_ADMIN, counters.province)
    with counters.runtime.transaction(admin, public=True) as ctx:
        add_address(ctx, counters.commune, HOST)


@pytest.mark.usefixtures("sited")
def test_screens_and_halls_lead_to_the_communes_own_address(client: CheckingClient, counters: Counters) -> None:
    point, runtime = counters.points[0], counters.runtime
    key = screen_key(runtime.keys, point.id, runtime.clock())
    at = {"Host": HOST}
    shown = client.get(f"/man-hinh/{point.code}/{key}", headers=at)
    assert f"{HOST}:8000/ks/{point.code}?m=" in shown.text
    away = client.get(f"/man-hinh/{point.code}/{key}")
    assert f"{HOST}:8000/ks/" in away.text
    clerk = counters.official(Role.INTAKE_CLERK)
    with runtime.transaction(clerk) as ctx:
        put_up_wall(ctx, agency_id=counters.commune, with_dialogue=False, with_disclosures=False)
        (wall,) = list_walls(ctx, [counters.commune])
    assert f"{HOST}:8000/xa/07288/khao-sat" in client.get(f"/sanh/{wall.key}", headers=at).text


@pytest.mark.usefixtures("sited")
def test_slips_carry_it_too(counters: Counters) -> None:
    runtime, manager = counters.runtime, counters.official(Role.SURVEY_MANAGER)
    with runtime.transaction(manager) as ctx:
        day = local_date(ctx.now) + timedelta(days=9)
        run_id = begin_run(ctx, service_point_id=counters.points[0].id, count=2, expires_on=day)
    with runtime.reading() as ctx:
        waiting = [message for message in list_waiting(ctx.session, now=ctx.now) if message.topic in HANDLERS]
    for message in waiting:
        HANDLERS[message.topic][0].run(runtime, message)
    with runtime.reading(manager) as ctx:
        run = run_of(ctx, run_id)
        sheet = open_part(ctx, run, runtime.files.get(run.parts[0]), 0)
    words = PdfReader(io.BytesIO(sheet)).pages[0].extract_text()
    assert words.count(f"{HOST}:8000/p/") == 2

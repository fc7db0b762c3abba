"""One-time codes from the printing to the second use; the screen; paper forms."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from flask import Flask
from sqlalchemy import select, update

from accounts.roles import Role
from bootstrap.runtime import Runtime
from bootstrap.settings import Settings
from core import outbox
from core.clock import local_date
from jobs.handlers.surveys import HANDLERS, sweep_slips
from jobs.handling import run_message
from surveys.building.drafts import create_draft
from surveys.building.ready import find_ready
from surveys.building.versions import OpenDraft, Target, open_draft
from surveys.forms import OVERALL
from surveys.models import SurveyAnswer, SurveyDay, SurveySlipRun
from surveys.slips.codes import Slip, make_code, screen_key, screen_mark
from surveys.states import Channel, TargetKind, Validity
from tests.support.checking_client import Answer, CheckingClient
from tests.support.clock import SteppingClock
from tests.support.counters import Counters

SignIn = Callable[..., CheckingClient]
HOME = "/can-bo/khao-sat-tai-quay"


@pytest.fixture
def settings(data_dir: Path, database_url: str) -> Settings:
    return Settings.for_tests(data_dir=data_dir, database_url=database_url, public_url="https://danchu.example.vn")


@pytest.fixture
def clerk(sign_in: SignIn) -> CheckingClient:
    return sign_in(Role.INTAKE_CLERK)


def work(runtime: Runtime) -> None:
    """What the worker does until nothing waits."""
    while True:
        with runtime.reading() as ctx:
            waiting = outbox.list_waiting(ctx.session, now=ctx.now)
        mine = [message for message in waiting if message.topic in HANDLERS]
        if not mine:
            return
        for message in mine:
            run_message(runtime, message, HANDLERS)


def ask(clerk: CheckingClient, counters: Counters, count: int = 12) -> Answer:
    day = local_date(counters.runtime.clock()) + timedelta(days=30)
    fields = {"point": str(counters.points[0].id), "count": str(count), "expires_on": day.isoformat()}
    return clerk.submit(f"{HOME}/ma-mot-lan", fields)


def codes(counters: Counters) -> list[str]:
    with counters.runtime.reading() as ctx:
        run = ctx.session.execute(select(SurveySlipRun.serial, SurveySlipRun.total)).one()
        return [make_code(ctx.keys, Slip(run.serial, index)) for index in range(run.total)]


def answers(counters: Counters) -> list[tuple[Any, ...]]:
    a = SurveyAnswer
    with counters.runtime.reading() as ctx:
        return [tuple(row) for row in ctx.session.execute(select(a.overall, a.channel, a.validity).order_by(a.overall))]


def counted(counters: Counters, question: str) -> tuple[int, ...]:
    d = SurveyDay
    with counters.runtime.reading() as ctx:
        row = ctx.session.execute(
            select(d.c1, d.c2, d.c3, d.c4, d.c5).where(d.question == question, d.validity == Validity.VALID)
        ).one_or_none()
        return tuple(row) if row else ()


def test_printed_in_the_background_with_progress_and_taken_as_a_package(
    sign_in: SignIn, clerk: CheckingClient, counters: Counters, clock: SteppingClock
) -> None:
    page = ask(clerk, counters, 120)
    assert "Đã vẽ 0 trên 120 mã" in page.text
    work(counters.runtime)
    done = clerk.get(page.path)
    taken = clerk.submit_on(done, {}, action=f"{page.path}/tai", status=200, follow=False)
    with zipfile.ZipFile(io.BytesIO(taken.response.data)) as package:
        names = package.namelist()
        pages = [len(pikepdf.open(io.BytesIO(package.read(name))).pages) for name in names]
    assert pages == [10, 2]
    assert [name[-13:] for name in names] == ["0001-0100.pdf", "0101-0120.pdf"]
    stored = [path.read_bytes() for path in (counters.runtime.settings.data_dir / "files").rglob("*") if path.is_file()]
    assert not any(b"%PDF" in data for data in stored)
    clock.advance(hours=25)
    sweep_slips(counters.runtime)
    assert not [path for path in (counters.runtime.settings.data_dir / "files").rglob("*") if path.is_file()]
    clerk = sign_in(Role.INTAKE_CLERK)
    again = clerk.submit_on(clerk.get(page.path), {}, action=f"{page.path}/in-lai")
    assert "Đã vẽ 0 trên 120 mã" in again.text
    work(counters.runtime)
    assert "Tải các tờ mã" in clerk.get(page.path).text


def test_a_code_is_good_once_and_counts_as_verified(
    clerk: CheckingClient, client: CheckingClient, counters: Counters
) -> None:
    ask(clerk, counters)
    first, second, *_ = codes(counters)
    page = client.get(f"/p/{first.lower()}")
    assert "còn hạn" in page.text
    same_page = client.get(f"/p/{first}")
    missing = client.submit_on(page, {}, status=422)
    client.submit_on(missing, {"diem": "5"}, action=f"/ks/{counters.points[0].code}")
    assert answers(counters) == [(5, Channel.SLIP, Validity.VALID)]
    again = client.submit_on(same_page, {"diem": "1"})
    assert "chỉ tính một" in again.text
    used = client.get(f"/p/{first}", status=410)
    assert "đã dùng rồi" in used.h1
    client.submit(f"/p/{second}", {"diem": "2"})
    client.submit(f"/ks/{counters.points[0].code}", {"diem": "2"})
    assert counted(counters, "overall+slip") == (0, 1, 0, 0, 1)
    assert sum(counted(counters, OVERALL)) >= 2


def test_codes_end_with_their_day_and_when_they_are_taken_back(
    sign_in: SignIn, clerk: CheckingClient, client: CheckingClient, counters: Counters, clock: SteppingClock
) -> None:
    page = ask(clerk, counters)
    code = codes(counters)[0]
    client.get(f"/p/{code}")
    client.get("/p/AAAAA-AAAAA-AAAAA", status=404)
    with counters.runtime.transaction() as ctx:
        ctx.session.execute(update(SurveySlipRun).values(expires_on=local_date(ctx.now)))
    client.get(f"/p/{code}")
    clock.advance(days=1)
    over = client.get(f"/p/{code}", status=410)
    assert "hết hạn" in over.h1
    with counters.runtime.transaction() as ctx:
        ctx.session.execute(update(SurveySlipRun).values(expires_on=local_date(ctx.now)))
    clerk = sign_in(Role.INTAKE_CLERK)
    clerk.submit_on(clerk.get(page.path), {}, action=f"{page.path}/thu-hoi")
    client.get(f"/p/{code}", status=410)


def test_a_slips_code_typed_where_a_counters_was_asked_for(
    clerk: CheckingClient, client: CheckingClient, counters: Counters
) -> None:
    ask(clerk, counters)
    assert "còn hạn" in client.follow(client._send("GET", f"/ks?ma={codes(counters)[3]}", status=303, budget=9)).text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"count": "2001"}, "tối đa 2000"),
        ({"count": "0"}, "tối đa 2000"),
        ({"expires_on": "2020-01-01"}, "từ ngày mai"),
        ({"expires_on": ""}, "Chọn ngày hết hạn"),
    ],
)
def test_what_cannot_be_printed_is_explained(clerk: CheckingClient, fields: dict[str, str], said: str) -> None:
    assert said in clerk.submit(f"{HOME}/ma-mot-lan", fields, status=422).text


def test_a_screen_shows_a_code_that_proves_presence(client: CheckingClient, counters: Counters) -> None:
    point, runtime = counters.points[0], counters.runtime
    key = screen_key(runtime.keys, point.id, runtime.clock())
    shown = client.get(f"/man-hinh/{point.code}/{key}")
    assert shown.response.headers["Refresh"] == "30"
    assert "danchu.example.vn/ks/" in shown.text
    assert client.get(f"/man-hinh/{point.code}/{key}/ma.svg").response.mimetype == "image/svg+xml"
    client.get(f"/man-hinh/{point.code}/{'A' * 12}", status=404)
    mark = screen_mark(runtime.keys, point.id, runtime.clock())
    client.submit(f"/ks/{point.code}?m={mark}", {"diem": "4"})
    client.submit(f"/ks/{point.code}?m=AAAAAA", {"diem": "3"})
    assert [row[:2] for row in answers(counters)] == [(3, Channel.QR), (4, Channel.SCREEN)]


def test_paper_is_entered_all_or_none_and_once(clerk: CheckingClient, counters: Counters) -> None:
    path = f"{HOME}/phieu-giay/{counters.points[0].code}"
    page = clerk.get(path)
    wrong = clerk.submit_on(page, {"d1-overall": "5", "d2-overall": "7", "d3-waiting": "4"}, status=422)
    assert "Phiếu 2: thiếu mức hài lòng chung" in wrong.text
    assert "Phiếu 3: thiếu mức hài lòng chung" in wrong.text
    assert answers(counters) == []
    fixed = {"d2-overall": "2", "d3-overall": "4", "d3-loi-nhan": "Ghế thấp quá", "d2-asked_extra": "2"}
    assert "Đã ghi 3 phiếu" in clerk.submit_on(wrong, fixed).text
    assert "Đã ghi 0 phiếu" in clerk.submit_on(wrong, fixed).text
    assert answers(counters) == [(score, Channel.PAPER, Validity.VALID) for score in (2, 4, 5)]
    assert counted(counters, "asked_extra") == (0, 1, 0, 0, 0)


def test_paper_of_days_to_come_is_refused(clerk: CheckingClient, counters: Counters) -> None:
    path = f"{HOME}/phieu-giay/{counters.points[0].code}"
    day = local_date(counters.runtime.clock()) + timedelta(days=1)
    assert "đến hôm nay" in clerk.submit(path, {"d1-overall": "5", "day": day.isoformat()}, status=422).text


def test_paper_of_a_day_answers_what_was_asked_on_that_day(
    sign_in: SignIn, counters: Counters, clock: SteppingClock
) -> None:
    then = local_date(clock())
    clock.advance(days=3)
    found = find_ready("chin-chi-so-mot-cua")
    assert found is not None
    with counters.runtime.transaction(counters.official(Role.SURVEY_MANAGER)) as ctx:
        draft_id = create_draft(ctx, counters.commune, found.document)
        targets = (Target(TargetKind.AGENCY, counters.commune),)
        open_draft(ctx, OpenDraft(draft_id, 1, local_date(ctx.now), None, targets))
    clerk = sign_in(Role.INTAKE_CLERK)
    page = clerk.get(f"{HOME}/phieu-giay/{counters.points[0].code}")
    assert "Chín chỉ số một cửa" in page.text
    typed = {"d1-overall": "4", "d1-t1": "1", "day": then.isoformat()}
    told = clerk.submit_on(page, typed, status=422)
    assert "Ngày ấy quầy hỏi phiếu khác" in told.text
    assert "phiếu “Đánh giá tại quầy”" in told.text
    assert answers(counters) == []
    assert "Đã ghi 1 phiếu" in clerk.submit_on(told, {"d1-waiting": "2"}).text
    assert counted(counters, "waiting") == (0, 1, 0, 0, 0)
    clerk.submit_on(page, {"d1-overall": "4", "day": "0001-01-01"}, status=422)


def test_only_where_one_works(sign_in: SignIn, clerk: CheckingClient, counters: Counters) -> None:
    page = ask(clerk, counters)
    stranger = sign_in(Role.INTAKE_CLERK, counters.others)
    stranger.get(page.path, status=404)
    stranger.get(f"{HOME}/phieu-giay/{counters.points[0].code}", status=404)
    for role in (Role.LEADER, Role.COMMUNE_ADMIN, Role.HANDLER):
        sign_in(role).get(HOME, status=403)


def test_without_a_public_address_nothing_is_printed(app: Flask, counters: Counters) -> None:
    assert app.extensions["runtime"].settings.public_url == "https://danchu.example.vn"

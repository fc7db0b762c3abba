"""Posters of a whole commune or province: asked for, drawn in the background, taken as one package."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from accounts.roles import Role
from agencies.commands import CreateServicePoint
from agencies.services import create_service_point
from bootstrap.settings import Settings
from jobs.handlers.posters import HANDLERS, sweep_posters
from surveys.posters.models import SurveyPosterRun
from surveys.posters.runs import MOST_SHEETS
from tests.support.checking_client import CheckingClient
from tests.support.clock import SteppingClock
from tests.support.counters import Counters
from tests.support.working import work_off
from tests.web.surveys.conftest import SignIn

HOME = "/can-bo/ma-quay"
ALL = {"shapes": ["poster", "tent"], "papers": ["a4", "a5", "a6"], "kinds": ["pdf", "svg"]}


@pytest.fixture
def settings(data_dir: Path, database_url: str) -> Settings:
    return Settings.for_tests(data_dir=data_dir, database_url=database_url, public_url="https://danchu.example.vn")


def stored(counters: Counters) -> int:
    folder = counters.runtime.settings.data_dir / "files"
    return sum(path.is_file() for path in folder.rglob("*"))


def taken(browser: CheckingClient, path: str) -> dict[str, bytes]:
    answer = browser.submit_on(browser.get(path), {}, action=f"{path}/tai", status=200, follow=False)
    with zipfile.ZipFile(io.BytesIO(answer.response.data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_all_sheets_of_a_commune_with_progress_and_forgotten_after_a_day(
    sign_in: SignIn, counters: Counters, clock: SteppingClock
) -> None:
    manager = sign_in(Role.SURVEY_MANAGER)
    place = str(counters.commune)
    asked = manager.submit(HOME, {"place": place, **ALL})
    assert "Đã vẽ 0 trên 24 tờ" in asked.text  # two open service points, twelve kinds
    assert asked.response.headers["Refresh"] == "4"
    work_off(counters.runtime, HANDLERS)
    files = taken(manager, asked.path)
    first, second = counters.points[:2]
    assert len(files) == 24 + 6
    pdf = files[f"xa-yen-the/quay-1-{first.code}/ap-phich-a4.pdf"]
    assert f"danchu.example.vn/ks/{first.code}" in PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    assert files[f"xa-yen-the/quay-2-{second.code}/de-ban-a6.svg"].startswith(b"<svg")
    assert len(PdfReader(io.BytesIO(files["in-ca-loat/de-ban-a5-01.pdf"])).pages) == 2
    sign_in(Role.LEADER).get(asked.path, status=404)  # somebody else's printing
    clock.advance(hours=25)
    sweep_posters(counters.runtime)
    assert stored(counters) == 0


def test_the_province_prints_for_its_communes_and_not_more_than_a_package_holds(
    sign_in: SignIn, counters: Counters
) -> None:
    with counters.runtime.transaction() as ctx:
        for number in range(MOST_SHEETS // 12):
            create_service_point(ctx, CreateServicePoint(counters.others, str(number + 1), "Hộ tịch"))
    admin = sign_in(Role.PROVINCE_ADMIN, counters.province)
    place = str(counters.province)
    refused = admin.submit(HOME, {"place": place, **ALL}, status=422)
    assert "Chọn bớt" in refused.text
    one = {"place": place, "shapes": ["poster"], "papers": ["a6"], "kinds": ["svg"]}
    asked = admin.submit(HOME, one)
    assert "102 quầy, 102 tờ" in asked.text
    work_off(counters.runtime, HANDLERS)
    files = taken(admin, asked.path)
    assert len(files) == 102
    assert sum(name.startswith("xa-bo-ha/") for name in files) == 100


def test_nobody_prints_for_another_place(sign_in: SignIn, counters: Counters) -> None:
    leader = sign_in(Role.LEADER, counters.others)
    assert "Chưa có quầy nào" in leader.get(HOME).text
    with counters.runtime.transaction() as ctx:
        create_service_point(ctx, CreateServicePoint(counters.others, "1", "Hộ tịch"))
    leader.submit(HOME, {"place": str(counters.commune), **ALL}, status=422)
    with counters.runtime.reading() as ctx:
        assert not ctx.session.scalars(select(SurveyPosterRun.id)).all()
    sign_in(Role.BOARD_MEMBER).get(HOME, status=403)
    nothing = sign_in(Role.LEADER).submit(HOME, {"kinds": []}, status=422)
    assert "Chọn ít nhất một kiểu tệp" in nothing.text

"""The pages of the week: figures lead to lists as long as they say, on paper, per role; limits; Monday's mail."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import update

from accounts.roles import Role
from core.clock import local_date
from feedback.models import Petition
from feedback.states import Concerns, PetitionKind
from tests.support.checking_client import CheckingClient
from tests.support.clock import SteppingClock
from tests.support.petitioning import Desk
from tests.support.staffed import COMMUNE, OTHER, PROVINCE

PAGE = "/can-bo/tuan"


@pytest.fixture
def busy(desk: Desk, clock: SteppingClock) -> Desk:
    """A desk with something in every figure."""
    late, waiting = desk.in_progress(), desk.in_progress()
    desk.triage(desk.send(hamlet_id=desk.units["hamlet"]).id)
    sealed = desk.send(Concerns.COMMUNE_OFFICIAL).id
    desk.triage(sealed, PetitionKind.DENUNCIATION_INFO, title="Chuyện giữ kín")
    clock.advance(days=20)
    desk.propose(waiting)
    desk.answered()
    desk.in_progress()
    with desk.runtime.transaction() as ctx:
        ctx.session.execute(update(Petition).where(Petition.id == late).values(reopened_at=ctx.now))
    return desk


def test_a_figure_leads_to_a_list_as_long_as_it_says(busy: Desk, client: CheckingClient) -> None:
    leader = busy.officials.sign_in(client, Role.LEADER)
    page = leader.get(PAGE)
    links = [(link.get("href") or "", link.text) for link in page.all("a")]
    figures = {url: text for url, text in links if url.startswith("/can-bo/don-thu?") and text.strip().isdigit()}
    assert len(figures) >= 12
    for url, text in figures.items():
        listed = leader.get(url)
        rows = [row for row in listed.all("a") if row.get("data-case")]
        assert len(rows) == int(text), url


def test_the_page_says_why_it_is_a_hot_spot_and_leads_to_the_case(busy: Desk, client: CheckingClient) -> None:
    leader = busy.officials.sign_in(client, Role.LEADER)
    page = leader.get(PAGE)
    assert "Mở lại vì người gửi chưa đồng ý." in page.text
    assert "Chuyện giữ kín" not in page.text
    every = leader.get(f"{PAGE}/diem-nong")
    assert "1 đơn đang mở" in every.text
    assert "Không có điểm nóng nào" in leader.get(f"{PAGE}/diem-nong?co=many").text
    assert "1 đơn đang mở" in leader.get(f"{PAGE}/diem-nong?co=repeated").text
    leader.get(f"{PAGE}/diem-nong?co=khong-co")


def test_it_fits_on_paper(busy: Desk, client: CheckingClient) -> None:
    leader = busy.officials.sign_in(client, Role.LEADER)
    sheet = leader.get(f"{PAGE}/in")
    for words in ("Tuần này và bốn tuần trước", "Theo lĩnh vực", "Theo người giữ đơn", "Điểm nóng: 1 đơn"):
        assert words in sheet.text


def test_the_province_sees_numbers_of_its_communes_and_no_list(busy: Desk, client: CheckingClient) -> None:
    inspector = busy.officials.sign_in(client, Role.PROVINCIAL_INSPECTOR)
    page = inspector.get(PAGE)
    assert any((link.get("href") or "").endswith(f"noi={COMMUNE}") for link in page.all("a"))
    commune = inspector.get(f"{PAGE}?noi={COMMUNE}")
    assert not [link for link in commune.all("a") if (link.get("href") or "").startswith("/can-bo/don-thu?")]
    assert "Cống tắc" not in commune.text
    assert "Mở lại vì người gửi chưa đồng ý." in commune.text
    assert "Cống tắc" not in inspector.get(f"{PAGE}/diem-nong?noi={COMMUNE}").text
    assert "Cống tắc" not in inspector.get(f"{PAGE}/in?noi={COMMUNE}").text
    above = busy.officials.create("lanh-dao-tinh", (Role.LEADER, busy.units[PROVINCE]))
    assert "Các nơi bên dưới" in busy.officials.enter(client.another(), above).get(PAGE).text


def test_others_see_nothing(busy: Desk, client: CheckingClient) -> None:
    for role in (Role.INTAKE_CLERK, Role.HANDLER, Role.BOARD_MEMBER, Role.COMMUNE_ADMIN, Role.PROVINCE_ADMIN):
        busy.officials.sign_in(client.another(), role).get(PAGE, status=403)
    leader = busy.officials.sign_in(client, Role.LEADER)
    for code in (OTHER, PROVINCE, "99999"):
        leader.get(f"{PAGE}?noi={code}", status=404)


def test_mail_on_monday_is_asked_for_and_given_up(desk: Desk, client: CheckingClient) -> None:
    leader = desk.officials.sign_in(client, Role.LEADER)
    assert "ghi địa chỉ ở trang Nhắc việc trước" in leader.get(PAGE).text
    leader.submit("/can-bo/nhac-viec", {"email": "lanh.dao@xa.example"}, action="/nhac-viec")
    assert "Thôi nhận thư đầu tuần" in leader.submit(PAGE, {}, action="/thu").text
    assert "Nhận thư đầu tuần" in leader.submit(PAGE, {}, action="/thu").text


def test_the_province_changes_a_limit(desk: Desk, client: CheckingClient, clock: SteppingClock) -> None:
    keeper = desk.officials.sign_in(client.another(), Role.PROVINCE_ADMIN)
    page = keeper.get(f"{PAGE}/nguong")
    assert page.text.count("cần xác nhận") == 5
    form = f"{PAGE}/nguong/days_open"
    wrong = keeper.submit(form, {"number": "0", "reason": "Theo quy chế"}, status=422)
    assert "Ghi một số từ 1 đến 9.999." in wrong.text
    wrong = keeper.submit(form, {"number": "ba mươi", "reason": "Theo quy chế"}, status=422)
    assert re.search(r"Ghi một số từ 1 đến 9\.999\.", wrong.text)
    assert "vì sao chọn số này" in keeper.submit(form, {"number": "30", "reason": ""}, status=422).text
    day = (local_date(clock.now) + timedelta(days=3)).isoformat()
    done = keeper.submit(form, {"number": "30", "valid_from": day, "reason": "Quy chế tỉnh", "document": "9/QĐ"})
    assert "Từ 13/03/2026: 30" in done.text
    clock.advance(days=3)
    leader = desk.officials.sign_in(client, Role.LEADER)
    seen = leader.get(f"{PAGE}/nguong")
    assert seen.text.count("cần xác nhận") == 4
    assert not [link for link in seen.all("a") if "/nguong/" in (link.get("href") or "")]
    leader.get(form, status=403)
    keeper = desk.officials.sign_in(client.another(), Role.PROVINCE_ADMIN)
    keeper.get(f"{PAGE}/nguong/khong-co", status=404)

"""The administrator's pages: rules, calendar, preview, a province's own length."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from urllib.parse import urlencode

import pytest

from accounts.roles import Role
from bootstrap.runtime import Runtime
from core.clock import VIETNAM, local_date
from deadlines.queries import get_clock, load_calendar
from deadlines.services import start_clock
from tests.web.deadlines.conftest import SignIn

RULES, CALENDAR = "/quan-tri/thoi-han", "/quan-tri/thoi-han/lich/2026"
SWAP = {
    "day": "2026-03-20", "kind": "swapped_off", "name": "Nghỉ hoán đổi", "source": "Công văn 1/2026",
    "makeup_on": "2026-03-28",
}  # fmt: skip


@pytest.fixture
def running(runtime: Runtime, places: dict[str, uuid.UUID]) -> uuid.UUID:
    """A clock due on 24 March 2026."""
    with runtime.transaction() as ctx:
        return start_clock(
            ctx, subject_type="case", subject_id=uuid.uuid4(), agency_id=places["07288"], row=28,
            started_at=datetime(2026, 3, 10, 9, tzinfo=VIETNAM),
        ).id  # fmt: skip


def test_the_rules_show_what_waits_for_confirmation(sign_in: SignIn) -> None:
    client = sign_in(Role.COMMUNE_ADMIN)
    page = client.get(RULES)
    assert "chờ xác nhận" in page.text
    assert "Trả lời người dân lần đầu" in page.text
    doubted = client.get(f"{RULES}?loc=cho-xac-nhan")
    assert "Trả lời người dân lần đầu" in doubted.text
    assert "Gửi quyết định cho Ủy ban và Mặt trận" not in doubted.text


def test_a_commune_reads_and_does_not_write(sign_in: SignIn) -> None:
    client = sign_in(Role.COMMUNE_ADMIN)
    page = client.get(CALENDAR)
    assert "Ngày Văn hóa Việt Nam" in page.text
    assert [form for form in page.all("form") if "/lich/" in (form.get("action") or "")] == []
    token = page.one("meta", name="csrf-token").get("content") if 'name="csrf-token"' in page.markup else ""
    client.post(CALENDAR, {**SWAP, "csrf_token": token or ""}, status=403 if token else 400)
    client.get("/quan-tri/thoi-han/dat-rieng/55.simple", status=403)


@pytest.mark.parametrize("at", ["hom-qua", "2026-03-10T09:00:00", "2026-03-10T09:00:00+00:00"])
def test_a_moment_without_changes_has_no_page(sign_in: SignIn, at: str) -> None:
    client = sign_in(Role.COMMUNE_ADMIN)
    assert "Chưa có lần nào" in client.get(f"{RULES}/nhat-ky").text
    client.get(f"{RULES}/nhat-ky?{urlencode({'luc': at})}", status=404)


def test_no_role_no_page(sign_in: SignIn) -> None:
    sign_in(Role.HANDLER).get(RULES, status=403)


def test_a_change_is_seen_before_it_is_made(sign_in: SignIn, runtime: Runtime, running: uuid.UUID) -> None:
    client = sign_in(Role.PROVINCE_ADMIN)
    preview = client.submit(CALENDAR, SWAP, action="/lich/2026", status=200)
    assert "24/03/2026" in preview.text
    assert "25/03/2026" in preview.text
    with runtime.reading() as ctx:
        assert get_clock(ctx, running).version == 1
    done = client.submit_on(preview, {}, action="/lich/2026")
    assert "1 việc đang chạy được tính lại hạn" in done.text
    with runtime.reading() as ctx:
        view = get_clock(ctx, running)
        assert local_date(view.due_at or view.started_at) == date(2026, 3, 25)
        assert load_calendar(ctx).is_working_day(date(2026, 3, 28))
    log = client.get(f"{RULES}/nhat-ky")
    assert "1 hạn đổi" in log.text
    assert "20/03/2026 Nghỉ hoán đổi Công văn 1/2026" in log.text
    (link,) = [a.get("href") or "" for a in log.all("a") if "luc=" in (a.get("href") or "")]
    moved = client.get(link)
    assert ("thứ Ba 24/03/2026" in moved.text, "thứ Tư 25/03/2026" in moved.text) == (True, True)


def test_a_day_is_struck_out_in_two_steps(sign_in: SignIn, runtime: Runtime) -> None:
    client = sign_in(Role.PROVINCE_ADMIN)
    preview = client.submit_on(client.get(CALENDAR), {}, action="/lich/bo/2026-11-24", status=200)
    page = client.submit_on(preview, {}, action="/lich/bo/2026-11-24")
    assert "Ngày Văn hóa Việt Nam" not in page.text
    with runtime.reading() as ctx:
        assert load_calendar(ctx).is_working_day(date(2026, 11, 24))


def test_mistakes_are_told_and_nothing_typed_is_lost(sign_in: SignIn) -> None:
    client = sign_in(Role.PROVINCE_ADMIN)
    page = client.submit(CALENDAR, {**SWAP, "name": ""}, action="/lich/2026", status=422)
    assert "Ghi tên ngày nghỉ hoặc lý do." in page.text
    assert page.one("input", name="source").get("value") == "Công văn 1/2026"
    page = client.submit(CALENDAR, {**SWAP, "makeup_on": "2026-03-25"}, action="/lich/2026", status=422)
    assert "Ngày làm bù phải rơi vào thứ Bảy hoặc Chủ nhật." in page.text
    client.get("/quan-tri/thoi-han/lich/1999", status=404)


def test_a_province_sets_its_own_length(sign_in: SignIn) -> None:
    client = sign_in(Role.PROVINCE_ADMIN)
    where = "/quan-tri/thoi-han/dat-rieng/55.simple"
    page = client.submit(where, {"length": "0", "legal_basis": ""}, action="55.simple", status=422)
    assert "Nhập số ngày từ 1 đến 365." in page.text
    done = client.submit(where, {"length": "5", "legal_basis": "Quyết định 1/2026/QĐ-UBND"}, action="55.simple")
    assert "tỉnh đặt: 5" in done.text
    client.get("/quan-tri/thoi-han/dat-rieng/28", status=404)

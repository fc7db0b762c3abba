"""What the manager and the head see behind the figures: outcomes by version, doubtful hours, names at windows."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace

import pytest

from accounts.roles import Role
from core.clock import local_date
from surveys.building.drafts import create_draft
from surveys.building.ready import find_ready
from surveys.building.versions import OpenDraft, Target, open_draft
from surveys.commands import AddDetails
from surveys.flags import flag_bursts
from surveys.ingest import record_answers
from surveys.services import add_details
from surveys.states import TargetKind
from tests.support.checking_client import CheckingClient
from tests.support.clock import SteppingClock
from tests.support.counters import Counters

SignIn = Callable[..., CheckingClient]
STAFF = "/can-bo/khao-sat"


def opened(counters: Counters, ready: str) -> uuid.UUID:
    """A ready set opened for the commune."""
    found = find_ready(ready)
    assert found is not None
    with counters.runtime.transaction(counters.official(Role.SURVEY_MANAGER)) as ctx:
        draft_id = create_draft(ctx, counters.commune, found.document)
        targets = (Target(TargetKind.AGENCY, counters.commune),)
        return open_draft(ctx, OpenDraft(draft_id, 1, local_date(ctx.now), None, targets))


def answer(counters: Counters, form_id: uuid.UUID, details: dict[str, int], times: int) -> None:
    """The same answers given so often."""
    with counters.runtime.transaction() as ctx:
        for _ in range(times):
            one = replace(counters.answer(4), form_id=form_id)
            record_answers(ctx, [one])
            add_details(ctx, AddDetails(one.id, details))


def test_the_nine_indicators_are_classed(counters: Counters, sign_in: SignIn) -> None:
    form_id = opened(counters, "chin-chi-so-mot-cua")
    leader = sign_in(Role.LEADER)
    answer(counters, form_id, {f"t{n}": 1 if n <= 6 else 2 for n in range(1, 10)}, 4)
    assert "Xuất sắc" not in leader.get(f"{STAFF}/phieu/{form_id}").text
    answer(counters, form_id, {f"t{n}": 1 if n <= 6 else 2 for n in range(1, 10)}, 2)
    answer(counters, form_id, {"t1": 0}, 3)
    page = leader.get(f"{STAFF}/phieu/{form_id}")
    assert "15 trên 18 điểm: Xuất sắc" in page.text.replace(",00", "")
    assert "cần xác nhận" in page.text
    assert "3 người chọn “không áp dụng”, không tính" in page.text


def test_what_was_asked_of_extra_money_is_for_the_head_and_the_inspection(counters: Counters, sign_in: SignIn) -> None:
    form_id = opened(counters, "pks05-mot-cua")
    answer(counters, form_id, {"asked_extra": 2, "q3_attitude": 1}, 6)
    seen = {
        role: sign_in(role, agency).get(f"{STAFF}/phieu/{form_id}?xa=07288").text
        for role, agency in (
            (Role.LEADER, None), (Role.SURVEY_MANAGER, None), (Role.BOARD_MEMBER, None),
            (Role.PROVINCIAL_INSPECTOR, counters.province),
        )
    }  # fmt: skip
    told = {role for role, text in seen.items() if "bị gợi ý trả thêm" in text}
    assert told == {Role.LEADER, Role.PROVINCIAL_INSPECTOR}
    assert all("Thái độ của công chức" in text for text in seen.values())


def test_no_version_of_another_place(counters: Counters, sign_in: SignIn) -> None:
    form_id = opened(counters, "nhip-nhanh")
    sign_in(Role.LEADER, counters.others).get(f"{STAFF}/phieu/{form_id}", status=404)
    sign_in(Role.LEADER).get(f"{STAFF}/phieu/{uuid.uuid4()}", status=404)


def test_a_marked_hour_is_counted_again_or_left_out(counters: Counters, clock: SteppingClock, sign_in: SignIn) -> None:
    counters.rate(*[5] * 14, 1)
    clock.advance(hours=1)
    with counters.runtime.transaction() as ctx:
        flag_bursts(ctx)
    manager = sign_in(Role.SURVEY_MANAGER)
    results = manager.get(STAFF)
    assert "tính cả thì 93,3 %" in results.text
    page = manager.get(f"{STAFF}/nghi-van")
    assert "15 lượt" in page.text
    unsaid = manager.submit_on(page, {"viec": "bo", "ly-do": " "}, status=422, follow=False)
    assert "Ghi lý do" in unsaid.text
    left_out = manager.submit_on(unsaid, {"viec": "bo", "ly-do": "Người nhà cán bộ bấm thử"})
    assert "Người nhà cán bộ bấm thử" in left_out.text
    again = manager.submit_on(left_out, {"viec": "tinh"})
    assert "Không có lượt nào phải xem" in again.text
    sign_in(Role.LEADER).get(f"{STAFF}/nghi-van", status=403)


@pytest.mark.parametrize("role", [Role.SURVEY_MANAGER, Role.COMMUNE_ADMIN, Role.INTAKE_CLERK])
def test_only_the_head_names_persons(sign_in: SignIn, role: Role) -> None:
    sign_in(role).get("/can-bo/khao-sat-neu-ten", status=403)


def test_names_are_off_until_the_head_turns_them_on(
    counters: Counters, client: CheckingClient, sign_in: SignIn
) -> None:
    leader, point = sign_in(Role.LEADER), counters.points[0]
    action = f"/can-bo/khao-sat-neu-ten/{point.id}"
    assert "người phục vụ" not in client.get(f"/ks/{point.code}").text
    page = leader.submit_on(leader.get("/can-bo/khao-sat-neu-ten"), {"ten": "Chu Thị Ngô"}, action=action)
    assert "đang nêu tên" in page.text
    assert "người phục vụ: Chu Thị Ngô" in client.get(f"/ks/{point.code}").text
    leader.submit_on(page, {"ten": ""}, action=action)
    assert "người phục vụ" not in client.get(f"/ks/{point.code}").text
    stranger = sign_in(Role.LEADER, counters.others)
    token = next(one.get("value") for one in page.root.iter() if one.get("name") == "csrf_token")
    assert token
    stranger.post(action, {"ten": "X", "csrf_token": token}, status=400)

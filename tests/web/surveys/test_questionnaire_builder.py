"""Writing a questionnaire, opening it, and what people then see at the counter; all without JavaScript."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import select

from accounts.roles import Role
from surveys.building.ready import ready_sets
from surveys.documents import to_document
from surveys.forms import COUNTER
from surveys.models import SurveyAnswer, SurveyForm
from tests.support.checking_client import Answer, CheckingClient
from tests.support.counters import Counters

SignIn = Callable[..., CheckingClient]
HOME = "/can-bo/phieu-khao-sat"


@pytest.fixture
def manager(sign_in: SignIn) -> CheckingClient:
    return sign_in(Role.SURVEY_MANAGER)


def value(page: Answer, name: str) -> str:
    """What the first field of this name holds."""
    return next(element.get("value", "") for element in page.root.iter() if element.get("name") == name)


def begin(manager: CheckingClient, ready: str = "") -> Answer:
    return manager.submit(HOME, {"bo": ready}, action=f"{HOME}/moi")


def add(manager: CheckingClient, page: Answer, kind: str, **fields: Any) -> Answer:
    number = len(document(manager, page)["questions"]) + 1
    return manager.submit(f"{page.path}/cau/{number}?kieu={kind}", fields)


def document(manager: CheckingClient, page: Answer) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(manager.get(f"{page.path}.json").response.data)
    return loaded


def open_it(manager: CheckingClient, page: Answer, **fields: Any) -> Answer:
    return manager.submit(f"{page.path}/mo", fields)


def test_only_survey_managers_write_questionnaires(sign_in: SignIn) -> None:
    for role in (Role.LEADER, Role.INTAKE_CLERK, Role.COMMUNE_ADMIN):
        sign_in(role).get(HOME, status=403)


def test_from_an_empty_page_to_the_counter(manager: CheckingClient, client: CheckingClient, counters: Counters) -> None:
    page = begin(manager)
    assert "Thiếu tên phiếu" in page.text
    page = manager.submit_on(page, {"title": "Hỏi buổi sáng"}, action=page.path)
    page = add(manager, page, "yes_no", text="Bà con có phải chờ lâu không?")
    waited = document(manager, page)["questions"][1]["key"]
    page = add(manager, page, "number", text="Chờ mấy phút?", low="0", high="240", when=f"{waited}:2")
    page = add(manager, page, "multiple", text="Bà con đi bằng gì?", options="Xe máy\nĐi bộ\nXe đạp")
    page = add(manager, page, "text", text="Muốn đổi điều gì?")
    assert "mở được" in manager.get(HOME).text
    code = counters.points[0].code
    opened = open_it(manager, page)
    assert "Đang hỏi" in opened.text
    keys = [one["key"] for one in document(manager, opened)["questions"]]

    rated = client.submit(f"/ks/{code}", {"diem": "2"})
    assert "Kể chuyện đã xảy ra" in rated.text
    assert "có phải chờ lâu" in rated.text
    assert "mấy phút" not in rated.text
    second = client.submit_on(rated, {f"c-{keys[1]}": "2", "loi-nhan": "Đông quá"}, status=200)
    assert "mấy phút" in second.text
    wrong = client.submit_on(second, {f"c-{keys[2]}": "999"}, status=422)
    assert "từ 0 đến 240" in wrong.text
    done = client.submit_on(wrong, {f"c-{keys[2]}": "35", f"c-{keys[3]}": ["1", "3"], f"c-{keys[4]}": "Thêm ghế"})
    assert "Đã nhận cả phần thêm" in done.text
    with counters.runtime.reading() as ctx:
        stored = ctx.session.execute(select(SurveyAnswer.details, SurveyAnswer.comment_sealed)).one()
    assert stored.details == {keys[1]: 2, keys[2]: 36, keys[3]: [1, 3]}
    assert stored.comment_sealed is not None
    comments = manager.get("/can-bo/khao-sat/loi-nhan")
    assert "Muốn đổi điều gì? Thêm ghế" in comments.text
    assert "Đông quá" in comments.text


def test_who_is_not_asked_skips_the_page(manager: CheckingClient, client: CheckingClient, counters: Counters) -> None:
    page = begin(manager, "pks05-mot-cua")
    open_it(manager, page)
    rated = client.submit(f"/ks/{counters.points[0].code}", {"diem": "5"})
    second = client.submit_on(rated, {"c-q3_attitude": "1"}, status=200)
    third = client.submit_on(second, {"c-q7_asked": "1"}, status=200)
    assert "được tiếp thu" not in third.text
    done = client.submit_on(third, {"c-asked_extra": "2"})
    assert "Đã nhận cả phần thêm" in done.text
    seen = manager.get("/can-bo/khao-sat").text
    assert "Bị gợi ý chi thêm tiền" not in seen


def test_whoever_is_in_a_hurry_sends_what_there_is(
    manager: CheckingClient, client: CheckingClient, counters: Counters
) -> None:
    open_it(manager, begin(manager, "pks05-mot-cua"))
    rated = client.submit(f"/ks/{counters.points[0].code}", {"diem": "4"})
    assert 'name="xong"' in rated.markup
    form_fields = {"p": value(rated, "p"), "trang": "0", "c-q3_attitude": "2", "xong": "1"}
    sent = client.post(f"/ks/{counters.points[0].code}/them", form_fields)
    assert sent.location.endswith("buoc=xong")
    with counters.runtime.reading() as ctx:
        assert ctx.session.scalars(select(SurveyAnswer.details)).one() == {"q3_attitude": 2}


def test_questions_move_by_buttons_and_the_faces_stay_first(manager: CheckingClient) -> None:
    page = begin(manager, "mau-muoi-hai-muc")
    path = page.path

    def press(act: str) -> list[str]:
        version = value(manager.get(path), "version")
        token = value(manager.get(path), "csrf_token")
        manager.post(f"{path}/sap-xep", {"viec": act, "version": version, "csrf_token": token})
        return [one["key"] for one in document(manager, page)["questions"]]

    before = [one["key"] for one in document(manager, page)["questions"]]
    assert press("xuong:2") == [before[0], before[2], before[1], *before[3:]]
    assert press("len:3") == before
    assert press("len:2") == press("bo:1") == press("xuong:13") == before
    assert press("bo:13") == before[:-1]


def test_a_draft_changed_meanwhile_is_not_overwritten(manager: CheckingClient) -> None:
    page = begin(manager)
    manager.submit_on(page, {"title": "Một"}, action=page.path)
    manager.submit_on(page, {"title": "Hai"}, action=page.path, status=409)


def test_what_was_opened_is_never_edited_a_new_version_follows(manager: CheckingClient, counters: Counters) -> None:
    page = manager.submit_on(first := begin(manager, "nhip-nhanh"), {"title": "Nhịp"}, action=first.path)
    opened = open_it(manager, page)
    manager.get(first.path, status=404)
    draft = manager.submit_on(opened, {}, action=f"{opened.path}/ban-moi")
    draft = manager.submit_on(draft, {"title": "Nhịp mới"}, action=draft.path)
    open_it(manager, draft)
    with counters.runtime.reading() as ctx:
        f = SurveyForm
        rows = ctx.session.execute(
            select(f.version, f.title, f.closed_at).where(f.agency_id.is_not(None)).order_by(f.version)
        ).all()
    assert [(row.version, row.title, row.closed_at is None) for row in rows] == [
        (1, "Nhịp", False), (2, "Nhịp mới", True),
    ]  # fmt: skip


def test_an_ended_version_gives_way_to_the_shipped_one(
    manager: CheckingClient, client: CheckingClient, counters: Counters
) -> None:
    opened = open_it(manager, begin(manager, "nhip-nhanh"))
    path = f"/ks/{counters.points[0].code}"
    assert "việc của bà con tới đâu" in client.submit(path, {"diem": "5"}).text
    ended = manager.submit_on(opened, {}, action=f"{opened.path}/thoi")
    assert "Đã thôi hỏi" in ended.text
    assert "Thời gian phải chờ" in client.submit(path, {"diem": "5"}).text


def test_out_as_json_and_in_again(manager: CheckingClient) -> None:
    page = begin(manager, "pks05-mot-cua")
    taken = document(manager, page)
    token = value(manager.get(f"{HOME}/nhap"), "csrf_token")
    file = (BytesIO(json.dumps(taken).encode()), "phieu.json")
    brought = manager.follow(manager.post(f"{HOME}/nhap", {"csrf_token": token, "file": file}))
    assert document(manager, brought) == taken
    taken["questions"][2]["options"] = [{"vi": ""}]
    refused = manager.submit(f"{HOME}/nhap", {"text": json.dumps(taken)}, status=422)
    assert "Câu 3, lựa chọn 1: Thiếu câu chữ tiếng Việt." in refused.text
    assert "Câu 3: Cần ít nhất hai lựa chọn." in refused.text
    assert "Tệp không phải JSON" in manager.submit(f"{HOME}/nhap", {"text": "{"}, status=422).text


def test_every_ready_set_can_be_looked_at_in_both_languages(manager: CheckingClient) -> None:
    for ready in ready_sets():
        page = begin(manager, ready.name)
        assert ready.form.title in manager.get(f"{page.path}/xem-thu").text
        assert ready.form.english_title in manager.get(f"/en{page.path}/xem-thu").text


def test_the_shipped_one_can_be_read_and_written_after(manager: CheckingClient) -> None:
    page = manager.get(f"{HOME}/ban/{COUNTER.id}")
    assert "Mọi quầy chưa mở phiếu riêng" in page.text
    draft = manager.submit_on(page, {}, action=f"{page.path}/ban-moi")
    assert document(manager, draft) == to_document(COUNTER)


def test_another_communes_drafts_and_versions_are_not_there(
    manager: CheckingClient, sign_in: SignIn, counters: Counters
) -> None:
    page = begin(manager, "nhip-nhanh")
    stranger = sign_in(Role.SURVEY_MANAGER, counters.others)
    stranger.get(page.path, status=404)
    opened = open_it(manager, page)
    stranger.get(opened.path, status=404)
    provincial = sign_in(Role.SURVEY_MANAGER, counters.province)
    below = open_it(provincial, begin(provincial, "nhip-nhanh"), targets=f"below:{counters.province}")
    assert "Mọi xã trong tỉnh" in below.text
    assert "Soạn phiếu riêng" in stranger.get(below.path).text

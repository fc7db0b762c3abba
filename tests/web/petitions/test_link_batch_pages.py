"""Several petitions of one matter linked from the list: looked at first, then done, then undone."""

from __future__ import annotations

import pytest

from feedback.states import PetitionState
from tests.support.checking_client import CheckingClient
from tests.support.petitioning import Desk

PAGE = "/can-bo/don-thu/nhieu-don"
pytestmark = pytest.mark.query_budget(36)


def test_from_the_ticks_to_undoing(desk: Desk, clerk: CheckingClient) -> None:
    main, other, third, new = desk.in_progress(), desk.in_progress(), desk.send().id, desk.send().id
    desk.triage(third)
    ticked = "&".join(f"chon={one}" for one in (main, other, third, new))
    address = f"{PAGE}?viec=link&{ticked}"
    page = clerk.get(address)
    assert "Gộp vào một đơn: 3 đơn" in page.text
    assert "Đơn giữ kín hoặc chưa mở" in page.text
    chosen = [box.get("value") for box in page.all("input") if box.get("name") == "chon"]
    form = {"viec": "link", "chon": chosen}
    assert "Chọn đơn chính" in clerk.submit(address, form, action="/nhieu-don", status=422).text
    missing = clerk.submit(address, {**form, "chinh": str(main), "ly-do": " "}, action="/nhieu-don", status=422)
    assert missing.one("input", id="chinh-1").get("checked") is not None
    assert {desk.case(one).state for one in (other, third)} == {PetitionState.IN_PROGRESS, PetitionState.TRIAGED}
    typed = {**form, "chinh": str(main), "ly-do": "Cùng một cái cống đầu xóm."}
    done = clerk.submit(address, typed, action="/nhieu-don")
    assert "Đã gộp 2 đơn vào đơn chính" in done.text
    assert desk.case(main).state is PetitionState.IN_PROGRESS
    assert {desk.case(one).state for one in (other, third)} == {PetitionState.LINKED}
    undo = next(form.get("action") for form in done.all("form") if (form.get("action") or "").endswith("/hoan-tac"))
    assert undo is not None
    undone = clerk.submit(undo.removesuffix("/hoan-tac"), {}, action="/hoan-tac")
    assert "Đã hoàn tác 2 đơn." in undone.text
    assert {desk.case(one).state for one in (other, third)} == {PetitionState.ASSIGNED, PetitionState.TRIAGED}

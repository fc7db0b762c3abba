"""From a sealed comment to what officials or everybody read: covered, looked at, decided; by nobody else."""

from __future__ import annotations

import uuid

import pytest

from accounts.roles import Role
from surveys.commands import AddDetails
from surveys.parts.telling import publish_all
from surveys.services import add_details
from tests.support.checking_client import Answer, CheckingClient
from tests.support.clock import SteppingClock
from tests.support.counters import Counters
from tests.web.surveys.conftest import SignIn

pytestmark = pytest.mark.query_budget(25)
STAFF, LIST, PUBLIC = "/can-bo/khao-sat", "/can-bo/khao-sat/loi-nhan", "/xa/07288/khao-sat/ket-qua"


def comment(counters: Counters, text: str) -> uuid.UUID:
    answer_id, *_ = counters.rate(2, 4, 4, 4, 5)
    with counters.runtime.transaction() as ctx:
        add_details(ctx, AddDetails(answer_id, {}, text))
    return answer_id


def ticked(page: Answer) -> list[str]:
    boxes = [element for element in page.root.iter() if element.get("name") == "che"]
    return [str(box.get("value")) for box in boxes if box.get("checked") is not None]


def test_covered_looked_at_again_and_published(
    client: CheckingClient, sign_in: SignIn, counters: Counters, clock: SteppingClock
) -> None:
    answer_id = comment(counters, "Gặp bà Mai Thị Ngô, phải chờ lâu. Gọi tôi 0912 345 678. Anh bảo vệ cáu.")
    path = f"{LIST}/{answer_id}"
    manager = sign_in(Role.SURVEY_MANAGER)
    assert "Mai Thị Ngô" not in sign_in(Role.LEADER).get(STAFF).text
    assert "Mai Thị Ngô" in manager.get(LIST).text
    page = manager.get(path)
    assert len(ticked(page)) == 2
    seen = page.text
    assert "[đã che: họ tên]" in seen
    assert "[đã che: số điện thoại]" in seen
    # Other words than those looked at are not published: the page comes back with them covered.
    more = {"che": ticked(page), "more": "anh bảo vệ"}
    again = manager.submit_on(page, {**more, "viec": "publish"}, action=path, status=200)
    assert "Chỗ che vừa đổi" in again.text
    assert "Chỉ cán bộ xem" in manager.get(LIST).text
    # A tick taken away leaves something private: published only by whoever says to have read it.
    bare = manager.submit_on(again, {"che": ticked(page)[1:], "more": "", "viec": "xem"}, action=path, status=200)
    assert "Còn chỗ chưa che: “Mai Thị Ngô”" in bare.text
    refused = manager.submit_on(
        bare, {"che": ticked(page)[1:], "more": "", "viec": "publish"}, action=path, status=422, follow=False
    )
    assert "Còn chỗ trông như thông tin riêng chưa che" in refused.text
    whole = manager.submit_on(refused, {**more, "viec": "xem"}, action=path, status=200)
    manager.submit_on(whole, {**more, "viec": "publish"}, action=path)
    told = "Gặp bà [đã che: họ tên], phải chờ lâu. Gọi tôi [đã che: số điện thoại]. [đã che: thông tin riêng] cáu."
    assert told in sign_in(Role.LEADER).get(STAFF).text
    assert told not in client.get(PUBLIC).text  # the month runs
    clock.advance(days=40)
    with counters.runtime.transaction() as ctx:
        publish_all(ctx)
    shown = client.get(PUBLIC).text
    assert told in shown
    assert "Ngô" not in shown
    # Taken off again.
    back = sign_in(Role.SURVEY_MANAGER)
    assert told in back.get(f"{LIST}?muc=published").text
    off = back.get(path)
    back.submit_on(off, {"che": ticked(off), "viec": "hide"}, action=path)
    assert told not in client.get(PUBLIC).text
    assert told not in sign_in(Role.LEADER).get(STAFF).text


def test_none_is_published_by_itself_nor_where_too_few_answered(
    client: CheckingClient, sign_in: SignIn, counters: Counters, clock: SteppingClock
) -> None:
    comment(counters, "Ghế thấp quá")
    (lonely,) = counters.rate(3, point=1)
    with counters.runtime.transaction() as ctx:
        add_details(ctx, AddDetails(lonely, {}, "Quầy hai vắng người"))
    manager = sign_in(Role.SURVEY_MANAGER)
    page = manager.get(f"{LIST}/{lonely}")
    assert "không thấy chỗ nào trông như thông tin riêng" in page.text
    manager.submit_on(page, {"viec": "publish"}, action=f"{LIST}/{lonely}")
    clock.advance(days=40)
    with counters.runtime.transaction() as ctx:
        publish_all(ctx)
    shown = client.get(PUBLIC).text
    assert "Ghế thấp" not in shown
    assert "Quầy hai vắng người" not in shown


def test_nobody_else_opens_a_comment_or_decides(sign_in: SignIn, counters: Counters) -> None:
    path = f"{LIST}/{comment(counters, 'Gặp ông Chín')}"
    neighbour = sign_in(Role.SURVEY_MANAGER, counters.others)
    assert "Chín" not in neighbour.get(LIST).text
    neighbour.get(path, status=404)
    for role in (Role.LEADER, Role.BOARD_MEMBER, Role.INTAKE_CLERK):
        sign_in(role).get(path, status=403)
    manager = sign_in(Role.SURVEY_MANAGER)
    manager.get(f"{LIST}/{uuid.uuid4()}", status=404)
    odd = manager.submit_on(
        manager.get(path), {"che": ["9999-3.name", "0-5.nope", "x"], "viec": "nonsense"}, action=path, status=200
    )
    assert "Gặp ông Chín" in odd.text

"""The screen in the hall: published figures only, by an address that can be withdrawn."""

from __future__ import annotations

from dataclasses import replace

from accounts.roles import Role
from agencies.commands import CreateServicePoint
from agencies.queries import list_service_points
from agencies.services import create_service_point
from surveys.ingest import record_answers
from surveys.publishing import publish_months
from surveys.walls.screens import MOST_WALLS
from tests.support.checking_client import Answer, CheckingClient
from tests.support.clock import SteppingClock
from tests.support.counters import Counters
from tests.web.surveys.conftest import SignIn

HOME = "/can-bo/man-hinh-sanh"


def address(page: Answer) -> str:
    links = [str(element.get("href", "")) for element in page.root.iter()]
    return next(link for link in links if link.startswith("/sanh/"))


def test_the_screen_shows_what_was_published_and_goes_dark_when_withdrawn(
    sign_in: SignIn, client: CheckingClient, counters: Counters, clock: SteppingClock
) -> None:
    counters.rate(5, 4, 4, 5, 4, 5, 4, 5, 1, 3)
    counters.rate(1, 1, 1, 2, point=1)
    clerk = sign_in(Role.INTAKE_CLERK)
    page = clerk.submit(HOME, {"place": str(counters.commune), "with_dialogue": "y"}, action=HOME)
    path = address(page)
    empty = client.get(path)
    assert "Chưa có tháng nào đủ" in empty.text
    assert "8 trên 10" not in empty.text  # this month is not over
    clock.advance(days=40)
    with counters.runtime.transaction() as ctx:
        publish_months(ctx)
    shown = client.get(path)
    assert "80,0 %" in shown.text
    assert "8 trên 10 lượt" in shown.text
    assert "Quầy 2" not in shown.text  # four answers
    assert shown.response.headers["Refresh"] == "300"
    assert "Set-Cookie" not in shown.response.headers
    code = client.get(f"{path}/ma.svg").response
    assert code.mimetype == "image/svg+xml"
    clerk = sign_in(Role.INTAKE_CLERK)
    clerk.submit(HOME, {}, action=f"{HOME}/tat")
    client.get(path, status=404)
    client.get(f"{path}/ma.svg", status=404)
    client.get("/sanh/AAAAAAAAAAAAAAAAAAAA", status=404)


def test_only_the_desks_own_people_put_up_and_withdraw_and_not_without_end(sign_in: SignIn, counters: Counters) -> None:
    manager = sign_in(Role.SURVEY_MANAGER)
    wanted = {"place": str(counters.commune)}
    for _ in range(MOST_WALLS):
        page = manager.submit(HOME, wanted, action=HOME)
    assert "đang mở. Tắt bớt" in manager.submit(HOME, wanted, action=HOME, status=422).text
    wall_id = next(str(e.get("value")) for e in page.root.iter() if e.get("name") == "id")
    neighbour = sign_in(Role.INTAKE_CLERK, counters.others)
    own = neighbour.submit(HOME, {"place": str(counters.others)}, action=HOME)
    neighbour.submit_on(own, {"id": wall_id}, action=f"{HOME}/tat", status=404)
    neighbour.submit_on(own, wanted, action=HOME, status=422)
    sign_in(Role.BOARD_MEMBER).get(HOME, status=403)


def test_every_counter_on_the_screen_has_its_interval_and_what_does_not_fit_is_told(
    sign_in: SignIn, client: CheckingClient, counters: Counters, clock: SteppingClock
) -> None:
    with counters.runtime.transaction() as ctx:
        for number in range(4, 10):
            create_service_point(ctx, CreateServicePoint(agency_id=counters.commune, number=str(number), name="Đất"))
        points = list_service_points(ctx, counters.commune)
        record_answers(ctx, [replace(counters.answer(5), service_point_id=one.id) for one in points for _ in range(8)])
    page = sign_in(Role.INTAKE_CLERK).submit(HOME, {"place": str(counters.commune)}, action=HOME)
    clock.advance(days=40)
    with counters.runtime.transaction() as ctx:
        publish_months(ctx)
    shown = client.get(address(page)).text
    # Wilson's interval of eight of eight.
    assert shown.count("67,6–100,0 %") == 6
    assert f"Còn {len(points) - 6} quầy nữa" in shown

"""What everyone may know of what is overdue."""

from __future__ import annotations

from datetime import datetime

from bootstrap.runtime import Runtime
from core.clock import VIETNAM
from feedback.queries.lateness import lateness_under
from feedback.states import Concerns
from tests.support.checking_client import CheckingClient
from tests.support.clock import SteppingClock
from tests.support.petitioning import Desk

PAGE, PROVINCE = "/xa/07288/qua-han", "/tinh/24/qua-han"


def triaged(desk: Desk, concerns: Concerns = Concerns.NOBODY) -> str:
    petition = desk.send(concerns)
    desk.triage(petition.id)
    return petition.receipt.number


def test_few_are_counted_and_nothing_more(desk: Desk, client: CheckingClient, clock: SteppingClock) -> None:
    number = triaged(desk)
    assert "Không có đơn nào quá hạn." in client.get(PAGE).text
    clock.now = datetime(2026, 4, 2, 9, tzinfo=VIETNAM)
    page = client.another().get(PAGE)
    assert "Số đơn ít nên không kể quá hạn bao lâu" in page.text
    assert number not in page.markup
    assert list(page.all("table")) == []
    assert any(link.get("href") == PROVINCE for link in page.all("a"))


def test_enough_are_told_by_age_and_place(
    desk: Desk, client: CheckingClient, clock: SteppingClock, runtime: Runtime
) -> None:
    for _ in range(5):
        triaged(desk)
    triaged(desk, Concerns.COMMUNE_OFFICIAL)  # stays sealed: nowhere counted
    clock.now = datetime(2026, 4, 2, 9, tzinfo=VIETNAM)  # due 24/3, nine days late
    for _ in range(5):
        triaged(desk)
    with runtime.reading() as ctx:
        (late,) = lateness_under(ctx, "24")
        assert (late.code, late.count, late.ages) == ("07288", 5, (0, 5, 0, 0, 0))
    clock.now = datetime(2026, 4, 17, 9, tzinfo=VIETNAM)  # the second five were due on 16/4
    page = client.get(PAGE)
    rows = [" ".join("".join(row.itertext()).split()) for row in page.all("tr")]
    assert [row.replace(" ", "") for row in rows] == ["QuáhạnSốđơn", "Đến5ngày5", "Từ6đến30ngày5"]
    assert client.get(PROVINCE).text.count("Số đơn") >= 2


def test_unknown_places_have_no_page(desk: Desk, client: CheckingClient) -> None:
    client.get("/xa/99999/qua-han", status=404)


def test_the_figure_on_the_home_page_leads_there(desk: Desk, client: CheckingClient) -> None:
    triaged(desk)
    assert any(link.get("href") == PAGE for link in client.get("/xa/07288").all("a"))

"""Before sending: who else wrote about the like. From three on how many and since when, never what or who."""

from __future__ import annotations

import pytest

from accounts.roles import Role
from feedback import services
from feedback.commands import Leave
from feedback.states import Act, Field
from tests.support.checking_client import CheckingClient
from tests.support.petitioning import Desk
from tests.web.petitions.test_writing import BASE, WHAT

pytestmark = pytest.mark.query_budget(20)
NEAREST = "Gần giống chuyện của bà con nhất"
SAID = "Không phải một mình bà con"


def others(desk: Desk, count: int, *, sealed: bool = False) -> list[object]:
    """Petitions about the hamlet's roads that passed triage."""
    found = [desk.send(hamlet_id=desk.units["hamlet"], field=Field.INFRASTRUCTURE).id for _ in range(count)]
    for petition_id in found:
        desk.triage(petition_id, keep_sealed=sealed)
    return list(found)


def checked(
    client: CheckingClient, desk: Desk, *, field: Field = Field.INFRASTRUCTURE, who: str = "nobody", what: str = WHAT
) -> str:
    """The last page before sending one's own."""
    client.submit(f"{BASE}/lien-quan", {"concerns": who})
    client.submit(f"{BASE}/chuyen-gi", {"what": what, "field": field.value})
    client.submit(f"{BASE}/o-dau", {"hamlet": str(desk.units["hamlet"])})
    return client.get(f"{BASE}/kiem-tra").text


def test_from_three_on_the_number_is_told_and_nothing_else(client: CheckingClient, desk: Desk) -> None:
    others(desk, 2)
    assert SAID not in checked(client, desk)
    others(desk, 1)
    page = checked(client, desk)
    assert SAID in page
    assert "đang có 3 đơn" in page
    assert "Cống tắc" not in page


def test_the_nearest_are_told_by_day_and_state(client: CheckingClient, desk: Desk) -> None:
    others(desk, 3)
    assert NEAREST in checked(client, desk, what="Cống tắc ở ngõ Dài, nước tràn ra đường cả tuần nay.")
    assert NEAREST not in checked(client, desk, what="Bóng đèn cháy, tối om, xe đâm nhau.")


def test_only_the_same_kind_of_thing_and_what_speaks_of_nobody(client: CheckingClient, desk: Desk) -> None:
    others(desk, 3)
    assert SAID not in checked(client, desk, field=Field.LAND)
    assert SAID not in checked(client, desk, who="commune_official")


def test_sealed_new_and_finished_ones_do_not_count(client: CheckingClient, desk: Desk) -> None:
    others(desk, 3, sealed=True)
    for _ in range(3):
        desk.send(hamlet_id=desk.units["hamlet"], field=Field.INFRASTRUCTURE)
    done = others(desk, 3)
    with desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx:
        services.leave(ctx, desk.target(done[0]), Leave(Act.FILE, "Đã có đơn khác về việc này."))
    assert SAID not in checked(client, desk)

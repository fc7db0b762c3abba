"""Fixtures: a desk, and a report that turns out to be a denunciation after its words were readable."""

from __future__ import annotations

from uuid import UUID

import pytest

from feedback.proceedings.services import formalise
from tests.support.desk_fixtures import desk
from tests.support.petitioning import Desk
from tests.support.proceeding import Court
from tests.support.staffed import officials, units

__all__ = ["desk", "officials", "units"]
MARK = "zqxw"


@pytest.fixture
def disguised(desk: Desk) -> UUID:
    """Its words are in the clear and in the index, at a desk that trusts it is about nobody."""
    petition_id = desk.send(what=f"Đường làng {MARK}duong hỏng, {MARK}ai lấy tiền." * 40).id
    desk.triage(petition_id, title=f"Đường {MARK}tieu hỏng")
    desk.assign(petition_id)
    return petition_id


def recognise(desk: Desk, petition_id: UUID) -> None:
    """Somebody signed what it is."""
    court = Court(desk)
    with desk.runtime.transaction(court.handler) as ctx:
        formalise(ctx, desk.target(petition_id), court.denunciation(title=""))

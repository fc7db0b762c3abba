"""A report from a telephone's photo to a repair that others have seen: disputed on the way, the Board asked."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import NewVisitor
from tests.e2e.screens import DESK, PHONE, PLAIN_PHONE, Screen
from tests.e2e.story import citizen, officials, repairing
from tests.e2e.story.people import BOARD, CLERK, HANDLER, LEADER, step_in
from tests.e2e.visitor import Visitor

WHAT = "Đường ở ngã ba cây gạo bị sụt, xe máy đi qua dễ ngã."
OTHER, OTHER_NAME = "xacminh", "Giáp Thị Thơm"


def _official(new_visitor: NewVisitor, user_name: str, screen: Screen = DESK) -> Visitor:
    visitor = new_visitor(screen)
    step_in(visitor, user_name)
    return visitor


@pytest.mark.timeout(300)
@pytest.mark.parametrize("screen", [PHONE, PLAIN_PHONE], ids=lambda screen: screen.name)
def test_from_a_photo_to_a_repair_that_was_seen(new_visitor: NewVisitor, screen: Screen) -> None:
    title = f"Đường sụt, đã chữa ({screen.name})"
    villager = new_visitor(screen)
    receipt = citizen.send_petition(villager, WHAT)
    officials.triage_and_assign(_official(new_visitor, CLERK), receipt, title)
    officials.draft_answer(_official(new_visitor, HANDLER), receipt)
    officials.approve(_official(new_visitor, LEADER), receipt)

    repairing.disagree(villager, receipt, way="Nhờ Ban Thanh tra nhân dân đi xem")
    villager.sees("Chờ Ban nhận")
    board = _official(new_visitor, BOARD, screen)
    repairing.find_for_the_sender(board, title)
    citizen.open_petition(villager, receipt)
    villager.sees(repairing.FOUND)
    repairing.disagree(villager, receipt, way="Xem lại, giao cho người khác làm")

    repairing.give_to_another(_official(new_visitor, CLERK), receipt, title, OTHER_NAME)
    repairing.claim_done(_official(new_visitor, OTHER, screen), receipt)
    repairing.confirm(villager, receipt)
    repairing.look_for_the_board(board, title)

    villager.open(f"/xa/{citizen.COMMUNE_CODE}/viec-da-lam?loc=confirmed")
    villager.sees(repairing.AGAIN)
    villager.sees("Ban Thanh tra nhân dân thấy")
    villager.open(f"/xa/{citizen.COMMUNE_CODE}/hai-long")
    villager.sees("Không có ý kiến")

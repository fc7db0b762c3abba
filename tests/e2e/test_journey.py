"""The whole cycle, on the running product: one story, read on four screens."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import NewVisitor
from tests.e2e.screens import SCREENS, Screen
from tests.e2e.story import citizen, officials
from tests.e2e.story.people import BOARD, CLERK, HANDLER, LEADER, PUBLISHER, SECRETARY, Phones, sign_in, step_in
from tests.e2e.visitor import Visitor

WHAT = "Đường ở ngã ba cây gạo bị sụt từ tuần trước, xe máy đi qua dễ ngã."


@pytest.fixture(scope="module")
def phones() -> Phones:
    """The officials carry the same phones through all four readings."""
    return Phones()


def _official(new_visitor: NewVisitor, screen: Screen, user_name: str) -> Visitor:
    visitor = new_visitor(screen)
    step_in(visitor, user_name)
    return visitor


@pytest.mark.timeout(240)
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_from_the_counter_to_the_board(new_visitor: NewVisitor, phones: Phones, screen: Screen) -> None:
    title = f"Đường sụt ở ngã ba ({screen.name})"
    published, promise = f"Quyết toán ngân sách ({screen.name})", f"Lắp ba bóng đèn ở ngã ba ({screen.name})"
    villager = new_visitor(screen)
    citizen.find_commune(villager)
    citizen.rate_counter(villager)
    receipt = citizen.send_petition(villager, WHAT)
    citizen.track(villager, receipt)

    clerk = new_visitor(screen)
    sign_in(clerk, CLERK, phones)
    officials.triage_and_assign(clerk, receipt, title)
    officials.draft_answer(_official(new_visitor, screen, HANDLER), receipt)
    officials.approve(_official(new_visitor, screen, LEADER), receipt)
    citizen.read_answer_and_rate(villager, receipt, officials.ANSWER)

    officials.publish(_official(new_visitor, screen, PUBLISHER), published)
    citizen.read_published(villager, published)
    assert citizen.give_opinion(villager).number != citizen.ask_question(villager).number
    officials.promise_and_report_done(_official(new_visitor, screen, SECRETARY), promise)
    board = _official(new_visitor, screen, BOARD)
    officials.oversee(board, receipt, promise, hidden=("0900", WHAT, officials.ANSWER, receipt.access_code))

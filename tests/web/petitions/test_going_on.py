"""One after the other: a petition done with makes room for the next of the same list."""

from __future__ import annotations

from uuid import UUID

import pytest

from accounts.roles import Role
from feedback.states import PetitionState
from tests.support.checking_client import CheckingClient
from tests.support.forms import find_form
from tests.support.petitioning import Desk

QUEUE = "/can-bo/don-thu"
TRIAGE = {"kind": "report", "field": "infrastructure", "urgency": "ordinary", "title": "Cống tắc ở đầu xóm"}
ANSWER = {"outcome": "resolved", "text": "Đã nạo vét cống hôm qua.", "public_text": ""}
pytestmark = pytest.mark.query_budget(36)


def _do(browser: CheckingClient, petition_id: UUID, slug: str, fields: dict[str, str]) -> str:
    """Send a form of the case; gives where it leads."""
    action = f"{QUEUE}/{petition_id}/{slug}"
    # Ctrl+Enter adds a field that no button of the form may have.
    form = find_form(browser.get(f"{QUEUE}/{petition_id}"), action=action)
    return browser.post(action, {**form.values, **fields}).location


def _in_order(desk: Desk, count: int) -> list[UUID]:
    """So many new petitions, in the order of the list."""
    sent = [desk.send().id for _ in range(count)]
    return sorted(sent, key=lambda petition_id: (desk.case(petition_id).due_at, petition_id))


def test_after_triage_the_next_untriaged_opens(desk: Desk, clerk: CheckingClient) -> None:
    first, second, third = _in_order(desk, 3)
    assert _do(clerk, second, "phan-loai", {**TRIAGE, "tiep": "1"}) == f"{QUEUE}/{third}"
    assert "Đây là đơn kế tiếp" in clerk.get(f"{QUEUE}/{third}").text
    assert _do(clerk, third, "phan-loai", {**TRIAGE, "tiep": "1"}) == f"{QUEUE}/{first}"
    assert _do(clerk, first, "phan-loai", {**TRIAGE, "tiep": "1"}) == f"{QUEUE}?muc=untriaged"
    assert "không còn đơn nào" in clerk.get(f"{QUEUE}?muc=untriaged").text


def test_without_asking_one_stays(desk: Desk, clerk: CheckingClient) -> None:
    first, _ = _in_order(desk, 2)
    assert _do(clerk, first, "phan-loai", TRIAGE) == f"{QUEUE}/{first}"


def test_what_a_colleague_is_reading_is_passed_over(desk: Desk, clerk: CheckingClient) -> None:
    first, second, third = _in_order(desk, 3)
    colleague = desk.another("tiepnhan2", Role.INTAKE_CLERK)
    assert colleague.account_id is not None
    desk.officials.enter(clerk.another(), colleague.account_id).get(f"{QUEUE}/{second}")
    assert _do(clerk, first, "phan-loai", {**TRIAGE, "tiep": "1"}) == f"{QUEUE}/{third}"


def test_an_answer_is_kept_and_handed_in_at_once(desk: Desk, handler: CheckingClient) -> None:
    one, other = desk.in_progress(), desk.in_progress()
    assert _do(handler, one, "soan", {**ANSWER, "hand_in": "1", "tiep": "1"}) == f"{QUEUE}/{other}"
    assert desk.case(one).state is PetitionState.AWAITING_APPROVAL
    assert _do(handler, other, "soan", ANSWER) == f"{QUEUE}/{other}"
    assert desk.case(other).state is PetitionState.IN_PROGRESS


def test_the_leader_goes_on_among_what_waits_for_approval(desk: Desk, leader: CheckingClient) -> None:
    one, other = desk.in_progress(), desk.in_progress()
    for petition_id in (one, other):
        desk.propose(petition_id)
    assert _do(leader, one, "duyet", {"tiep": "1"}) == f"{QUEUE}/{other}"
    assert desk.case(one).state is PetitionState.ANSWERED


def test_one_may_go_on_and_leave_it(desk: Desk, clerk: CheckingClient, handler: CheckingClient) -> None:
    first, second = _in_order(desk, 2)
    assert clerk.get(f"{QUEUE}/{first}/ke-tiep", status=303).location == f"{QUEUE}/{second}"
    assert clerk.get(f"{QUEUE}/{second}/ke-tiep", status=303).location == f"{QUEUE}/{first}"
    handler.get(f"{QUEUE}/{first}/ke-tiep", status=404)

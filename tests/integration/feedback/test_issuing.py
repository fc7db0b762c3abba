"""Official papers from draft to issue: who, in which order, and what each step leaves behind."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest

from accounts.roles import Role
from casework.timeline import list_entries
from core.errors import Forbidden, NotFound, StaleVersion
from core.transitions import TransitionNotAllowed
from deadlines.states import ClockState
from feedback.errors import AnswerMissing, TextMissing
from feedback.issuing import services
from feedback.issuing.commands import VoidNumber
from feedback.issuing.errors import (
    AnswerOnPaper,
    ChecksMissing,
    NumberGiven,
    PaperUnderWay,
    SignedFileMissing,
    SignerMissing,
    SignerNotAllowed,
)
from feedback.issuing.queries import issued_papers, list_steps, number_of, read_original, read_signed, signed_file
from feedback.issuing.services.moving import PaperTarget
from feedback.issuing.states import AnswerWay, PaperAct, PaperState, SignatureCheck, VoidReason
from feedback.papers.errors import PaperDoesNotFit
from feedback.papers.states import PaperKind
from feedback.queries.answers import approved_answer
from feedback.queries.cases import find_case_view
from feedback.services import approve, return_answer
from feedback.states import Happened, PetitionKind, PetitionState
from tests.support.issuing import Office, signed_scan
from tests.support.petitioning import Desk
from tests.support.staffed import PROVINCE


@pytest.fixture
def office(desk: Desk) -> Office:
    return Office(desk)


def _on_paper(office: Office, kind: PetitionKind = PetitionKind.REPORT) -> None:
    """The province has reports answered on paper from today on."""
    desk = office.desk
    with desk.runtime.transaction(desk.actor(Role.PROVINCE_ADMIN)) as ctx:
        from agencies.queries import get_card

        path = get_card(ctx, desk.units[PROVINCE]).path
        services.set_way(
            ctx, kind, AnswerWay.PAPER, province_id=desk.units[PROVINCE], province_path=path,
            valid_from=office.today, document_number="15/QĐ-UBND",
        )  # fmt: skip


def test_an_answer_on_paper_answers_when_it_is_issued_and_not_before(office: Office) -> None:
    desk = office.desk
    _on_paper(office)
    petition_id = desk.in_progress()
    desk.propose(petition_id)
    with pytest.raises(AnswerOnPaper):
        desk.approve(petition_id)
    paper_id = office.submitted(petition_id, PaperKind.ANSWER)
    office.approve(paper_id)
    assert desk.case(petition_id).state is PetitionState.AWAITING_ISSUE
    with desk.runtime.reading() as ctx:
        assert approved_answer(ctx, petition_id) is None
    number = office.number(paper_id)
    assert number.text == "01/UBND"
    office.attach(paper_id)
    assert desk.case(petition_id).answered_at is None
    office.send_out(paper_id)
    case = desk.case(petition_id)
    assert case.state is PetitionState.ANSWERED
    assert case.answered_at is not None
    with desk.runtime.reading() as ctx:
        found = approved_answer(ctx, petition_id)
        assert found is not None
        assert found.decided_by == office.leader.account_id
        assert [one.id for one in issued_papers(ctx, petition_id)] == [paper_id]
        told = [entry.kind for entry in list_entries(ctx, petition_id, kinds=Happened)]
    assert {Happened.SIGNED_OFF, Happened.PAPER_ISSUED, Happened.ANSWERED} <= set(told)

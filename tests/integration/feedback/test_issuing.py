"""Official papers from draft to issue: who, in which order, and what each step leaves behind."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from uuid import UUID

import pytest

from accounts.roles import Role
from agencies.queries import get_card
from casework.errors import CardInFile, CardShown
from casework.timeline import list_entries
from core.actor import ANONYMOUS, Actor
from core.errors import Forbidden, NotFound, StaleVersion
from core.transitions import TransitionNotAllowed
from deadlines.queries import list_clocks
from deadlines.states import ClockState
from feedback.commands import DraftAnswer
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
from feedback.issuing.queries import (
    issued_papers,
    list_papers,
    list_steps,
    number_of,
    read_original,
    read_signed,
    signed_file,
)
from feedback.issuing.services.moving import PaperTarget
from feedback.issuing.states import AnswerWay, PaperAct, PaperState, SignatureCheck, VoidReason
from feedback.papers.errors import PaperDoesNotFit
from feedback.papers.states import PaperKind
from feedback.queries.answers import approved_answer
from feedback.queries.cases import find_case_view
from feedback.services import return_answer, save_answer, withdraw
from feedback.states import Happened, Outcome, PetitionKind, PetitionState
from tests.support.cards import card_pdf, card_photo
from tests.support.issuing import Office, photo, signed_scan
from tests.support.petitioning import Desk
from tests.support.staffed import OTHER, PROVINCE


@pytest.fixture
def office(desk: Desk) -> Office:
    return Office(desk)


def on_paper(office: Office, kind: PetitionKind = PetitionKind.REPORT) -> None:
    """The province has reports answered on paper from today on."""
    desk = office.desk
    with desk.runtime.transaction(desk.actor(Role.PROVINCE_ADMIN)) as ctx:
        path = get_card(ctx, desk.units[PROVINCE]).path
        services.set_way(
            ctx, kind, AnswerWay.PAPER, province_id=desk.units[PROVINCE], province_path=path,
            valid_from=office.today, document_number="15/QĐ-UBND",
        )  # fmt: skip


def _act(office: Office, actor: Actor, act: Callable[..., object], paper_id: UUID, *more: object) -> None:
    target = office.target(paper_id)
    with office.desk.runtime.transaction(actor) as ctx:
        act(ctx, target, *more)


def test_the_answer_is_handed_in_with_the_paper_that_carries_it(office: Office) -> None:
    """Else it would be numbered and signed, and could then not be issued."""
    petition_id = office.desk.in_progress()
    with pytest.raises(AnswerMissing):
        office.submitted(petition_id, PaperKind.ANSWER)
    with office.desk.runtime.transaction(office.handler) as ctx:
        save_answer(ctx, office.desk.target(petition_id), DraftAnswer(Outcome.RESOLVED, "Đã nạo vét cống hôm qua.", ""))
        drafts = [one.id for one in list_papers(ctx, petition_id)]
    office.submit(drafts[0])
    assert office.desk.case(petition_id).state is PetitionState.AWAITING_APPROVAL
    office.approve(drafts[0])
    assert office.desk.case(petition_id).state is PetitionState.AWAITING_ISSUE


def test_an_answer_on_paper_answers_when_it_is_issued_and_not_before(office: Office) -> None:
    desk = office.desk
    on_paper(office)
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


def test_an_answer_on_screen_stays_as_it_was(office: Office) -> None:
    petition_id = office.desk.answered()
    assert office.desk.case(petition_id).state is PetitionState.ANSWERED


def test_a_draft_is_checked_before_it_is_submitted(office: Office) -> None:
    petition_id = office.desk.in_progress()
    paper_id = office.begin(petition_id, PaperKind.REQUEST_MORE, checks=("layout",), signer_id=None)
    with pytest.raises(PaperUnderWay):
        office.begin(petition_id, PaperKind.REQUEST_MORE)
    with pytest.raises(ChecksMissing):
        office.submit(paper_id)
    _act(office, office.handler, services.save, paper_id, office.command(PaperKind.REQUEST_MORE, signer_id=None))
    with pytest.raises(SignerMissing):
        office.submit(paper_id)
    mine = office.command(PaperKind.REQUEST_MORE, signer_id=office.handler.account_id)
    _act(office, office.handler, services.save, paper_id, mine)
    with pytest.raises(SignerNotAllowed):
        office.submit(paper_id)
    _act(office, office.handler, services.save, paper_id, office.command(PaperKind.REQUEST_MORE))
    office.submit(paper_id)
    assert office.paper(paper_id).state is PaperState.SUBMITTED
    with pytest.raises(TransitionNotAllowed):
        _act(office, office.handler, services.save, paper_id, office.command(PaperKind.REQUEST_MORE))


def test_comments_and_a_return_are_told_and_kept(office: Office) -> None:
    petition_id = office.desk.in_progress()
    paper_id = office.submitted(petition_id, PaperKind.REQUEST_MORE)
    _act(office, office.desk.actor(Role.INTAKE_CLERK), services.comment, paper_id, "Thêm hạn gửi.")
    with pytest.raises(TextMissing):
        _act(office, office.leader, services.return_paper, paper_id, "Sửa")
    with pytest.raises(Forbidden):
        _act(office, office.handler, services.return_paper, paper_id, "Tôi tự trả lại văn bản này.")
    _act(office, office.leader, services.return_paper, paper_id, "Ghi rõ hạn gửi bổ sung giúp tôi.")
    office.submit(paper_id)
    office.approve(paper_id)
    with pytest.raises(Forbidden):
        _act(office, office.leader, services.send_back, paper_id, "Tôi không phải văn thư.")
    _act(office, office.clerk, services.send_back, paper_id, "Thiếu nơi nhận ở góc trái.")
    assert office.paper(paper_id).approved_by is None
    with office.desk.runtime.reading() as ctx:
        steps = list_steps(ctx, office.paper(paper_id))
    assert [step.act for step in steps] == [
        PaperAct.SAVE, PaperAct.SUBMIT, PaperAct.COMMENT, PaperAct.RETURN, PaperAct.SUBMIT, PaperAct.APPROVE,
        PaperAct.SEND_BACK,
    ]  # fmt: skip
    assert steps[2].text == "Thêm hạn gửi."


def test_a_returned_paper_takes_the_answer_back_with_it(office: Office) -> None:
    desk = office.desk
    on_paper(office)
    petition_id = desk.in_progress()
    desk.propose(petition_id)
    paper_id = office.approved(petition_id, PaperKind.ANSWER)
    with desk.runtime.transaction(office.leader) as ctx:
        return_answer(ctx, desk.target(petition_id), "Nói rõ ngày làm xong giúp bà con.")
    assert desk.case(petition_id).state is PetitionState.IN_PROGRESS
    assert office.paper(paper_id).state is PaperState.RETURNED
    desk.propose(petition_id, "Làm xong trước ngày 20.")
    office.submit(paper_id)
    office.approve(paper_id)
    office.number(paper_id)
    with pytest.raises(NumberGiven), desk.runtime.transaction(office.leader) as ctx:
        return_answer(ctx, desk.target(petition_id), "Sửa thêm một lần nữa giúp tôi.")
    _act(office, office.clerk, services.void_paper, paper_id, VoidNumber(VoidReason.CONTENT, "Sai ngày"))
    assert desk.case(petition_id).state is PetitionState.AWAITING_ISSUE
    again = office.issue(petition_id, PaperKind.ANSWER)
    assert desk.case(petition_id).state is PetitionState.ANSWERED
    with desk.runtime.reading() as ctx:
        found = number_of(ctx, again)
    assert found is not None
    assert found.number == 2  # the void one is never given again


def test_nothing_is_issued_without_its_signed_file_which_is_kept_as_it_came(office: Office) -> None:
    petition_id = office.desk.in_progress()
    paper_id = office.approved(petition_id, PaperKind.REQUEST_MORE)
    office.number(paper_id)
    with pytest.raises(SignedFileMissing):
        office.send_out(paper_id)
    scan = signed_scan(2)
    first = office.attach(paper_id)
    office.attach(paper_id, scan)
    office.send_out(paper_id)
    with office.desk.runtime.reading() as ctx:
        found = signed_file(ctx, paper_id)
        assert found is not None
        assert found.sha256 == (hashlib.sha256(scan).hexdigest(),)
        assert (found.pages, found.signature) == (2, SignatureCheck.NONE)
        assert read_original(ctx, paper_id)[1] == scan
        assert read_signed(ctx, paper_id)[1].startswith(b"%PDF-")
        assert found.id != first.id
        assert scan not in office.desk.runtime.files.get(found.original_keys[0])


def test_a_signed_paper_with_an_identity_card_is_not_kept(office: Office) -> None:
    paper_id = office.approved(office.desk.in_progress(), PaperKind.REQUEST_MORE)
    office.number(paper_id)
    folder = office.desk.runtime.settings.data_dir
    before = {path for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(CardInFile):
        office.store(paper_id, card_pdf(card_photo()))
    with pytest.raises(CardShown):
        office.store(paper_id, photo(), card_photo())
    assert {path for path in folder.rglob("*") if path.is_file()} - before == set()


def test_photos_of_pages_become_one_paper(office: Office) -> None:
    paper_id = office.approved(office.desk.in_progress(), PaperKind.REQUEST_MORE)
    office.number(paper_id)
    stored = office.attach(paper_id, photo(), photo())
    assert (stored.pages, len(stored.original_keys), stored.media_type) == (2, 2, "image/jpeg")


def test_who_lost_the_race_is_told(office: Office) -> None:
    paper_id = office.submitted(office.desk.in_progress(), PaperKind.REQUEST_MORE)
    stale = PaperTarget(paper_id, office.paper(paper_id).version - 1)
    with pytest.raises(StaleVersion), office.desk.runtime.transaction(office.leader) as ctx:
        services.approve_paper(ctx, stale)


def test_another_office_and_other_roles_know_nothing_of_it(office: Office) -> None:
    desk = office.desk
    paper_id = office.submitted(desk.in_progress(), PaperKind.REQUEST_MORE)
    stranger = desk.another("lanh-dao-khac", Role.LEADER, OTHER)
    for actor in (stranger, desk.actor(Role.PUBLISHER), office.clerk):
        with pytest.raises(NotFound):
            _act(office, actor, services.approve_paper, paper_id)


def test_an_answer_that_was_withdrawn_is_not_issued(office: Office) -> None:
    desk = office.desk
    on_paper(office)
    petition_id = desk.in_progress()
    desk.propose(petition_id)
    paper_id = office.approved(petition_id, PaperKind.ANSWER)
    office.number(paper_id)
    office.attach(paper_id)
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        withdraw(ctx, petition_id, reason="Tôi không cần nữa, cảm ơn các anh chị.")
    with pytest.raises(PaperDoesNotFit):
        office.send_out(paper_id)
    with desk.runtime.reading() as ctx:
        case = find_case_view(ctx, petition_id)
    assert case is not None
    assert case.answered_at is None


def test_the_settling_term_is_met_when_the_paper_is_issued(office: Office) -> None:
    desk = office.desk
    on_paper(office)
    petition_id = desk.in_progress()
    desk.propose(petition_id)
    paper_id = office.approved(petition_id, PaperKind.ANSWER)
    office.number(paper_id)
    office.attach(paper_id)
    with desk.runtime.reading() as ctx:
        before = {clock.row: clock.state for clock in list_clocks(ctx, "petition", petition_id)}
    office.send_out(paper_id)
    with desk.runtime.reading() as ctx:
        after = {clock.row: clock.state for clock in list_clocks(ctx, "petition", petition_id)}
    assert (before[55], after[55]) == (ClockState.RUNNING, ClockState.MET)

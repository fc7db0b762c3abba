"""A dialogue from its plan to its published results, a question, a promise."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from accounts.roles import Role
from bootstrap.runtime import Runtime
from casework.numbers import find_case
from core import audit
from core.actor import ANONYMOUS
from core.clock import VIETNAM, local_date
from core.context import Context
from core.errors import DomainError, Forbidden, NotFound, StaleVersion
from core.paging import PageRequest
from core.transitions import TransitionNotAllowed
from dialogues import commitments, queries, questions, services
from dialogues.commands import AskQuestion, MakeCommitment, PlanDialogue
from dialogues.errors import (
    AnnouncedTooLate,
    ConclusionsMissing,
    DueBeforePromise,
    EndsBeforeStart,
    NotHeldYet,
    QuestionsClosed,
)
from dialogues.models import Question
from dialogues.states import CommitmentAct, CommitmentState, DialogueForm, DialogueKind, DialogueState, QuestionState
from tests.support.clock import SteppingClock
from tests.support.small_world import Places, build_places


@pytest.fixture
def places(runtime: Runtime) -> Places:
    return build_places(runtime)


def plan(places: Places, starts_at: datetime, **changes: object) -> PlanDialogue:
    values = {
        "agency_id": places.commune_id, "kind": DialogueKind.YEARLY, "form": DialogueForm.IN_PERSON,
        "title": "Đối thoại cuối năm", "topics": "Đường, rác, nước", "place": "Hội trường xã",
        "how_to_join": "Ai cũng dự được", "host": "Chủ tịch xã", "co_host": "", "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=3),
    }  # fmt: skip
    return PlanDialogue(**(values | changes))  # type: ignore[arg-type]  # values of the right types


def do(
    runtime: Runtime, places: Places, act: Callable[[Context], object], role: Role = Role.DIALOGUE_SECRETARY
) -> object:
    with runtime.transaction(places.official(role)) as ctx:
        return act(ctx)


def refused(runtime: Runtime, places: Places, act: Callable[[Context], object], error: type[DomainError]) -> None:
    with pytest.raises(error):
        do(runtime, places, act)


def at(days: int, clock: SteppingClock) -> datetime:
    day = local_date(clock.now) + timedelta(days=days)
    return datetime(day.year, day.month, day.day, 8, tzinfo=VIETNAM)


def announced(runtime: Runtime, places: Places, clock: SteppingClock, *, days: int = 10) -> UUID:
    dialogue_id = do(runtime, places, lambda ctx: services.plan_dialogue(ctx, plan(places, at(days, clock))))
    assert isinstance(dialogue_id, UUID)
    do(runtime, places, lambda ctx: services.announce_dialogue(ctx, dialogue_id, version=1))
    return dialogue_id


def test_a_draft_is_invisible_and_an_announced_dialogue_is_public(
    runtime: Runtime, places: Places, clock: SteppingClock
) -> None:
    draft = do(runtime, places, lambda ctx: services.plan_dialogue(ctx, plan(places, at(10, clock))))
    assert isinstance(draft, UUID)
    with runtime.reading(ANONYMOUS) as ctx, pytest.raises(NotFound):
        queries.get_public_dialogue(ctx, draft)
    do(runtime, places, lambda ctx: services.announce_dialogue(ctx, draft, version=1))
    with runtime.reading(ANONYMOUS) as ctx:
        assert queries.get_public_dialogue(ctx, draft).state is DialogueState.ANNOUNCED
        assert [d.id for d in queries.list_coming(ctx, [places.commune_id])] == [draft]
        assert not list(audit.verify(ctx))


@pytest.mark.parametrize(("days", "allowed"), [(6, False), (7, True), (8, True)])
def test_it_is_announced_at_least_seven_days_before(
    runtime: Runtime, places: Places, clock: SteppingClock, days: int, allowed: bool
) -> None:
    dialogue_id = do(runtime, places, lambda ctx: services.plan_dialogue(ctx, plan(places, at(days, clock))))
    assert isinstance(dialogue_id, UUID)
    if allowed:
        do(runtime, places, lambda ctx: services.announce_dialogue(ctx, dialogue_id, version=1))
    else:
        refused(runtime, places, lambda ctx: services.announce_dialogue(ctx, dialogue_id, version=1), AnnouncedTooLate)


def test_an_end_before_the_start_is_refused(runtime: Runtime, places: Places, clock: SteppingClock) -> None:
    start = at(10, clock)
    refused(
        runtime, places, lambda ctx: services.plan_dialogue(ctx, plan(places, start, ends_at=start)), EndsBeforeStart
    )


@pytest.mark.parametrize("role", [Role.PUBLISHER, Role.BOARD_MEMBER, Role.HANDLER])
def test_other_roles_plan_nothing(runtime: Runtime, places: Places, clock: SteppingClock, role: Role) -> None:
    with pytest.raises(Forbidden):
        do(runtime, places, lambda ctx: services.plan_dialogue(ctx, plan(places, at(10, clock))), role)


def test_results_are_published_within_ten_days(runtime: Runtime, places: Places, clock: SteppingClock) -> None:
    dialogue_id = announced(runtime, places, clock)
    refused(runtime, places, lambda ctx: services.hold_dialogue(ctx, dialogue_id, version=2, attendance=5), NotHeldYet)
    clock.advance(days=10, hours=5)
    do(runtime, places, lambda ctx: services.hold_dialogue(ctx, dialogue_id, version=2, attendance=120))
    refused(runtime, places, lambda ctx: services.conclude_dialogue(ctx, dialogue_id, version=3), ConclusionsMissing)
    do(runtime, places, lambda ctx: services.save_conclusions(ctx, dialogue_id, version=3, conclusions="Làm đường."))
    do(runtime, places, lambda ctx: services.conclude_dialogue(ctx, dialogue_id, version=4))
    with runtime.reading(ANONYMOUS) as ctx:
        view = queries.get_public_dialogue(ctx, dialogue_id)
    assert view.state is DialogueState.CONCLUDED
    assert view.results_due_at is not None
    # Held on Friday 20/3/2026; ten days end on Monday 30/3.
    assert local_date(view.results_due_at) == date(2026, 3, 30)


def test_a_lost_race_changes_nothing(runtime: Runtime, places: Places, clock: SteppingClock) -> None:
    dialogue_id = announced(runtime, places, clock)
    refused(
        runtime, places, lambda ctx: services.postpone_dialogue(ctx, dialogue_id, version=1, reason="Bão"), StaleVersion
    )
    with runtime.reading(ANONYMOUS) as ctx:
        assert queries.get_public_dialogue(ctx, dialogue_id).state is DialogueState.ANNOUNCED


def test_a_question_is_sealed_until_read_and_found_by_its_number_and_code(
    runtime: Runtime, places: Places, clock: SteppingClock
) -> None:
    dialogue_id = announced(runtime, places, clock)
    text = "Đường thôn Đông bao giờ làm?"
    with runtime.transaction(ANONYMOUS) as ctx:
        asked = questions.ask_question(
            ctx,
            AskQuestion(dialogue_id=dialogue_id, text=text, notice_version="1", name="Người hỏi", phone="0912000000"),
        )
    with runtime.reading() as ctx:
        row = ctx.session.execute(select(Question).where(Question.id == asked.question_id)).scalar_one()
        assert row.text is None
        assert row.sealed_text is not None
        assert "Đường".encode() not in row.sealed_text
        assert queries.list_public_questions(ctx, dialogue_id) == []
    with runtime.transaction(ANONYMOUS) as ctx:
        found = find_case(
            ctx, number_typed=asked.issued.number, access_code_typed=asked.issued.access_code, network=b"n"
        )
    assert found is not None
    assert (found.case_id, found.case_type) == (asked.question_id, questions.CASE_TYPE)
    with pytest.raises(Forbidden):
        do(runtime, places, lambda ctx: questions.read_sealed(ctx, asked.question_id), Role.PUBLISHER)
    assert do(runtime, places, lambda ctx: questions.read_sealed(ctx, asked.question_id)) == text
    do(runtime, places, lambda ctx: questions.accept_question(ctx, asked.question_id, version=1, text=text))
    do(runtime, places, lambda ctx: questions.answer_question(ctx, asked.question_id, version=2, answer="Quý I."))
    with runtime.reading(ANONYMOUS) as ctx:
        shown = queries.list_public_questions(ctx, dialogue_id)
    assert [(q.text, q.answer, q.state) for q in shown] == [(text, "Quý I.", QuestionState.ANSWERED)]


def test_no_question_after_the_dialogue_began(runtime: Runtime, places: Places, clock: SteppingClock) -> None:
    dialogue_id = announced(runtime, places, clock)
    clock.advance(days=10, hours=1)
    with pytest.raises(QuestionsClosed):
        do(
            runtime,
            places,
            lambda ctx: questions.ask_question(
                ctx, AskQuestion(dialogue_id=dialogue_id, text="Muộn", notice_version="1")
            ),
        )


def promise(runtime: Runtime, places: Places, clock: SteppingClock, *, days: int = 30) -> UUID:
    command = MakeCommitment(
        agency_id=places.commune_id, dialogue_id=None, text="Nạo vét mương", owner="Phòng Kinh tế",
        due_on=local_date(clock.now) + timedelta(days=days),
    )  # fmt: skip
    made = do(runtime, places, lambda ctx: commitments.make_commitment(ctx, command))
    assert isinstance(made, UUID)
    return made


def settle(runtime: Runtime, places: Places, commitment_id: UUID, act: CommitmentAct, version: int, role: Role) -> None:
    do(
        runtime, places,
        lambda ctx: commitments.act_on_commitment(ctx, commitment_id, act=act, note="Đã xem", version=version),
        role,
    )  # fmt: skip


def test_a_claim_is_not_kept_before_the_board_says_so(runtime: Runtime, places: Places, clock: SteppingClock) -> None:
    commitment_id = promise(runtime, places, clock)
    secretary, board = Role.DIALOGUE_SECRETARY, Role.BOARD_MEMBER
    settle(runtime, places, commitment_id, CommitmentAct.CLAIM, 1, secretary)
    for role in (secretary, Role.LEADER):
        with pytest.raises(Forbidden):
            settle(runtime, places, commitment_id, CommitmentAct.CONFIRM, 2, role)
    settle(runtime, places, commitment_id, CommitmentAct.DISPUTE, 2, board)
    with pytest.raises(TransitionNotAllowed):
        settle(runtime, places, commitment_id, CommitmentAct.CONFIRM, 3, board)
    settle(runtime, places, commitment_id, CommitmentAct.CLAIM, 3, secretary)
    settle(runtime, places, commitment_id, CommitmentAct.CONFIRM, 4, board)
    with runtime.reading(ANONYMOUS) as ctx:
        view = queries.get_commitment(ctx, commitment_id)
        tally = queries.tally_commitments(ctx, places.commune_id)
    assert view.state is CommitmentState.KEPT
    assert [step.act.value for step in view.steps] == ["claim", "dispute", "claim", "confirm"]
    assert (tally.total, tally.kept, tally.claimed, tally.overdue) == (1, 1, 0, 0)


def test_a_promise_is_late_the_day_after_its_due_day(runtime: Runtime, places: Places, clock: SteppingClock) -> None:
    commitment_id = promise(runtime, places, clock, days=1)
    for days, late in ((1, False), (1, True)):
        clock.advance(days=days)
        with runtime.reading(ANONYMOUS) as ctx:
            assert queries.get_commitment(ctx, commitment_id).overdue is late
            assert queries.tally_commitments(ctx, places.commune_id).overdue == int(late)
    refused(
        runtime, places,
        lambda ctx: commitments.make_commitment(
            ctx,
            MakeCommitment(
                agency_id=places.commune_id, dialogue_id=None, text="Muộn", owner="x",
                due_on=local_date(clock.now) - timedelta(days=1),
            ),
        ),
        DueBeforePromise,
    )  # fmt: skip


def test_pages_of_promises_follow_one_another(runtime: Runtime, places: Places, clock: SteppingClock) -> None:
    made = {promise(runtime, places, clock, days=days) for days in (3, 3, 3, 1, 2)}
    seen: list[UUID] = []
    after = None
    with runtime.reading(ANONYMOUS) as ctx:
        for _ in range(3):
            page = queries.list_commitments(ctx, agency_id=places.commune_id, page=PageRequest(size=2, after=after))
            seen += [row.id for row in page.items]
            after = page.next_cursor
    assert after is None
    assert len(seen) == 5
    assert set(seen) == made


def test_an_unknown_dialogue_looks_like_a_draft(runtime: Runtime, places: Places) -> None:
    with runtime.reading(ANONYMOUS) as ctx, pytest.raises(NotFound):
        queries.get_public_dialogue(ctx, uuid4())

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

from accounts.roles import Role
from core import audit
from core.clock import local_date
from core.errors import Forbidden, NotFound
from core.paging import PageRequest
from core.transitions import TransitionNotAllowed
from surveys import queries, review_queries
from surveys.batches import seal_batch, verify_batches
from surveys.commands import AddDetails, MarkAnswers, ReviewComment
from surveys.comments.covering import look_for
from surveys.comments.queries import list_by_state
from surveys.errors import (
    CommentTextMissing,
    CommentTooLong,
    DetailsAlreadyGiven,
    ReasonMissing,
    ValueUnknown,
)  # fmt: skip
from surveys.forms import ASKED_EXTRA, OVERALL
from surveys.models import SurveyAnswer, SurveyBatch
from surveys.services import add_details, mark_answers, open_comment, review_comment
from surveys.states import CommentAct, CommentState, Validity
from surveys.statistics import Tally
from tests.support.clock import SteppingClock
from tests.support.counters import Counters


def tallies(counters: Counters) -> dict[tuple[str, Validity], Tally]:
    with counters.runtime.reading() as ctx:
        found = queries.question_tallies(
            ctx, counters.commune, queries.Period(local_date(ctx.now) - timedelta(days=90), local_date(ctx.now))
        )
    return {key[1:]: tally for key, tally in found.items() if key[0] == counters.points[0].id and any(tally.counts)}


def test_the_second_page_is_counted_once(counters: Counters) -> None:
    (answer_id,) = counters.rate(4)
    with counters.runtime.transaction() as ctx:
        add_details(ctx, AddDetails(answer_id, {"attitude": 5, "waiting": 0, ASKED_EXTRA: 2}))
    with pytest.raises(DetailsAlreadyGiven), counters.runtime.transaction() as ctx:
        add_details(ctx, AddDetails(answer_id, {"attitude": 1}))
    found = tallies(counters)
    assert found[("attitude", Validity.VALID)].counts == (0, 0, 0, 0, 0, 1)
    assert found[("waiting", Validity.VALID)].n == 0  # not applicable is outside every share
    assert found[(ASKED_EXTRA, Validity.VALID)].counts[2] == 1


@pytest.mark.parametrize("values", [{"attitude": 6}, {"attitude": -1}, {ASKED_EXTRA: 3}, {OVERALL: 5}, {"other": 1}])
def test_values_the_question_does_not_offer_are_refused(counters: Counters, values: dict[str, int]) -> None:
    (answer_id,) = counters.rate(4)
    with pytest.raises(ValueUnknown), counters.runtime.transaction() as ctx:
        add_details(ctx, AddDetails(answer_id, values))
    assert set(tallies(counters)) == {(OVERALL, Validity.VALID)}


def test_a_comment_is_sealed_until_the_manager_shows_it(counters: Counters) -> None:
    (answer_id,) = counters.rate(2)
    with counters.runtime.transaction() as ctx:
        add_details(ctx, AddDetails(answer_id, {}, "Chờ lâu, gặp anh Tám ở quầy"))
    with counters.runtime.reading() as ctx:
        (sealed,) = ctx.session.scalars(select(SurveyAnswer.comment_sealed))
        assert sealed is not None
        assert "Tám".encode() not in sealed
        assert open_comment(ctx, answer_id, sealed) == "Chờ lâu, gặp anh Tám ở quầy"
        assert not review_queries.list_comments(ctx, counters.commune, page=PageRequest()).items
    manager = counters.official(Role.SURVEY_MANAGER)
    with counters.runtime.transaction(manager) as ctx:
        (waiting,) = list_by_state(ctx, [counters.commune], CommentState.WAITING)
        review_comment(ctx, ReviewComment(answer_id, CommentAct.SHOW, look_for(waiting.text), "ở quầy"))
    with counters.runtime.reading() as ctx:
        (shown,) = review_queries.list_comments(ctx, counters.commune, page=PageRequest()).items
        assert shown.text == "Chờ lâu, gặp anh [đã che: họ tên] [đã che: thông tin riêng]"
        assert shown.overall == 2
        assert review_queries.count_waiting_comments(ctx, [counters.commune]) == 0
        actions = ctx.session.scalars(
            select(audit.AuditEntry.action).where(audit.AuditEntry.subject_type == "survey_answer")
        ).all()
    assert actions == ["surveys:comment:show"]
    with counters.runtime.transaction(manager) as ctx:
        review_comment(ctx, ReviewComment(answer_id, CommentAct.HIDE))
    with pytest.raises(TransitionNotAllowed), counters.runtime.transaction(manager) as ctx:
        review_comment(ctx, ReviewComment(answer_id, CommentAct.SHOW))


def test_who_may_not_review_is_refused(counters: Counters) -> None:
    (answer_id,) = counters.rate(2)
    with counters.runtime.transaction() as ctx:
        add_details(ctx, AddDetails(answer_id, {}, "Chờ lâu"))
    for actor in (counters.official(Role.LEADER), counters.official(Role.SURVEY_MANAGER, counters.others)):
        with pytest.raises(Forbidden), counters.runtime.transaction(actor) as ctx:
            review_comment(ctx, ReviewComment(answer_id, CommentAct.SHOW))
    manager = counters.official(Role.SURVEY_MANAGER)
    with pytest.raises(CommentTextMissing), counters.runtime.transaction(manager) as ctx:
        review_comment(ctx, ReviewComment(answer_id, CommentAct.SHOW, phrases="chờ lâu"))


def test_comments_have_a_limit(counters: Counters) -> None:
    (answer_id,) = counters.rate(2)
    with pytest.raises(CommentTooLong), counters.runtime.transaction() as ctx:
        add_details(ctx, AddDetails(answer_id, {}, "a" * 1001))


def test_marked_answers_move_with_their_details_and_nothing_is_lost(counters: Counters) -> None:
    first, *_ = counters.rate(5, 5, 1)
    with counters.runtime.transaction() as ctx:
        add_details(ctx, AddDetails(first, {"attitude": 4}))
    before = tallies(counters)
    manager, hour = counters.official(Role.SURVEY_MANAGER), counters.runtime.clock()
    point = counters.points[0].id
    with counters.runtime.transaction(manager) as ctx:
        assert mark_answers(ctx, MarkAnswers(point, hour, Validity.SUSPECT, "Mười lượt trong một phút")) == 3
    after = tallies(counters)
    assert after == {(question, Validity.SUSPECT): tally for (question, _), tally in before.items()}
    with counters.runtime.transaction(manager) as ctx:
        mark_answers(ctx, MarkAnswers(point, hour, Validity.VALID, ""))
    assert tallies(counters) == before


def test_marking_needs_a_reason_a_right_and_answers(counters: Counters) -> None:
    counters.rate(5)
    manager, point = counters.official(Role.SURVEY_MANAGER), counters.points[0].id
    hour = counters.runtime.clock()
    with pytest.raises(ReasonMissing), counters.runtime.transaction(manager) as ctx:
        mark_answers(ctx, MarkAnswers(point, hour, Validity.EXCLUDED, "  "))
    with pytest.raises(NotFound), counters.runtime.transaction(manager) as ctx:
        mark_answers(ctx, MarkAnswers(point, hour - timedelta(hours=1), Validity.EXCLUDED, "Thử"))
    with pytest.raises(Forbidden), counters.runtime.transaction(counters.official(Role.LEADER)) as ctx:
        mark_answers(ctx, MarkAnswers(point, hour, Validity.EXCLUDED, "Thử"))


def close(counters: Counters, clock: SteppingClock) -> list[str]:
    clock.advance(hours=5)
    with counters.runtime.transaction() as ctx:
        seal_batch(ctx)
    return faults(counters)


def faults(counters: Counters) -> list[str]:
    with counters.runtime.reading() as ctx:
        assert not list(audit.verify(ctx))
        return [broken.reason for broken in verify_batches(ctx)]


def test_closed_answers_are_in_the_audit_chain(counters: Counters, clock: SteppingClock) -> None:
    (answer_id,) = counters.rate(4)
    with counters.runtime.transaction() as ctx:
        assert seal_batch(ctx) == 0  # the second page may still come
    assert close(counters, clock) == []
    with pytest.raises(DetailsAlreadyGiven), counters.runtime.transaction() as ctx:
        add_details(ctx, AddDetails(answer_id, {"attitude": 1}))
    with counters.runtime.reading() as ctx:
        batch = ctx.session.execute(select(SurveyBatch.id, SurveyBatch.answers)).one()
        entry = ctx.session.scalars(
            select(audit.AuditEntry.subject_id).where(audit.AuditEntry.action == "surveys:answers:closed")
        ).one()
    assert (batch.answers, entry) == (1, str(batch.id))
    with counters.runtime.transaction() as ctx:
        assert seal_batch(ctx) == 0


def test_a_changed_answer_is_named(counters: Counters, clock: SteppingClock) -> None:
    first, second = counters.rate(1, 4)
    assert close(counters, clock) == []
    with counters.runtime.transaction() as ctx:
        ctx.session.execute(update(SurveyAnswer).where(SurveyAnswer.id == first).values(overall=5))
    assert faults(counters) == [f"answer {first} was changed"]
    with counters.runtime.transaction() as ctx:
        ctx.session.execute(delete(SurveyAnswer).where(SurveyAnswer.id == second))
    assert faults(counters) == ["2 answers were closed, 1 are there"]


def test_marking_and_reviewing_do_not_break_a_batch(counters: Counters, clock: SteppingClock) -> None:
    (answer_id,) = counters.rate(1)
    hour = counters.runtime.clock()
    with counters.runtime.transaction() as ctx:
        add_details(ctx, AddDetails(answer_id, {"waiting": 1}, "Chờ lâu"))
    assert close(counters, clock) == []
    manager = counters.official(Role.SURVEY_MANAGER)
    with counters.runtime.transaction(manager) as ctx:
        review_comment(ctx, ReviewComment(answer_id, CommentAct.HIDE))
        mark_answers(ctx, MarkAnswers(counters.points[0].id, hour, Validity.EXCLUDED, "Thử máy"))
    assert faults(counters) == []
    with counters.runtime.transaction() as ctx:
        ctx.session.execute(update(SurveyAnswer).values(comment_sealed=b"x"))
    assert faults(counters) == [f"the comment of {answer_id} was changed"]

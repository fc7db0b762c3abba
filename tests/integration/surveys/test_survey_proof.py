"""Every count that pages read is proved against the answers at night; what differs is named, told and mended."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, func, insert, select, update

from accounts.inbox import OfficialNoticeKind, list_unseen
from accounts.roles import Role
from bootstrap.survey_proof import walk_on
from core import audit
from core.audit import AuditEntry
from core.clock import local_date
from jobs.handlers.proofs import prove_surveys
from surveys.answering import LATE
from surveys.commands import AddDetails, MarkAnswers
from surveys.forms import ASKED_EXTRA, OVERALL
from surveys.ingest import record_answers
from surveys.models import SurveyDay, SurveyMonth
from surveys.parts.models import SurveyMonthPart
from surveys.parts.telling import publish_all
from surveys.proof import mending, queries, running
from surveys.proof.states import Summary
from surveys.publishing import publish_months
from surveys.services import add_details, mark_answers
from surveys.states import Channel, MonthPart, Validity
from tests.support.clock import SteppingClock
from tests.support.counters import Counters

WORDS = "Thử máy"


@pytest.fixture
def busy(counters: Counters, clock: SteppingClock) -> Counters:
    """Two counters with every kind of count, and a month that was published."""
    runtime = counters.runtime
    clock.advance(days=15 - local_date(clock()).day)
    then = clock()
    counters.rate(5, 4, 4, 1, 2, 5)
    (last,) = counters.rate(3, point=1)
    with runtime.transaction() as ctx:
        late = counters.answer(2)
        slip = counters.answer(5)
        object.__setattr__(late, "waited", 3)
        object.__setattr__(slip, "channel", Channel.SLIP)
        record_answers(ctx, [late, slip])
        add_details(ctx, AddDetails(last, {"attitude": 4, "waiting": 0, ASKED_EXTRA: 2}))
    clock.advance(hours=1)
    counters.rate(1, 1, point=1)
    with runtime.transaction(counters.official(Role.SURVEY_MANAGER)) as ctx:
        mark_answers(ctx, MarkAnswers(counters.points[1].id, clock(), Validity.EXCLUDED, WORDS))
    assert clock() > then
    clock.advance(days=30)
    with runtime.transaction() as ctx:
        assert publish_months(ctx) == 1
    return counters


def faults(counters: Counters) -> list[queries.Fault]:
    with counters.runtime.reading() as ctx:
        return [one for one in queries.list_faults(ctx) if one.settled_at is None]


def change(counters: Counters, statement: Any) -> None:
    """What no code of ours does: a hand in the database."""
    with counters.runtime.transaction() as ctx:
        ctx.session.execute(statement)


def tomorrow(counters: Counters, clock: SteppingClock) -> list[queries.Fault]:
    clock.advance(days=1)
    prove_surveys(counters.runtime)
    return faults(counters)


def mend_all(counters: Counters) -> list[mending.Mended | None]:
    with counters.runtime.reading() as ctx:
        ids = mending.list_open(ctx)
    done = []
    for fault_id in ids:
        with counters.runtime.transaction(public=True) as ctx:
            done.append(mending.mend(ctx, fault_id))
    return done


def test_right_counts_are_proved_once_a_night(busy: Counters, clock: SteppingClock) -> None:
    assert tomorrow(busy, clock) == []
    prove_surveys(busy.runtime)
    with busy.runtime.reading() as ctx:
        (night,) = queries.list_nights(ctx)
        points = ctx.session.scalar(select(func.count()).select_from(mending.SurveyFault))
    assert (night.points, night.answers, night.faults, points) == (len(busy.points), 11, 0, 0)
    assert night.finished_at is not None
    assert tomorrow(busy, clock) == []
    with busy.runtime.reading() as ctx:
        assert len(queries.list_nights(ctx)) == 2


def test_a_difference_in_each_table_is_found_told_and_mended(busy: Counters, clock: SteppingClock) -> None:
    administrator = busy.official(Role.COMMUNE_ADMIN)
    first, second = busy.points[0].id, busy.points[1].id
    d, m = SurveyDay, SurveyMonth
    change(busy, update(d).where(d.service_point_id == first, d.question == OVERALL).values(c5=d.c5 + 1))
    change(busy, delete(d).where(d.service_point_id == first, d.question == LATE))
    day = local_date(clock()) - timedelta(days=200)
    change(busy, insert(d).values(
        service_point_id=second, day=day, question="guidance", validity=Validity.SUSPECT, agency_id=busy.commune,
        c0=0, c1=1, c2=0, c3=0, c4=0, c5=0,
    ))  # fmt: skip
    change(busy, update(m).values(c1=m.c1 + 1))
    found = {(one.summary, one.question, one.validity): one for one in tomorrow(busy, clock)}
    assert set(found) == {
        (Summary.DAY, OVERALL, Validity.VALID), (Summary.DAY, LATE, Validity.VALID),
        (Summary.DAY, "guidance", Validity.SUSPECT), (Summary.MONTH, OVERALL, Validity.VALID),
    }  # fmt: skip
    more = found[Summary.DAY, OVERALL, Validity.VALID]
    assert (more.point_number, more.kept, more.counted) == ("1", [0, 1, 2, 0, 2, 4], [0, 1, 2, 0, 2, 3])
    gone = found[Summary.DAY, LATE, Validity.VALID]
    assert (gone.kept, gone.counted) == (None, [0, 0, 1, 0, 0, 0])
    too_many = found[Summary.DAY, "guidance", Validity.SUSPECT]
    assert (too_many.day, too_many.kept, too_many.counted) == (day, [0, 1, 0, 0, 0, 0], None)
    with busy.runtime.reading(administrator) as ctx:
        assert administrator.account_id is not None
        (line,) = list_unseen(ctx, administrator.account_id)
        assert queries.count_open(ctx) == 4
    assert (line.kind, line.params) == (OfficialNoticeKind.SURVEY_COUNTS_DIFFER, {"cells": 4})

    # The next night finds the same again and bothers nobody twice.
    assert len(tomorrow(busy, clock)) == 4
    with busy.runtime.reading(administrator) as ctx:
        assert len(list_unseen(ctx, administrator.account_id)) == 1
    done = mend_all(busy)
    assert len([one for one in done if one is not None]) == 4
    assert faults(busy) == mend_all(busy) == tomorrow(busy, clock) == []
    with busy.runtime.reading() as ctx:
        told = ctx.session.execute(select(m.c1, m.c2, m.c3, m.c4, m.c5)).one()
        actions = ctx.session.scalars(select(AuditEntry.action).where(AuditEntry.action.like("surveys:proof:%"))).all()
        assert list(audit.verify(ctx)) == []
    assert tuple(told) == (1, 2, 0, 2, 3)
    assert sorted(actions) == ["surveys:proof:differs", *["surveys:proof:mended"] * 4]


def test_what_somebody_put_right_is_settled_by_the_next_night(busy: Counters, clock: SteppingClock) -> None:
    d = SurveyDay
    here = (d.service_point_id == busy.points[0].id, d.question == OVERALL)
    change(busy, update(d).where(*here).values(c5=d.c5 + 1))
    assert len(tomorrow(busy, clock)) == 1
    change(busy, update(d).where(*here).values(c5=d.c5 - 1))
    assert tomorrow(busy, clock) == []
    assert mend_all(busy) == []
    with busy.runtime.reading() as ctx:
        (settled,) = queries.list_faults(ctx)
    assert settled.settled_at == clock()


def test_a_month_too_small_after_mending_is_taken_back(busy: Counters, clock: SteppingClock) -> None:
    """What the answers say decides, also when the public was told more than there are."""
    month = local_date(clock() - timedelta(days=30)).replace(day=1)
    change(busy, insert(SurveyMonth).values(
        service_point_id=busy.points[1].id, month=month, agency_id=busy.commune, published_at=clock(), mark=None,
        c1=40, c2=0, c3=0, c4=0, c5=0,
    ))  # fmt: skip
    (fault,) = tomorrow(busy, clock)
    assert (fault.summary, fault.counted) == (Summary.MONTH, [0, 0, 0, 1, 0, 0])
    mend_all(busy)
    with busy.runtime.reading() as ctx:
        assert ctx.session.scalars(select(SurveyMonth.service_point_id)).all() == [busy.points[0].id]


def test_what_stands_beside_a_month_is_proved_too(busy: Counters, clock: SteppingClock) -> None:
    runtime, then = busy.runtime, clock() - timedelta(days=30)
    busy.rate(*[5] * 7, point=1, at=then)
    with runtime.transaction(busy.official(Role.SURVEY_MANAGER)) as ctx:
        mark_answers(ctx, MarkAnswers(busy.points[1].id, then, Validity.SUSPECT, WORDS))
    with runtime.transaction() as ctx:
        assert publish_all(ctx) == 1
    assert tomorrow(busy, clock) == []
    p = SurveyMonthPart
    change(busy, update(p).values(c1=p.c1 + 1))
    (fault,) = tomorrow(busy, clock)
    assert (fault.summary, fault.question, fault.validity) == (Summary.PART, "suspect", Validity.SUSPECT)
    mend_all(busy)
    assert tomorrow(busy, clock) == []
    with runtime.reading() as ctx:
        assert tuple(ctx.session.execute(select(p.part, p.c1, p.c5)).one()) == (MonthPart.SUSPECT, fault.counted[1], 7)  # type: ignore[index]  # it has numbers


def test_an_interrupted_walk_goes_on_where_it_stopped(busy: Counters, clock: SteppingClock) -> None:
    with busy.runtime.transaction() as ctx:
        walk = running.begin_or_go_on(ctx)
        assert walk is not None
        places = running.next_places(ctx, None, limit=2)
        running.note(ctx, walk, [running.Found(place, answers=7) for place in places])
    clock.advance(minutes=10)
    prove_surveys(busy.runtime)
    with busy.runtime.reading() as ctx:
        (night,) = queries.list_nights(ctx)
        left = ctx.session.scalar(select(func.count()).select_from(running.ServicePoint)) or 0
    assert night.points == left
    assert night.finished_at == clock()
    assert walk_on(busy.runtime, running.Walk(walk.id, None), until=lambda: True) is False


def test_ratings_go_on_while_it_is_proved_and_mended(busy: Counters) -> None:
    """A rating between the reading and the mending is counted once: the row is locked, then counted anew."""
    d, now = SurveyDay, busy.runtime.clock()
    busy.rate(5, 5)
    day = local_date(now)
    change(busy, update(d).where(d.day == day).values(c5=0, c1=9))
    prove_surveys(busy.runtime)
    busy.rate(4)
    (done,) = mend_all(busy)
    assert done is not None
    assert (done.before, done.after) == ((0, 9, 0, 0, 1, 0), (0, 0, 0, 0, 1, 2))
    busy.rate(1)
    assert _row(busy, day) == (0, 1, 0, 0, 1, 2)


def _row(counters: Counters, day: date) -> tuple[int, ...]:
    d = SurveyDay
    with counters.runtime.reading() as ctx:
        row = ctx.session.execute(select(d.c0, d.c1, d.c2, d.c3, d.c4, d.c5).where(d.day == day)).one()
    return tuple(row)


def test_nobody_sees_the_faults_of_others(busy: Counters, clock: SteppingClock) -> None:
    change(busy, update(SurveyDay).values(c5=SurveyDay.c5 + 1))
    found = len(tomorrow(busy, clock))
    for role, place, sees in (
        (Role.SURVEY_MANAGER, busy.commune, found), (Role.SURVEY_MANAGER, busy.others, 0),
        (Role.PROVINCE_ADMIN, busy.province, found), (Role.LEADER, busy.commune, 0),
    ):  # fmt: skip
        with busy.runtime.reading(busy.official(role, place)) as ctx:
            assert len(queries.list_faults(ctx)) == sees
            assert queries.count_open(ctx) == sees
            assert isinstance(queries.list_nights(ctx)[0].began_at, datetime)

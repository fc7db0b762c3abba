"""Ratings by text message: once each, marked as what they are, and nothing left of the telephone."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, inspect, select

from accounts.roles import Role
from core.clock import local_date
from surveys.answering import TEXTED, VERIFIED
from surveys.flags import flag_bursts
from surveys.forms import OVERALL
from surveys.models import SurveyAnswer, SurveyDay, SurveySlipRun
from surveys.slips.codes import Slip, make_code
from surveys.slips.runs import begin_run, cancel_run
from surveys.states import Channel, Validity
from surveys.texting.grammar import read_rating
from surveys.texting.services import EACH_AN_HOUR, MANY, Outcome, RatingText, Taken, take_rating
from tests.support.clock import SteppingClock
from tests.support.counters import Counters

PHONE = "+84912345678"


def text_in(counters: Counters, text: str, *, name: str | None = None, sender: str = PHONE) -> Taken | None:
    rating = read_rating(text)
    assert rating is not None
    with counters.runtime.transaction() as ctx:
        return take_rating(ctx, RatingText(name or uuid.uuid4().hex, sender, rating))


def saved(counters: Counters) -> list[tuple[int, Channel, Validity]]:
    with counters.runtime.reading() as ctx:
        a = SurveyAnswer
        rows = ctx.session.execute(select(a.overall, a.channel, a.validity).order_by(a.overall, a.validity))
        return [(row.overall, row.channel, row.validity) for row in rows]


def cells(counters: Counters) -> dict[str, int]:
    with counters.runtime.reading() as ctx:
        d = SurveyDay
        rows = ctx.session.execute(
            select(d.question, func.sum(d.c1 + d.c2 + d.c3 + d.c4 + d.c5)).group_by(d.question)
        ).all()
        return {question: int(count) for question, count in rows}


def slip_code(counters: Counters) -> str:
    with counters.runtime.transaction(counters.official(Role.SURVEY_MANAGER)) as ctx:
        run_id = begin_run(
            ctx, service_point_id=counters.points[1].id, count=5, expires_on=local_date(ctx.now) + timedelta(days=9)
        )
    with counters.runtime.reading() as ctx:
        serial = ctx.session.scalar(select(SurveySlipRun.serial).where(SurveySlipRun.id == run_id))
        assert serial is not None
        return make_code(ctx.keys, Slip(serial, 2))


def test_a_message_is_a_rating_of_its_own_channel(counters: Counters) -> None:
    taken = text_in(counters, f"{counters.points[0].code.lower()} 4")
    assert taken is not None
    assert (taken.outcome, taken.score, taken.point) == (Outcome.SAVED, 4, counters.points[0])
    assert saved(counters) == [(4, Channel.SMS, Validity.VALID)]
    assert cells(counters) == {OVERALL: 1, TEXTED: 1}


def test_handed_over_twice_at_once_it_is_one(counters: Counters) -> None:
    text = f"{counters.points[0].code} 5"
    with ThreadPoolExecutor(4) as gateway:
        told = list(gateway.map(lambda _: text_in(counters, text, name="m-1"), range(4)))
    assert len([one for one in told if one is not None]) == 1
    assert saved(counters) == [(5, Channel.SMS, Validity.VALID)]
    assert cells(counters) == {OVERALL: 1, TEXTED: 1}


def test_and_a_week_later_still_one(counters: Counters, clock: SteppingClock) -> None:
    text = f"{counters.points[0].code} 5"
    assert text_in(counters, text, name="m-1")
    clock.advance(days=7)
    assert text_in(counters, text, name="m-1") is None
    assert cells(counters) == {OVERALL: 1, TEXTED: 1}


@pytest.mark.parametrize(
    ("text", "outcome"),
    [("{open} 4 5", Outcome.NO_SCORE), ("{open}", Outcome.NO_SCORE), ("dg", Outcome.NO_SCORE),
     ("ZZZZZZ 5", Outcome.UNKNOWN_POINT), ("{closed} 5", Outcome.CLOSED), ("AAAAA-AAAAA-AAAA2 5", Outcome.SLIP_OVER)],
)  # fmt: skip
def test_what_cannot_be_taken_is_answered_plainly_and_leaves_nothing(
    counters: Counters, text: str, outcome: Outcome
) -> None:
    open_, closed = counters.points[0].code, counters.points[2].code
    # A code may hold a digit more or less: only a message without a number at all is read for one with a digit.
    written = text.format(open=open_, closed=closed)
    if read_rating(written) is None:
        written = f"dg {written}"
    taken = text_in(counters, written)
    assert taken is not None
    assert taken.outcome is outcome
    assert saved(counters) == []


def test_the_code_of_a_slip_proves_a_dossier_once(counters: Counters) -> None:
    code = slip_code(counters)
    taken = text_in(counters, f"{code} 2")
    assert taken is not None
    assert (taken.outcome, taken.point) == (Outcome.SAVED, counters.points[1])
    again = text_in(counters, f"{counters.points[0].code} 5 {code}", sender="+84987654321")
    assert again is not None
    assert again.outcome is Outcome.SLIP_USED
    assert saved(counters) == [(2, Channel.SMS_SLIP, Validity.VALID)]
    assert cells(counters) == {OVERALL: 1, TEXTED: 1, VERIFIED: 1}


def test_a_slip_that_was_taken_back_proves_nothing_but_the_rating_counts(counters: Counters) -> None:
    code = slip_code(counters)
    with counters.runtime.transaction(counters.official(Role.SURVEY_MANAGER)) as ctx:
        cancel_run(ctx, ctx.session.scalars(select(SurveySlipRun.id)).one())
    alone, beside = text_in(counters, f"{code} 2"), text_in(counters, f"{counters.points[0].code} 2 {code}")
    assert alone is not None
    assert beside is not None
    assert (alone.outcome, beside.outcome) == (Outcome.SLIP_OVER, Outcome.SAVED)
    assert saved(counters) == [(2, Channel.SMS, Validity.VALID)]


def test_many_from_one_telephone_are_kept_as_suspect_and_then_refused(counters: Counters, clock: SteppingClock) -> None:
    told = [text_in(counters, f"{counters.points[0].code} 5") for _ in range(EACH_AN_HOUR * 10 + 3)]
    assert sum(one is not None for one in told) == EACH_AN_HOUR * 10
    kept = [validity for _, _, validity in saved(counters)]
    assert kept.count(Validity.VALID) == EACH_AN_HOUR
    assert kept.count(Validity.SUSPECT) == EACH_AN_HOUR * 9
    with counters.runtime.reading() as ctx:
        reasons = set(ctx.session.scalars(select(SurveyAnswer.validity_reason)))
    assert reasons == {"", MANY}
    assert text_in(counters, f"{counters.points[0].code} 5", sender="+84987654321") is not None
    clock.advance(hours=2)
    assert text_in(counters, f"{counters.points[0].code} 5") is not None
    with counters.runtime.transaction() as ctx:
        flag_bursts(ctx)


@pytest.mark.parametrize("sender", ["8077", "VIETTEL", ""])
def test_machines_are_not_counted(counters: Counters, sender: str) -> None:
    assert text_in(counters, f"{counters.points[0].code} 5", sender=sender) is None
    assert saved(counters) == []


def test_no_column_of_any_table_holds_the_telephone(counters: Counters) -> None:
    assert text_in(counters, f"{counters.points[0].code} 1") is not None
    there = set(inspect(counters.runtime.engine).get_table_names())
    with counters.runtime.reading() as ctx:
        for table in (one for one in SurveyAnswer.metadata.sorted_tables if one.name in there):
            for row in ctx.session.execute(select(table)):
                held = " ".join(
                    value.hex() + value.decode("latin-1") if isinstance(value, bytes) else str(value) for value in row
                )
                assert "912345678" not in held, table.name

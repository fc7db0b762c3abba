"""A consultation from draft to result, on both databases."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, text

from accounts.roles import Role
from bootstrap.runtime import Runtime
from casework.identity import has_identity
from casework.numbers import find_case
from consultations import queries, services
from consultations.commands import ConsultationContent, DescribeGroup, DraftConsultation, GiveOpinion, PublishResult
from consultations.errors import (
    ClosesInPast,
    ExtensionBackwards,
    GroupNotEmpty,
    GroupWithoutResponse,
    NothingChosen,
    NothingToConsult,
    OpinionsNotGrouped,
    OpinionTextMissing,
    OpinionTooLong,
    PeriodOver,
    PeriodTooShort,
    ResultWithoutConclusion,
    ReturnReasonMissing,
    StillRunning,
)
from consultations.models import Opinion
from consultations.opinion_queries import list_opinions, opinion_status
from consultations.services import Receipt
from consultations.states import ConsultationState, Form, Response, Stance, Topic
from core import audit
from core.actor import ANONYMOUS
from core.errors import Forbidden, NotFound, StaleVersion
from core.paging import PageRequest
from core.transitions import TransitionNotAllowed
from tests.support.clock import SteppingClock
from tests.support.small_world import COMMUNE, NEIGHBOUR, Places, build_places

TODAY = date(2026, 3, 10)
LAST_DAY = date(2026, 3, 30)
CONCLUSION = "Dự thảo sửa hai điểm, ký trong tháng này."


@pytest.fixture
def places(runtime: Runtime) -> Places:
    return build_places(runtime)


def content(**changes: object) -> ConsultationContent:
    values = {
        "topic": Topic.DEMOCRACY_RULES, "title": "Quy chế dân chủ", "summary": "", "forms": (Form.PORTAL,),
        "source": "Điều 1. Nguyên tắc\nDân biết.", "closes_on": LAST_DAY,
    }  # fmt: skip
    return ConsultationContent(**{**values, **changes})  # type: ignore[arg-type]  # checked by the dataclass's users


def begin(runtime: Runtime, places: Places, **changes: object) -> UUID:
    with runtime.transaction(places.official(Role.PUBLISHER), public=True) as ctx:
        consultation_id = services.draft_consultation(ctx, DraftConsultation(COMMUNE, content(**changes)))
        services.open_to_opinions(ctx, consultation_id, version=1)
    return consultation_id


def give(runtime: Runtime, consultation_id: UUID, words: str, **changes: object) -> Receipt:
    values = {
        "consultation_id": consultation_id, "stance": Stance.PARTLY, "text": words, "section": "", "ticket": words,
        "notice_version": "2026-11-01", "access_code": "K7Q4-M2XC-9RTD",
    }  # fmt: skip
    with runtime.transaction(ANONYMOUS) as ctx:
        return services.give_opinion(ctx, GiveOpinion(**{**values, **changes}))  # type: ignore[arg-type]  # as above


def close(runtime: Runtime, places: Places, clock: SteppingClock, consultation_id: UUID) -> None:
    clock.now += timedelta(days=21)
    with runtime.transaction(places.official(Role.RECORDS_CLERK)) as ctx:
        services.close_consultation(ctx, consultation_id, version=2)


def group(runtime: Runtime, places: Places, consultation_id: UUID, **changes: object) -> UUID:
    values = {
        "consultation_id": consultation_id, "group_id": None, "title": "Giờ loa", "summary": "Đọc muộn hơn.",
        "other_count": 3, "response": Response.IN_PART, "reason": "Mùa đông đọc từ 6 giờ.",
    }  # fmt: skip
    with runtime.transaction(places.official(Role.RECORDS_CLERK)) as ctx:
        return services.describe_group(ctx, DescribeGroup(**{**values, **changes}))  # type: ignore[arg-type]  # as above


def all_ids(runtime: Runtime) -> list[UUID]:
    with runtime.reading() as ctx:
        return list(ctx.session.execute(select(Opinion.id).where(Opinion.has_text)).scalars())


def test_less_than_twenty_days_is_refused_unless_another_law_is_named(runtime: Runtime, places: Places) -> None:
    with pytest.raises(PeriodTooShort) as refused:
        begin(runtime, places, closes_on=LAST_DAY - timedelta(days=1))
    assert refused.value.field == "closes_on"
    assert refused.value.values == {"days": 20, "earliest": "30/03/2026"}
    begin(runtime, places, closes_on=LAST_DAY - timedelta(days=9), other_law="Luật Đất đai 2024, Điều 87")
    with pytest.raises(ClosesInPast):
        begin(runtime, places, closes_on=TODAY, other_law="Luật khác")


def test_a_draft_that_waited_too_long_cannot_open_with_too_few_days(
    runtime: Runtime, places: Places, clock: SteppingClock
) -> None:
    officer = places.official(Role.PUBLISHER)
    with runtime.transaction(officer) as ctx:
        consultation_id = services.draft_consultation(ctx, DraftConsultation(COMMUNE, content()))
    clock.advance(days=2)
    with runtime.transaction(officer) as ctx, pytest.raises(PeriodTooShort):
        services.open_to_opinions(ctx, consultation_id, version=1)


def test_nothing_is_asked_without_a_text(runtime: Runtime, places: Places) -> None:
    with pytest.raises(NothingToConsult):
        begin(runtime, places, source="")


def test_an_opinion_is_sealed_numbered_and_found_again(runtime: Runtime, places: Places) -> None:
    consultation_id = begin(runtime, places)
    given = give(runtime, consultation_id, "Loa đọc sớm quá.", name="Nguyễn Thị Xoan", phone="0912 000 104")
    assert given.number.startswith("07288-26-")
    with runtime.transaction(ANONYMOUS) as ctx:
        found = find_case(ctx, number_typed=given.number, access_code_typed=given.access_code, network=b"n")
        assert found is not None
        assert found.case_type == "opinion"
        status = opinion_status(ctx, found.case_id)
        assert (status.text, status.response) == ("Loa đọc sớm quá.", None)
        assert status.consultation_title == "Quy chế dân chủ"
        assert has_identity(ctx, found.case_id)
        rows = ctx.session.execute(text("SELECT sealed_text FROM consultation_opinion")).scalars().all()
        rows += ctx.session.execute(text("SELECT sealed FROM case_identity")).scalars().all()
    stored = b"".join(bytes(row) for row in rows)
    assert "Loa đọc".encode() not in stored
    assert b"Xoan" not in stored


def test_the_same_form_sent_twice_is_one_opinion_and_one_receipt(
    runtime: Runtime, places: Places, clock: SteppingClock
) -> None:
    consultation_id = begin(runtime, places)
    first = give(runtime, consultation_id, "Một lần thôi.")
    clock.advance(days=30)
    assert give(runtime, consultation_id, "Một lần thôi.") == first
    with runtime.reading() as ctx:
        assert queries.count_opinions(ctx, consultation_id).total == 1


def test_opinions_are_taken_until_the_end_of_the_last_day(
    runtime: Runtime, places: Places, clock: SteppingClock
) -> None:
    consultation_id = begin(runtime, places)
    clock.advance(days=20, hours=14)  # 23:00 in Việt Nam on the last day
    give(runtime, consultation_id, "Kịp giờ chót.")
    clock.advance(hours=2)
    with pytest.raises(PeriodOver):
        give(runtime, consultation_id, "Muộn mất rồi.")


@pytest.mark.parametrize(
    ("stance", "words", "rule"),
    [
        (Stance.AGREE, "", None),
        (Stance.PARTLY, "", OpinionTextMissing),
        (Stance.DISAGREE, "", OpinionTextMissing),
        (Stance.COMMENT, "", OpinionTextMissing),
        (Stance.AGREE, "x" * 5001, OpinionTooLong),
    ],
)
def test_only_a_plain_yes_needs_no_words(
    runtime: Runtime, places: Places, stance: Stance, words: str, rule: type[Exception] | None
) -> None:
    consultation_id = begin(runtime, places)
    if rule is None:
        assert give(runtime, consultation_id, words, stance=stance).number
    else:
        with pytest.raises(rule):
            give(runtime, consultation_id, words, stance=stance)


def test_it_is_not_closed_early_and_only_ever_extended(runtime: Runtime, places: Places) -> None:
    consultation_id = begin(runtime, places)
    with runtime.transaction(places.official(Role.PUBLISHER)) as ctx:
        with pytest.raises(StillRunning):
            services.close_consultation(ctx, consultation_id, version=2)
        with pytest.raises(ExtensionBackwards):
            services.extend_consultation(ctx, consultation_id, version=2, closes_on=LAST_DAY)
        services.extend_consultation(ctx, consultation_id, version=2, closes_on=LAST_DAY + timedelta(days=5))
    with runtime.reading() as ctx:
        row = queries.open_consultation(ctx, COMMUNE)
    assert row is not None
    assert (row.id, row.days_left, row.takes_opinions) == (consultation_id, 25, True)


def test_the_result_waits_until_every_opinion_is_grouped_and_every_group_answered(
    runtime: Runtime, places: Places, clock: SteppingClock
) -> None:
    clerk, leader = places.official(Role.RECORDS_CLERK), places.official(Role.LEADER)
    consultation_id = begin(runtime, places)
    given = give(runtime, consultation_id, "Loa đọc sớm quá.")
    give(runtime, consultation_id, "", stance=Stance.AGREE)
    close(runtime, places, clock, consultation_id)
    empty = group(runtime, places, consultation_id, title="Chưa trả lời", response=None, reason="")
    with runtime.transaction(clerk) as ctx:
        with pytest.raises(OpinionsNotGrouped):
            services.submit_result(ctx, consultation_id, version=3)
        with pytest.raises(NothingChosen):
            services.assign_opinions(ctx, consultation_id, opinion_ids=[], group_id=empty)
        services.assign_opinions(ctx, consultation_id, opinion_ids=all_ids(runtime), group_id=empty)
        with pytest.raises(GroupWithoutResponse):
            services.submit_result(ctx, consultation_id, version=3)
        with pytest.raises(GroupNotEmpty):
            services.delete_group(ctx, consultation_id, empty)
    answered = group(runtime, places, consultation_id)
    with runtime.transaction(clerk) as ctx:
        services.assign_opinions(ctx, consultation_id, opinion_ids=all_ids(runtime), group_id=answered)
        services.delete_group(ctx, consultation_id, empty)
        services.submit_result(ctx, consultation_id, version=3)
    with runtime.transaction(clerk) as ctx, pytest.raises(TransitionNotAllowed):
        services.delete_group(ctx, consultation_id, answered)
    with runtime.transaction(leader) as ctx:
        with pytest.raises(ReturnReasonMissing):
            services.return_result(ctx, consultation_id, version=4, reason="")
        services.return_result(ctx, consultation_id, version=4, reason="Ghi rõ giờ.")
    with runtime.transaction(clerk) as ctx:
        services.submit_result(ctx, consultation_id, version=5)
    with runtime.transaction(leader, public=True) as ctx:
        with pytest.raises(ResultWithoutConclusion):
            services.publish_result(ctx, PublishResult(consultation_id, 6, "Xong."))
        services.publish_result(ctx, PublishResult(consultation_id, 6, CONCLUSION))
    with runtime.transaction(ANONYMOUS) as ctx:
        view = queries.get_public(ctx, consultation_id)
        assert view.figures is not None
        assert (view.figures.total, view.figures.stances[Stance.AGREE]) == (2, 1)
        (shown,) = queries.list_published_groups(ctx, consultation_id)
        assert (shown.count, shown.other_count, shown.response) == (1, 3, Response.IN_PART)
        found = find_case(ctx, number_typed=given.number, access_code_typed=given.access_code, network=b"n")
        assert found is not None
        assert opinion_status(ctx, found.case_id).reason == "Mùa đông đọc từ 6 giờ."
        assert list(audit.verify(ctx)) == []


def test_the_answer_stays_inside_until_the_result_is_public(
    runtime: Runtime, places: Places, clock: SteppingClock
) -> None:
    consultation_id = begin(runtime, places)
    give(runtime, consultation_id, "Loa đọc sớm quá.")
    close(runtime, places, clock, consultation_id)
    answered = group(runtime, places, consultation_id)
    (opinion_id,) = all_ids(runtime)
    with runtime.transaction(places.official(Role.RECORDS_CLERK)) as ctx:
        services.assign_opinions(ctx, consultation_id, opinion_ids=[opinion_id], group_id=answered)
        status = opinion_status(ctx, opinion_id)
        assert (status.group_title, status.response, status.reason) == (None, None, None)
        assert queries.get_public(ctx, consultation_id).figures is None


def test_roles_and_agencies(runtime: Runtime, places: Places, clock: SteppingClock) -> None:
    consultation_id = begin(runtime, places)
    give(runtime, consultation_id, "Loa đọc sớm quá.")
    stranger, handler = places.official(Role.PUBLISHER, NEIGHBOUR), places.official(Role.HANDLER)
    with runtime.reading(stranger) as ctx:
        with pytest.raises(NotFound):
            queries.get_own(ctx, consultation_id, viewer=stranger)
        for viewer in (stranger, handler, ANONYMOUS):
            with pytest.raises(Forbidden):
                list_opinions(ctx, consultation_id, viewer=viewer, agency_id=COMMUNE, page=PageRequest())
    close(runtime, places, clock, consultation_id)
    for actor in (places.official(Role.LEADER), stranger, ANONYMOUS):
        with runtime.transaction(actor) as ctx, pytest.raises(Forbidden):
            services.submit_result(ctx, consultation_id, version=3)
    with runtime.transaction(places.official(Role.RECORDS_CLERK)) as ctx:
        with pytest.raises(Forbidden):
            services.publish_result(ctx, PublishResult(consultation_id, 3, CONCLUSION))
        with pytest.raises(StaleVersion):
            services.submit_result(ctx, consultation_id, version=1)


def test_lists_tell_the_public_only_what_was_opened(runtime: Runtime, places: Places) -> None:
    officer = places.official(Role.PUBLISHER)
    with runtime.transaction(officer) as ctx:
        hidden = services.draft_consultation(ctx, DraftConsultation(COMMUNE, content(title="Chưa mở")))
    begin(runtime, places)
    with runtime.reading(officer) as ctx:
        public = queries.list_public(ctx, agency_id=COMMUNE, page=PageRequest())
        own = queries.list_own(ctx, viewer=officer, page=PageRequest())
        assert [row.title for row in public.items] == ["Quy chế dân chủ"]
        assert {row.title for row in own.items} == {"Chưa mở", "Quy chế dân chủ"}
        assert {row.state for row in own.items} == {ConsultationState.DRAFT, ConsultationState.OPEN}
        with pytest.raises(NotFound):
            queries.get_public(ctx, hidden)
    with pytest.raises(NotFound):
        give(runtime, hidden, "Chưa mở mà.")

"""A running term becomes that of another variant, and what may not be done to a term."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select, update

from agencies.models import Agency
from bootstrap.runtime import Runtime
from core.audit import AuditEntry
from core.clock import VIETNAM, local_date
from core.context import Context
from core.transitions import TransitionNotAllowed
from deadlines.commands import ChangeVariant, DayChange
from deadlines.errors import (
    CriteriaMissing,
    ExtensionStands,
    NotRemote,
    ReasonMissing,
    SameVariant,
    SuspensionNeedsDecision,
    TermOver,
)
from deadlines.models import CatalogueToken, Rule
from deadlines.queries import ClockView, explain_clock, get_clock, list_events
from deadlines.services import (
    change_days,
    change_variant,
    extend_clock,
    pause_clock,
    preview_days,
    resume_clock,
    start_clock,
    stop_clock,
)
from deadlines.states import Criterion, DayKind, EventKind
from tests.integration.deadlines.conftest import Place
from tests.support.clock import SteppingClock

TWO = (Criterion.MANY_PEOPLE, Criterion.MANY_PLACES)


def start(ctx: Context, place: Place, row: int, variant: str | None = None, on: str = "2026-03-10") -> ClockView:
    return start_clock(
        ctx, subject_type="case", subject_id=uuid.uuid4(), agency_id=place.commune_id, row=row, variant=variant,
        started_at=datetime.fromisoformat(on).replace(hour=9, tzinfo=VIETNAM),
    )  # fmt: skip


def due_on(clock: ClockView) -> date:
    assert clock.due_at is not None
    return local_date(clock.due_at)


def to(variant: str | None, *criteria: Criterion, reason: str = "Biên bản ngày 12/3/2026") -> ChangeVariant:
    return ChangeVariant(variant, reason, criteria, "15/BB")


def test_a_complex_complaint_has_its_criteria_on_record(runtime: Runtime, place: Place) -> None:
    with runtime.transaction() as ctx:
        clock = start(ctx, place, 34)
        with pytest.raises(CriteriaMissing):
            change_variant(ctx, clock.id, to("complex"))
        with pytest.raises(ReasonMissing):
            change_variant(ctx, clock.id, to("complex", TWO[0], reason=" "))
        longer = change_variant(ctx, clock.id, to("complex", TWO[0]))
        assert (due_on(clock), due_on(longer), longer.length) == (date(2026, 4, 9), date(2026, 4, 24), 45)
        assert get_clock(ctx, clock.id) == longer
        (line,) = list_events(ctx, clock.id)
        assert (line.kind, line.rule_id, line.criteria) == (EventKind.VARIED, "34.complex", (TWO[0],))
        assert (line.from_due, line.to_due, line.document_number) == (clock.due_at, longer.due_at, "15/BB")
        assert explain_clock(ctx, clock.id).length == 45
        logged = ctx.session.scalars(select(AuditEntry.action).where(AuditEntry.subject_type == "case")).all()
        assert logged == ["deadlines:clock:vary"]
        with pytest.raises(SameVariant):
            change_variant(ctx, clock.id, to("complex", *TWO))


def test_no_clock_begins_complex_without_its_criteria(runtime: Runtime, place: Place) -> None:
    with runtime.transaction() as ctx:
        for row, variant in ((34, "complex"), (37, "remote_complex"), (45, "specially_complex")):
            with pytest.raises(CriteriaMissing):
                start(ctx, place, row, variant)
        with pytest.raises(NotRemote):
            start(ctx, place, 36, "remote")
        assert start(ctx, place, 55, "complex").length == 15  # the province's own scale, not the decree's


def test_a_specially_complex_denunciation_needs_two_criteria_and_then_may_be_extended_twice(
    runtime: Runtime, place: Place
) -> None:
    with runtime.transaction() as ctx:
        clock = start(ctx, place, 45)
        with pytest.raises(CriteriaMissing):
            change_variant(ctx, clock.id, to("specially_complex", TWO[0], TWO[0]))
        special = change_variant(ctx, clock.id, to("specially_complex", *TWO))
        assert (due_on(special), special.extension_left) == (due_on(clock), 60)
        extend_clock(ctx, clock.id, length=30, reason="xác minh xa", document_number="1/QĐ")
        twice = extend_clock(ctx, clock.id, length=30, reason="chờ giám định", document_number="2/QĐ")
        assert due_on(twice) == date(2026, 6, 8)
        with pytest.raises(ExtensionStands):
            change_variant(ctx, clock.id, to("complex", *TWO))


def test_the_remote_terms_are_for_communes_marked_remote(runtime: Runtime, place: Place) -> None:
    with runtime.transaction() as ctx:
        clock = start(ctx, place, 37)
        with pytest.raises(NotRemote):
            change_variant(ctx, clock.id, to("remote"))
        ctx.session.execute(update(Agency).where(Agency.id == place.commune_id).values(remote=True))
        assert change_variant(ctx, clock.id, to("remote")).length == 60
        assert change_variant(ctx, clock.id, to("remote_complex", TWO[1])).length == 70
        assert change_variant(ctx, clock.id, to(None)).length == 45  # back to the base
        assert [line.rule_id for line in list_events(ctx, clock.id)] == ["37.remote", "37.remote_complex", "37"]


def test_another_variant_comes_in_the_version_of_the_start(runtime: Runtime, place: Place) -> None:
    with runtime.transaction() as ctx:
        clock = start(ctx, place, 34)
        old = ctx.session.execute(select(Rule.__table__).where(Rule.id == "34.complex")).one()._asdict()
        ctx.session.execute(update(Rule).where(Rule.id == "34.complex").values(valid_to=date(2026, 3, 11)))
        newer = {**old, "version": 2, "length": 50, "valid_from": date(2026, 3, 11)}
        ctx.session.execute(insert(Rule).values(**newer))
        ctx.session.execute(update(CatalogueToken).values(token=uuid.uuid4()))
        ctx.session.info.clear()
        assert change_variant(ctx, clock.id, to("complex", TWO[0])).length == 45


def test_what_is_overdue_is_not_made_timely(runtime: Runtime, place: Place, clock: SteppingClock) -> None:
    with runtime.transaction() as ctx:
        report, complaint = start(ctx, place, 55, "simple"), start(ctx, place, 34)
    clock.advance(days=40)
    with runtime.transaction() as ctx:
        with pytest.raises(TermOver):
            extend_clock(ctx, report.id, length=3, reason="chậm", document_number="1/QĐ")
        with pytest.raises(TermOver):
            change_variant(ctx, complaint.id, to("complex", TWO[0]))


def test_settling_stands_still_only_by_decision(runtime: Runtime, place: Place) -> None:
    with runtime.transaction() as ctx:
        clock = start(ctx, place, 34)
        with pytest.raises(SuspensionNeedsDecision):
            pause_clock(ctx, clock.id, reason="chờ")
        pause_clock(ctx, clock.id, reason="tạm đình chỉ", document_number="7/QĐ")
        with pytest.raises(TransitionNotAllowed):
            change_variant(ctx, clock.id, to("complex", TWO[0]))
        with pytest.raises(SuspensionNeedsDecision):
            resume_clock(ctx, clock.id, at=ctx.now + timedelta(days=5))
        resumed = resume_clock(ctx, clock.id, at=ctx.now + timedelta(days=5), document_number="8/QĐ")
        assert due_on(resumed) == date(2026, 4, 14)
        stop_clock(ctx, clock.id, reason="rút đơn")
        with pytest.raises(TransitionNotAllowed):
            change_variant(ctx, clock.id, to("complex", TWO[0]))


def test_a_pause_is_kept_when_the_variant_changes(runtime: Runtime, place: Place) -> None:
    with runtime.transaction() as ctx:
        clock = start(ctx, place, 55, "simple")
        pause_clock(ctx, clock.id, reason="chờ bổ sung")
        resume_clock(ctx, clock.id, at=ctx.now + timedelta(days=7))
        moved = change_variant(ctx, clock.id, to("urgent", reason="nước tràn vào nhà"))
        assert due_on(moved) == date(2026, 3, 18)  # one working day after the pause's Tuesday
        assert explain_clock(ctx, clock.id).due_at == moved.due_at


ACTS = st.lists(
    st.tuples(st.sampled_from(["pause", "extend", "vary", "holiday", "undo"]), st.integers(0, 12)), max_size=6
)
_OFF = date(2026, 3, 25)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS)
def test_whatever_happens_the_page_tells_the_date_that_stands(
    runtime: Runtime, place: Place, acts: list[tuple[str, int]]
) -> None:
    """Pauses, extensions, variants and a changing calendar in any order: the date in the database is always the one
    the explanation arrives at, every line of the log joins the one before, and a preview tells what then happens."""
    with runtime.transaction() as ctx:
        clock = start(ctx, place, 55, "simple")
        moment = clock.started_at
        for what, number in acts:
            moment += timedelta(days=number % 3)
            _do(ctx, clock.id, what, number, moment)
        told, stands = explain_clock(ctx, clock.id), get_clock(ctx, clock.id)
        assert (told.due_at, told.settled) == (stands.due_at, False)
        log = list_events(ctx, clock.id)
        assert all(one.to_due == two.from_due for one, two in pairwise(log))
        assert (log[-1].to_due if log else clock.due_at) == stands.due_at
        ctx.session.rollback()


def _do(ctx: Context, clock_id: uuid.UUID, what: str, number: int, moment: datetime) -> None:
    clock = get_clock(ctx, clock_id)
    if what == "pause":
        last = max([e.at for e in list_events(ctx, clock_id) if e.kind is EventKind.RESUMED], default=moment)
        pause_clock(ctx, clock_id, reason="chờ", at=max(moment, last))
        resume_clock(ctx, clock_id, at=max(moment, last) + timedelta(days=number))
    elif what == "extend" and clock.extension_left:
        extend_clock(ctx, clock_id, length=min(number, clock.extension_left) or 1, reason="xa", document_number="1")
    elif what == "vary" and clock.extended_by <= 3 and clock.rule_id != "55.complex":
        change_variant(ctx, clock_id, to("complex"))
    elif what in ("holiday", "undo"):
        change = DayChange(_OFF, DayKind.HOLIDAY if what == "holiday" else DayKind.SWAPPED_OFF, "nghỉ", "CV 1")
        foretold = preview_days(ctx, [change])
        assert change_days(ctx, [change], on_change=lambda *_: None).moved == foretold.moved

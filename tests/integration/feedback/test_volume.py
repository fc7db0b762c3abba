"""Invented volume is what the services would have written: constraints, audit chain, seals, search, queue, figures."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

import pytest
from sqlalchemy import func, select

from accounts.models import RoleGrant
from accounts.roles import Role
from bootstrap.runtime import Runtime
from core.actor import Actor, ActorKind
from core.audit import AuditEntry, Link, record, record_many, verify
from core.paging import PageRequest
from deadlines.catalogue import current
from deadlines.computing import compute_due
from deadlines.models import Clock
from deadlines.reminding import coming, plan
from deadlines.states import ClockState
from demo.volume.answers import load_answers
from demo.volume.chance import spread
from demo.volume.petitions import load_petitions, load_waiting
from demo.volume.places import ready_counters, ready_desks
from feedback import searching
from feedback.models import Petition
from feedback.queries import get_case, list_answers, list_queue, open_content
from feedback.queries.search import search_words
from feedback.states import PetitionState, View
from surveys.answering import LATE, VERIFIED
from surveys.batches import verify_batches
from surveys.forms import ASKED_EXTRA, OVERALL
from surveys.models import SurveyAnswer, SurveyDay
from tests.support.staffed import units

__all__ = ["units"]
COUNT, ANSWERS = 400, 5_000


@pytest.fixture
def filled(runtime: Runtime, units: Mapping[str, UUID]) -> Runtime:
    desks = ready_desks(runtime, petitions=COUNT)
    load_petitions(runtime, desks, count=COUNT)
    load_answers(runtime, ready_counters(runtime, desks), count=ANSWERS)
    return runtime


def test_volume_is_whole(filled: Runtime) -> None:
    with filled.reading() as ctx:
        assert ctx.session.execute(select(func.count()).select_from(Petition)).scalar_one() == COUNT
        assert ctx.session.execute(select(func.count()).select_from(SurveyAnswer)).scalar_one() == ANSWERS
        assert list(verify(ctx)) == []
        assert list(verify_batches(ctx)) == []
        d = SurveyDay
        days = select(d.question, func.sum(d.c1 + d.c2 + d.c3 + d.c4 + d.c5)).group_by(d.question)
        counted = {row[0]: row[1] for row in ctx.session.execute(days)}
        assert counted[OVERALL] == ANSWERS
        assert {VERIFIED, LATE, ASKED_EXTRA} < set(counted), "every kind of count is there"
        shown = select(func.count()).select_from(Petition).where(Petition.sealed.is_(False))
        assert searching.count_indexed(ctx) == ctx.session.execute(shown).scalar_one() > COUNT / 2


def test_a_desk_may_be_given_a_busy_monday(runtime: Runtime, units: Mapping[str, UUID]) -> None:
    desk = ready_desks(runtime, petitions=0)[0]
    load_waiting(runtime, desk, count=30)
    with runtime.reading() as ctx:
        p = Petition
        rows = ctx.session.execute(select(p.state, p.agency_id, p.sealed, p.due_at)).all()
        assert {(row.state, row.agency_id, row.sealed) for row in rows} == {(PetitionState.RECEIVED, desk.id, True)}
        assert len(rows) == 30
        assert all(row.due_at > ctx.now for row in rows)
        assert list(verify(ctx)) == []


def test_its_petitions_open_and_are_found(filled: Runtime) -> None:
    with filled.reading() as ctx:
        closed = ctx.session.execute(
            select(Petition.id, Petition.body, Petition.agency_id)
            .where(Petition.state == PetitionState.CLOSED, Petition.sealed.is_(False)).limit(1)
        ).one()  # fmt: skip
        assert open_content(ctx, closed.id).content.what == closed.body
        assert list_answers(ctx, closed.id)[0].text
        grants = select(RoleGrant.account_id).where(RoleGrant.agency_id == closed.agency_id)
        account = ctx.session.execute(grants.where(RoleGrant.role == Role.HANDLER)).scalars().first()
    with filled.transaction(Actor(ActorKind.OFFICIAL, account)) as ctx:
        assert search_words(ctx, viewer=ctx.actor, typed="thon").page.items
        rows = list_queue(ctx, viewer=ctx.actor, view=View.DONE, page=PageRequest(5)).items
        assert get_case(ctx, rows[0].id, viewer=ctx.actor).number == rows[0].number


def test_its_officials_are_reminded_of_what_is_still_to_come(filled: Runtime) -> None:
    with filled.reading() as ctx:
        catalogue, c = current(ctx), Clock
        columns = (c.rule_id, c.rule_version, c.started_at, c.due_at, c.state, c.remind_at)
        rows = ctx.session.execute(select(*columns)).all()
        for row in rows:
            rule = catalogue.rule(row.rule_id, row.rule_version)
            done = compute_due(rule.facts(), row.started_at, catalogue.calendar)
            assert row.due_at == done.due_at
            following = coming(plan(done, row.started_at, catalogue.calendar), ctx.now)
            runs = row.state is ClockState.RUNNING
            assert row.remind_at == (following.at if following and runs else None)
        assert sum(row.remind_at is not None for row in rows) > COUNT / 100


def test_its_petitions_can_be_taken_out_of_the_index_and_put_back(filled: Runtime) -> None:
    with filled.transaction() as ctx:
        shown = select(Petition.id).where(Petition.sealed.is_(False)).order_by(Petition.id)
        for petition_id in ctx.session.execute(shown.limit(20)).scalars():
            searching.forget(ctx, petition_id)
            searching.remember(ctx, petition_id)


def test_links_added_together_are_those_added_one_by_one(runtime: Runtime, units: Mapping[str, UUID]) -> None:
    commune = units["07288"]
    with runtime.transaction() as ctx:
        record(ctx, agency_id=commune, action="a:b:c", subject_type="x", subject_id="1", n=1)
        record_many(
            ctx, [Link(commune, ctx.now, "a:b:c", "x", str(n), {"n": n}) for n in (2, 3)]
            + [Link(units["24"], ctx.now, "a:b:c", "x", "4", {})],
        )  # fmt: skip
        record(ctx, agency_id=commune, action="a:b:c", subject_type="x", subject_id="5", n=5)
    with runtime.reading() as ctx:
        assert list(verify(ctx)) == []
        mine = select(AuditEntry.subject_id).where(AuditEntry.action == "a:b:c", AuditEntry.chain == commune)
        assert list(ctx.session.execute(mine.order_by(AuditEntry.seq)).scalars()) == ["1", "2", "3", "5"]


def test_shares_add_up() -> None:
    for total, places in ((1, 3), (1000, 7), (0, 2), (13, 1)):
        assert sum(spread(total, places)) == total

"""Hot spots from the record: each reason as the product itself brings it about; sealed cases in no list."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import update

from accounts.roles import Role
from agencies.queries import get_card
from casework.behalf import Behalf
from casework.identity import Identity
from casework.states import Writer
from core.clock import local_date
from core.errors import Forbidden
from feedback.commands import Triage
from feedback.hotspots.errors import LimitInThePast, LimitOutOfRange, LimitUnexplained
from feedback.hotspots.limits import limits_on, list_limits
from feedback.hotspots.queries import Hotspots, list_hotspots
from feedback.hotspots.services import keep_limit
from feedback.hotspots.states import Flag, Limit, Reason
from feedback.models import Petition
from feedback.routes.commands import Link, Transfer
from feedback.services import link, transfer, triage
from feedback.states import Concerns, Field, PetitionKind, Source, Urgency
from tests.support.clock import SteppingClock
from tests.support.desk_entries import take_in
from tests.support.petitioning import Desk
from tests.support.query_watch import QueryWatch
from tests.support.staffed import COMMUNE, PROVINCE


def hot(desk: Desk, code: str = COMMUNE, flag: Flag | None = None) -> Hotspots:
    with desk.runtime.reading() as ctx:
        card = get_card(ctx, desk.units[code])
        return list_hotspots(ctx, card, limits_on(ctx, card.province_id), flag=flag)


def reasons(desk: Desk, code: str = COMMUNE) -> Mapping[UUID, dict[Reason, int]]:
    return {row.id: {one.reason: one.number for one in row.raised} for row in hot(desk, code).rows}


def join(desk: Desk, petition_id: UUID, main: UUID, *, same_sender: bool = False) -> None:
    with desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx:
        link(ctx, desk.target(petition_id), Link(main, "Cùng một cái cống đầu xóm.", same_sender))


def test_a_quiet_desk_has_none(desk: Desk) -> None:
    desk.in_progress()
    desk.send()
    desk.answered()
    assert hot(desk) == Hotspots((), 0, {})


def test_what_is_open_long_enough(desk: Desk, clock: SteppingClock) -> None:
    old = desk.in_progress()
    clock.advance(days=59)
    assert reasons(desk) == {}
    clock.advance(days=1)
    assert reasons(desk) == {old: {Reason.DAYS: 60}}
    desk.propose(old)
    desk.approve(old)
    assert reasons(desk) == {}


def test_many_stand_behind_one_paper(desk: Desk) -> None:
    few, many = (
        take_in(desk, sender=Identity(name="Bà Đại Diện", behalf=Behalf(Writer.SEVERAL, count))).petition_id
        for count in (4, 7)
    )
    assert reasons(desk) == {}  # sealed until triage
    for petition_id in (few, many):
        desk.triage(petition_id)
    assert reasons(desk) == {many: {Reason.SIGNERS: 7}}


def test_many_wrote_of_one_matter_and_one_wrote_often(desk: Desk) -> None:
    main, often = desk.in_progress(), desk.in_progress()
    for _ in range(3):
        join(desk, desk.send().id, main)
    for _ in range(2):
        join(desk, desk.send().id, often, same_sender=True)
    assert reasons(desk) == {often: {Reason.SAME_SENDER: 3}}
    join(desk, desk.send().id, main)
    assert reasons(desk)[main] == {Reason.SENDERS: 5}


def test_three_of_one_hamlet_and_field_within_eight_weeks(desk: Desk, clock: SteppingClock) -> None:
    hamlet = desk.units["hamlet"]

    def another(field: Field = Field.ENVIRONMENT, **where: object) -> UUID:
        petition_id = desk.send(**where).id
        command = Triage(PetitionKind.REPORT, field, Urgency.ORDINARY, "Rác đầu thôn")
        with desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx:
            triage(ctx, desk.target(petition_id), command)
        return petition_id

    another(hamlet_id=hamlet)
    clock.advance(days=57)
    second, _ = another(hamlet_id=hamlet), another(Field.LAND, hamlet_id=hamlet)
    third = another(hamlet_id=hamlet)
    another()  # nowhere in particular
    another()
    another()
    assert reasons(desk) == {}  # the first lies more than eight weeks back
    fourth = another(hamlet_id=hamlet)
    assert reasons(desk) == {one: {Reason.NEIGHBOURS: 3} for one in (second, third, fourth)}
    assert {one.weeks for row in hot(desk).rows for one in row.raised} == {8}
    # A place as people write it, with or without marks.
    written = [another(place=place) for place in ("Ngõ 12 Đường Đê", "ngõ 12 đường  đê", "NGO 12 DUONG DE")]
    assert set(reasons(desk)) >= set(written)


def test_over_the_level(desk: Desk) -> None:
    from_above, up = desk.in_progress(), desk.in_progress()
    with desk.runtime.transaction() as ctx:
        ctx.session.execute(update(Petition).where(Petition.id == from_above).values(source=Source.TRANSFERRED))
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        transfer(ctx, desk.target(up), Transfer(desk.units[PROVINCE], "Việc này do tỉnh giải quyết."))
    assert reasons(desk) == {from_above: {Reason.HANDED_DOWN: 0}}
    assert reasons(desk, PROVINCE) == {}  # sealed there until it is triaged
    desk.triage(up, clerk=desk.province_clerk())
    assert reasons(desk, PROVINCE) == {up: {Reason.PASSED_UP: 0}}
    again = desk.send().id
    with desk.runtime.transaction() as ctx:
        ctx.session.execute(update(Petition).where(Petition.id == again).values(source=Source.TRANSFERRED))
    main = desk.in_progress()
    join(desk, again, main)
    assert reasons(desk)[main] == {Reason.HANDED_DOWN: 0}


def test_reopened(desk: Desk) -> None:
    petition_id = desk.in_progress()
    with desk.runtime.transaction() as ctx:
        ctx.session.execute(update(Petition).where(Petition.id == petition_id).values(reopened_at=ctx.now))
    assert reasons(desk) == {petition_id: {Reason.REOPENED: 0}}


def test_a_sealed_case_is_in_no_list_whatever_it_has(desk: Desk, clock: SteppingClock) -> None:
    sealed = take_in(
        desk, concerns=Concerns.COMMUNE_OFFICIAL, sender=Identity(name="Bà Kín", behalf=Behalf(Writer.SEVERAL, 50))
    ).petition_id
    desk.triage(sealed, PetitionKind.DENUNCIATION_INFO)
    with desk.runtime.transaction() as ctx:
        loud = {"source": Source.TRANSFERRED, "reopened_at": ctx.now}
        ctx.session.execute(update(Petition).where(Petition.id == sealed).values(**loud))
    clock.advance(days=400)
    assert hot(desk) == Hotspots((), 0, {})


def test_more_reasons_come_first_and_counts_are_of_all(desk: Desk, clock: SteppingClock) -> None:
    old = desk.in_progress()
    clock.advance(days=10)
    both = desk.in_progress()
    with desk.runtime.transaction() as ctx:
        ctx.session.execute(update(Petition).where(Petition.id == both).values(reopened_at=ctx.now))
    clock.advance(days=100)
    found = hot(desk)
    assert [row.id for row in found.rows] == [both, old]
    assert found.rows[0].flags == (Flag.LONG, Flag.REPEATED)
    assert (found.total, dict(found.counts)) == (2, {Flag.LONG: 2, Flag.REPEATED: 1})
    only = hot(desk, flag=Flag.REPEATED)
    assert [row.id for row in only.rows] == [both]
    assert (only.total, dict(only.counts)) == (1, dict(found.counts))


def test_seven_statements_whatever_there_is(desk: Desk, query_watch: QueryWatch, clock: SteppingClock) -> None:
    for count in (5, 6):
        desk.triage(take_in(desk, sender=Identity(name="Bà Ba", behalf=Behalf(Writer.SEVERAL, count))).petition_id)
    with desk.runtime.reading() as ctx:
        card = get_card(ctx, desk.units[COMMUNE])
        limits = limits_on(ctx, card.province_id)
        with query_watch.observe() as seen:
            assert list_hotspots(ctx, card, limits).total == 2
    assert seen.queries <= 7, seen.listing()


def keep(desk: Desk, role: Role, limit: Limit, number: int, day: date, reason: str = "Theo quy chế của tỉnh") -> None:
    with desk.runtime.transaction(desk.actor(role)) as ctx:
        keep_limit(
            ctx, limit, province_id=desk.units[PROVINCE], number=number, valid_from=day, reason=reason, document="9/QĐ"
        )


def test_a_province_s_own_number_holds_from_its_day_on(desk: Desk, clock: SteppingClock) -> None:
    today = local_date(clock.now)
    keep(desk, Role.PROVINCE_ADMIN, Limit.DAYS_OPEN, 30, today + timedelta(days=7))
    keep(desk, Role.PROVINCE_ADMIN, Limit.DAYS_OPEN, 20, today + timedelta(days=7))
    petition_id = desk.in_progress()
    with desk.runtime.reading() as ctx:
        shipped = next(one for one in list_limits(ctx, desk.units[PROVINCE]) if one.limit is Limit.DAYS_OPEN)
    assert (shipped.number, shipped.to_be_confirmed, shipped.coming) == (60, True, ((today + timedelta(days=7), 20),))
    clock.advance(days=25)
    assert reasons(desk) == {petition_id: {Reason.DAYS: 25}}
    with desk.runtime.reading() as ctx:
        own = next(one for one in list_limits(ctx, desk.units[PROVINCE]) if one.limit is Limit.DAYS_OPEN)
    assert (own.number, own.to_be_confirmed, own.document, own.coming) == (20, False, "9/QĐ", ())


def test_limits_are_kept_by_the_province_forward_and_with_a_reason(desk: Desk, clock: SteppingClock) -> None:
    today = local_date(clock.now)
    for role in (Role.COMMUNE_ADMIN, Role.LEADER, Role.PROVINCIAL_INSPECTOR):
        with pytest.raises(Forbidden):
            keep(desk, role, Limit.PEOPLE, 4, today)
    with pytest.raises(LimitInThePast):
        keep(desk, Role.PROVINCE_ADMIN, Limit.PEOPLE, 4, today - timedelta(days=1))
    for number in (0, 10_000):
        with pytest.raises(LimitOutOfRange):
            keep(desk, Role.PROVINCE_ADMIN, Limit.PEOPLE, number, today)
    with pytest.raises(LimitUnexplained):
        keep(desk, Role.PROVINCE_ADMIN, Limit.PEOPLE, 4, today, " ")

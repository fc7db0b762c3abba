"""A sealed petition does not exist for those it accuses, those under them, their relatives, and who stood aside."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import select

from accounts.roles import Role
from accounts.ties.errors import TieDeclared, TieWithOneself
from accounts.ties.services import declare_tie, end_tie, list_ties
from accounts.ties.states import Tie
from casework.safes.keys import hand_out
from core.actor import Actor
from core.audit import AuditDetail, AuditEntry
from core.clock import local_date
from core.errors import Forbidden, NotFound
from core.paging import PageRequest
from feedback import services
from feedback.desk.book import list_book
from feedback.errors import ConflictOfInterest
from feedback.queries import count_queues, get_case, list_queue
from feedback.routes.commands import Transfer
from feedback.routes.queries import get_passed_on, list_passed_on
from feedback.shutting.errors import NobodyLeft, WhyMissing
from feedback.shutting.models import PetitionAccused, PetitionShutOut
from feedback.shutting.services import declare_accused, stand_aside
from feedback.states import Concerns, PetitionKind, View
from tests.support.clock import SteppingClock
from tests.support.desk_entries import take_in
from tests.support.petitioning import Desk
from tests.support.safes import House
from tests.support.staffed import COMMUNE, PROVINCE


def sealed(desk: Desk) -> UUID:
    sent = desk.send(Concerns.COMMUNE_OFFICIAL)
    desk.triage(sent.id, PetitionKind.DENUNCIATION_INFO)
    return sent.id


def sees(desk: Desk, petition_id: UUID, who: Actor) -> bool:
    """Whether it is anywhere for them: by its address, in the list, in the counts; each gives the same."""
    with desk.runtime.transaction(who) as ctx:
        listed = petition_id in {
            row.id for row in list_queue(ctx, viewer=ctx.actor, view=View.OPEN, page=PageRequest(size=50)).items
        }
        counted = next(one.count for one in count_queues(ctx) if one.view is View.OPEN)
        try:
            get_case(ctx, petition_id, viewer=ctx.actor)
        except NotFound:
            assert (listed, counted) == (False, 0)
            return False
        assert listed
        assert counted == 1
        return True


def accuse(desk: Desk, petition_id: UUID, *accounts: UUID, by: Actor | None = None) -> None:
    with desk.runtime.transaction(by or desk.actor(Role.INTAKE_CLERK)) as ctx:
        declare_accused(ctx, petition_id, accounts)


def account(actor: Actor) -> UUID:
    assert actor.account_id is not None
    return actor.account_id


def test_the_accused_those_under_them_and_their_relatives_see_nothing(desk: Desk) -> None:
    clerk, petition_id = desk.actor(Role.INTAKE_CLERK), sealed(desk)
    accused, under, relative, other = (desk.another(f"ban-{n}", Role.INTAKE_CLERK) for n in range(4))
    with desk.runtime.transaction(under) as ctx:
        declare_tie(ctx, account(under), account(accused), Tie.SUPERIOR)
    with desk.runtime.transaction(accused) as ctx:  # whoever of the two declares it
        declare_tie(ctx, account(accused), account(relative), Tie.RELATIVE)
    assert all(sees(desk, petition_id, one) for one in (clerk, accused, under, relative, other))
    accuse(desk, petition_id, account(accused))
    assert [sees(desk, petition_id, one) for one in (clerk, accused, under, relative, other)] == [
        True, False, False, False, True,
    ]  # fmt: skip
    for near in (accused, under, relative):
        with pytest.raises(ConflictOfInterest):
            desk.assign(petition_id, clerk=clerk, to=account(near))
        with desk.runtime.transaction(near) as ctx, pytest.raises(NotFound):
            services.assign(ctx, desk.target(petition_id), account(other))
    with desk.runtime.reading() as ctx:
        # The three who are shut out, and whom it accuses once more, for when they lead this place.
        assert len(ctx.session.execute(select(PetitionShutOut.tag)).all()) == 3 + 1
        (kept,) = ctx.session.execute(select(PetitionAccused.sealed)).scalars()
        assert str(account(accused)).encode() not in kept
        told = select(AuditDetail.detail).join(AuditEntry, AuditEntry.id == AuditDetail.entry_id)
        (detail,) = ctx.session.execute(told.where(AuditEntry.action == "feedback:petition:accused")).scalars()
        assert str(account(accused)) not in str(detail)
    accuse(desk, petition_id)  # it was somebody else
    assert sees(desk, petition_id, accused)


def test_being_under_somebody_does_not_work_downwards(desk: Desk) -> None:
    """What accuses the subordinate is not kept from the superior by the tie alone; an ended tie shuts nobody out."""
    petition_id = sealed(desk)
    chief, under = desk.another("truong", Role.INTAKE_CLERK), desk.another("nhan-vien", Role.INTAKE_CLERK)
    with desk.runtime.transaction(under) as ctx:
        tie_id = declare_tie(ctx, account(under), account(chief), Tie.SUPERIOR)
        with pytest.raises(TieDeclared):
            declare_tie(ctx, account(under), account(chief), Tie.SUPERIOR)
        with pytest.raises(TieWithOneself):
            declare_tie(ctx, account(under), account(under), Tie.RELATIVE)
    accuse(desk, petition_id, account(under))
    assert sees(desk, petition_id, chief)
    assert not sees(desk, petition_id, under)
    with desk.runtime.transaction(chief) as ctx, pytest.raises(Forbidden):
        end_tie(ctx, tie_id)
    with desk.runtime.transaction(under) as ctx:
        assert [one.tie for one in list_ties(ctx)] == [Tie.SUPERIOR]
        end_tie(ctx, tie_id)


def test_whom_it_accuses_finds_no_line_of_it_in_the_desk_s_book(desk: Desk) -> None:
    accused, other = (desk.another(f"ban-{n}", Role.INTAKE_CLERK) for n in range(2))
    taken = take_in(desk, concerns=Concerns.COMMUNE_OFFICIAL)
    accuse(desk, taken.petition_id, account(accused))

    def lines(who: Actor) -> int:
        with desk.runtime.transaction(who) as ctx:
            today = local_date(ctx.now)
            return len(
                list_book(ctx, agency_id=desk.units[COMMUNE], since=today, until=today, page=PageRequest()).items
            )

    assert (lines(accused), lines(other)) == (0, 1)


def test_whom_it_accuses_does_not_see_that_it_was_passed_on(desk: Desk) -> None:
    """Named before it left or only by the province: neither list nor book of the desk it left says so to them."""
    before, later, other = (desk.another(f"ban-{n}", Role.INTAKE_CLERK) for n in range(3))
    taken = take_in(desk, concerns=Concerns.COMMUNE_OFFICIAL)
    accuse(desk, taken.petition_id, account(before), by=other)
    with desk.runtime.transaction(other) as ctx:
        to = Transfer(desk.units[PROVINCE], "Đơn thuộc thẩm quyền của tỉnh, chuyển để tỉnh xem xét.")
        services.transfer(ctx, desk.target(taken.petition_id), to)

    def lines(who: Actor) -> tuple[int, int]:
        with desk.runtime.transaction(who) as ctx:
            today, page = local_date(ctx.now), PageRequest()
            passed_on = list_passed_on(ctx, viewer=ctx.actor, page=page).items
            for line in passed_on:
                assert get_passed_on(ctx, line.id, viewer=ctx.actor)
            booked = list_book(ctx, agency_id=desk.units[COMMUNE], since=today, until=today, page=page).items
            return len(passed_on), len(booked)

    assert [lines(one) for one in (before, later, other)] == [(0, 0), (1, 1), (1, 1)]
    accuse(desk, taken.petition_id, account(before), account(later), by=desk.province_clerk())
    assert [lines(one) for one in (before, later, other)] == [(0, 0), (0, 0), (1, 1)]


def test_ending_a_tie_lets_nobody_in_again(desk: Desk, clock: SteppingClock) -> None:
    """Whoever was close to the accused when it came in stays out, whatever happens to the petition afterwards."""
    petition_id = sealed(desk)
    accused, relative, third = (desk.another(f"ban-{n}", Role.INTAKE_CLERK) for n in range(3))
    with desk.runtime.transaction(relative) as ctx:
        tie_id = declare_tie(ctx, account(relative), account(accused), Tie.RELATIVE)
    accuse(desk, petition_id, account(accused))
    with desk.runtime.transaction(relative) as ctx:
        end_tie(ctx, tie_id)
    clock.advance(days=2)
    with desk.runtime.transaction(third) as ctx:  # who is shut out is written down anew
        stand_aside(ctx, petition_id, "Người bị nói tới là em ruột tôi.")
    assert not sees(desk, petition_id, relative)
    later = desk.send(Concerns.COMMUNE_OFFICIAL).id
    accuse(desk, later, account(accused))
    with desk.runtime.transaction(relative) as ctx:
        assert get_case(ctx, later, viewer=ctx.actor)  # what came when it had ended


def test_whoever_is_accused_after_being_asked_answers_nothing_any_more(desk: Desk, clock: SteppingClock) -> None:
    house = House(desk)
    inspector = house.more("thanh-tra", Role.PROVINCIAL_INSPECTOR, PROVINCE)
    clock.advance(days=2)
    with desk.runtime.transaction(house.leader) as ctx:
        assert hand_out(ctx) == 1
    petition_id = house.assigned()
    opening_id = house.ask(petition_id)
    accuse(desk, petition_id, account(inspector), by=house.handler)
    with pytest.raises(Forbidden):
        house.agree(opening_id, inspector)
    house.agree(opening_id)
    assert house.boxes(petition_id) == 1
    accuse(desk, petition_id, account(house.handler), by=house.handler)  # who asked, and could look by now
    assert house.boxes(petition_id) == 0


def test_a_leader_declares_for_those_who_work_there_and_nobody_for_others(desk: Desk) -> None:
    leader, clerk, handler = desk.actor(Role.LEADER), desk.actor(Role.INTAKE_CLERK), desk.actor(Role.HANDLER)
    with desk.runtime.transaction(leader) as ctx:
        declare_tie(ctx, account(handler), account(clerk), Tie.RELATIVE)
    for stranger in (desk.province_clerk(), desk.actor(Role.COMMUNE_ADMIN)):
        with desk.runtime.transaction(stranger) as ctx, pytest.raises(Forbidden):
            declare_tie(ctx, account(handler), account(clerk), Tie.INTEREST)


def test_whoever_has_the_case_and_is_accused_loses_it(desk: Desk) -> None:
    petition_id, handler = sealed(desk), desk.actor(Role.HANDLER)
    desk.assign(petition_id)
    accuse(desk, petition_id, account(handler), by=handler)
    assert desk.case(petition_id).assignee_id is None
    assert not sees(desk, petition_id, handler)
    assert sees(desk, petition_id, desk.actor(Role.INTAKE_CLERK))


def test_standing_aside_gives_it_to_somebody_else_for_good(desk: Desk) -> None:
    petition_id, clerk = sealed(desk), desk.actor(Role.INTAKE_CLERK)
    with desk.runtime.transaction(clerk) as ctx, pytest.raises(WhyMissing):
        stand_aside(ctx, petition_id, "vì")
    with desk.runtime.transaction(clerk) as ctx, pytest.raises(NobodyLeft):
        stand_aside(ctx, petition_id, "Người bị nói tới là em ruột tôi.")
    other = desk.another("tiep-dan-2", Role.INTAKE_CLERK)
    with desk.runtime.transaction(clerk) as ctx:
        stand_aside(ctx, petition_id, "Người bị nói tới là em ruột tôi.")
    assert not sees(desk, petition_id, clerk)
    assert sees(desk, petition_id, other)
    with desk.runtime.transaction(desk.actor(Role.LEADER)) as ctx, pytest.raises(NotFound):
        stand_aside(ctx, petition_id, "Tôi không đọc được đơn này đâu.")


def test_at_the_provinces_desk_the_accused_leave_no_trace_and_the_one_clerk_hands_it_up(desk: Desk) -> None:
    """Alone at the desk: the case goes to the province, where nobody of the commune works; no row names them there."""
    petition_id, clerk = sealed(desk), desk.actor(Role.INTAKE_CLERK)
    accuse(desk, petition_id, account(desk.actor(Role.HANDLER)))
    with desk.runtime.transaction(clerk) as ctx:
        to = Transfer(desk.units[PROVINCE], "Bàn tiếp nhận xã chỉ có một người, lại liên quan.")
        services.transfer(ctx, desk.target(petition_id), to)
    with desk.runtime.reading() as ctx:
        assert ctx.session.execute(select(PetitionShutOut.tag)).all() == []
    assert sees(desk, petition_id, desk.province_clerk())
    accuse(desk, petition_id, account(desk.province_clerk()), by=desk.province_clerk())
    assert not sees(desk, petition_id, desk.province_clerk())

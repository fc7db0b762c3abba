"""What accuses who leads the commune that has it goes to the province at once, whenever that comes out."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import select, update

from accounts.roles import Role
from accounts.services import grant_role as grant_only
from casework.identities.models import IdentityOpening
from casework.identities.states import OpeningState
from casework.locks.errors import CaseLocked
from casework.locks.models import CaseShare
from casework.locks.states import Holder
from casework.sealing import open_case_key
from casework.states import IdentityReason
from casework.timeline import list_entries
from core.actor import SYSTEM, Actor
from core.audit import AuditEntry
from core.clock import local_date
from core.crypto import SealBroken
from core.errors import NotFound
from core.paging import PageRequest
from deadlines.models import Clock
from deadlines.states import ClockState
from feedback import services
from feedback.desk.book import list_book
from feedback.models import Petition
from feedback.opening.queries import get_opening, list_openings
from feedback.opening.services import ask_opening
from feedback.proceedings.models import Proceeding, ProceedingMember
from feedback.proceedings.states import Stage
from feedback.queries import count_queues, get_case, list_notes, list_queue, open_content
from feedback.routes.commands import Transfer
from feedback.routes.errors import ProtectedStays
from feedback.routes.queries import list_passed_on
from feedback.shutting.models import PetitionShutOut
from feedback.shutting.reads import accused_of
from feedback.shutting.services import declare_accused
from feedback.states import Concerns, Happened, NoteKind, PetitionKind, PetitionState, View
from processes.leading import enable_account, grant_role, send_up_whatever_accuses_leaders
from tests.support.desk_entries import take_in
from tests.support.keys import close_desk, with_key
from tests.support.petitioning import Desk
from tests.support.proceeding import Court
from tests.support.safes import WHAT, WORDS, House
from tests.support.staffed import COMMUNE, PROVINCE

BACK = "Người bị nói tới không phải lãnh đạo xã, chuyển lại xã giải quyết."


def account(actor: Actor) -> UUID:
    assert actor.account_id is not None
    return actor.account_id


def accuse(desk: Desk, petition_id: UUID, *accounts: UUID, by: Actor | None = None) -> bool:
    with desk.runtime.transaction(by or desk.actor(Role.INTAKE_CLERK)) as ctx:
        return declare_accused(ctx, petition_id, accounts)


def is_known(desk: Desk, petition_id: UUID, who: Actor) -> bool:
    """Whether a list, a count, a book or an address of the product says to somebody that there is such a petition."""
    page = PageRequest(size=50)
    with desk.runtime.transaction(who) as ctx:
        today, here = local_date(ctx.now), desk.units[COMMUNE]
        listed = [row.id for row in list_queue(ctx, viewer=ctx.actor, view=View.OPEN, page=page).items]
        lines = [*listed, *list_passed_on(ctx, viewer=ctx.actor, page=page).items, *list_openings(ctx)]
        if ctx.actor.holds_at(Role.INTAKE_CLERK, here):
            lines += list_book(ctx, agency_id=here, since=today, until=today, page=page).items
        known = bool(lines) or any(one.count for one in count_queues(ctx))
        try:
            get_case(ctx, petition_id, viewer=ctx.actor)
        except NotFound:
            return known
        assert petition_id in listed
        return True


def staff(desk: Desk) -> list[Actor]:
    return [desk.actor(role) for role in (Role.INTAKE_CLERK, Role.HANDLER, Role.VERIFIER, Role.LEADER)]


def chain_of(desk: Desk, code: str) -> list[tuple[str, str]]:
    with desk.runtime.reading() as ctx:
        e = AuditEntry
        rows = ctx.session.execute(select(e.action, e.subject_id).where(e.chain == desk.units[code]).order_by(e.seq))
        return [(row.action, row.subject_id) for row in rows]


def promote(desk: Desk, who: UUID) -> None:
    """By the province's administrator, who opens no case."""
    admin = desk.another("quan-tri-tinh", Role.PROVINCE_ADMIN, PROVINCE)
    with desk.runtime.transaction(admin) as ctx:
        grant_role(ctx, account_id=who, role=Role.LEADER, agency_id=desk.units[COMMUNE])


def test_a_leader_named_by_whoever_has_it_ends_it_for_the_commune(desk: Desk) -> None:
    petition_id, leader = take_in(desk, concerns=Concerns.COMMUNE_OFFICIAL).petition_id, desk.actor(Role.LEADER)
    desk.triage(petition_id, PetitionKind.DENUNCIATION_INFO)
    desk.assign(petition_id)
    desk.start(petition_id)
    before = chain_of(desk, COMMUNE)
    assert accuse(desk, petition_id, account(leader), by=desk.actor(Role.HANDLER))
    assert chain_of(desk, COMMUNE) == before  # nothing there says that anybody was named or anything went
    assert chain_of(desk, PROVINCE)[-1] == ("feedback:petition:send_up", str(petition_id))
    assert not any(is_known(desk, petition_id, one) for one in staff(desk))
    assert is_known(desk, petition_id, desk.province_clerk())
    with desk.runtime.reading() as ctx:
        p = ctx.session.execute(select(Petition).where(Petition.id == petition_id)).scalar_one()
        assert (p.state, p.sealed, p.assignee_id, p.kind) == (PetitionState.RECEIVED, True, None, None)
        assert {p.agency_id, p.home_agency_id, p.about_agency_id} == {desk.units[PROVINCE]}
        assert ctx.session.execute(select(PetitionShutOut.tag)).all() == []
        clocks = ctx.session.execute(select(Clock).where(Clock.subject_id == petition_id)).scalars().all()
        assert {one.agency_id for one in clocks} == {desk.units[PROVINCE]}
        (runs,) = [one for one in clocks if one.state is ClockState.RUNNING]
        assert p.due_at == runs.due_at
        told = [
            note.text for note in list_notes(ctx, petition_id, public_only=True) if note.kind is NoteKind.FORWARDING
        ]
        assert len(told) == 1
        assert "tỉnh" in told[0]
        (moved,) = [one for one in list_entries(ctx, petition_id, kinds=Happened) if one.kind is Happened.TRANSFERRED]
        assert str(desk.units[COMMUNE]) not in moved.params.values()
        assert open_content(ctx, petition_id).about == desk.units[COMMUNE]  # its words still say of where


def test_the_leadership_is_named_without_knowing_who(desk: Desk) -> None:
    petition_id = desk.send(Concerns.COMMUNE_OFFICIAL).id
    assert accuse(desk, petition_id, desk.units[COMMUNE])  # before triage too
    assert not any(is_known(desk, petition_id, one) for one in staff(desk))
    with desk.runtime.transaction(desk.province_clerk()) as ctx, pytest.raises(NotFound):
        declare_accused(ctx, petition_id, [desk.units["hamlet"]])  # no place that it speaks of


def test_only_the_province_undoes_a_mistaken_naming(desk: Desk) -> None:
    petition_id, leader, above = desk.send(Concerns.COMMUNE_OFFICIAL).id, desk.actor(Role.LEADER), desk.province_clerk()
    assert accuse(desk, petition_id, account(leader))
    with desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx, pytest.raises(NotFound):
        declare_accused(ctx, petition_id, [])
    back = Transfer(desk.units[COMMUNE], BACK)
    with desk.runtime.transaction(above) as ctx, pytest.raises(ProtectedStays):
        services.transfer(ctx, desk.target(petition_id), back)
    assert not accuse(desk, petition_id, account(desk.actor(Role.VERIFIER)), by=above)
    with desk.runtime.transaction(above) as ctx:
        services.transfer(ctx, desk.target(petition_id), back)
    assert is_known(desk, petition_id, desk.actor(Role.INTAKE_CLERK))
    assert not is_known(desk, petition_id, desk.actor(Role.VERIFIER))


class Closed(House):
    """Desk and province have keys; who may read a case has one too."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.above = with_key(desk.runtime, account(desk.province_clerk()))
        close_desk(desk.runtime, desk.units[PROVINCE], self.above)

    def opens(self, petition_id: UUID, who: Actor) -> bool:
        with self.desk.runtime.transaction(who) as ctx:
            try:
                return open_content(ctx, petition_id).content.what == WHAT
            except CaseLocked:
                return False

    def holders(self, petition_id: UUID) -> set[Holder]:
        with self.desk.runtime.reading() as ctx:
            s = CaseShare
            rows = ctx.session.execute(select(s.holder, s.holder_id).where(s.case_id == petition_id)).all()
            return {row.holder for row in rows if row.holder_id != petition_id}


def test_whoever_is_made_a_leader_later_ends_it_without_anybody_s_key(desk: Desk) -> None:
    """The administrator who promotes opens nothing, learns nothing, and stands in no log for it."""
    house = Closed(desk)
    petition_id, verifier = house.assigned(), desk.actor(Role.VERIFIER)
    assert not accuse(desk, petition_id, account(verifier), by=house.handler)
    assert house.opens(petition_id, house.handler)
    with desk.runtime.transaction(house.handler) as ctx:
        opening_id = ask_opening(ctx, petition_id, IdentityReason.MEET, WORDS)
    before = chain_of(desk, COMMUNE)
    promote(desk, account(verifier))
    assert chain_of(desk, COMMUNE)[len(before) :] == [("accounts:role:granted", str(account(verifier)))]
    with desk.runtime.reading() as ctx:
        e = AuditEntry
        (up,) = ctx.session.execute(select(e).where(e.action == "feedback:petition:send_up")).scalars()
        assert (up.chain, up.account_id) == (desk.units[PROVINCE], None)
        o = IdentityOpening
        state = ctx.session.execute(select(o.state).where(o.id == opening_id)).scalar_one()
        assert state is OpeningState.LAPSED
    assert not any(is_known(desk, petition_id, one) for one in (*staff(desk), house.handler, house.second))
    assert not any(house.opens(petition_id, one) for one in (house.clerk, house.handler, house.leader))
    assert house.holders(petition_id) == {Holder.DESK}
    assert house.opens(petition_id, house.above)
    with desk.runtime.transaction(house.handler) as ctx, pytest.raises(NotFound):
        get_opening(ctx, opening_id)
    desk.triage(petition_id, PetitionKind.DENUNCIATION_INFO, clerk=house.above)  # and works on there
    with desk.runtime.transaction(house.above) as ctx:
        assert accused_of(ctx, petition_id) == {account(verifier)}


def test_with_the_key_in_hand_it_gets_a_fresh_one(desk: Desk) -> None:
    house = Closed(desk)
    petition_id = house.assigned()
    with desk.runtime.reading(house.handler) as ctx:
        p = Petition
        was = ctx.session.execute(select(p.sealed_content).where(p.id == petition_id)).scalar_one()
        old = open_case_key(ctx, petition_id)
    assert accuse(desk, petition_id, account(house.leader), by=house.handler)
    assert old.open_json(was, part="content")["what"] == WHAT
    with desk.runtime.reading() as ctx:
        now = ctx.session.execute(select(p.sealed_content).where(p.id == petition_id)).scalar_one()
    with pytest.raises(SealBroken):
        old.open_json(now, part="content")
    assert house.opens(petition_id, house.above)
    assert not house.opens(petition_id, house.handler)


def test_without_a_key_of_the_province_it_stays_closed_to_whom_it_accuses(desk: Desk) -> None:
    """It is never put under the server's keys to be sent; it goes once the province has a key."""
    house = House(desk)
    petition_id = house.assigned()
    assert not accuse(desk, petition_id, account(house.leader), by=house.handler)
    assert not is_known(desk, petition_id, house.leader)
    assert is_known(desk, petition_id, house.handler)
    above = with_key(desk.runtime, account(desk.province_clerk()))
    close_desk(desk.runtime, desk.units[PROVINCE], above)
    assert accuse(desk, petition_id, account(house.leader), by=house.handler)
    assert not is_known(desk, petition_id, house.handler)


def test_a_denunciation_under_way_begins_anew_at_the_province_and_a_complaint_stays(desk: Desk) -> None:
    court, leader, decider = Court(desk), desk.actor(Role.LEADER), desk.another("pho-chu-tich", Role.LEADER)
    denounced = desk.send(Concerns.COMMUNE_OFFICIAL).id
    court.formalise(denounced, court.denunciation(decider_id=account(decider)))
    complained = desk.send(Concerns.COMMUNE_OFFICIAL).id
    court.formalise(complained, court.command(decider_id=account(decider)))
    clerk = desk.actor(Role.INTAKE_CLERK)
    assert accuse(desk, denounced, account(leader), by=clerk)
    assert not accuse(desk, complained, account(leader), by=clerk)
    assert not any(is_known(desk, denounced, one) for one in (leader, decider))
    with desk.runtime.reading() as ctx:
        q = Proceeding
        assert ctx.session.execute(select(q.stage).where(q.petition_id == denounced)).scalar_one() is Stage.TRANSFERRED
        m = ProceedingMember
        assert not ctx.session.execute(select(m.account_id).where(m.petition_id == denounced)).all()
    above = desk.province_clerk()
    chief = desk.another("chu-tich-tinh", Role.LEADER, PROVINCE)
    court.formalise(denounced, court.denunciation(decider_id=account(chief)), actor=above)
    assert desk.case(denounced).state is PetitionState.PROCEEDING


def test_what_was_ended_goes_too_and_stays_ended(desk: Desk) -> None:
    petition_id = desk.send(Concerns.COMMUNE_OFFICIAL).id
    desk.triage(petition_id, PetitionKind.DENUNCIATION_INFO)
    accuse(desk, petition_id, account(desk.actor(Role.VERIFIER)))
    with desk.runtime.transaction() as ctx:
        ended = {"state": PetitionState.CLOSED, "closed_at": ctx.now}
        ctx.session.execute(update(Petition).where(Petition.id == petition_id).values(**ended))
    promote(desk, account(desk.actor(Role.VERIFIER)))
    assert desk.case(petition_id).state is PetitionState.CLOSED
    assert desk.case(petition_id).agency_id == desk.units[PROVINCE]


def test_every_night_what_nobody_s_act_sent_goes(desk: Desk) -> None:
    """A role given past the product's own way; a leader whose closed account is opened again."""
    petition_id, verifier = desk.send(Concerns.COMMUNE_OFFICIAL).id, desk.actor(Role.VERIFIER)
    accuse(desk, petition_id, account(verifier))
    with desk.runtime.transaction(SYSTEM) as ctx:
        assert send_up_whatever_accuses_leaders(ctx) == 0
        grant_only(ctx, account_id=account(verifier), role=Role.LEADER, agency_id=desk.units[COMMUNE])
        enable_account(ctx, account_id=account(desk.actor(Role.LEADER)))
    assert desk.case(petition_id).agency_id == desk.units[COMMUNE]
    with desk.runtime.transaction(SYSTEM) as ctx:
        assert send_up_whatever_accuses_leaders(ctx) == 1
        assert send_up_whatever_accuses_leaders(ctx) == 0
    assert desk.case(petition_id).agency_id == desk.units[PROVINCE]

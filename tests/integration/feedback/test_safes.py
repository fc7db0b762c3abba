"""Who sent what stays sealed lies under a key that two people open together, and nobody alone."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import delete, select, update

from accounts.inbox import OfficialNoticeKind as K
from accounts.inbox import list_unseen
from accounts.models import RoleGrant
from accounts.roles import Role
from casework.identities.errors import NoSecondPerson, OpeningOver, TwoPersonsNeeded
from casework.identities.models import IdentityOpening
from casework.identity import (
    correct_identity,
    erase_identity,
    has_identity,
    identity_for_notice,
    is_in_safe,
    names_somebody,
)
from casework.locks.changing import Change, change_own
from casework.locks.errors import CaseLocked
from casework.locks.own import find_kept, private_of, seal_anew
from casework.locks.rotating import rotate_desk_key
from casework.models import CaseIdentity
from casework.safes.closed import BOXES_PART, peel, told_of
from casework.safes.errors import NoSafeKey
from casework.safes.keys import hand_out, open_side
from casework.safes.models import ClosedIdentity, IdentitySafe, SafeHolder
from casework.safes.states import Side
from casework.safes.tending import tend_safes
from casework.sealing import open_case_key
from casework.states import IdentityReason
from core.actor import SYSTEM, Actor
from core.boxes import KeyPair, new_pair, open_box
from core.crypto import SealBroken
from core.errors import Forbidden
from core.transitions import TransitionNotAllowed
from feedback import services
from feedback.desk.codes import ask_code
from feedback.opening.services import (
    ask_opening,
    decide_opening,
    end_openings,
    read_identity,
    shut_opening,
    withdraw_opening,
)
from feedback.redacting.source import read_words
from feedback.routes.commands import Part
from feedback.services.locking import follow, renew
from feedback.states import Concerns, PetitionKind
from tests.support.clock import SteppingClock
from tests.support.keys import CHEAP, close_desk, with_key
from tests.support.people import PASSWORD
from tests.support.petitioning import Desk
from tests.support.proceeding import Court
from tests.support.safes import NAME, PHONE, WHAT, WORDS, House, closed
from tests.support.staffed import COMMUNE, PROVINCE


@pytest.fixture
def house(desk: Desk) -> House:
    return House(desk)


def test_it_goes_into_the_safe_as_it_comes_in_and_opens_for_two(house: House, clock: SteppingClock) -> None:
    petition_id = house.sent()
    with house.desk.runtime.reading() as ctx:
        assert ctx.session.execute(select(CaseIdentity.sealed)).scalar_one() == b""
    closed(house, petition_id, house.clerk, house.handler, house.leader, SYSTEM)
    house.desk.triage(petition_id, PetitionKind.DENUNCIATION_INFO, clerk=house.clerk)
    house.desk.assign(petition_id, clerk=house.clerk)
    opening_id = house.ask(petition_id)
    closed(house, petition_id, house.clerk, house.handler, house.leader)
    house.agree(opening_id)
    closed(house, petition_id, house.clerk, house.leader)  # who agreed sees nothing of it
    assert house.look(opening_id) == NAME
    assert house.boxes(petition_id) == 1
    with house.desk.runtime.reading() as ctx:
        assert ctx.session.execute(select(IdentityOpening.sealed_boxes)).scalar_one() is None
    clock.advance(hours=25)
    with house.desk.runtime.transaction(SYSTEM) as ctx:
        assert end_openings(ctx) == 1
    assert house.boxes(petition_id) == 0
    closed(house, petition_id, house.handler, house.leader)
    again = house.ask(petition_id)
    house.agree(again, house.second)
    assert house.look(again) == NAME
    with house.desk.runtime.transaction(house.handler) as ctx:
        shut_opening(ctx, again)
    assert house.boxes(petition_id) == 0


def test_no_key_of_one_person_opens_both_boxes(house: House) -> None:
    """Whoever changed the program to leave out every rule still has but one of the two keys."""
    petition_id = house.assigned()
    for who in (house.clerk, house.handler, house.leader, house.second):
        with house.desk.runtime.reading() as ctx:
            rows = ctx.session.execute(select(SafeHolder.side).where(SafeHolder.account_id == who.account_id)).all()
            assert len(rows) == 1
    with house.desk.runtime.transaction(house.handler) as ctx:
        (one,) = peel(ctx, petition_id)
        opened = open_side(ctx, one.safe_id)
        case_key = open_case_key(ctx, petition_id)
        boxes = ctx.session.execute(select(ClosedIdentity.sealed_boxes)).scalar_one()
        content = case_key.open_json(boxes, part=BOXES_PART)
    assert opened is not None
    assert set(content["boxes"]) == {"working", "agreeing"}
    for side in Side:
        with pytest.raises(SealBroken):
            open_box(opened.private, one.box, bound_to=one.key_id.bytes + side.value.encode())
    with house.desk.runtime.transaction(house.leader) as ctx, pytest.raises(CaseLocked):
        peel(ctx, petition_id)  # the other key is of no use without the case's


def test_whoever_has_the_same_key_is_no_second_person(house: House, clock: SteppingClock) -> None:
    petition_id = house.assigned()
    other_clerk = house.more("tiep-nhan-2", Role.INTAKE_CLERK)
    inspector = house.more("thanh-tra", Role.PROVINCIAL_INSPECTOR, PROVINCE)
    with house.desk.runtime.transaction(house.leader) as ctx:
        assert hand_out(ctx) == 0  # whoever came a moment ago may not be who they seem
    clock.advance(days=1)
    with house.desk.runtime.transaction(house.leader) as ctx:
        assert hand_out(ctx) == 1
    assert (house.side(other_clerk), house.side(inspector)) == (None, Side.AGREEING)
    opening_id = house.ask(petition_id)  # and the asker's side got theirs on the way
    assert house.side(other_clerk) is Side.WORKING
    with house.desk.runtime.transaction(other_clerk) as ctx, pytest.raises(Forbidden):
        decide_opening(ctx, opening_id, agrees=True)
    house.agree(opening_id, inspector)
    assert house.look(opening_id) == NAME


def test_who_leads_since_today_waits_though_the_account_is_old(house: House, clock: SteppingClock) -> None:
    newcomer = house.more("van-thu-cu", Role.RECORDS_CLERK)
    clock.advance(days=9)
    with house.desk.runtime.transaction(SYSTEM) as ctx:
        theirs = update(RoleGrant).where(RoleGrant.account_id == newcomer.account_id)
        ctx.session.execute(theirs.values(role=Role.LEADER, valid_from=ctx.now))
    with house.desk.runtime.transaction(house.leader) as ctx:
        assert hand_out(ctx) == 0
    clock.advance(days=1)
    with house.desk.runtime.transaction(house.leader) as ctx:
        assert hand_out(ctx) == 1
    assert house.side(newcomer) is Side.AGREEING


def test_people_come_and_go_and_change_their_passwords(house: House, clock: SteppingClock) -> None:
    petition_id = house.assigned()
    opening_id = house.ask(petition_id)
    house.handler = changed(house, house.handler)
    house.leader = changed(house, house.leader)
    house.agree(opening_id)
    assert house.look(opening_id) == NAME
    # A password that somebody else set: no key of the safe, until a colleague who has it comes in.
    imposed = with_key(house.desk.runtime, house.leader.account_id, "mật khẩu do quản trị đặt")  # type: ignore[arg-type]
    assert house.side(imposed) is None
    clock.advance(days=1)
    with house.desk.runtime.transaction(house.second) as ctx:
        assert hand_out(ctx) == 1
    assert house.side(imposed) is Side.AGREEING
    # Whoever leaves has it no more, but for the last one of a side.
    with house.desk.runtime.transaction(SYSTEM) as ctx:
        gone = [house.handler.account_id, house.second.account_id, imposed.account_id]
        ctx.session.execute(update(RoleGrant).where(RoleGrant.account_id.in_(gone)).values(valid_to=ctx.now))
    house.tend()
    assert house.side(house.handler) is None
    assert {house.side(house.second), house.side(imposed)} == {Side.AGREEING}


def test_a_safe_that_lost_a_side_is_followed_by_another(house: House) -> None:
    petition_id, before = house.assigned(), house.safe_id()
    with house.desk.runtime.transaction(SYSTEM) as ctx:
        ctx.session.execute(delete(SafeHolder).where(SafeHolder.side == Side.AGREEING))
    with pytest.raises(NoSecondPerson):
        house.ask(petition_id)
    assert house.tend() == 1
    assert house.safe_id() != before
    newer = house.assigned()
    house.agree(opening_id := house.ask(newer))
    assert house.look(opening_id) == NAME
    with house.desk.runtime.reading() as ctx:
        assert len(ctx.session.execute(select(IdentitySafe.id)).all()) == 2


def test_a_new_desk_key_and_a_fresh_case_key_change_nothing(house: House) -> None:
    petition_id = house.assigned()
    keepers = [house.more("giu-1", Role.RECORDS_CLERK), house.more("giu-2", Role.DATA_PROTECTION_OFFICER)]
    with house.desk.runtime.transaction(house.clerk) as ctx:
        rotate_desk_key(ctx, house.desk.units[COMMUNE], [one.account_id for one in keepers])  # type: ignore[misc]
    with house.desk.runtime.transaction(house.handler) as ctx:
        renew(ctx, petition_id)
        services.locking.follow(ctx, petition_id)
    house.agree(opening_id := house.ask(petition_id))
    assert house.look(opening_id) == NAME


def test_older_cases_go_in_with_the_next_step(desk: Desk) -> None:
    clerk = with_key(desk.runtime, desk.officials.account(Role.INTAKE_CLERK))
    close_desk(desk.runtime, desk.units[COMMUNE], clerk)
    left = {"what": WHAT, "name": NAME, "phone": PHONE, "consent": True}
    about, plain = desk.send(Concerns.COMMUNE_OFFICIAL, **left).id, desk.send(**left).id  # type: ignore[arg-type]
    with desk.runtime.transaction(SYSTEM) as ctx:
        assert tend_safes(ctx) == 0  # not enough people with keys
    for role in (Role.HANDLER, Role.LEADER):
        with_key(desk.runtime, desk.officials.account(role))
    with_key(desk.runtime, desk.another("pho", Role.LEADER).account_id)  # type: ignore[arg-type]
    with desk.runtime.transaction(SYSTEM) as ctx:
        assert tend_safes(ctx) == 1
    for petition_id in (about, plain):
        with desk.runtime.transaction(clerk) as ctx:
            services.note_opening(ctx, petition_id)
    with desk.runtime.reading() as ctx:
        assert is_in_safe(ctx, about)
        assert not is_in_safe(ctx, plain)  # it may be an ordinary report, which one person triages
    desk.triage(plain, PetitionKind.DENUNCIATION_INFO, clerk=clerk)
    with desk.runtime.reading() as ctx:
        assert is_in_safe(ctx, plain)


def test_a_request_from_before_there_was_a_safe_ends_as_it_was_begun(desk: Desk) -> None:
    clerk, leader = (with_key(desk.runtime, desk.officials.account(one)) for one in (Role.INTAKE_CLERK, Role.LEADER))
    close_desk(desk.runtime, desk.units[COMMUNE], clerk)
    petition_id = desk.send(Concerns.COMMUNE_OFFICIAL, name=NAME, phone=PHONE, consent=True).id
    with desk.runtime.transaction(clerk) as ctx:
        opening_id = ask_opening(ctx, petition_id, IdentityReason.MEET, WORDS)
    for who in (desk.officials.account(Role.HANDLER), desk.another("pho", Role.LEADER).account_id):
        with_key(desk.runtime, who)  # type: ignore[arg-type]
    with desk.runtime.transaction(SYSTEM) as ctx:
        assert tend_safes(ctx) == 1
    with desk.runtime.transaction(clerk) as ctx:
        services.note_opening(ctx, petition_id)
    with desk.runtime.transaction(leader) as ctx:
        decide_opening(ctx, opening_id, agrees=True)
    with desk.runtime.transaction(clerk) as ctx:
        assert read_identity(ctx, opening_id).name == NAME
        shut_opening(ctx, opening_id)
    with desk.runtime.reading() as ctx:
        assert is_in_safe(ctx, petition_id)


def test_colleagues_hear_of_a_password_that_somebody_else_set(house: House) -> None:
    """Who resets two people's passwords and waits would have both keys: not without those around them hearing of it."""
    with_key(house.desk.runtime, house.leader.account_id, "mật khẩu do quản trị đặt")  # type: ignore[arg-type]
    with house.desk.runtime.reading() as ctx:
        heard = {
            one: [line.params["person"] for line in list_unseen(ctx, one) if line.kind is K.KEY_MADE_ANEW]
            for who in (house.clerk, house.handler, house.second, house.leader)
            if (one := who.account_id) is not None
        }
    assert [len(names) for names in heard.values()] == [1, 1, 1, 0]


def test_an_ordinary_report_never_needs_two(house: House) -> None:
    petition_id = house.sent(Concerns.NOBODY)
    house.desk.triage(petition_id, clerk=house.clerk)
    with house.desk.runtime.transaction(SYSTEM) as ctx:
        left = identity_for_notice(ctx, petition_id, case_type="petition", agency_id=house.desk.units[COMMUNE])
    assert left is not None
    assert left.name == NAME


def test_what_the_product_does_without_two_people_goes_on(house: House) -> None:
    petition_id = house.assigned()
    with house.desk.runtime.transaction(house.handler) as ctx:
        assert names_somebody(ctx, petition_id)
        words = read_words(ctx, petition_id)  # covered in a copy, though the maker cannot know who it is
        assert {words.text[span.start : span.end] for span in words.fixed} == {"ba kin dao", "0900000777"}
        assert set(told_of(ctx, petition_id).found) == {"ba kin dao", "0900000777"}
    with house.desk.runtime.transaction(SYSTEM) as ctx:
        assert identity_for_notice(ctx, petition_id, case_type="p", agency_id=house.desk.units[COMMUNE]) is None
    with house.desk.runtime.transaction(house.handler) as ctx:
        assert correct_identity(ctx, petition_id, phone="0900 000 778")
    court = Court(house.desk)
    court.formalise(petition_id, replace(court.denunciation(), name="Bà Ký Tên"), actor=house.handler)
    house.agree(opening_id := house.ask(petition_id))
    with house.desk.runtime.transaction(house.handler) as ctx:
        found = read_identity(ctx, opening_id)
    assert (found.name, found.phone) == ("Bà Ký Tên", "0900 000 778")
    with house.desk.runtime.transaction(house.clerk) as ctx:
        assert erase_identity(ctx, petition_id, case_type="petition")
        assert not has_identity(ctx, petition_id)
        assert ctx.session.execute(select(ClosedIdentity.key_id)).first() is None


def test_a_lost_code_is_compared_once_somebody_agreed(house: House) -> None:
    petition_id = house.sent()
    number = house.desk.case(petition_id).number

    def compare() -> UUID | None:
        with house.desk.runtime.transaction(house.clerk) as ctx:
            return ask_code(ctx, number=number, name=NAME, phone=PHONE, identity_seen=True)

    with pytest.raises(TwoPersonsNeeded):
        compare()
    house.agree(house.ask(petition_id, house.clerk))
    assert compare() is not None


def test_parts_carry_it_unopened_and_share_its_key(house: House) -> None:
    petition_id = house.sent()
    parts = [
        Part(what="Cống đầu xóm tắc.", concerns=Concerns.NOBODY, title="Cống tắc"),
        Part(what="Cán bộ đòi thêm tiền.", concerns=Concerns.COMMUNE_OFFICIAL, title="Đòi tiền"),
    ]
    with house.desk.runtime.transaction(house.clerk) as ctx:
        made = services.split(ctx, house.desk.target(petition_id), parts)
    for part_id in made:
        assert house.in_safe(part_id)
        closed(house, part_id, house.clerk)
    house.desk.triage(made[1], PetitionKind.DENUNCIATION_INFO, clerk=house.clerk)
    house.desk.assign(made[1], clerk=house.clerk)
    house.agree(opening_id := house.ask(made[1]))
    assert house.look(opening_id) == NAME
    with house.desk.runtime.transaction(house.clerk) as ctx:
        erase_identity(ctx, petition_id, case_type="petition")
    assert house.look(opening_id) == NAME  # the part's is the part's
    with house.desk.runtime.transaction(house.clerk) as ctx:
        erase_identity(ctx, made[1], case_type="petition")
    assert (house.in_safe(made[0]), house.boxes(made[0])) == (True, 0)  # nobody was let in there


def test_whoever_sets_the_asker_s_password_is_not_told(house: House, clock: SteppingClock) -> None:
    petition_id = house.assigned()
    opening_id = house.ask(petition_id)
    imposed = with_key(house.desk.runtime, house.handler.account_id, "mật khẩu do quản trị đặt")  # type: ignore[arg-type]
    with house.desk.runtime.transaction(house.clerk) as ctx:
        follow(ctx, petition_id)  # no step of a colleague's opens the case for them again
    with house.desk.runtime.reading(imposed) as ctx, pytest.raises(CaseLocked):
        open_case_key(ctx, petition_id)
    with pytest.raises(OpeningOver):
        house.agree(opening_id)
    with pytest.raises(TransitionNotAllowed):
        house.look(opening_id, imposed)
    assert house.boxes(petition_id) == 0
    clock.advance(days=1)  # whose account it is has noticed by now
    with house.desk.runtime.transaction(house.clerk) as ctx:
        follow(ctx, petition_id)
    with house.desk.runtime.reading(imposed) as ctx:
        open_case_key(ctx, petition_id)


def test_without_a_key_in_hand_nothing_is_asked(house: House, clock: SteppingClock) -> None:
    petition_id = house.assigned()
    clock.advance(days=1)
    with house.desk.runtime.transaction(SYSTEM) as ctx:
        mine = (SafeHolder.account_id == house.handler.account_id,)
        ctx.session.execute(delete(SafeHolder).where(*mine))
    with pytest.raises(NoSafeKey):
        house.ask(petition_id)
    with house.desk.runtime.transaction(house.clerk) as ctx:
        hand_out(ctx)
    opening_id = house.ask(petition_id)
    with house.desk.runtime.transaction(house.handler) as ctx:
        withdraw_opening(ctx, opening_id)
    with house.desk.runtime.reading() as ctx:
        assert ctx.session.execute(select(IdentityOpening.sealed_boxes)).scalar_one() is None


def changed(house: House, who: Actor) -> Actor:
    """The same official after they chose a new password."""
    assert who.account_id is not None
    assert who.session_id is not None
    assert who.secret is not None
    with house.desk.runtime.transaction(who) as ctx:
        kept, private = find_kept(ctx, who.account_id), private_of(ctx, who)
        assert kept is not None
        assert private is not None
        after = seal_anew(new_pair(), PASSWORD + "!", CHEAP)
        change_own(ctx, who.account_id, who.session_id, who.secret, Change(KeyPair(kept.public, private), after))
    return who

"""Who sent a sealed petition: two people, some hours, every look in the log; with a desk's key and without."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import insert, select

from accounts.inbox import list_unseen
from accounts.roles import Role
from casework.identities.errors import NoSecondPerson, OpeningOver, OpeningWaits, TwoPersonsNeeded, WordsMissing
from casework.identities.models import IdentityOpening
from casework.identity import open_identity
from casework.states import IdentityReason
from core.actor import SYSTEM, Actor
from core.audit import AuditEntry
from core.errors import Forbidden, NotFound
from core.ids import random_id
from core.transitions import TransitionNotAllowed
from deadlines.services import set_address
from feedback.opening.policies import identity_facts
from feedback.opening.queries import get_opening, list_openings
from feedback.opening.services import (
    ask_opening,
    decide_opening,
    end_openings,
    read_identity,
    shut_opening,
    withdraw_opening,
)
from feedback.shutting.services import declare_accused
from feedback.states import Concerns, PetitionKind
from tests.support.clock import SteppingClock
from tests.support.keys import close_desk, with_key
from tests.support.petitioning import Desk
from tests.support.staffed import COMMUNE, PROVINCE

WORDS = "Phải gặp để nhận chứng cứ gốc, hẹn ngoài trụ sở."
NAME = "Bà Kín Đáo"


def sealed(desk: Desk, concerns: Concerns = Concerns.COMMUNE_OFFICIAL) -> UUID:
    sent = desk.send(concerns, name=NAME, phone="0900 000 777", consent=True)
    desk.triage(sent.id, PetitionKind.DENUNCIATION_INFO)
    desk.assign(sent.id)
    return sent.id


def ask(desk: Desk, petition_id: UUID, who: Actor | None = None) -> UUID:
    with desk.runtime.transaction(who or desk.actor(Role.HANDLER)) as ctx:
        return ask_opening(ctx, petition_id, IdentityReason.MEET, WORDS)


def decide(desk: Desk, opening_id: UUID, who: Actor, *, agrees: bool = True) -> None:
    with desk.runtime.transaction(who) as ctx:
        decide_opening(ctx, opening_id, agrees=agrees)


def look(desk: Desk, opening_id: UUID, who: Actor | None = None) -> str:
    with desk.runtime.transaction(who or desk.actor(Role.HANDLER)) as ctx:
        return read_identity(ctx, opening_id).name


def acts(desk: Desk, petition_id: UUID) -> list[str]:
    e = AuditEntry
    with desk.runtime.reading() as ctx:
        mine = select(e.action).where(e.subject_id == str(petition_id), e.action.contains("open")).order_by(e.seq)
        return [one.rpartition(":")[2] for one in ctx.session.execute(mine).scalars()]


def test_what_waits_elsewhere_pushes_nothing_off_the_list(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("feedback.seconding.requests.SHOWN", 1)
    opening_id, o = ask(desk, sealed(desk)), IdentityOpening
    with desk.runtime.transaction(SYSTEM) as ctx:
        row = dict(ctx.session.execute(select(*o.__table__.c).where(o.id == opening_id)).mappings().one())
        newer = {"id": random_id(), "case_id": random_id(), "agency_id": desk.units["07210"]}
        ctx.session.execute(insert(o).values({**row, **newer, "asked_at": row["asked_at"] + timedelta(minutes=1)}))
    with desk.runtime.transaction(desk.actor(Role.LEADER)) as ctx:
        assert [one.id for one in list_openings(ctx)] == [opening_id]


def test_two_people_open_it_for_a_day_and_then_it_is_shut(desk: Desk, clock: SteppingClock) -> None:
    petition_id, handler, leader = sealed(desk), desk.actor(Role.HANDLER), desk.actor(Role.LEADER)
    facts = identity_facts(desk.case(petition_id).facts())
    with desk.runtime.transaction(handler) as ctx, pytest.raises(TwoPersonsNeeded):
        open_identity(ctx, petition_id, case_type="petition", facts=facts, reason=IdentityReason.MEET)
    opening_id = ask(desk, petition_id)
    with pytest.raises(OpeningWaits):
        ask(desk, petition_id)
    with pytest.raises(TransitionNotAllowed):
        look(desk, opening_id)
    with pytest.raises(Forbidden):
        decide(desk, opening_id, handler)
    with desk.runtime.transaction(leader) as ctx:
        (told,) = list_unseen(ctx, leader.account_id or petition_id)
        assert told.params == {}  # not which case, not why
        (waiting,) = list_openings(ctx)
        assert (waiting.words, waiting.mine, waiting.number) == (WORDS, False, desk.case(petition_id).number)
    decide(desk, opening_id, leader)
    assert look(desk, opening_id) == NAME
    assert look(desk, opening_id) == NAME
    for other in (leader, desk.actor(Role.INTAKE_CLERK), desk.province_clerk()):
        with pytest.raises((Forbidden, NotFound)):
            look(desk, opening_id, other)
    assert acts(desk, petition_id) == ["opening_ask", "opening_approve", "open", "open"]
    clock.advance(hours=25)
    with pytest.raises(OpeningOver):
        look(desk, opening_id)
    with desk.runtime.transaction(handler) as ctx, pytest.raises(TwoPersonsNeeded):
        open_identity(ctx, petition_id, case_type="petition", facts=facts, reason=IdentityReason.MEET)
    with desk.runtime.transaction(SYSTEM) as ctx:
        assert end_openings(ctx) == 1
    assert acts(desk, petition_id)[-1] == "opening_shut"
    ask(desk, petition_id)  # and again, anew


def test_what_nobody_answers_lapses_and_whoever_loses_the_case_loses_the_sight(
    desk: Desk, clock: SteppingClock
) -> None:
    petition_id, leader = sealed(desk), desk.actor(Role.LEADER)
    first = ask(desk, petition_id)
    clock.advance(days=10)
    with pytest.raises(OpeningOver):
        decide(desk, first, leader)
    second = ask(desk, petition_id)  # the way is free although no job ran
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        assert get_opening(ctx, first).state.value == "lapsed"
    decide(desk, second, leader)
    desk.assign(petition_id, to=desk.another("can-bo-khac", Role.HANDLER).account_id)
    with pytest.raises(Forbidden):
        look(desk, second)


def test_no_and_never_mind_and_enough(desk: Desk) -> None:
    petition_id, leader = sealed(desk), desk.actor(Role.LEADER)
    decide(desk, refused := ask(desk, petition_id), leader, agrees=False)
    with pytest.raises(TransitionNotAllowed):
        look(desk, refused)
    again = ask(desk, petition_id)
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        withdraw_opening(ctx, again)
    with pytest.raises(TransitionNotAllowed):
        decide(desk, again, leader)
    third = ask(desk, petition_id)
    decide(desk, third, leader)
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        shut_opening(ctx, third)
    with pytest.raises(TransitionNotAllowed):
        look(desk, third)
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx, pytest.raises(WordsMissing):
        ask_opening(ctx, petition_id, IdentityReason.MEET, " vì ")


def test_whoever_it_may_speak_of_is_neither_asked_nor_shown_it(desk: Desk) -> None:
    """It speaks of those who receive petitions: the clerk who has it no more is no second person, the province's is."""
    sent = desk.send(Concerns.INTAKE_DESK, name=NAME, phone="0900 000 777", consent=True)
    province = desk.province_clerk()
    desk.triage(sent.id, PetitionKind.DENUNCIATION_INFO, clerk=province)
    opener = desk.another("tiep-dan-tinh-2", Role.INTAKE_CLERK, PROVINCE)
    desk.assign(sent.id, clerk=province, to=province.account_id)
    opening_id = ask(desk, sent.id, province)
    for near in (desk.actor(Role.INTAKE_CLERK), desk.actor(Role.LEADER), desk.actor(Role.HANDLER)):
        with desk.runtime.transaction(near) as ctx, pytest.raises(NotFound):
            get_opening(ctx, opening_id)
        with pytest.raises(Forbidden):
            decide(desk, opening_id, near)
    decide(desk, opening_id, opener)
    assert look(desk, opening_id, province) == NAME


def test_whoever_is_accused_after_it_was_asked_finds_no_request(desk: Desk) -> None:
    handler, second = (with_key(desk.runtime, desk.officials.account(r)) for r in (Role.HANDLER, Role.LEADER))
    clerk = with_key(desk.runtime, desk.officials.account(Role.INTAKE_CLERK))
    close_desk(desk.runtime, desk.units[COMMUNE], clerk)
    sent = desk.send(Concerns.COMMUNE_OFFICIAL, name=NAME, phone="0900 000 777", consent=True)
    desk.triage(sent.id, PetitionKind.DENUNCIATION_INFO, clerk=clerk)
    desk.assign(sent.id, clerk=clerk)
    opening_id = ask(desk, sent.id, handler)
    with desk.runtime.transaction(second) as ctx:
        assert list_openings(ctx)
    with desk.runtime.transaction(handler) as ctx:
        assert second.account_id is not None
        declare_accused(ctx, sent.id, [second.account_id])
    with desk.runtime.transaction(second) as ctx:
        assert not list_openings(ctx)
        with pytest.raises(NotFound):
            get_opening(ctx, opening_id)
    with pytest.raises(Forbidden):
        decide(desk, opening_id, second)


def test_a_locked_case_asks_only_those_who_can_read_the_motive(desk: Desk) -> None:
    people = {
        role: with_key(desk.runtime, desk.officials.account(role))
        for role in (Role.INTAKE_CLERK, Role.HANDLER, Role.LEADER)
    }
    clerk, handler, leader = (people[role] for role in (Role.INTAKE_CLERK, Role.HANDLER, Role.LEADER))
    close_desk(desk.runtime, desk.units[COMMUNE], clerk)
    sent = desk.send(Concerns.COMMUNE_OFFICIAL, name=NAME, phone="0900 000 777", consent=True)
    desk.triage(sent.id, PetitionKind.DENUNCIATION_INFO, clerk=clerk)
    desk.assign(sent.id, clerk=clerk)
    opening_id = ask(desk, sent.id, handler)
    with desk.runtime.reading() as ctx:
        assert WORDS.encode() not in ctx.session.execute(select(IdentityOpening.sealed_words)).scalar_one()
    for without in (replace(leader, secret=None), desk.province_clerk()):  # no key in hand: nothing to decide by
        with pytest.raises(Forbidden):
            decide(desk, opening_id, without)
    with desk.runtime.transaction(leader) as ctx:
        assert get_opening(ctx, opening_id).words == WORDS
    decide(desk, opening_id, leader)
    assert look(desk, opening_id, handler) == NAME


def test_one_person_with_two_accounts_is_not_two_people(desk: Desk) -> None:
    """Who hears at one address is one person, whatever the accounts are called; before it is asked and after."""
    petition_id, handler, leader = sealed(desk), desk.actor(Role.HANDLER), desk.actor(Role.LEADER)
    inspector = desk.another("thanh-tra", Role.PROVINCIAL_INSPECTOR, PROVINCE)
    for who, address in (
        (handler, "ba.hai@vidu.example"),
        (inspector, " Ba.Hai@vidu.example"),
        (leader, "a@vidu.example"),
    ):
        with desk.runtime.transaction(who) as ctx:
            set_address(ctx, address)
    opening_id = ask(desk, petition_id)
    with desk.runtime.transaction(inspector) as ctx:
        assert list_unseen(ctx, ctx.actor.account_id) == []
        assert list_openings(ctx) == []
    with pytest.raises(Forbidden):
        decide(desk, opening_id, inspector)
    with desk.runtime.transaction(leader) as ctx:
        set_address(ctx, "BA.HAI@vidu.example")
    with pytest.raises(Forbidden):
        decide(desk, opening_id, leader)
    with desk.runtime.transaction(leader) as ctx:
        set_address(ctx, "")
    decide(desk, opening_id, leader)


def test_without_a_second_person_nothing_is_asked(desk: Desk) -> None:
    clerk = with_key(desk.runtime, desk.officials.account(Role.INTAKE_CLERK))
    close_desk(desk.runtime, desk.units[COMMUNE], clerk)
    sent = desk.send(Concerns.COMMUNE_OFFICIAL, name=NAME, phone="0900 000 777", consent=True)
    with pytest.raises(NoSecondPerson):
        ask(desk, sent.id, clerk)

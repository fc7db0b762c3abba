"""Lost access codes: who may compare, when two are needed, that nobody takes over a case in silence."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import select

from accounts.roles import Role
from bootstrap.runtime import Runtime
from casework.errors import TooManyMatches
from casework.numbers import IssuedCase, find_case
from casework.timeline import list_entries
from core.actor import Actor
from core.audit import AuditEntry, verify
from core.errors import Forbidden, NotFound
from core.notices import list_latest_open
from core.outbox import list_waiting
from feedback import services
from feedback.desk.codes import LASTS, ask_code, decide_code, get_code, issue_code, list_codes
from feedback.desk.errors import CodeAskedBefore, CodeTooLate, PaperNotSeen, SecondIsFirst
from feedback.desk.states import CodeState
from feedback.events import SenderToBeTold
from feedback.routes.commands import Part
from feedback.shutting.services import declare_accused
from feedback.states import Concerns, Happened
from jobs.handlers.senders import tell_sender
from tests.support.clock import SteppingClock
from tests.support.petitioning import Desk, Sent

LEFT = {"name": "Thân Thị Hợi", "phone": "0900 000 104", "consent": True}


@pytest.fixture
def clerk(desk: Desk) -> Actor:
    return desk.actor(Role.INTAKE_CLERK)


@pytest.fixture
def second(desk: Desk) -> Actor:
    return desk.another("tiep-nhan-hai", Role.INTAKE_CLERK)


def ask(desk: Desk, who: Actor, sent: Sent, *, name: str = "thân thị  hợi", phone: str = "+84900000104") -> UUID | None:
    with desk.runtime.transaction(who) as ctx:
        return ask_code(ctx, number=sent.receipt.number, name=name, phone=phone, identity_seen=True)


def asked(desk: Desk, who: Actor, sent: Sent) -> UUID:
    request_id = ask(desk, who, sent)
    assert request_id is not None
    return request_id


def issue(desk: Desk, who: Actor, request_id: UUID) -> IssuedCase:
    with desk.runtime.transaction(who) as ctx:
        return issue_code(ctx, request_id)


def opens(desk: Desk, number: str, code: str) -> bool:
    with desk.runtime.transaction() as ctx:
        return find_case(ctx, number_typed=number, access_code_typed=code, network=b"test") is not None


def unsealed(desk: Desk, **left: object) -> Sent:
    sent = desk.send(**{**LEFT, **left})
    desk.triage(sent.id)
    return sent


def test_one_official_is_enough_when_nothing_is_sealed_and_all_fits(desk: Desk, runtime: Runtime, clerk: Actor) -> None:
    sent = unsealed(desk)
    issued = issue(desk, clerk, asked(desk, clerk, sent))
    assert opens(desk, issued.number, issued.access_code)
    assert not opens(desk, sent.receipt.number, sent.receipt.access_code)
    with runtime.reading() as ctx:
        kinds = [entry.kind for entry in list_entries(ctx, sent.id, kinds=Happened, public_only=True)]
        assert Happened.CODE_REISSUED in kinds
        assert list(verify(ctx)) == []


def test_a_code_is_given_once(desk: Desk, clerk: Actor, second: Actor) -> None:
    request_id = asked(desk, clerk, sent := unsealed(desk))
    with pytest.raises(CodeAskedBefore):
        ask(desk, second, sent)
    with pytest.raises(NotFound):
        issue(desk, second, request_id)
    issue(desk, clerk, request_id)
    with pytest.raises(CodeTooLate):
        issue(desk, clerk, request_id)
    issue(desk, clerk, asked(desk, clerk, sent))


def test_nothing_without_a_look_at_a_paper(desk: Desk, clerk: Actor) -> None:
    sent = unsealed(desk)
    with desk.runtime.transaction(clerk) as ctx, pytest.raises(PaperNotSeen):
        ask_code(ctx, number=sent.receipt.number, name=LEFT["name"], phone=LEFT["phone"], identity_seen=False)


@pytest.mark.parametrize(
    ("name", "phone"), [("Thân Thị Hội Làng", "0900 000 104"), ("Thân Thị Hợi", "0900 000 105"), ("", "")]
)
def test_what_does_not_fit_gives_nothing_and_is_counted(desk: Desk, clerk: Actor, name: str, phone: str) -> None:
    sent = unsealed(desk)
    for _ in range(5):
        assert ask(desk, clerk, sent, name=name, phone=phone) is None
    with pytest.raises(TooManyMatches):
        ask(desk, clerk, sent)
    with desk.runtime.reading() as ctx:
        actions = select(AuditEntry.action).where(AuditEntry.subject_id == str(sent.id))
        assert list(ctx.session.execute(actions).scalars()).count("feedback:petition:code_mismatch") == 5


def test_unknown_elsewhere_and_unnamed_look_the_same(desk: Desk, clerk: Actor) -> None:
    nobody = desk.send()
    about_leader = desk.send(Concerns.COMMUNE_LEADER, **LEFT)
    for sent in (nobody, about_leader):
        assert ask(desk, clerk, sent) is None
    with desk.runtime.transaction(clerk) as ctx:
        assert ask_code(ctx, number="07288-26-AAAA-AAA", name="x", phone="1", identity_seen=True) is None
    for role in (Role.LEADER, Role.HANDLER):
        assert ask(desk, desk.actor(role), unsealed(desk)) is None


@pytest.mark.parametrize(("concerns", "left"), [(Concerns.NOBODY, {"phone": ""}), (Concerns.COMMUNE_OFFICIAL, {})])
def test_two_are_needed_when_it_is_sealed_or_only_a_name_was_left(
    desk: Desk, clerk: Actor, second: Actor, concerns: Concerns, left: dict[str, str]
) -> None:
    sent = desk.send(concerns, **{**LEFT, **left})
    desk.triage(sent.id)
    request_id = asked(desk, clerk, sent)
    with pytest.raises(CodeTooLate):
        issue(desk, clerk, request_id)
    with desk.runtime.transaction(clerk) as ctx, pytest.raises(SecondIsFirst):
        decide_code(ctx, request_id, agrees=True)
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx, pytest.raises(Forbidden):
        decide_code(ctx, request_id, agrees=True)
    with desk.runtime.transaction(second) as ctx:
        (line,) = list_codes(ctx)
        assert (line.number, line.may_confirm) == (sent.receipt.number, True)
    with desk.runtime.transaction(second) as ctx:
        decide_code(ctx, request_id, agrees=True)
    issued = issue(desk, clerk, request_id)
    assert opens(desk, issued.number, issued.access_code)


def test_a_leader_agrees_only_to_what_is_not_sealed(desk: Desk, clerk: Actor) -> None:
    leader = desk.actor(Role.LEADER)
    open_one, sealed = unsealed(desk, phone=""), desk.send(Concerns.COMMUNE_OFFICIAL, **LEFT)
    first, hidden = asked(desk, clerk, open_one), asked(desk, clerk, sealed)
    with desk.runtime.transaction(leader) as ctx:
        assert [line.id for line in list_codes(ctx)] == [first]
        with pytest.raises(NotFound):
            get_code(ctx, hidden)
    with desk.runtime.transaction(leader) as ctx, pytest.raises(Forbidden):
        decide_code(ctx, hidden, agrees=True)
    with desk.runtime.transaction(leader) as ctx:
        decide_code(ctx, first, agrees=False)
    with pytest.raises(CodeTooLate):
        issue(desk, clerk, first)


def test_whom_it_accuses_neither_compares_nor_hears_who_stands_at_the_desk(
    desk: Desk, clerk: Actor, second: Actor
) -> None:
    """A clerk the petition accuses could guess names until one fits, or see that its sender came just now."""
    sent, third = desk.send(Concerns.COMMUNE_OFFICIAL, **LEFT), desk.another("tiep-nhan-ba", Role.INTAKE_CLERK)
    assert second.account_id is not None
    with desk.runtime.transaction(clerk) as ctx:
        declare_accused(ctx, sent.id, [second.account_id])
    assert ask(desk, second, sent) is None
    request_id = asked(desk, clerk, sent)
    with desk.runtime.transaction(second) as ctx:
        assert not list_codes(ctx)
        with pytest.raises(NotFound):
            get_code(ctx, request_id)
    with pytest.raises(Forbidden), desk.runtime.transaction(second) as ctx:
        decide_code(ctx, request_id, agrees=True)
    with desk.runtime.transaction(third) as ctx:
        assert [line.may_confirm for line in list_codes(ctx)] == [True]


def test_a_desk_of_one_asks_the_province(desk: Desk, clerk: Actor) -> None:
    request_id = asked(desk, clerk, desk.send(Concerns.COMMUNE_OFFICIAL, **LEFT))
    with desk.runtime.transaction(desk.province_clerk()) as ctx:
        decide_code(ctx, request_id, agrees=True)
    issue(desk, clerk, request_id)


@pytest.mark.parametrize("asked_with", ["whole", "sibling"])
def test_a_code_that_opens_a_part_the_province_keeps_is_given_with_the_province_s_word(
    desk: Desk, clerk: Actor, second: Actor, asked_with: str
) -> None:
    """From the whole, and from any part of it, its sender gets to all parts: so would a commune's clerk."""
    sent = unsealed(desk)
    parts = [Part("Đường vào xóm lầy lội."), Part("Lãnh đạo xã chở vật liệu.", concerns=Concerns.COMMUNE_LEADER)]
    with desk.runtime.transaction(clerk) as ctx:
        road, _boss = services.split(ctx, desk.target(sent.id), parts)
    number = sent.receipt.number if asked_with == "whole" else desk.case(road).number
    with desk.runtime.transaction(clerk) as ctx:
        request_id = ask_code(ctx, number=number, name=LEFT["name"], phone=LEFT["phone"], identity_seen=True)
    assert request_id is not None
    with pytest.raises(CodeTooLate):
        issue(desk, clerk, request_id)
    with desk.runtime.transaction(second) as ctx:
        assert not list_codes(ctx)
    with desk.runtime.transaction(second) as ctx, pytest.raises(Forbidden):
        decide_code(ctx, request_id, agrees=True)
    with desk.runtime.transaction(desk.province_clerk()) as ctx:
        assert [line.may_confirm for line in list_codes(ctx)] == [True]
        decide_code(ctx, request_id, agrees=True)
    assert opens(desk, number, issue(desk, clerk, request_id).access_code)


def test_a_sealed_case_is_compared_by_its_named_holder_only(desk: Desk, clerk: Actor) -> None:
    sent = desk.send(Concerns.COMMUNE_OFFICIAL, **LEFT)
    desk.triage(sent.id)
    desk.assign(sent.id)
    assert ask(desk, clerk, sent) is None
    assert ask(desk, desk.actor(Role.HANDLER), sent) is not None


def test_a_request_lasts_a_day(desk: Desk, clerk: Actor, clock: SteppingClock) -> None:
    request_id = asked(desk, clerk, sent := unsealed(desk))
    clock.advance(seconds=LASTS.total_seconds())
    with pytest.raises(CodeTooLate):
        issue(desk, clerk, request_id)
    assert asked(desk, clerk, sent) != request_id
    with desk.runtime.transaction(clerk) as ctx:
        assert get_code(ctx, request_id).state is CodeState.REFUSED


def test_the_sender_is_told_by_the_way_they_left(desk: Desk, runtime: Runtime, clerk: Actor) -> None:
    issued = issue(desk, clerk, asked(desk, clerk, unsealed(desk)))
    with runtime.reading() as ctx:
        waiting = [one for one in list_waiting(ctx.session, now=ctx.now) if one.topic == SenderToBeTold.topic]
    for message in waiting:
        tell_sender(runtime, message)
    with runtime.reading() as ctx:
        newest = list_latest_open(ctx)[0]
    assert newest.to == LEFT["phone"]
    assert "vua duoc cap lai" in newest.text
    assert issued.access_code not in newest.text

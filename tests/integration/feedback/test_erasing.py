"""Who sent a petition is erased everywhere it stands, and the petition goes on."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from accounts.roles import Role
from casework.behalf import Behalf
from casework.identity import Identity, has_identity, identity_to_compare
from casework.models import ErasureRequest
from casework.states import ErasureRefusal, ErasureState, Writer
from casework.timeline import list_entries
from core.actor import ANONYMOUS, Actor
from core.audit import AuditDetail, AuditEntry, verify
from core.clock import local_date
from core.errors import Forbidden, NotFound
from core.notices import NoticeState, list_latest_open
from core.outbox import list_waiting
from core.paging import PageRequest
from deadlines.models import Reminder
from deadlines.queries import list_clocks
from deadlines.states import ClockState
from feedback import services
from feedback.commands import AskErasure
from feedback.errors import CaseStillOpen, ErasureAskedBefore, NoSuchNumber, NothingToErase, NotYet
from feedback.events import SenderToBeTold
from feedback.models import Petition
from feedback.queries import get_erasure, get_tracked, list_erasures
from feedback.search_models import PetitionSearch
from feedback.states import Concerns, Happened
from jobs.handlers import HANDLERS as ALL_HANDLERS
from jobs.handlers.deadlines import remind_officials
from jobs.handlers.senders import HANDLERS
from jobs.handling import run_message
from tests.support.clock import SteppingClock
from tests.support.petitioning import Desk
from tests.support.staffed import PROVINCE

LEFT = {"name": "Bà Kín Đáo", "phone": "0900 000 777", "email": "kin@vidu.example", "consent": True}


@pytest.fixture
def sent(desk: Desk) -> UUID:
    """A readable petition whose sender left name, phone and e-mail."""
    petition_id = desk.send(**LEFT).id
    desk.triage(petition_id)
    return petition_id


def tell(desk: Desk) -> None:
    with desk.runtime.reading() as ctx:
        waiting = [m for m in list_waiting(ctx.session, now=ctx.now) if m.topic == SenderToBeTold.topic]
    for message in waiting:
        HANDLERS[message.topic][0].run(desk.runtime, message)


def erase(desk: Desk, petition_id: UUID) -> None:
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        services.erase_contact(ctx, petition_id)


def close(desk: Desk, petition_id: UUID) -> None:
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        services.withdraw(ctx, petition_id)


def ask(desk: Desk, petition_id: UUID, officer: Actor, **more: object) -> UUID:
    values = {"number": desk.case(petition_id).number, "document_number": "12/YC", "received_on": date(2026, 3, 2)}
    with desk.runtime.transaction(officer) as ctx:
        command = AskErasure(**{**values, "received_on": local_date(ctx.now), **more})
        return services.ask_erasure(ctx, command)


def test_the_sender_erases_and_the_petition_goes_on(desk: Desk, sent: UUID) -> None:
    tell(desk)
    before = desk.case(sent)
    with desk.runtime.reading() as ctx:
        assert ctx.session.execute(select(PetitionSearch.phone_tag)).scalar_one() is not None
    erase(desk, sent)
    assert desk.case(sent) == before
    with desk.runtime.reading() as ctx:
        assert not has_identity(ctx, sent)
        assert get_tracked(ctx, sent).content.content.what  # the words are still there
        assert [notice.to for notice in list_latest_open(ctx)] == [""]
        assert ctx.session.execute(select(PetitionSearch.phone_tag)).scalar_one() is None
        assert ctx.session.execute(select(Petition.contact_consent)).scalar_one() is False
        entry = list_entries(ctx, sent, kinds=Happened)[0]
        assert (entry.kind, entry.public, entry.params) == (Happened.CONTACT_ERASED, True, {})
        logged = select(AuditDetail.detail).join(AuditEntry, AuditEntry.id == AuditDetail.entry_id)
        details = ctx.session.execute(logged.where(AuditEntry.action == "feedback:petition:erase_contact")).scalars()
        assert details.all() == [{"from": "triaged"}]
        assert list(verify(ctx)) == []
    with pytest.raises(NothingToErase):
        erase(desk, sent)


def test_what_has_not_left_yet_does_not_leave(desk: Desk, sent: UUID) -> None:
    tell(desk)
    erase(desk, sent)
    with desk.runtime.reading() as ctx:
        assert [notice.state for notice in list_latest_open(ctx)] == [NoticeState.FAILED]
    desk.assign(sent)
    desk.start(sent)
    desk.propose(sent)
    desk.approve(sent)
    tell(desk)
    with desk.runtime.reading() as ctx:
        assert len(list_latest_open(ctx)) == 1  # nobody is told any more


def test_a_closed_petition_is_erased_by_its_sender_too(desk: Desk, sent: UUID) -> None:
    close(desk, sent)
    erase(desk, sent)
    with desk.runtime.reading() as ctx:
        assert not has_identity(ctx, sent)


def test_for_how_many_it_was_written_stays_and_their_names_go(desk: Desk) -> None:
    """What is kept without consent too: the number of people, the organisation, nobody's name."""
    behalf = Behalf(Writer.SEVERAL, people=7, representatives="Bà Kín Đáo\nÔng Thầm Lặng")
    petition_id = desk.send(**LEFT, behalf=behalf).id
    erase(desk, petition_id)
    with desk.runtime.reading() as ctx:
        kept = identity_to_compare(ctx, petition_id)
        assert not get_tracked(ctx, petition_id).contact_left
    assert kept == Identity(behalf=Behalf(Writer.SEVERAL, people=7))
    with pytest.raises(NothingToErase):
        erase(desk, petition_id)


def test_the_officer_erases_a_closed_petition_by_document(desk: Desk, sent: UUID) -> None:
    officer = desk.actor(Role.DATA_PROTECTION_OFFICER)
    request_id = ask(desk, sent, officer)
    with desk.runtime.transaction(officer) as ctx, pytest.raises(CaseStillOpen):
        services.grant_erasure(ctx, request_id, decision_number="5/QĐ")
    close(desk, sent)
    with desk.runtime.transaction(officer) as ctx:
        services.grant_erasure(ctx, request_id, decision_number=" 5/QĐ ")
    with desk.runtime.transaction(officer) as ctx:
        assert not has_identity(ctx, sent)
        shown = get_erasure(ctx, request_id, viewer=ctx.actor)
        assert (shown.row.state, shown.row.decision_number, shown.contact_left) == (ErasureState.DONE, "5/QĐ", False)
        (clock,) = list_clocks(ctx, "erasure", request_id)
        assert (clock.row, clock.variant, clock.length, clock.state) == (57, "erase", 20, ClockState.MET)
        with pytest.raises(Forbidden):  # decided once
            services.refuse_erasure(ctx, request_id, decision_number="6/QĐ", refusal=ErasureRefusal.LAW)
        actions = select(AuditEntry.action).where(AuditEntry.action.like("feedback:%eras%")).order_by(AuditEntry.seq)
        assert ctx.session.execute(actions).scalars().all() == [
            "feedback:erasure:receive", "feedback:petition:erase_identity", "feedback:erasure:approve",
        ]  # fmt: skip


def test_a_refusal_keeps_everything_and_says_why(desk: Desk, sent: UUID) -> None:
    officer = desk.actor(Role.DATA_PROTECTION_OFFICER)
    request_id = ask(desk, sent, officer)
    with desk.runtime.transaction(officer) as ctx:
        services.refuse_erasure(ctx, request_id, decision_number="7/CV", refusal=ErasureRefusal.LAW)
    with desk.runtime.reading() as ctx:
        assert has_identity(ctx, sent)
        row = ctx.session.execute(select(ErasureRequest)).scalar_one()
        assert (row.state, row.refusal) == (ErasureState.REFUSED, ErasureRefusal.LAW)


def test_one_open_request_a_case_and_none_from_tomorrow(desk: Desk, sent: UUID) -> None:
    officer = desk.actor(Role.DATA_PROTECTION_OFFICER)
    ask(desk, sent, officer)
    with pytest.raises(ErasureAskedBefore):
        ask(desk, sent, officer)
    with desk.runtime.reading() as ctx:
        tomorrow = local_date(ctx.now) + timedelta(days=1)
    with pytest.raises(NotYet):
        ask(desk, sent, officer, received_on=tomorrow)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.DATA_PROTECTION_OFFICER])
def test_nobody_else_asks_decides_or_lists(desk: Desk, sent: UUID, role: Role) -> None:
    request_id = ask(desk, sent, desk.actor(Role.DATA_PROTECTION_OFFICER))
    somebody = desk.actor(role)
    with pytest.raises(NoSuchNumber):
        ask(desk, sent, somebody)
    with desk.runtime.transaction(somebody) as ctx:
        with pytest.raises(NotFound):
            services.grant_erasure(ctx, request_id, decision_number="1")
        assert not list_erasures(ctx, viewer=ctx.actor, page=PageRequest(9)).items


def test_the_commune_s_officer_learns_nothing_of_what_the_province_holds(desk: Desk) -> None:
    protected = desk.send(Concerns.COMMUNE_LEADER, **LEFT).id
    with pytest.raises(NoSuchNumber):
        ask(desk, protected, desk.actor(Role.DATA_PROTECTION_OFFICER))
    above = desk.another("bao-ve-du-lieu-tinh", Role.DATA_PROTECTION_OFFICER, PROVINCE)
    request_id = ask(desk, protected, above)
    with desk.runtime.transaction(above) as ctx:
        (row,) = list_erasures(ctx, viewer=ctx.actor, page=PageRequest(9)).items
        assert row.id == request_id
        shown = repr(get_erasure(ctx, request_id, viewer=ctx.actor))
    assert "Kín" not in shown
    # Digits alone may stand in an id by chance.
    assert "0900 000 777" not in shown
    assert "0900000777" not in shown


def test_the_officer_is_reminded_of_the_term_and_the_desk_is_not(desk: Desk, sent: UUID, clock: SteppingClock) -> None:
    request_id = ask(desk, sent, desk.actor(Role.DATA_PROTECTION_OFFICER))
    with desk.runtime.reading() as ctx:
        (term,) = list_clocks(ctx, "erasure", request_id)
    assert term.due_at is not None
    clock.now = term.due_at.replace(hour=3)  # ten in the morning of the last day
    for _ in range(2):
        remind_officials(desk.runtime)
        with desk.runtime.reading() as ctx:
            waiting = list_waiting(ctx.session, now=ctx.now, limit=1000)
        for message in waiting:
            run_message(desk.runtime, message, ALL_HANDLERS)
    with desk.runtime.reading() as ctx:
        told = select(Reminder.account_id).where(Reminder.subject_id == request_id)
        people = set(ctx.session.execute(told).scalars())
    assert people == {desk.officials.account(Role.DATA_PROTECTION_OFFICER)}

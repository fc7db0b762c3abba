"""What an official is taking down, undoing it, and the book: who sees what, and for how long."""

from __future__ import annotations

from base64 import b64encode

import pytest
from sqlalchemy import func, select

from accounts.roles import Role
from bootstrap.runtime import Runtime
from casework.timeline import list_entries
from core.actor import Actor, ActorKind
from core.audit import verify
from core.clock import local_date
from core.errors import Forbidden, NotFound
from core.outbox import OutboxMessage
from core.paging import PageRequest
from deadlines.queries import list_clocks
from deadlines.states import ClockState
from feedback.desk import drafts
from feedback.desk.book import find_in_book, list_book
from feedback.desk.errors import NotReadBack, ReceiptNotHeld, VoidTooLate
from feedback.desk.models import DeskDraft, DeskRecord
from feedback.desk.receiving import change_signature, hand_over
from feedback.desk.states import Arrival, ReadBack, Signature, VoidReason
from feedback.desk.voiding import void_entry
from feedback.states import Concerns, Happened, PetitionState
from jobs.handlers.feedback import sweep_petition_drafts
from tests.support.clock import SteppingClock
from tests.support.desk_entries import TOLD, entry_of, take_in
from tests.support.keys import close_desk, with_key
from tests.support.petitioning import Desk
from tests.support.staffed import COMMUNE


@pytest.fixture
def clerk(desk: Desk) -> Actor:
    return desk.actor(Role.INTAKE_CLERK)


def begin(desk: Desk, clerk: Actor) -> drafts.Entry:
    with desk.runtime.transaction(clerk) as ctx:
        entry_id = drafts.begin_entry(
            ctx, agency_id=desk.units[COMMUNE], arrival=Arrival.ORAL, concerns=Concerns.NOBODY
        )
        return drafts.keep_typed(ctx, entry_id, {"what": TOLD, "name": "Bà Mít"})


def test_an_entry_is_its_officials_alone_sealed_and_ends(
    desk: Desk, runtime: Runtime, clock: SteppingClock, clerk: Actor
) -> None:
    entry = begin(desk, clerk)
    with runtime.transaction(clerk) as ctx:
        assert drafts.get_entry(ctx, entry.id).typed["name"] == "Bà Mít"
        assert [one.id for one, _ in drafts.list_entries(ctx)] == [entry.id]
        row = ctx.session.execute(select(*DeskDraft.__table__.c)).one()
    assert TOLD not in repr(tuple(row))
    for other in (desk.actor(Role.LEADER), desk.another("khac", Role.INTAKE_CLERK)):
        with runtime.transaction(other) as ctx:
            assert drafts.find_entry(ctx, entry.id) is None
            assert drafts.list_entries(ctx) == []
        with runtime.transaction(other) as ctx, pytest.raises(NotFound):
            drafts.keep_typed(ctx, entry.id, {"what": "của người khác"})
    clock.advance(hours=49)
    sweep_petition_drafts(runtime)
    with runtime.reading() as ctx:
        assert ctx.session.execute(select(func.count()).select_from(DeskDraft)).scalar_one() == 0


def test_only_the_desk_begins(desk: Desk) -> None:
    for role in (Role.HANDLER, Role.RECORDS_CLERK):
        with desk.runtime.transaction(desk.officials.actor(role)) as ctx, pytest.raises(Forbidden):
            drafts.begin_entry(ctx, agency_id=desk.units[COMMUNE], arrival=Arrival.ORAL, concerns=Concerns.NOBODY)


def test_the_code_is_gone_two_hours_later_and_what_was_sent_stays(
    desk: Desk, runtime: Runtime, clock: SteppingClock, clerk: Actor
) -> None:
    entry = begin(desk, clerk)
    submitted = take_in(desk, entry_of(desk, keys=entry.keys))
    with runtime.transaction(clerk) as ctx:
        drafts.finish_entry(ctx, drafts.get_entry(ctx, entry.id), submitted, desk_id=desk.units[COMMUNE])
        assert drafts.list_entries(ctx) == []
        with pytest.raises(NotFound):
            drafts.keep_typed(ctx, entry.id, {"what": "đổi sau khi gửi"})
    with runtime.transaction(clerk) as ctx:
        slip = drafts.get_entry(ctx, entry.id).slip
        assert slip is not None
        assert (slip.number, slip.access_code) == (submitted.number, submitted.access_code)
    clock.advance(hours=2, minutes=1)
    with runtime.transaction(clerk) as ctx:
        assert drafts.find_entry(ctx, entry.id) is None
    assert desk.case(submitted.petition_id).state is PetitionState.RECEIVED


def test_where_people_s_keys_open_it_the_server_s_keys_do_not_open_its_slip(desk: Desk, runtime: Runtime) -> None:
    """Number, code, the case's key and every word stand in it until it was handed over."""
    account_id = desk.officials.account(Role.INTAKE_CLERK)
    keyed = with_key(runtime, account_id)
    close_desk(runtime, desk.units[COMMUNE], keyed)
    entry = begin(desk, keyed)
    submitted = take_in(desk, entry_of(desk, keys=entry.keys), clerk=keyed)
    with runtime.transaction(keyed) as ctx:
        drafts.finish_entry(ctx, drafts.get_entry(ctx, entry.id), submitted, desk_id=desk.units[COMMUNE])
    with runtime.transaction(keyed) as ctx:
        assert [one.slip and one.slip.access_code for one, _ in drafts.list_entries(ctx, recorded=True)] == [
            submitted.access_code
        ]
        sealed = ctx.session.execute(select(DeskDraft.sealed)).scalar_one()
    under = runtime.keys.open(drafts.PURPOSE, sealed, bound_to=entry.id.bytes + account_id.bytes)
    for said in (submitted.access_code, submitted.number, b64encode(entry.keys.case.key).decode(), "cống"):
        assert said.encode() not in under
    signed_out = Actor(ActorKind.OFFICIAL, account_id)
    with runtime.transaction(signed_out) as ctx:
        assert drafts.find_entry(ctx, entry.id) is None
        assert drafts.list_entries(ctx, recorded=True) == []


def test_undone_it_is_ended_audited_and_its_sender_told(desk: Desk, runtime: Runtime, clerk: Actor) -> None:
    submitted = take_in(desk)
    with runtime.transaction(clerk) as ctx:
        void_entry(ctx, submitted.petition_id, VoidReason.TWICE)
    case = desk.case(submitted.petition_id)
    assert (case.state, case.sealed) == (PetitionState.WITHDRAWN, True)
    with runtime.reading() as ctx:
        (newest, *_) = list_entries(ctx, case.id, kinds=Happened, public_only=True)
        assert (newest.kind, newest.params["reason"]) == (Happened.VOIDED, "twice")
        assert [one.state for one in list_clocks(ctx, "petition", case.id)] == [ClockState.STOPPED]
        told = ctx.session.execute(select(OutboxMessage.payload)).scalars().all()
        assert [one["act"] for one in told if one.get("petition_id") == str(case.id)] == ["void"]
        assert list(verify(ctx)) == []
    with runtime.transaction(clerk) as ctx, pytest.raises(VoidTooLate):
        void_entry(ctx, submitted.petition_id, VoidReason.TWICE)


def test_only_ones_own_only_fresh_only_untouched(
    desk: Desk, runtime: Runtime, clock: SteppingClock, clerk: Actor
) -> None:
    touched, old, secret = take_in(desk), take_in(desk), take_in(desk, concerns=Concerns.COMMUNE_LEADER)
    with runtime.transaction(desk.another("khac", Role.INTAKE_CLERK)) as ctx, pytest.raises(NotFound):
        void_entry(ctx, touched.petition_id, VoidReason.TWICE)
    desk.triage(touched.petition_id)
    with runtime.transaction(clerk) as ctx, pytest.raises(VoidTooLate):
        void_entry(ctx, touched.petition_id, VoidReason.TWICE)
    clock.advance(minutes=14)
    with runtime.transaction(clerk) as ctx:  # also what went to the province at once, whose row knows only the hour
        void_entry(ctx, secret.petition_id, VoidReason.WRONG_TEXT)
    clock.advance(minutes=2)
    with runtime.transaction(clerk) as ctx, pytest.raises(VoidTooLate):
        void_entry(ctx, old.petition_id, VoidReason.TWICE)


def test_how_it_was_signed_after_all(desk: Desk, runtime: Runtime, clerk: Actor) -> None:
    submitted = take_in(desk)
    with runtime.transaction(clerk) as ctx:
        change_signature(ctx, submitted.petition_id, Signature.NONE)
    with runtime.reading() as ctx:
        assert ctx.session.execute(select(DeskRecord.signature)).scalar_one() is Signature.NONE
    unread = take_in(desk, signature=Signature.NONE, read_back=ReadBack.NOT_READ)
    with runtime.transaction(clerk) as ctx, pytest.raises(NotReadBack):
        change_signature(ctx, unread.petition_id, Signature.FINGERPRINT)
    with runtime.transaction(desk.actor(Role.LEADER)) as ctx, pytest.raises(NotFound):
        change_signature(ctx, submitted.petition_id, Signature.SIGNED)
    desk.triage(submitted.petition_id)
    with runtime.transaction(clerk) as ctx, pytest.raises(VoidTooLate):
        change_signature(ctx, submitted.petition_id, Signature.SIGNED)


def test_without_a_phone_the_receipt_is_in_their_hand(desk: Desk, runtime: Runtime, clerk: Actor) -> None:
    submitted = take_in(desk)
    with runtime.transaction(clerk) as ctx:
        with pytest.raises(ReceiptNotHeld):
            hand_over(ctx, submitted.petition_id, held=False, phone_left=False)
        hand_over(ctx, submitted.petition_id, held=True, phone_left=False)


def test_a_number_of_the_paper_book_finds_what_is_unsealed_at_ones_own_desk(
    desk: Desk, runtime: Runtime, clerk: Actor
) -> None:
    submitted = take_in(desk, book_number=" 15 / 2026")
    with runtime.transaction(clerk) as ctx:
        assert find_in_book(ctx, "15/2026") == []
    desk.triage(submitted.petition_id)
    with runtime.transaction(clerk) as ctx:
        assert find_in_book(ctx, "15/2026") == [submitted.petition_id]
        assert find_in_book(ctx, "16/2026") == []
    with runtime.transaction(desk.province_clerk()) as ctx:
        assert find_in_book(ctx, "15/2026") == []


def test_the_book_goes_on_page_by_page(desk: Desk, runtime: Runtime, clock: SteppingClock, clerk: Actor) -> None:
    made = {take_in(desk, what=f"{TOLD} Lần {n}.").number for n in range(5)}
    today = local_date(clock())
    seen: list[str] = []
    cursor = None
    with runtime.transaction(clerk) as ctx:
        for _ in range(3):
            page = list_book(ctx, agency_id=desk.units[COMMUNE], since=today, until=today, page=PageRequest(2, cursor))
            seen += [line.number for line in page.items]
            cursor = page.next_cursor
        assert cursor is None
    assert sorted(seen) == sorted(made)
    with runtime.transaction(desk.actor(Role.HANDLER)) as ctx, pytest.raises(Forbidden):
        list_book(ctx, agency_id=desk.units[COMMUNE], since=today, until=today, page=PageRequest(2))

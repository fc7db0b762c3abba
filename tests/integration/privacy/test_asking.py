"""Requests about one's own data: their terms, who answers, what an answer changes in the system."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select, update

from accounts.roles import Role
from bootstrap.runtime import Runtime
from casework.erasures.errors import CaseHeld, Restricted
from casework.erasures.holds import refuse_if_restricted
from casework.erasures.models import ErasureEntry
from casework.erasures.states import HoldReason
from casework.identity import Identity, has_identity, identity_to_compare
from casework.models import CaseHandle, ErasureRequest
from casework.numbers import IssuedCase, find_case
from core.actor import ANONYMOUS, Actor
from core.audit import verify as verify_log
from core.errors import NotFound
from core.paging import PageRequest
from core.transitions import TransitionNotAllowed
from deadlines.queries import list_clocks
from deadlines.states import ClockState
from feedback import services as feedback
from feedback.commands import AskErasure
from feedback.errors import CaseStillOpen, NothingToErase
from feedback.models import Petition
from feedback.queries import get_erasure
from privacy.errors import AnswerMissing, DecisionMissing, NoWayToAnswer, ProofMissing
from privacy.requests import services
from privacy.requests.commands import AskAboutData, Extend, Settle, Verify, Wanted
from privacy.requests.queries import follow_request, list_requests, open_request
from privacy.retention.holding import PlaceHold, lift_hold, list_holds, place_hold
from privacy.states import About, Proof, Refusal, RequestKind, RequestState
from tests.support.clock import SteppingClock
from tests.support.petitioning import Desk
from tests.support.staffed import PROVINCE

LEFT = {"name": "Bà Kín Đáo", "phone": "0900 000 777", "email": "kin@vidu.example", "consent": True}
SAID = Wanted("Xin cho biết đang giữ gì về tôi.", "Ông Hỏi Han", "0900 000 888")


def ask(desk: Desk, kind: RequestKind, *, case_id: UUID | None = None, wanted: Wanted = SAID) -> UUID:
    about = About.CASE if case_id else About.OTHER
    command = AskAboutData(kind, about, desk.units["07288"], wanted, "2026-11-23", case_id)
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        issued = services.ask_about_data(ctx, command)
    return found(desk.runtime, issued)


def found(runtime: Runtime, issued: IssuedCase) -> UUID:
    with runtime.transaction(ANONYMOUS) as ctx:
        opened = find_case(ctx, number_typed=issued.number, access_code_typed=issued.access_code, network=b"n")
    assert opened is not None
    assert opened.case_type == "data_request"
    return opened.case_id


def version(desk: Desk, request_id: UUID) -> int:
    with desk.runtime.reading() as ctx:
        return follow_request(ctx, request_id).row.version


def ready(desk: Desk, officer: Actor, request_id: UUID, proof: Proof = Proof.DESK) -> None:
    with desk.runtime.transaction(officer) as ctx:
        services.acknowledge(ctx, request_id, version=1)
        services.verify(ctx, Verify(request_id, 2, proof, third_party=False))


def grant(desk: Desk, officer: Actor, request_id: UUID, **more: object) -> None:
    values = {"answer": "Đã làm theo yêu cầu.", "decision_number": "8/CV", **more}
    command = Settle(request_id, version(desk, request_id), **values)  # type: ignore[arg-type]  # of the right types
    with desk.runtime.transaction(officer) as ctx:
        services.settle(ctx, command)


def test_each_kind_runs_under_its_row(desk: Desk) -> None:
    terms = {
        RequestKind.ACCESS: (57, "show", 10), RequestKind.CORRECT: (57, "show", 10),
        RequestKind.ERASE: (57, "erase", 20), RequestKind.RESTRICT: (57, None, 15),
        RequestKind.WITHDRAW: (57, None, 15), RequestKind.OBJECT: (57, None, 15),
        RequestKind.COMPLAIN: (34, None, 30),
    }  # fmt: skip
    assert set(terms) == set(RequestKind)
    for kind, (row, variant, length) in terms.items():
        request_id = ask(desk, kind)
        with desk.runtime.reading() as ctx:
            clocks = {one.row: one for one in list_clocks(ctx, "data_request", request_id)}
        assert set(clocks) == {56, row}
        assert (clocks[56].length, clocks[row].variant, clocks[row].length) == (2, variant, length)


def test_from_question_to_answer(desk: Desk, clock: SteppingClock) -> None:
    officer, request_id = desk.actor(Role.DATA_PROTECTION_OFFICER), ask(desk, RequestKind.ACCESS)
    with desk.runtime.transaction(officer) as ctx:
        (row,) = list_requests(ctx, viewer=ctx.actor, page=PageRequest(9)).items
        assert "Hỏi Han" not in repr(row)
        assert "0900 000" not in repr(row)
        assert open_request(ctx, request_id).wanted == SAID
        services.acknowledge(ctx, request_id, version=1)
        with pytest.raises(TransitionNotAllowed):
            services.settle(ctx, Settle(request_id, 2, "x", "1/CV"))
        with pytest.raises(ProofMissing):
            services.verify(ctx, Verify(request_id, 2, Proof.NONE, third_party=False))
        with pytest.raises(ProofMissing):  # there is no case whose code was shown
            services.verify(ctx, Verify(request_id, 2, Proof.CODE, third_party=False))
        services.verify(ctx, Verify(request_id, 2, Proof.DESK, third_party=True))
    with desk.runtime.reading() as ctx:
        clocks = list_clocks(ctx, "data_request", request_id)
        assert {(c.row, c.variant, c.state) for c in clocks} == {
            (56, None, ClockState.MET), (57, "show", ClockState.STOPPED), (57, "show_third_party", ClockState.RUNNING),
        }  # fmt: skip
        assert {c.started_at for c in clocks} == {clock.now}
    for missing, values in ((AnswerMissing, {"answer": " "}), (DecisionMissing, {"decision_number": ""})):
        with pytest.raises(missing):
            grant(desk, officer, request_id, **values)
    grant(desk, officer, request_id)
    with desk.runtime.reading() as ctx:
        seen = follow_request(ctx, request_id)
        assert (seen.row.state, seen.row.proof, seen.answer) == (RequestState.DONE, Proof.DESK, "Đã làm theo yêu cầu.")
        assert seen.row.clock is None
        assert list(verify_log(ctx)) == []


def test_more_time_only_as_the_table_allows(desk: Desk) -> None:
    officer, request_id = desk.actor(Role.DATA_PROTECTION_OFFICER), ask(desk, RequestKind.ERASE)
    with desk.runtime.transaction(officer) as ctx:
        services.acknowledge(ctx, request_id, version=1)
        services.extend(ctx, Extend(request_id, 2, 20, "Phải tìm trong sổ giấy", "3/CV"))
        (clock,) = [one for one in list_clocks(ctx, "data_request", request_id) if one.row == 57]
        assert (clock.extended_by, clock.extension_left) == (20, 0)


def test_who_asks_for_nobody_s_case_says_who_they_are(desk: Desk) -> None:
    with pytest.raises(NoWayToAnswer):
        ask(desk, RequestKind.ACCESS, wanted=Wanted("Cho xem."))


def test_nobody_else_reads_or_answers(desk: Desk) -> None:
    request_id = ask(desk, RequestKind.ACCESS)
    for role in set(Role) - {Role.DATA_PROTECTION_OFFICER}:
        with desk.runtime.transaction(desk.actor(role)) as ctx:
            assert not list_requests(ctx, viewer=ctx.actor, page=PageRequest(9)).items
            with pytest.raises(NotFound):
                open_request(ctx, request_id)
            with pytest.raises(NotFound):
                services.acknowledge(ctx, request_id, version=1)


def test_consent_taken_back_at_the_desk_erases_an_open_petition_s_sender(desk: Desk) -> None:
    officer, petition_id = desk.actor(Role.DATA_PROTECTION_OFFICER), desk.send(**LEFT).id
    erasing = ask(desk, RequestKind.ERASE, case_id=petition_id)
    ready(desk, officer, erasing, Proof.CODE)
    with pytest.raises(CaseStillOpen):
        grant(desk, officer, erasing)
    grant(desk, officer, erasing, refusal=Refusal.STILL_NEEDED)
    taking_back = ask(desk, RequestKind.WITHDRAW, case_id=petition_id)
    ready(desk, officer, taking_back, Proof.CODE)
    grant(desk, officer, taking_back)
    with desk.runtime.reading() as ctx:
        assert not has_identity(ctx, petition_id)
        assert ctx.session.execute(select(ErasureEntry.subject_id)).scalars().all() == [petition_id]


def test_wrong_data_are_put_right(desk: Desk) -> None:
    officer, petition_id = desk.actor(Role.DATA_PROTECTION_OFFICER), desk.send(**LEFT).id
    desk.triage(petition_id)
    request_id = ask(desk, RequestKind.CORRECT, case_id=petition_id, wanted=Wanted("Số sai.", new_phone="0911 111 222"))
    ready(desk, officer, request_id, Proof.CODE)
    grant(desk, officer, request_id)
    with desk.runtime.reading() as ctx:
        kept = identity_to_compare(ctx, petition_id)
        assert isinstance(kept, Identity)
        assert (kept.name, kept.phone, kept.email) == ("Bà Kín Đáo", "0911 111 222", "kin@vidu.example")


def test_what_is_restricted_is_not_published(desk: Desk) -> None:
    officer, petition_id = desk.actor(Role.DATA_PROTECTION_OFFICER), desk.send(**LEFT).id
    request_id = ask(desk, RequestKind.RESTRICT, case_id=petition_id)
    ready(desk, officer, request_id, Proof.CODE)
    grant(desk, officer, request_id)
    with desk.runtime.reading() as ctx, pytest.raises(Restricted):
        refuse_if_restricted(ctx, petition_id)


def test_a_held_case_is_erased_by_nobody(desk: Desk) -> None:
    officer, sent = desk.actor(Role.DATA_PROTECTION_OFFICER), desk.send(**LEFT)
    with desk.runtime.transaction(officer) as ctx:
        hold_id = place_hold(ctx, PlaceHold(sent.receipt.number, HoldReason.COURT, "5/TA"))
    with desk.runtime.transaction(ANONYMOUS) as ctx, pytest.raises(CaseHeld):
        feedback.erase_contact(ctx, sent.id)
    with desk.runtime.transaction(officer) as ctx:
        assert [one.number for one in list_holds(ctx, viewer=ctx.actor, page=PageRequest(9)).items] == [
            sent.receipt.number
        ]
        lift_hold(ctx, hold_id, document_number="6/TA")
        with pytest.raises(NotFound):
            lift_hold(ctx, hold_id, document_number="6/TA")
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        feedback.erase_contact(ctx, sent.id)
    with desk.runtime.reading() as ctx:
        assert not has_identity(ctx, sent.id)


def test_the_commune_s_officer_does_not_erase_what_the_province_keeps(desk: Desk) -> None:
    """The known gap: one paper, two parts, one of them the province's. Its own book gets the same paper."""
    officer = desk.actor(Role.DATA_PROTECTION_OFFICER)
    above = desk.another("bao-ve-du-lieu-tinh", Role.DATA_PROTECTION_OFFICER, PROVINCE)
    here, there = desk.send(**LEFT), desk.send(**LEFT)
    for one in (here, there):
        with desk.runtime.transaction(ANONYMOUS) as ctx:
            feedback.withdraw(ctx, one.id)
    with desk.runtime.transaction() as ctx:  # as `services.split` and `services.transfer` leave them
        values = {"parent_id": here.id, "agency_id": desk.units[PROVINCE]}
        ctx.session.execute(update(Petition).where(Petition.id == there.id).values(**values))
    with desk.runtime.transaction(officer) as ctx:
        asked = AskErasure(here.receipt.number, "12/YC", date(2026, 3, 10))
        request_id = feedback.ask_erasure(ctx, asked)
        shown = get_erasure(ctx, request_id, viewer=ctx.actor)
        assert (shown.closed, shown.contact_left) == (True, True)
        feedback.grant_erasure(ctx, request_id, decision_number="5/QĐ")
        assert not has_identity(ctx, here.id)
        assert has_identity(ctx, there.id)
        assert not get_erasure(ctx, request_id, viewer=ctx.actor).contact_left
        theirs = ctx.session.execute(
            select(ErasureRequest.id).where(
                ErasureRequest.case_id == there.id, ErasureRequest.document_number == "12/YC"
            )
        ).scalar_one()
        with pytest.raises(NotFound):
            feedback.grant_erasure(ctx, theirs, decision_number="5/QĐ")
    with desk.runtime.transaction(above) as ctx:
        feedback.grant_erasure(ctx, theirs, decision_number="6/QĐ-T")
        assert not has_identity(ctx, there.id)
        assert ctx.session.execute(select(CaseHandle.number)).scalars().all()


def test_nothing_left_says_so(desk: Desk) -> None:
    officer, petition_id = desk.actor(Role.DATA_PROTECTION_OFFICER), desk.send().id
    request_id = ask(desk, RequestKind.WITHDRAW, case_id=petition_id)
    ready(desk, officer, request_id, Proof.CODE)
    with pytest.raises(NothingToErase):
        grant(desk, officer, request_id)
    grant(desk, officer, request_id, refusal=Refusal.NOTHING)
    with desk.runtime.transaction(ANONYMOUS) as ctx, pytest.raises(TransitionNotAllowed):
        services.withdraw(ctx, request_id)

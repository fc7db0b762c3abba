"""The nightly work: what is over goes, what is held stays, nothing that was not confirmed is touched."""

from __future__ import annotations

import os
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from accounts.models import LoginSession
from accounts.roles import Role
from casework.erasures.models import ErasureEntry
from casework.erasures.states import HoldReason
from casework.identity import has_identity
from casework.models import CaseKeyRow, CaseThrottle
from core.actor import ANONYMOUS
from core.audit import verify
from core.errors import Forbidden
from core.notices import Notice, NoticeState, finish_sending
from core.outbox import list_waiting
from feedback import services as feedback
from feedback.models import Petition
from jobs.handlers import HANDLERS
from jobs.handlers.privacy import retain
from jobs.handling import run_message
from privacy.errors import NoSuchRule, TermFromThePast
from privacy.retention.acting import preview
from privacy.retention.holding import PlaceHold, place_hold
from privacy.retention.schedule import SetTerm, list_runs, set_term, terms
from privacy.states import Span
from tests.support.clock import SteppingClock
from tests.support.petitioning import Desk, Sent
from tests.support.staffed import PROVINCE

LEFT = {"name": "Bà Kín Đáo", "phone": "0900 000 777", "email": "kin@vidu.example", "consent": True}
DAY = date(2026, 3, 10)


def closed(desk: Desk) -> Sent:
    sent = desk.send(**LEFT)
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        feedback.withdraw(ctx, sent.id)
    return sent


def confirm(desk: Desk, rule: str, length: int | None, span: Span, *, since: date = DAY) -> None:
    above = desk.another("bao-ve-du-lieu-tinh", Role.DATA_PROTECTION_OFFICER, PROVINCE)
    with desk.runtime.transaction(above) as ctx:
        set_term(ctx, SetTerm(rule, length, span, since, "12/QĐ-UBND"))


def left(desk: Desk, *cases: UUID) -> list[bool]:
    with desk.runtime.reading() as ctx:
        return [has_identity(ctx, one) for one in cases]


def test_a_confirmed_term_erases_and_a_hold_stops_it(desk: Desk, clock: SteppingClock) -> None:
    old, held, still_open = closed(desk), closed(desk), desk.send(**LEFT)
    nobody = desk.send()  # left nothing: it never stands in the way of the rest
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        feedback.withdraw(ctx, nobody.id)
    officer = desk.actor(Role.DATA_PROTECTION_OFFICER)
    with desk.runtime.transaction(officer) as ctx:
        place_hold(ctx, PlaceHold(held.receipt.number, HoldReason.DISPUTE, "5/TA"))
    clock.now += timedelta(days=400)
    fresh = closed(desk)
    retain(desk.runtime)  # twelve months are over, but nobody has confirmed them
    assert left(desk, old.id, held.id, still_open.id, fresh.id) == [True, True, True, True]

    confirm(desk, "petition.identity", 12, Span.MONTHS, since=DAY + timedelta(days=400))
    with desk.runtime.reading() as ctx:
        (term,) = [one for one in terms(ctx) if one.rule.code == "petition.identity"]
        assert (term.acts, term.to_confirm, term.document_number) == (True, False, "12/QĐ-UBND")
        assert (preview(ctx, term).due, preview(ctx, term).held) == (1, 1)
    retain(desk.runtime)
    retain(desk.runtime)
    assert left(desk, old.id, held.id, still_open.id, fresh.id) == [False, True, True, True]
    above = desk.another("bao-ve-du-lieu-tinh", Role.DATA_PROTECTION_OFFICER, PROVINCE)
    with desk.runtime.transaction(above) as ctx:
        runs = [run for run in list_runs(ctx) if run.rule and run.rule.code == "petition.identity"]
        assert sorted((run.erased, run.held) for run in runs) == [(0, 1), (1, 1)]
        entry = ctx.session.execute(select(ErasureEntry)).scalar_one()
        assert (entry.subject_id, entry.rule) == (old.id, "petition.identity")
        assert list(verify(ctx)) == []


def test_a_whole_file_goes_and_the_figures_stay(desk: Desk, clock: SteppingClock) -> None:
    sent = closed(desk)
    desk_before = desk.case(sent.id).state
    confirm(desk, "petition.passed_on", 1, Span.YEARS)
    clock.now += timedelta(days=370)
    retain(desk.runtime)
    with desk.runtime.reading() as ctx:
        assert ctx.session.execute(select(func.count()).where(CaseKeyRow.case_id == sent.id)).scalar_one() == 0
        row = ctx.session.execute(select(Petition).where(Petition.id == sent.id)).scalar_one()
        assert (row.state, row.number, row.title, row.body) == (desk_before, sent.receipt.number, "", "")
        assert list(verify(ctx)) == []


def test_what_passes_goes_without_a_document(desk: Desk, clock: SteppingClock) -> None:
    petition_id = desk.send(**LEFT).id
    desk.triage(petition_id)
    with desk.runtime.reading() as ctx:
        waiting = list_waiting(ctx.session, now=ctx.now, limit=1000)
    for message in waiting:
        run_message(desk.runtime, message, HANDLERS)
    with desk.runtime.transaction() as ctx:
        (notice_id,) = ctx.session.execute(select(Notice.id)).scalars()
        finish_sending(ctx, notice_id, NoticeState.SENT)
        _many_rows(ctx.session, ctx.now, desk)
    clock.now += timedelta(days=200)
    retain(desk.runtime)
    with desk.runtime.reading() as ctx:
        notice = ctx.session.execute(select(Notice)).scalar_one()
        assert (notice.state, notice.sealed_to, notice.sealed_text) == (NoticeState.SENT, b"", b"")
        for model in (LoginSession, CaseThrottle):
            assert ctx.session.execute(select(func.count()).select_from(model)).scalar_one() == 0
        assert has_identity(ctx, petition_id)


def _many_rows(session: Session, now: datetime, desk: Desk) -> None:
    """More than one portion."""
    tries = [{"bucket": os.urandom(32), "window_at": now, "failures": 1} for _ in range(120)]
    session.execute(insert(CaseThrottle), tries)
    account = desk.officials.made[Role.INTAKE_CLERK]
    session.execute(
        insert(LoginSession),
        [
            {"id": UUID(bytes=os.urandom(16)), "account_id": account, "token_hash": os.urandom(32), "created_at": now,
             "last_seen_at": now, "device": "test"}
            for _ in range(3)
        ],
    )  # fmt: skip


def test_only_the_province_s_officer_sets_terms(desk: Desk) -> None:
    term = SetTerm("petition.identity", 6, Span.MONTHS, DAY, "1/QĐ")
    for role in Role:
        with desk.runtime.transaction(desk.actor(role)) as ctx, pytest.raises(Forbidden):
            set_term(ctx, term)
    above = desk.another("bao-ve-du-lieu-tinh", Role.DATA_PROTECTION_OFFICER, PROVINCE)
    with desk.runtime.transaction(above) as ctx:
        with pytest.raises(NoSuchRule):  # what is technical is not the authority's to lengthen
            set_term(ctx, SetTerm("draft.public", 900, Span.DAYS, DAY, "1/QĐ"))
        with pytest.raises(TermFromThePast):
            set_term(ctx, SetTerm("petition.identity", 6, Span.MONTHS, DAY - timedelta(days=1), "1/QĐ"))

"""What must not be told: by the name on a case, by the phone that sent it, by the minute it came."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import select, text, update

from accounts.models import RoleGrant
from accounts.roles import Role
from casework.identity import open_identity
from casework.models import CaseEvent
from casework.policies import IdentityFacts
from casework.states import IdentityReason
from casework.timeline import list_entries
from core.errors import Forbidden, NotFound
from core.paging import PageRequest
from deadlines.queries import list_clocks
from feedback import services
from feedback.commands import DraftAnswer
from feedback.drafts import load_draft
from feedback.models import IntakeDraft, Petition
from feedback.queries import count_queues, get_case, list_queue
from feedback.states import Concerns, Happened, Outcome, PetitionKind, View
from tests.support.clock import SteppingClock
from tests.support.petitioning import Desk
from tests.support.staffed import PROVINCE


@pytest.fixture
def given(desk: Desk) -> UUID:
    """A sealed petition given to the commune's handler, with a name on it."""
    petition_id = desk.send(Concerns.COMMUNE_OFFICIAL, name="Bà Kín Đáo", phone="0900 000 777", consent=True).id
    desk.triage(petition_id, PetitionKind.DENUNCIATION_INFO)
    desk.assign(petition_id)
    return petition_id


def move_handler(desk: Desk) -> None:
    """The handler's role now lies at another agency."""
    with desk.runtime.transaction() as ctx:
        mine = RoleGrant.account_id == desk.officials.account(Role.HANDLER)
        ctx.session.execute(update(RoleGrant).where(mine).values(agency_id=desk.units[PROVINCE]))


def test_who_was_moved_elsewhere_neither_sees_nor_lists_nor_answers_nor_unmasks(desk: Desk, given: UUID) -> None:
    handler = desk.actor(Role.HANDLER)
    with desk.runtime.transaction(handler) as ctx:
        assert get_case(ctx, given, viewer=ctx.actor).id == given
        (mine,) = list_queue(ctx, viewer=ctx.actor, view=View.MINE, page=PageRequest(9)).items
        assert mine.id == given
    move_handler(desk)
    case = desk.case(given)
    with desk.runtime.transaction(handler) as ctx:
        for view in (View.MINE, View.OPEN):
            assert not list_queue(ctx, viewer=ctx.actor, view=view, page=PageRequest(9)).items
        assert {count.count for count in count_queues(ctx)} == {0}
        with pytest.raises(NotFound):
            get_case(ctx, given, viewer=ctx.actor)
        with pytest.raises(NotFound):
            services.save_answer(ctx, desk.target(given), DraftAnswer(Outcome.EXPLAINED, "Đã kiểm tra nội dung."))
        facts = IdentityFacts(case.agency_id, case.assignee_id, case.sealed)
        with pytest.raises(Forbidden):
            open_identity(ctx, given, case_type="petition", facts=facts, reason=IdentityReason.ASK)


def test_the_browser_s_ticket_leads_to_no_petition_in_the_database(desk: Desk) -> None:
    sent = desk.send(Concerns.COMMUNE_LEADER)
    with desk.runtime.reading() as ctx:
        tables = [name for name in Petition.metadata.tables if name != "intake_draft"]
        rows = [repr(tuple(row)) for name in tables for row in ctx.session.execute(text(f'SELECT * FROM "{name}"'))]
        draft_row = repr(tuple(ctx.session.execute(text("SELECT * FROM intake_draft")).one()))
        draft = load_draft(ctx, sent.ticket)
    everything = "".join(rows)
    assert sent.ticket.id.hex not in everything.replace("-", "")
    assert repr(sent.ticket.id.bytes) not in everything
    for told in (sent.id.hex, str(sent.id), sent.receipt.number):
        assert told not in draft_row
    assert draft is not None
    assert draft.receipt == sent.receipt


def test_what_speaks_of_someone_is_dated_to_the_hour(desk: Desk, clock: SteppingClock) -> None:
    clock.advance(minutes=17, seconds=5)
    delicate, plain = desk.send(Concerns.COMMUNE_LEADER), desk.send()
    hour = clock.now.replace(minute=0, second=0, microsecond=0)
    assert desk.case(delicate.id).received_at == delicate.receipt.received_at == hour
    assert desk.case(plain.id).received_at == clock.now
    with desk.runtime.reading() as ctx:
        (started,) = list_clocks(ctx, "petition", delicate.id)
        event = ctx.session.execute(select(CaseEvent.id, CaseEvent.at).where(CaseEvent.case_id == delicate.id)).one()
        ends = list(ctx.session.execute(select(IntakeDraft.expires_at)).scalars())
    assert started.started_at == event.at == hour
    assert event.id.bytes[:2] == b"\0\0"  # random: not an id that carries its millisecond
    assert {(end.minute, end.second, end.microsecond) for end in ends} == {(0, 0, 0)}


def test_the_coarse_first_entry_stays_the_first(desk: Desk) -> None:
    sent = desk.send(Concerns.COMMUNE_OFFICIAL)
    desk.triage(sent.id)
    with desk.runtime.reading() as ctx:
        kinds = [entry.kind for entry in list_entries(ctx, sent.id, kinds=Happened)]
    assert kinds == [Happened.TRIAGED, Happened.SUBMITTED]


def test_the_receipt_knows_whether_it_speaks_of_someone(desk: Desk) -> None:
    assert desk.send(Concerns.HAMLET_HEAD).receipt.about_someone
    assert not desk.send().receipt.about_someone

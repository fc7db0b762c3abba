"""Decisions and conclusions made public: redacted by one, approved by another, posted for their days, taken down."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from accounts.roles import Role
from casework.sealing import open_case_key
from core.errors import Forbidden, NotFound
from core.paging import PageRequest
from core.pdf import CleanPdf
from core.transitions import TransitionNotAllowed
from deadlines.states import ClockState
from feedback.delivery.commands import EndPosting, ProposePosting, StartPosting
from feedback.delivery.errors import (
    NotForPosting,
    NotPostedYet,
    PlaceMissing,
    PostedAlready,
    PostedTooShort,
    ReasonMissing,
    RedactedMissing,
)
from feedback.delivery.postings import (
    approve_posting,
    end_posting,
    end_postings,
    propose_posting,
    remove_posting,
    return_posting,
    start_posting,
)
from feedback.delivery.postings.queries import (
    get_posted,
    get_posting,
    list_for,
    list_posted,
    open_words,
    read_posted_file,
)
from feedback.delivery.scans import Scan, store_pdf_scan
from feedback.delivery.states import PostingForm, PostingState
from feedback.proceedings.commands import Take
from feedback.proceedings.services import take
from feedback.proceedings.states import Stage, Step
from feedback.states import Concerns
from jobs.handlers.deliveries import take_down_postings
from tests.support.clock import SteppingClock
from tests.support.delivering import Mailroom, result_of
from tests.support.petitioning import Desk
from tests.support.proceeding import Court

AUTUMN = datetime(2026, 9, 8, 2, 0, tzinfo=UTC)
TITLE, COVERED = "Kết luận về thu chi quỹ thôn", b"%PDF-1.7 ban da che"


def as_it_is(data: bytes) -> CleanPdf:
    """A cleaner for tests: what comes in goes out."""
    return CleanPdf(data, "0" * 64, 1)


@pytest.fixture
def court(desk: Desk, clock: SteppingClock) -> Court:
    clock.now = AUTUMN
    return Court(desk)


def concluded(court: Court, concerns: Concerns = Concerns.NOBODY) -> tuple[UUID, UUID]:
    """A denunciation whose conclusion was acted on and waits to be made public."""
    petition_id = court.formal(court.denunciation(), concerns)
    court.take(petition_id, Step.ACCEPT, court.leader)
    court.take(petition_id, Step.NOTIFY, court.handler)
    court.take(petition_id, Step.REPORT, court.handler)
    court.take(petition_id, Step.CONCLUDE, court.leader)
    court.take(petition_id, Step.SEND, court.handler)
    court.take(petition_id, Step.ACT_ON, court.handler)
    paper_id = result_of(court.desk, petition_id)
    assert paper_id is not None
    return petition_id, paper_id


def scan(court: Court, petition_id: UUID) -> Scan:
    with court.desk.runtime.reading() as ctx:
        return store_pdf_scan(ctx.files, open_case_key(ctx, petition_id), COVERED, as_it_is)


def proposed(court: Court, petition_id: UUID, paper_id: UUID, form: PostingForm = PostingForm.PORTAL) -> UUID:
    redacted = scan(court, petition_id)
    with court.desk.runtime.transaction(court.handler) as ctx:
        return propose_posting(ctx, ProposePosting(paper_id, form, TITLE, redacted))


def posted(court: Court, petition_id: UUID, paper_id: UUID) -> UUID:
    posting_id = proposed(court, petition_id, paper_id)
    with court.desk.runtime.transaction(court.leader) as ctx:
        approve_posting(ctx, posting_id, version=1)
    with court.desk.runtime.transaction(court.handler, public=True) as ctx:
        start_posting(ctx, posting_id, StartPosting("Trang niêm yết của xã", court.today), version=2)
    return posting_id


def test_nothing_is_readable_before_somebody_else_approved_and_it_was_posted(court: Court) -> None:
    petition_id, paper_id = concluded(court)
    posting_id = proposed(court, petition_id, paper_id)
    with court.desk.runtime.transaction(court.handler) as ctx, pytest.raises(Forbidden):
        approve_posting(ctx, posting_id, version=1)  # whoever redacted it
    with court.desk.runtime.transaction(court.handler) as ctx, pytest.raises(TransitionNotAllowed):
        start_posting(ctx, posting_id, StartPosting("x", court.today), version=1)
    with court.desk.runtime.reading() as ctx:
        for read in (get_posted, read_posted_file):
            with pytest.raises(NotFound):
                read(ctx, posting_id)
        row = ctx.session.connection().exec_driver_sql("SELECT title, place, sealed FROM public_posting").one()
        assert (row[0], row[1]) == ("", "")
        assert TITLE.encode() not in bytes(row[2])


def test_posting_meets_the_term_is_the_step_and_stays_fifteen_days(court: Court, clock: SteppingClock) -> None:
    """Row 49: seven working days from the conclusion; posted at least fifteen days without a gap."""
    petition_id, paper_id = concluded(court)
    with pytest.raises(NotPostedYet), court.desk.runtime.transaction(court.handler) as ctx:
        take(ctx, court.desk.target(petition_id), Take(Step.PUBLISH, day=court.today))
    posting_id = posted(court, petition_id, paper_id)
    assert court.view(petition_id).stage is Stage.PUBLISHED
    assert court.clocks(petition_id)["49"].state is ClockState.MET
    with court.desk.runtime.reading() as ctx:
        item = get_posted(ctx, posting_id)
        assert (item.title, item.has_file) == (TITLE, True)
        assert read_posted_file(ctx, posting_id) == COVERED
        last = item.posted_to
        assert last >= court.today + timedelta(days=15)
        here = list_posted(ctx, agency_id=court.desk.units["07288"], page=PageRequest(20))
        assert [one.id for one in here.items] == [posting_id]
    clock.advance(days=(last - court.today).days)
    with court.desk.runtime.transaction() as ctx:
        assert end_postings(ctx) == 0  # its last day is not over
    clock.advance(days=1)
    take_down_postings(court.desk.runtime)
    with court.desk.runtime.reading() as ctx:
        row = get_posting(ctx, posting_id)
        assert (row.state, row.taken_down_on, row.title, row.public_key) == (
            PostingState.ENDED, last + timedelta(days=1), "", None,
        )  # fmt: skip
        assert open_words(ctx, row).title == TITLE  # the record stays
        with pytest.raises(NotFound):
            get_posted(ctx, posting_id)
    assert court.take(petition_id, Step.FINISH, court.handler) is Stage.FINISHED


def test_it_comes_down_early_only_with_a_reason(court: Court) -> None:
    petition_id, paper_id = concluded(court)
    posting_id = posted(court, petition_id, paper_id)
    with court.desk.runtime.transaction(court.handler) as ctx, pytest.raises(PostedTooShort):
        end_posting(ctx, posting_id, EndPosting(court.today))
    with court.desk.runtime.transaction(court.handler) as ctx, pytest.raises(ReasonMissing):
        remove_posting(ctx, posting_id, EndPosting(court.today), version=3)
    with court.desk.runtime.transaction(court.handler) as ctx:
        remove_posting(ctx, posting_id, EndPosting(court.today, "Còn hở một số điện thoại"), version=3)
    with court.desk.runtime.reading() as ctx:
        assert get_posting(ctx, posting_id).state is PostingState.REMOVED
        with pytest.raises(NotFound):
            read_posted_file(ctx, posting_id)
    proposed(court, petition_id, paper_id)  # a new one may take its place


def test_a_returned_one_is_redacted_again_and_approved_again(court: Court) -> None:
    petition_id, paper_id = concluded(court)
    posting_id = proposed(court, petition_id, paper_id)
    with court.desk.runtime.transaction(court.leader) as ctx, pytest.raises(ReasonMissing):
        return_posting(ctx, posting_id, comment=" ", version=1)
    with court.desk.runtime.transaction(court.leader) as ctx:
        return_posting(ctx, posting_id, comment="Che cả trang hai", version=1)
    with court.desk.runtime.transaction(court.handler) as ctx:
        propose_posting(ctx, ProposePosting(paper_id, PostingForm.PORTAL, TITLE), posting_id=posting_id)
    with court.desk.runtime.reading() as ctx:
        row = get_posting(ctx, posting_id)
        assert (row.state, row.approved_by) == (PostingState.PROPOSED, None)


def test_what_is_missing_or_not_asked_for_by_law_is_said(court: Court) -> None:
    petition_id, paper_id = concluded(court)
    with court.desk.runtime.transaction(court.handler) as ctx:
        with pytest.raises(RedactedMissing):
            propose_posting(ctx, ProposePosting(paper_id, PostingForm.BOARD, TITLE))
        propose_posting(ctx, ProposePosting(paper_id, PostingForm.MEETING, TITLE))
        with pytest.raises(PostedAlready):
            propose_posting(ctx, ProposePosting(paper_id, PostingForm.MEETING, TITLE))
    posting_id = proposed(court, petition_id, paper_id)
    with court.desk.runtime.transaction(court.leader) as ctx:
        approve_posting(ctx, posting_id, version=1)
    with court.desk.runtime.transaction(court.handler) as ctx, pytest.raises(PlaceMissing):
        start_posting(ctx, posting_id, StartPosting(" ", court.today), version=2)
    first = court.decided()
    paper = result_of(court.desk, first)
    assert paper is not None
    with court.desk.runtime.transaction(court.handler) as ctx, pytest.raises(NotForPosting):
        propose_posting(ctx, ProposePosting(paper, PostingForm.BOARD, TITLE))


def test_of_a_denunciation_only_its_holder_and_its_decider_know_before(court: Court) -> None:
    petition_id, paper_id = concluded(court)
    posting_id = proposed(court, petition_id, paper_id)
    other = court.desk.another("lanh-dao-hai", Role.LEADER)
    with court.desk.runtime.transaction(other) as ctx:
        with pytest.raises(NotFound):
            approve_posting(ctx, posting_id, version=1)
        assert not list_for(ctx, viewer=ctx.actor, page=PageRequest(20)).items
    for actor in (court.handler, court.leader):
        with court.desk.runtime.transaction(actor) as ctx:
            assert [one.id for one in list_for(ctx, viewer=ctx.actor, page=PageRequest(20)).items] == [posting_id]
    assert Mailroom(court.desk).deliveries(paper_id)

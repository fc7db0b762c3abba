"""From the draft to the received petition: sealed, numbered once, at the right desk."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from PIL import Image
from sqlalchemy import func, select, text

from bootstrap.runtime import Runtime
from casework.attachments import ImageSize, list_attachments, read_attachment, store_image
from casework.identity import has_identity
from casework.images import prepare_image
from casework.models import CaseHandle
from core.actor import ANONYMOUS
from core.audit import AuditEntry, verify
from core.errors import NotFound
from deadlines.queries import list_clocks
from feedback.drafts import delete_draft, load_draft, new_ticket, save_draft, sweep_drafts
from feedback.errors import ConcernsMissing, DeskNotOpen, DraftGone, NothingWritten
from feedback.models import IntakeDraft, Petition
from feedback.queries import get_case, open_content
from feedback.services import submit_draft
from feedback.states import Concerns, PetitionState
from jobs.handlers.feedback import sweep_petition_drafts
from tests.support.clock import SteppingClock
from tests.support.petitioning import WHAT, Desk, draft_of
from tests.support.query_watch import QueryWatch
from tests.support.staffed import COMMUNE, PROVINCE


def test_sending_twice_gives_one_petition_and_one_receipt(desk: Desk) -> None:
    sent = desk.send()
    assert desk.submit(sent.ticket) == sent.receipt
    with desk.runtime.reading() as ctx:
        assert ctx.session.execute(select(func.count()).select_from(Petition)).scalar_one() == 1
        assert ctx.session.execute(select(func.count()).select_from(CaseHandle)).scalar_one() == 1


def test_a_received_petition_is_sealed_and_its_clock_runs(desk: Desk) -> None:
    sent = desk.send()
    case = desk.case(sent.id)
    assert (case.state, case.sealed, case.body, case.title) == (PetitionState.RECEIVED, True, "", "")
    with desk.runtime.reading() as ctx:
        (clock,) = list_clocks(ctx, "petition", sent.id)
        assert open_content(ctx, sent.id).content.what == WHAT
    assert (clock.row, clock.due_at) == (28, case.due_at)
    assert sent.receipt.due_at == case.due_at


def test_nothing_written_or_left_stands_in_the_database_in_clear(desk: Desk) -> None:
    sent = desk.send(what="Ông Bần ở xóm Khuất đổ rác", name="Bà Kín Đáo", phone="0900 000 999", consent=True)
    secrets = ["xóm Khuất", "Kín Đáo", "0900 000 999", sent.receipt.access_code, "case_key"]
    with desk.runtime.reading() as ctx:
        tables = [name for name in Petition.metadata.tables if name not in ("agency", "deadline_rule")]
        everything = "".join(
            str([bytes(v).decode("utf-8", "ignore") if isinstance(v, (bytes, memoryview)) else v for v in row])
            for table in tables
            for row in ctx.session.execute(text(f'SELECT * FROM "{table}"'))
        )
    assert [secret for secret in secrets if secret in everything] == []


@pytest.mark.parametrize("concerns", Concerns)
def test_who_receives_depends_on_whom_it_concerns(desk: Desk, concerns: Concerns) -> None:
    province = concerns in (Concerns.INTAKE_DESK, Concerns.COMMUNE_LEADER, Concerns.ABOVE)
    sent = desk.send(concerns)
    case = desk.case(sent.id)
    assert case.agency_id == desk.units[PROVINCE if province else COMMUNE]
    assert case.protected is province
    assert sent.receipt.number.startswith("24-" if province else "07288-")


def test_what_concerns_leaders_never_falls_back_to_the_commune(desk: Desk) -> None:
    with desk.runtime.transaction() as ctx:
        ctx.session.execute(text("UPDATE agency SET opened_at = NULL WHERE code = '24'"))
    with pytest.raises(DeskNotOpen):
        desk.send(Concerns.COMMUNE_LEADER)
    assert desk.send(Concerns.NOBODY).receipt.number.startswith("07288-")


def test_a_closed_commune_is_received_by_its_province(desk: Desk) -> None:
    with desk.runtime.transaction() as ctx:
        ctx.session.execute(text("UPDATE agency SET opened_at = NULL WHERE code = '07288'"))
    sent = desk.send()
    case = desk.case(sent.id)
    assert (case.agency_id, desk.about(case.id)) == (desk.units[PROVINCE], desk.units[COMMUNE])


def test_the_commune_does_not_learn_of_what_concerns_its_leaders(desk: Desk) -> None:
    sent = desk.send(Concerns.COMMUNE_LEADER)
    for role in desk.officials.places:
        if desk.officials.places[role] == desk.units[COMMUNE]:
            with desk.runtime.reading(desk.officials.actor(role)) as ctx, pytest.raises(NotFound):
                get_case(ctx, sent.id, viewer=ctx.actor)
    with desk.runtime.reading() as ctx:
        chains = ctx.session.execute(select(AuditEntry.chain).where(AuditEntry.subject_id == str(sent.id))).scalars()
        assert set(chains) == {desk.units[PROVINCE]}


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"what": WHAT}, ConcernsMissing),
        ({"what": "ngắn", "concerns": Concerns.NOBODY}, NothingWritten),
    ],
)
def test_an_unfinished_draft_is_not_sent(desk: Desk, values: dict[str, object], error: type[Exception]) -> None:
    ticket = new_ticket()
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        save_draft(ctx, ticket, draft_of(**values))
    with pytest.raises(error):
        desk.submit(ticket)
    with desk.runtime.reading() as ctx:
        assert ctx.session.execute(select(func.count()).select_from(Petition)).scalar_one() == 0


def test_contact_without_consent_is_not_kept(desk: Desk) -> None:
    without, given = desk.send(phone="0900 000 001"), desk.send(phone="0900 000 001", consent=True)
    with desk.runtime.reading() as ctx:
        assert not has_identity(ctx, without.id)
        assert has_identity(ctx, given.id)


def test_a_draft_opens_with_its_ticket_only_and_expires(desk: Desk, clock: SteppingClock) -> None:
    ticket, other = new_ticket(), new_ticket()
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        save_draft(ctx, ticket, draft_of(what=WHAT))
    with desk.runtime.reading() as ctx:
        assert load_draft(ctx, ticket) is not None
        assert load_draft(ctx, other) is None
        assert load_draft(ctx, type(ticket)(ticket.id, other.secret)) is None
    clock.advance(hours=49)
    with desk.runtime.transaction() as ctx:
        assert load_draft(ctx, ticket) is None
        sweep_drafts(ctx)
    with pytest.raises(DraftGone):
        desk.submit(ticket)


def test_wiping_the_receipt_leaves_the_petition(desk: Desk) -> None:
    sent = desk.send()
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        delete_draft(ctx, sent.ticket)
    assert desk.case(sent.id).state is PetitionState.RECEIVED


def test_sending_costs_few_statements(desk: Desk, runtime: Runtime, query_watch: QueryWatch) -> None:
    ticket = new_ticket()
    with runtime.transaction(ANONYMOUS) as ctx:
        save_draft(ctx, ticket, draft_of(what=WHAT, concerns=Concerns.NOBODY))
    with query_watch.observe() as seen, runtime.transaction(ANONYMOUS) as ctx:
        submit_draft(ctx, ticket, notice_version="1")
    assert seen.queries <= 14, seen.listing()


def test_the_audit_chain_holds(desk: Desk) -> None:
    desk.answered()
    with desk.runtime.reading() as ctx:
        assert list(verify(ctx)) == []


def test_an_abandoned_draft_goes_with_its_photos_and_what_was_sent_stays(desk: Desk, clock: SteppingClock) -> None:
    photo = prepare_image(drawn())
    files, left, sent = desk.runtime.files, draft_of(what=WHAT), draft_of(what=WHAT, concerns=Concerns.NOBODY)
    images = {draft.case_id: store_image(files, draft.key(), photo) for draft in (left, sent)}
    ticket = new_ticket()
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        save_draft(ctx, new_ticket(), replace(left, photos=(images[left.case_id],)))
        save_draft(ctx, ticket, replace(sent, photos=(images[sent.case_id],)))
    desk.submit(ticket)
    clock.advance(hours=49)
    sweep_petition_drafts(desk.runtime)
    with pytest.raises(KeyError):
        files.get(images[left.case_id].thumb_key)
    with desk.runtime.reading() as ctx:
        assert ctx.session.execute(select(func.count()).select_from(IntakeDraft)).scalar_one() == 0
        (attached,) = list_attachments(ctx, sent.case_id)
        assert read_attachment(ctx, sent.case_id, attached.id, ImageSize.ORIGINAL) == photo.original


def drawn() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "JPEG")
    return out.getvalue()

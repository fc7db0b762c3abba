"""Papers that were issued, and their deliveries, for tests that do not ask how a paper came to be issued."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from accounts.roles import Role
from casework.sealing import open_case_key
from core.actor import ANONYMOUS, SYSTEM, Actor, ActorKind
from core.clock import local_date
from core.ids import random_id
from feedback.delivery.commands import PlanDelivery, ProposePosting, RecordDelivery, StartPosting
from feedback.delivery.postings import approve_posting, propose_posting, start_posting
from feedback.delivery.queries import DeliveryRow, get_delivery, of_paper
from feedback.delivery.services import note_opened, plan_delivery, plan_issued, record_delivery
from feedback.delivery.standing import RESULTS
from feedback.delivery.states import DeliveryAct, DeliveryState, PostingForm, Recipient, Way
from feedback.issuing.models import OfficialPaper, PaperFile
from feedback.issuing.queries import content_part, file_part, issued_papers, number_part
from feedback.issuing.states import PaperState, SignatureCheck
from feedback.papers.states import PaperKind, SignedAs
from feedback.proceedings.queries import find_proceeding
from feedback.proceedings.states import Part, Track
from feedback.proceedings.team import named_in
from tests.support.petitioning import Desk

NUMBER = 4711
_GIVEN: dict[DeliveryAct, dict[str, str]] = {
    DeliveryAct.SEND: {"tracking": "RR123456789VN"}, DeliveryAct.REACH: {"who": "Nguyễn Thị Nhận"},
    DeliveryAct.REFUSE: {"witnesses": "Trần Văn Chứng"}, DeliveryAct.MISS: {"witnesses": "Trần Văn Chứng"},
    DeliveryAct.FAIL: {"words": "Bưu điện trả lại"}, DeliveryAct.CANCEL: {"words": "Không cần nữa"},
}  # fmt: skip


@dataclass
class Mailroom:
    """Hands out the papers of a desk."""

    desk: Desk

    def issued(self, petition_id: UUID, kind: PaperKind = PaperKind.DECISION, *, by: Actor = SYSTEM) -> UUID:
        """A paper that was issued now, with its signed file. `by`: whoever has the key of a locked case."""
        paper_id, file_id, account = random_id(), random_id(), self.desk.officials.account(Role.HANDLER)
        case = self.desk.case(petition_id)
        leader = self.desk.officials.account(Role.LEADER)
        with self.desk.runtime.transaction(by) as ctx:
            key = open_case_key(ctx, petition_id)
            told = {
                "number": NUMBER,
                "symbol": "QĐ-UBND",
                "day": local_date(ctx.now).isoformat(),
                "entry": str(file_id),
            }
            ctx.session.execute(
                insert(OfficialPaper).values(
                    id=paper_id, petition_id=petition_id, agency_id=case.agency_id, kind=kind, state=PaperState.ISSUED,
                    drafter_id=account, signer_id=leader, signed_as=SignedAs.HEAD, answer_number=None, used_seq=None,
                    checked=[], sealed_content=key.seal_json({}, part=content_part(paper_id)),
                    sealed_number=key.seal_json(told, part=number_part(paper_id)), approved_by=leader,
                    approved_under=None, created_at=ctx.now, changed_at=ctx.now, issued_at=ctx.now, version=1,
                )
            )  # fmt: skip
            facts = {
                "sha256": ["0" * 64], "media_type": "application/pdf", "size": 9, "pages": 1,
                "signature": SignatureCheck.NONE.value, "signers": [],
            }  # fmt: skip
            shown = ctx.files.put(key.seal(b"%PDF-1.7\n", part=file_part(file_id, "shown")))
            ctx.session.execute(
                insert(PaperFile).values(
                    id=file_id, paper_id=paper_id, shown_key=shown, original_keys=[shown],
                    sealed_facts=key.seal_json(facts, part=file_part(file_id, "facts")), uploaded_at=ctx.now,
                    uploaded_by=account, replaced_at=None,
                )
            )  # fmt: skip
        with self.desk.runtime.transaction(SYSTEM) as ctx:
            plan_issued(ctx, paper_id)
        return paper_id

    def plan(
        self, paper_id: UUID, recipient: Recipient, way: Way = Way.BY_HAND, *, actor: Actor | None = None
    ) -> UUID:  # fmt: skip
        """One more recipient."""
        with self.desk.runtime.transaction(actor or self.desk.actor(Role.HANDLER)) as ctx:
            return plan_delivery(ctx, PlanDelivery(paper_id, recipient, way, "Trần Văn Nhận", "Thôn Cầu Gỗ"))

    def record(
        self, delivery_id: UUID, act: DeliveryAct, *, actor: Actor | None = None, **values: Any
    ) -> DeliveryState:  # fmt: skip
        """What happened, today unless told otherwise, with all that it asks for."""
        with self.desk.runtime.transaction(actor or self.desk.actor(Role.HANDLER)) as ctx:
            given = {"day": local_date(ctx.now), **_GIVEN[act], **values}
            return record_delivery(ctx, delivery_id, RecordDelivery(act, **given))

    def opened(self, petition_id: UUID, paper_id: UUID) -> None:
        """The sender, having shown number and code, opens it."""
        with self.desk.runtime.transaction(ANONYMOUS) as ctx:
            note_opened(ctx, petition_id, paper_id)

    def deliveries(self, paper_id: UUID) -> Sequence[DeliveryRow]:
        """All of a paper."""
        with self.desk.runtime.reading() as ctx:
            return of_paper(ctx, paper_id)

    def one(self, paper_id: UUID, way: Way, recipient: Recipient = Recipient.SENDER) -> DeliveryRow:
        """The one by this way."""
        (found,) = [one for one in self.deliveries(paper_id) if (one.way, one.recipient) == (way, recipient)]
        return found

    def state(self, delivery_id: UUID) -> DeliveryState:
        """Where it stands."""
        with self.desk.runtime.reading() as ctx:
            return get_delivery(ctx, delivery_id).state


def send_result(desk: Desk, petition_id: UUID, day: date) -> bool:
    """Send the decision or conclusion to everybody it is planned for: the step follows by itself. False: no paper."""
    paper_id = result_of(desk, petition_id)
    if paper_id is None:
        return False
    with desk.runtime.transaction(SYSTEM) as ctx:
        plan_issued(ctx, paper_id)
    holder = Actor(ActorKind.OFFICIAL, desk.case(petition_id).assignee_id)
    for one in Mailroom(desk).deliveries(paper_id):
        if one.state is DeliveryState.PLANNED:
            with desk.runtime.transaction(holder) as ctx:
                record_delivery(ctx, one.id, RecordDelivery(DeliveryAct.SEND, day, tracking="RR123456789VN"))
    return True


def post_result(desk: Desk, petition_id: UUID, holder: Actor, day: date) -> bool:
    """Tell the result at a meeting, as the leader approved: the step follows by itself. False: nothing to post."""
    paper_id = result_of(desk, petition_id)
    with desk.runtime.reading() as ctx:
        view = find_proceeding(ctx, petition_id)
        decider = next((one for one, is_ in named_in(ctx, petition_id).items() if is_ is Part.DECIDER), None)
    if paper_id is None or view is None or view.track is Track.COMPLAINT_FIRST:
        return False
    with desk.runtime.transaction(holder) as ctx:
        posting_id = propose_posting(ctx, ProposePosting(paper_id, PostingForm.MEETING, "Kết quả giải quyết"))
    with desk.runtime.transaction(Actor(ActorKind.OFFICIAL, decider)) as ctx:
        approve_posting(ctx, posting_id, version=1)
    with desk.runtime.transaction(holder) as ctx:
        start_posting(ctx, posting_id, StartPosting("Nhà văn hoá", day), version=2)
    return True


def result_of(desk: Desk, petition_id: UUID) -> UUID | None:
    """The issued decision or conclusion; None when there is none."""
    with desk.runtime.reading() as ctx:
        return next((one.id for one in reversed(issued_papers(ctx, petition_id)) if one.kind in RESULTS), None)

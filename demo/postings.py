"""A denunciation of the demo that was concluded: its conclusion, with everything private covered, is posted today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from accounts.roles import Role
from bootstrap.documents import clean_pdf
from casework.sealing import open_case_key
from core.clock import local_date
from demo.issuing import PaperTeller, records_clerk
from demo.paper import table_bytes
from demo.petition_texts import Story, step
from demo.petitions import office_hours, trackable
from demo.proceedings import Court, Done, Formal
from demo.world import World
from feedback.delivery.commands import PlanDelivery, ProposePosting, StartPosting
from feedback.delivery.postings import approve_posting, propose_posting, start_posting
from feedback.delivery.scans import Scan, store_pdf_scan
from feedback.delivery.services import plan_delivery, plan_issued
from feedback.delivery.states import PostingForm, Recipient, Way
from feedback.issuing.models import OfficialPaper
from feedback.issuing.states import PaperState
from feedback.models import Petition
from feedback.papers.states import PaperKind
from feedback.proceedings.commands import Formalise
from feedback.proceedings.states import Evidence, Finding, Step, Track
from feedback.states import Concerns, Field, PetitionKind

TITLE = "Kết luận nội dung tố cáo về việc thu, chi quỹ ở một thôn"
_ASKED = {
    "nguoi_bi_to_cao": "một người giữ quỹ thôn", "ket_qua_xac_minh": "Có khoản chi không có chứng từ.",
    "ket_luan": "Đúng một phần", "nhan_dinh": "", "bien_phap": "Hoàn lại khoản chi không có chứng từ.",
}  # fmt: skip
_FUND = Formal(
    Story(
        days=52,
        what=(
            "Tôi tố cáo người giữ quỹ của thôn chi ba khoản không có chứng từ, đã hỏi hai lần không trả lời. "
            "Xin giữ kín tên tôi."
        ),
        kind=PetitionKind.DENUNCIATION_INFO,
        field=Field.FINANCE,
        concerns=Concerns.COMMUNE_OFFICIAL,
        handler="xacminh",
        name="Người gửi trong dữ liệu thử",
        steps=(step("triage", 0.4), step("assign", 0.2)),
    ),
    signed_after=1,
    paper=Formalise(
        Track.DENUNCIATION, Evidence.SIGNED_PAPER, date(2026, 1, 1), Field.FINANCE, book_number="5/STC",
        name="Người ký trong dữ liệu thử", address="Xã Yên Thế",
    ),
    steps=(
        Done(Step.ACCEPT, 4, "2/QĐ-UBND"),
        Done(Step.NOTIFY, 2, "8/TB-UBND"),
        Done(Step.REPORT, 16, words="Đã xem sổ quỹ và hỏi bảy hộ."),
        Done(Step.CONCLUDE, 5, finding=Finding.PARTLY),
        Done(Step.SEND, 1),
        Done(Step.ACT_ON, 3, words="Đã yêu cầu hoàn lại quỹ thôn."),
    ),
)  # fmt: skip


def load(world: World) -> None:
    """Settle it, then post what came of it; of another case a copy still waits to be sent."""
    _Posted(world, _FUND.story, formal=_FUND).settle()
    _leave_waiting(world)
    _write_to_the_sender(world)


def _write_to_the_sender(world: World) -> None:
    """Whoever follows the petition that anyone may follow finds a paper on its page."""
    known, agency_id = trackable(world.runtime), world.commune_id
    assert known is not None  # loaded before
    assert agency_id is not None
    with world.runtime.reading() as ctx:
        petition_id = ctx.session.execute(select(Petition.id).where(Petition.number == known[0])).scalar_one()
    handler, leader = world.official("xuly", Role.HANDLER, agency_id), world.official("lanhdao", Role.LEADER, agency_id)
    moment = office_hours(world.ago(days=2))
    papers = PaperTeller(world, petition_id, agency_id, handler, leader)
    papers.issue(moment, PaperKind.REQUEST_MORE, {"cau_hoi": "Ảnh chụp miệng cống lúc nước đã rút."})
    with world.at(moment).transaction() as ctx:
        plan_issued(ctx, papers.paper_id)


def _leave_waiting(world: World) -> None:
    """The newest decision goes to the authority above as well."""
    p, c = OfficialPaper, Petition
    decided = (p.kind == PaperKind.DECISION, p.state == PaperState.ISSUED, c.sealed.is_(False))
    with world.runtime.reading() as ctx:
        newest = select(p.id, p.agency_id).join(c, c.id == p.petition_id).where(*decided).order_by(p.issued_at.desc())
        paper = ctx.session.execute(newest.limit(1)).one()
    command = PlanDelivery(paper.id, Recipient.SUPERIOR, Way.POST, "Chủ tịch UBND tỉnh Bắc Ninh", "Tỉnh Bắc Ninh")
    with world.at(world.ago(days=1)).transaction(records_clerk(world, paper.agency_id)) as ctx:
        plan_delivery(ctx, command)


@dataclass
class _Posted(Court):
    """A conclusion that is issued, sent, acted on and posted."""

    last: datetime | None = None

    def _take(self, moment: datetime, done: Done) -> None:
        if done.step is Step.CONCLUDE:
            self.papers = self._papers()
            self.papers.issue(moment, PaperKind.CONCLUSION, _ASKED)
        super()._take(moment, done)
        self.last = moment

    def settle(self) -> None:
        """To the end, and up on the page of what is posted."""
        super().settle()
        if self.last is None or self.papers is None:
            return
        moment = self._later(self.last, 1)
        command = ProposePosting(self.papers.paper_id, PostingForm.PORTAL, TITLE, self._covered())
        with self.world.at(moment).transaction(self._holder()) as ctx:
            posting_id = propose_posting(ctx, command)
        leader = self._leader()
        with self.world.at(moment + timedelta(hours=1)).transaction(leader) as ctx:
            approve_posting(ctx, posting_id, version=1)
        place, day = "Trang niêm yết của xã", local_date(moment)
        with self.world.at(moment + timedelta(hours=2)).transaction(self._holder(), public=True) as ctx:
            start_posting(ctx, posting_id, StartPosting(place, day), version=2)

    def _covered(self) -> Scan:
        rows = (("Người tố cáo", "[đã che]"), ("Nội dung", "Thu, chi quỹ thôn"), ("Kết luận", "Đúng một phần"))
        data = table_bytes(heading="KẾT LUẬN NỘI DUNG TỐ CÁO", subtitle="Bản công khai", head=("Mục", "Ghi"), rows=rows)
        with self.world.runtime.reading() as ctx:
            return store_pdf_scan(ctx.files, open_case_key(ctx, self.petition_id), data, clean_pdf)

"""The demo's complaints and denunciations: one verified, one decided, one before the province, one sealed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from accounts.roles import Role
from core.actor import Actor
from core.clock import local_date
from demo.issuing import PaperTeller, open_books
from demo.petition_texts import Story, step
from demo.petitions import Teller, office_hours
from demo.world import World
from feedback import services
from feedback.papers.states import PaperKind, SenderShown
from feedback.proceedings.commands import Formalise, Lodge, Take
from feedback.proceedings.services import formalise, lodge_second, name_decider, take
from feedback.proceedings.states import Evidence, Finding, Step, Track
from feedback.states import Concerns, Field, PetitionKind

DECIDER, PROVINCE_DECIDER, PROVINCE_CLERK = "lanhdao", "lanhdaotinh", "tiepdantinh"


@dataclass(frozen=True, slots=True)
class Done:
    """One step of a proceeding: days after the one before, and what its paper says."""

    step: Step
    after: float
    number: str = ""
    words: str = ""
    finding: Finding | None = None
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Formal:
    """A petition, the signed paper that made it formal, and the steps since."""

    story: Story
    signed_after: float
    paper: Formalise
    known_before: int = 0  # days before the signed paper on which the person knew of the decision
    steps: Sequence[Done] = ()
    lodged_after: float = 0  # days after the last step on which a second complaint came; 0: none


_SOME_DAY = date(2026, 1, 1)  # told by the story when it is played
_GARDEN = Formal(
    Story(
        days=27,
        what=(
            "Xã làm đường xóm, lấy vào vườn nhà tôi khoảng 60 mét vuông. Giấy báo bồi thường tính theo giá đất trồng "
            "cây hằng năm, trong khi vườn nhà tôi trồng vải đã hơn hai mươi năm. Đề nghị xem lại loại đất và giá."
        ),
        title="Khiếu nại mức bồi thường đất vườn",
        hamlet="Thôn Trung Tâm",
        kind=PetitionKind.COMPLAINT_INFO,
        field=Field.RESETTLEMENT,
        name="Lê Thị Vải",
        phone="0900 000 131",
        steps=(step("triage", 0.5), step("assign", 0.3)),
    ),
    signed_after=2,
    paper=Formalise(
        Track.COMPLAINT_FIRST, Evidence.SIGNED_PAPER, _SOME_DAY, Field.RESETTLEMENT, book_number="41/SKN",
        name="Lê Thị Vải", address="Thôn Trung Tâm",
        complained="Quyết định phê duyệt phương án bồi thường khi làm đường xóm, phần đất vườn của gia đình",
        complained_number="87/QĐ-UBND", complained_by="Chủ tịch UBND xã",
    ),
    known_before=12,
    steps=(Done(Step.ACCEPT, 4, "12/TB-UBND"),),
)  # fmt: skip
_KERB = Formal(
    Story(
        days=48,
        what=(
            "Xã ra quyết định phạt tôi vì để hàng ra lề đường. Hôm ấy tôi chỉ dỡ hàng xuống khoảng mười phút, có người "
            "làm chứng. Tôi đề nghị huỷ quyết định phạt."
        ),
        title="Khiếu nại quyết định xử phạt để hàng ra lề đường",
        hamlet="Thôn Đình Cả",
        kind=PetitionKind.COMPLAINT_INFO,
        field=Field.SECURITY,
        name="Trịnh Văn Sạp",
        phone="0900 000 132",
        steps=(step("triage", 0.5), step("assign", 0.3)),
    ),
    signed_after=1,
    paper=Formalise(
        Track.COMPLAINT_FIRST, Evidence.DESK_RECORD, _SOME_DAY, Field.SECURITY, book_number="38/SKN",
        name="Trịnh Văn Sạp", address="Thôn Đình Cả", complained="Quyết định xử phạt vi phạm hành chính",
        complained_number="31/QĐ-XPHC", complained_by="Chủ tịch UBND xã",
    ),
    known_before=6,
    steps=(
        Done(Step.ACCEPT, 3, "9/TB-UBND"),
        Done(Step.REPORT, 9, words="Đã gặp hai người làm chứng, xem lại biên bản. Thời gian dỡ hàng chưa tới 15 phút."),
        Done(Step.DECIDE, 4, finding=Finding.PARTLY),
        Done(Step.SEND, 1),
    ),
)  # fmt: skip
_WELL = Formal(
    Story(
        days=60,
        what=(
            "Xã yêu cầu lấp giếng nhà tôi với lý do nằm trong hành lang đường. Giếng đào trước khi có đường. "
            "Tôi không đồng ý."
        ),
        title="Khiếu nại yêu cầu lấp giếng",
        hamlet="Thôn Đình Cả",
        kind=PetitionKind.COMPLAINT_INFO,
        field=Field.LAND,
        name="Hà Thị Giếng",
        steps=(step("triage", 0.5), step("assign", 0.3)),
    ),
    signed_after=2,
    paper=Formalise(
        Track.COMPLAINT_FIRST, Evidence.FINGERPRINT, _SOME_DAY, Field.LAND, book_number="30/SKN",
        name="Hà Thị Giếng", address="Thôn Đình Cả", complained="Yêu cầu lấp giếng trong hành lang đường",
        complained_number="64/TB-UBND", complained_by="UBND xã",
    ),
    known_before=5,
    steps=(
        Done(Step.ACCEPT, 4, "5/TB-UBND"),
        Done(Step.REPORT, 12, words="Đã đo hành lang đường và hỏi các hộ liền kề."),
        Done(Step.DECIDE, 6, finding=Finding.WRONG),
        Done(Step.SEND, 1),
    ),
    lodged_after=27,
)  # fmt: skip
_GIFT = Formal(
    Story(
        days=22,
        what=(
            "Tôi tố cáo một cán bộ nhận tiền của ba hộ để làm nhanh giấy tờ đất. Tôi có giấy viết tay của hai hộ và "
            "xin được giữ kín tên."
        ),
        kind=PetitionKind.DENUNCIATION_INFO,
        field=Field.CONDUCT,
        concerns=Concerns.COMMUNE_OFFICIAL,
        handler="xacminh",
        name="Người gửi trong dữ liệu thử",
        phone="0900 000 133",
        steps=(step("triage", 0.4), step("assign", 0.2)),
    ),
    signed_after=1,
    paper=Formalise(
        Track.DENUNCIATION, Evidence.SIGNED_PAPER, _SOME_DAY, Field.CONDUCT, book_number="7/STC",
        name="Người ký trong dữ liệu thử", address="Xã Yên Thế",
    ),
    steps=(Done(Step.ACCEPT, 5, "3/QĐ-UBND"), Done(Step.NOTIFY, 2, "14/TB-UBND")),
)  # fmt: skip
FORMAL = (_WELL, _KERB, _GARDEN, _GIFT)
# What only the writer of a decision knows.
_ASKED = {
    "can_cu_noi_dung": "Luật Đất đai", "ket_qua_xac_minh": "Đã xác minh tại chỗ, có biên bản kèm theo.",
    "noi_dung_quyet_dinh": "Sửa đổi một phần quyết định bị khiếu nại.",
}  # fmt: skip
_DECIDED = frozenset({Step.ACCEPT, Step.DECIDE, Step.CONCLUDE})


def load(world: World) -> None:
    """Tell each, oldest first, every step at its own moment."""
    open_books(world, world.ago(days=FORMAL[0].story.days))
    for formal in FORMAL:
        Court(world, formal.story, formal=formal).settle()


@dataclass
class Court(Teller):
    """One proceeding: sent and triaged as any petition, then signed and settled."""

    formal: Formal = _GARDEN
    papers: PaperTeller | None = None

    def settle(self) -> None:
        """Tell it from beginning to end."""
        moment = self._later(self.tell(), self.formal.signed_after)
        self._sign(moment)
        for done in self.formal.steps:
            moment = self._later(moment, done.after)
            if done.step is Step.SEND and self.papers is not None:
                self.papers.send(moment)
            else:
                self._take(moment, done)
        self._leave_papers(moment)
        if self.formal.lodged_after:
            self._lodge(self._later(moment, self.formal.lodged_after), told_on=local_date(moment))

    def _later(self, moment: datetime, days: float) -> datetime:
        return min(office_hours(moment + timedelta(days=days)), self.world.now)

    def _sign(self, moment: datetime) -> None:
        formal, day = self.formal, local_date(moment)
        known_on = day - timedelta(days=formal.known_before) if formal.known_before else None
        paper = replace(
            formal.paper, received_on=day, title=formal.story.title, known_on=known_on,
            decider_id=self.world.accounts[DECIDER],
        )  # fmt: skip
        holder = self._holder()
        with self.world.at(moment).transaction(holder) as ctx:
            formalise(ctx, self._target(), paper)

    def _take(self, moment: datetime, done: Done) -> None:
        actor = self._leader() if done.step in _DECIDED else self._holder()
        if done.step is Step.DECIDE:
            self.papers = self._papers()
            self.papers.issue(moment, PaperKind.DECISION, _ASKED)
        command = Take(
            done.step, local_date(moment), done.number, finding=done.finding, words=done.words, differs=done.differs
        )
        with self.world.at(moment).transaction(actor) as ctx:
            take(ctx, self._target(), command)

    def _lodge(self, moment: datetime, told_on: date) -> None:
        """The second complaint: the province's desk names who settles it and accepts."""
        province = self.world.province_id
        assert province is not None  # loaded before
        lodge = Lodge(Evidence.SIGNED_PAPER, local_date(moment), told_on)
        with self.world.at(moment).transaction(self._holder()) as ctx:
            lodged = lodge_second(ctx, self._target(), lodge)
        self.petition_id = lodged.petition_id
        clerk = self.world.official(PROVINCE_CLERK, Role.INTAKE_CLERK, province)
        with self.world.at(moment).transaction(clerk) as ctx:
            name_decider(ctx, self._target(), self.world.accounts[PROVINCE_DECIDER])
        with self.world.at(moment).transaction(clerk) as ctx:
            services.assign(ctx, self._target(), self.world.accounts[PROVINCE_CLERK])

    def _leave_papers(self, moment: datetime) -> None:
        """Papers that are on their way today: one before its signer, one of a sealed case that waits for its number."""
        later = self._later(moment, 1)
        if self.formal is _GARDEN:
            self._papers().submit(later, PaperKind.REQUEST_MORE, {"cau_hoi": "Bản chụp hợp đồng mua cây giống."})
        elif self.formal is _GIFT:
            self._papers().approve(later, PaperKind.DENUNCIATION_TOLD)

    def _papers(self) -> PaperTeller:
        stripped = SenderShown.STRIPPED if self.story.handler == "xacminh" else SenderShown.BLANK
        return PaperTeller(self.world, self.petition_id, self._agency, self._holder(), self._leader(), stripped)

    def _holder(self) -> Actor:
        role = Role.VERIFIER if self.story.handler == "xacminh" else Role.HANDLER
        return self.world.official(self.story.handler, role, self._agency)

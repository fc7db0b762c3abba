"""What takes two people in the sealed denunciation of the story: covered copies, who sent it, protection."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from accounts.roles import Role
from casework.states import IdentityReason
from core.actor import ANONYMOUS, Actor
from core.clock import local_date
from demo.world import World
from feedback.deleting.pieces import list_pieces
from feedback.deleting.services import Propose, propose_deletion
from feedback.deleting.states import DeletionReason, Material
from feedback.models import Petition
from feedback.opening.services import ask_opening
from feedback.protection import services as protection
from feedback.protection.commands import AskProtection, FileTarget, Retaliation, Step
from feedback.protection.services.talking import write
from feedback.protection.states import Avenger, Danger, Deed, Measure, ProtectionAct, Relation
from feedback.redacting.services import MakeCopy, decide_copy, make_copy, name_reader, withdraw_copy
from feedback.redacting.source import read_words
from feedback.states import PetitionKind, PetitionState

_WHY = "Cần gặp người gửi để nhận bản gốc giấy viết tay của hai hộ. Hẹn ở trụ sở tỉnh, không qua thôn."
_ASKED = "Hai hôm nay có người lạ đứng trước ngõ nhà tôi, hỏi ai viết đơn. Tôi lo cho vợ con."
_APPLIED = "Giữ kín tên trong mọi văn bản. Công an xã qua lại khu vực, không vào nhà, không hỏi tên ai."
_SPREAD = "Có cán bộ nói ở quán nước rằng biết ai viết đơn. Hàng xóm tránh nhà tôi."
_NEIGHBOUR = "Nhà bên cạnh có cụ bị bệnh nặng, con cái đang đi vay để chữa. Tôi kể để biết họ không dám ký đơn."
_ANSWERED = "Tổ xác minh đã đọc. Chuyện của gia đình đó không cần cho việc xác minh nên tổ đề nghị xoá lời nhắn này."
_NOT_OURS = "Lời nhắn kể bệnh tình của một gia đình không liên quan. Việc xác minh không cần đến."
_HINDERED = "Tôi đi làm giấy khai sinh cho cháu thì bị bảo về chờ, ba lần chưa được."


def load(world: World) -> None:
    """Tell it, over the days since the denunciation was accepted."""
    newest, *older = _denunciations(world)
    Guard(world, newest).tell()
    Guard(world, older[0]).ask_deletion()


def _denunciations(world: World) -> Sequence[UUID]:
    """Those under way, the newest first."""
    p = Petition
    with world.runtime.reading() as ctx:
        wanted = select(p.id).where(
            p.kind == PetitionKind.DENUNCIATION, p.state == PetitionState.PROCEEDING, p.sealed.is_(True),
            p.agency_id == world.commune_id,
        )  # fmt: skip
        return ctx.session.execute(wanted.order_by(p.received_at.desc()).limit(2)).scalars().all()


@dataclass
class Guard:
    """Who does what about one petition."""

    world: World
    petition_id: UUID

    def tell(self) -> None:
        """First who sent it, then who reads a covered copy, then who asks to know the name."""
        self._protect()
        self._copies()
        with self.world.at(self.world.ago(hours=4)).transaction(self._verifier()) as ctx:
            ask_opening(ctx, self.petition_id, IdentityReason.MEET, _WHY)

    def ask_deletion(self) -> None:
        """Somebody wrote about a neighbour's illness: it waits for the second person to let it go."""
        with self.world.at(self.world.ago(days=2)).transaction(ANONYMOUS) as ctx:
            write(ctx, FileTarget(self.petition_id, None), _NEIGHBOUR)
        with self.world.at(self.world.ago(hours=7)).transaction(self._leader()) as ctx:
            write(ctx, FileTarget(self.petition_id, None), _ANSWERED)
        with self.world.at(self.world.ago(hours=6)).transaction(self._verifier()) as ctx:
            said = next(one for one in list_pieces(ctx, self.petition_id) if one.material is Material.MESSAGE)
            chosen = Propose(Material.MESSAGE, said.id, DeletionReason.THIRD_PERSON, _NOT_OURS)
            propose_deletion(ctx, self.petition_id, chosen)

    def _protect(self) -> None:
        target, leader = FileTarget(self.petition_id, None), self._leader()
        asked = AskProtection((Relation.SELF, Relation.SPOUSE), (Danger.EXPOSED, Danger.LIFE), _ASKED)
        with self.world.at(self.world.ago(days=9)).transaction(ANONYMOUS) as ctx:
            protection.ask(ctx, target, asked)
        taken = self.world.ago(days=8)
        with self.world.at(taken).transaction(leader) as ctx:
            protection.step(ctx, target, Step(ProtectionAct.TAKE_UP, local_date(taken)))
        applied = self.world.ago(days=6)
        measures = (Measure.HUSHED, Measure.STRIPPED, Measure.GUARDED)
        command = Step(
            ProtectionAct.APPLY, local_date(applied), _APPLIED, "5/QĐ-BV", measures=measures,
            relations=(Relation.SELF, Relation.SPOUSE),
        )  # fmt: skip
        with self.world.at(applied).transaction(leader) as ctx:
            protection.step(ctx, target, command)
        # One is about somebody else of the commune, so that the team reads it too; one goes past them to the province.
        reports = (
            (2.0, Retaliation(Avenger.HAMLET, (Deed.EXPOSED, Deed.SHAMED), _SPREAD, "từ đầu tuần")),
            (1.0, Retaliation(Avenger.LEADER, (Deed.HINDERED,), _HINDERED, "ba hôm nay")),
        )
        for days, told in reports:
            with self.world.at(self.world.ago(days=days)).transaction(ANONYMOUS) as ctx:
                protection.report_retaliation(ctx, target, told)

    def _copies(self) -> None:
        """One in each state: sent back, taken back, let by the second person, waiting."""
        self._decide(self._copy(7, ""), days=6.5, lets=False)
        withdrawn = self._copy(6, "ba hộ")
        with self.world.at(self.world.ago(days=5.5)).transaction(self._verifier()) as ctx:
            withdraw_copy(ctx, withdrawn)
        let = self._copy(5, "ba hộ\nhai hộ")
        self._decide(let, days=4, lets=True)
        with self.world.at(self.world.ago(days=3.5)).transaction(self._verifier()) as ctx:
            name_reader(ctx, let, self.world.accounts["xuly"])
        self._copy(0.3, "ba hộ\nhai hộ\ngiấy viết tay")

    def _copy(self, days: float, more: str) -> UUID:
        with self.world.at(self.world.ago(days=days)).transaction(self._verifier()) as ctx:
            digest = read_words(ctx, self.petition_id).digest
            return make_copy(ctx, self.petition_id, MakeCopy(digest, more=more))

    def _decide(self, copy_id: UUID, *, days: float, lets: bool) -> None:
        with self.world.at(self.world.ago(days=days)).transaction(self._leader()) as ctx:
            decide_copy(ctx, copy_id, lets=lets)

    def _verifier(self) -> Actor:
        return self._official("xacminh", Role.VERIFIER)

    def _leader(self) -> Actor:
        return self._official("lanhdao", Role.LEADER)

    def _official(self, user_name: str, role: Role) -> Actor:
        assert self.world.commune_id is not None
        return self.world.official(user_name, role, self.world.commune_id)

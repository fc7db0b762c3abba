"""What is chosen from: measures, whom they protect, grounds, the parts of a file. Dated, with article and confidence.

Shipped like the grounds of `feedback.proceedings`: a new release corrects a text, no data migration. What is not
"high" is shown as to be confirmed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from core.text import N_
from deadlines.data.shape import DENUNCIATIONS_2018
from deadlines.states import Confidence
from feedback.protection.states import EndGround, FilePart, Measure, ProtectionAct, RefuseGround, Relation

E = TypeVar("E", bound=StrEnum)
M, A = Measure, ProtectionAct
ACT = "Luật Tố cáo 25/2018/QH14"
AMENDED = "Luật 136/2025/QH15"
AMENDED_SINCE = date(2026, 7, 1)


@dataclass(frozen=True, slots=True)
class Listed:
    """One entry: plain words, its article, how sure that is, from when to when."""

    text: str
    legal_basis: str
    confidence: Confidence = Confidence.HIGH
    since: date = DENUNCIATIONS_2018
    until: date | None = None

    @property
    def to_be_confirmed(self) -> bool:
        """Whether it is shown as "cần xác nhận"."""
        return self.confidence is not Confidence.HIGH

    def offered_on(self, day: date) -> bool:
        """Whether it can be chosen on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


def _at(text: str, article: str, confidence: Confidence = Confidence.HIGH) -> Listed:
    return Listed(text, f"{ACT}, {article}", confidence)


_HUSHED, _JOB, _LIFE = "Điều 56 khoản {}", "Điều 57 khoản {}", "Điều 58 khoản {}"
MEASURES: Mapping[Measure, Listed] = {
    M.HUSHED: _at(N_("Giữ bí mật tên, địa chỉ, bút tích khi dùng thông tin, tài liệu"), _HUSHED.format(1)),
    M.STRIPPED: _at(N_("Bỏ tên, địa chỉ, bút tích khỏi đơn và tài liệu khi giao xác minh"), _HUSHED.format(2)),
    M.APART: _at(N_("Chọn giờ, nơi, cách làm việc để không lộ người tố cáo"), _HUSHED.format(3)),
    M.HUSHED_OTHER: _at(N_("Cách khác để giữ bí mật"), _HUSHED.format(4)),
    M.HUSHED_ASKED: _at(N_("Đề nghị nơi có liên quan giữ bí mật"), _HUSHED.format(5)),
    M.DECISION_HALTED: _at(
        N_("Tạm đình chỉ, huỷ quyết định kỷ luật hoặc quyết định xâm phạm"), _JOB.format("1 điểm a")
    ),
    M.POST_RESTORED: _at(N_("Khôi phục vị trí, thu nhập, quyền lợi"), _JOB.format("1 điểm b")),
    M.POST_MOVED: _at(N_("Bố trí việc khác nếu người được bảo vệ đồng ý"), _JOB.format("1 điểm c")),
    M.REVENGE_PUNISHED: _at(N_("Xử lý người trả thù, trù dập, đe doạ"), _JOB.format("1 điểm d")),
    M.EMPLOYER_STOPPED: _at(
        N_("Yêu cầu người sử dụng lao động chấm dứt vi phạm, khôi phục việc làm"), _JOB.format("2 điểm a")
    ),
    M.EMPLOYER_PUNISHED: _at(N_("Xử lý vi phạm của người sử dụng lao động"), _JOB.format("2 điểm b")),
    M.SAFE_PLACE: _at(N_("Đưa đến nơi an toàn"), _LIFE.format(1)),
    M.GUARDED: _at(N_("Bố trí người, phương tiện bảo vệ tại nơi cần"), _LIFE.format(2)),
    M.STOPPED: _at(N_("Ngăn chặn, xử lý hành vi xâm hại, đe doạ"), _LIFE.format(3)),
    M.TOLD_TO_STOP: _at(N_("Yêu cầu người xâm hại, đe doạ dừng lại"), _LIFE.format(4)),
    M.LIFE_OTHER: _at(N_("Biện pháp khác theo luật"), _LIFE.format(5)),
}
RELATIONS: Mapping[Relation, Listed] = {
    Relation.SELF: _at(N_("Người tố cáo"), "Điều 47 khoản 1"),
    Relation.SPOUSE: _at(N_("Vợ, chồng"), "Điều 47 khoản 1"),
    Relation.PARENT: _at(N_("Cha mẹ đẻ, cha mẹ nuôi"), "Điều 47 khoản 1"),
    Relation.CHILD: _at(N_("Con đẻ, con nuôi"), "Điều 47 khoản 1"),
    Relation.OTHER: _at(N_("Người khác (luật không kể tên, nơi giải quyết xem xét)"), "Điều 47", Confidence.LOW),
}
REFUSALS: Mapping[RefuseGround, Listed] = {
    RefuseGround.NO_BASIS: _at(N_("Đề nghị không có căn cứ"), "Điều 51 khoản 3"),
    RefuseGround.NO_NEED: _at(N_("Không cần áp dụng biện pháp bảo vệ"), "Điều 51 khoản 3"),
    RefuseGround.NOT_COVERED: _at(N_("Người được đề nghị không thuộc diện được bảo vệ"), "Điều 47 khoản 1",
                                  Confidence.MED),
}  # fmt: skip
ENDINGS: Mapping[EndGround, Listed] = {
    EndGround.CONCLUDED: _at(N_("Đã có kết luận hoặc đình chỉ giải quyết tố cáo"), "Điều 54 khoản 2 điểm a"),
    EndGround.NO_LONGER: _at(N_("Căn cứ để bảo vệ không còn"), "Điều 54 khoản 2 điểm b"),
    EndGround.ASKED_FOR: _at(N_("Người được bảo vệ đề nghị bằng văn bản"), "Điều 54 khoản 2 điểm b"),
    EndGround.BREACH: Listed(
        N_("Người được bảo vệ cố ý vi phạm nghĩa vụ"), f"{AMENDED} (sửa Luật Tố cáo)", Confidence.MED_HIGH,
        AMENDED_SINCE,
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PartRule:
    """A part of the file, and the acts that put it there; none: papers of another kind."""

    listed: Listed
    acts: frozenset[ProtectionAct]


_PART = "Điều 55 khoản 2 điểm {}"
FILE_PARTS: Mapping[FilePart, PartRule] = {
    FilePart.REQUEST: PartRule(
        _at(N_("Văn bản đề nghị bảo vệ, hoặc yêu cầu của người giải quyết"), _PART.format("a")),
        frozenset({A.WRITTEN}),
    ),
    FilePart.CHECK: PartRule(_at(N_("Kết quả xác minh đề nghị"), _PART.format("b")), frozenset({A.CHECKED})),
    FilePart.DECISION: PartRule(
        _at(N_("Quyết định áp dụng, hoặc thông báo không áp dụng"), _PART.format("c")), frozenset({A.APPLY, A.REFUSE})
    ),
    FilePart.CHANGE_ASKED: PartRule(
        _at(N_("Đề nghị thay đổi, bổ sung, chấm dứt"), _PART.format("d")), frozenset({A.ASK_CHANGE})
    ),
    FilePart.CHANGE: PartRule(
        _at(N_("Quyết định thay đổi, bổ sung"), _PART.format("đ")), frozenset({A.CHANGE, A.KEEP})
    ),
    FilePart.CALLED_ON: PartRule(
        _at(N_("Văn bản yêu cầu nơi khác cùng bảo vệ"), _PART.format("e")), frozenset({A.CALL_ON})
    ),
    FilePart.REPORT: PartRule(_at(N_("Báo cáo kết quả thực hiện"), _PART.format("g")), frozenset({A.REPORT})),
    FilePart.END: PartRule(_at(N_("Quyết định chấm dứt"), _PART.format("h")), frozenset({A.END, A.TAKE_BACK})),
    FilePart.OTHER: PartRule(
        _at(N_("Tài liệu khác: lời trao đổi, tin báo bị trả thù, biện pháp khẩn cấp"), _PART.format("i")),
        frozenset({A.PROTECT_NOW}),
    ),
}  # fmt: skip

# Rows of the deadlines table (deadlines.data.protecting).
DECIDE_ROW, URGENT_ROW, REVIEW_ROW, READ_ROW = 68, 69, 70, 71
RETALIATION_VARIANT = "retaliation"


def offered(entries: Mapping[E, Listed], day: date) -> Sequence[E]:
    """What of a list can be chosen on a day, in its order."""
    return [member for member, one in entries.items() if one.offered_on(day)]

"""The grounds and findings the law lists (law sheet §9.11 items 5, 6, 8), with where they stand and how sure that is.

Shipped like the rules of `deadlines`: a new release corrects a text, no data migration. What is below "high", or was
changed by Law 136/2025 whose text was not seen, is shown to the administrator as to be confirmed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.text import N_
from deadlines.data.shape import COMPLAINTS_2011, DENUNCIATIONS_2018, PETITIONS_2026
from deadlines.states import Confidence
from feedback.proceedings.states import Finding, Ground

_KN, _TC = "Luật Khiếu nại 02/2011/QH13", "Luật Tố cáo 25/2018/QH14"
_KN_2026 = "Luật Khiếu nại 02/2011/QH13 sửa đổi bởi Luật 136/2025/QH15"


class GroundList(StrEnum):
    """What a ground is for."""

    COMPLAINT_REFUSED = "complaint_refused"
    DENUNCIATION_REFUSED = "denunciation_refused"
    DENUNCIATION_SHELVED = "denunciation_shelved"
    INFORMATION = "information"
    DESTINATION = "destination"
    SUSPENSION = "suspension"
    TERMINATION = "termination"
    GOING_ON = "going_on"


@dataclass(frozen=True, slots=True)
class Listed:
    """One ground: the list it stands in, plain words, the article, and from when."""

    list: GroundList
    text: str
    legal_basis: str
    confidence: Confidence = Confidence.HIGH
    since: date = COMPLAINTS_2011

    @property
    def to_be_confirmed(self) -> bool:
        """Whether the administrator is told to look it up."""
        return self.confidence is not Confidence.HIGH


def _kn(clause: int, text: str, confidence: Confidence = Confidence.HIGH) -> Listed:
    return Listed(GroundList.COMPLAINT_REFUSED, text, f"{_KN}, Điều 11 khoản {clause}", confidence)


def _tc(kind: GroundList, article: str, text: str, confidence: Confidence = Confidence.HIGH, law: str = _TC) -> Listed:
    return Listed(kind, text, f"{law}, {article}", confidence, DENUNCIATIONS_2018)


_L, _MED = GroundList, Confidence.MED
_HALT_KN = f"{_KN_2026}, Điều 11a"

GROUNDS: Mapping[Ground, Listed] = {
    Ground.C_INTERNAL: _kn(1, N_("Quyết định, hành vi nội bộ, văn bản quy phạm, hoặc thuộc bí mật nhà nước")),
    Ground.C_NOT_AFFECTED: _kn(2, N_("Không đụng trực tiếp tới quyền, lợi ích của người khiếu nại")),
    Ground.C_NO_CAPACITY: _kn(3, N_("Người khiếu nại không đủ năng lực hành vi, không có người đại diện")),
    Ground.C_UNLAWFUL_REPRESENTATIVE: _kn(4, N_("Người đại diện không hợp pháp")),
    Ground.C_NO_SIGNATURE: _kn(5, N_("Đơn không có chữ ký hoặc điểm chỉ")),
    Ground.C_TIME_BAR: _kn(6, N_("Hết thời hiệu, thời hạn khiếu nại mà không có lý do chính đáng")),
    Ground.C_SECOND_DECISION: _kn(7, N_("Đã có quyết định giải quyết khiếu nại lần hai")),
    Ground.C_TERMINATED: _kn(8, N_("Đã đình chỉ mà quá 30 ngày không khiếu nại tiếp"), _MED),
    Ground.C_COURT: _kn(9, N_("Toà án đã thụ lý, hoặc đã giải quyết bằng bản án, quyết định")),
    Ground.D_FORM: _tc(
        _L.DENUNCIATION_REFUSED,
        "Điều 29 khoản 1 điểm a",
        N_("Đơn thiếu ngày, họ tên, địa chỉ, cách liên hệ, hành vi, người bị tố cáo, chữ ký hoặc điểm chỉ"),
    ),
    Ground.D_NO_CAPACITY: _tc(
        _L.DENUNCIATION_REFUSED,
        "Điều 29 khoản 1 điểm b",
        N_("Người tố cáo không đủ năng lực hành vi, không có người đại diện"),
    ),
    Ground.D_NOT_COMPETENT: _tc(
        _L.DENUNCIATION_REFUSED, "Điều 29 khoản 1 điểm c", N_("Vụ việc không thuộc thẩm quyền giải quyết ở đây")
    ),
    Ground.D_NO_BASIS: _tc(
        _L.DENUNCIATION_REFUSED,
        "Điều 29 khoản 1 điểm d",
        N_("Không có cơ sở để xác định người vi phạm, hành vi vi phạm"),
    ),
    Ground.D_SETTLED_COMPLAINT: _tc(
        _L.DENUNCIATION_REFUSED,
        "Điều 29 khoản 1",
        N_("Chuyển từ khiếu nại đã giải quyết đúng sang tố cáo người giải quyết, không có thông tin, tài liệu mới"),
        _MED,
    ),
    Ground.D_WITHDRAWN: _tc(
        _L.DENUNCIATION_REFUSED, "Điều 33", N_("Người tố cáo đã rút toàn bộ trước khi thụ lý"), _MED
    ),
    Ground.D_SENT_TO_MANY: _tc(
        _L.DENUNCIATION_SHELVED, "Điều 24 khoản 3", N_("Đơn gửi nhiều nơi, trong đó đã có nơi đúng thẩm quyền")
    ),
    Ground.D_GUIDED_BEFORE: _tc(
        _L.DENUNCIATION_SHELVED, "Điều 24 khoản 3", N_("Nội dung này đã được hướng dẫn một lần")
    ),
    Ground.D_ANONYMOUS: _tc(
        _L.INFORMATION, "Điều 25", N_("Không rõ họ tên, địa chỉ người tố cáo, nhưng nội dung rõ và có tài liệu")
    ),
    Ground.D_FALSE_NAME: _tc(
        _L.INFORMATION, "Điều 25", N_("Dùng tên người khác để tố cáo, nhưng nội dung rõ và có tài liệu")
    ),
    Ground.D_NOT_BY_FORM: _tc(
        _L.INFORMATION, "Điều 22, 25", N_("Không gửi đúng hình thức luật định, nhưng nội dung rõ và có tài liệu")
    ),
    Ground.T_COMPETENT: _tc(
        _L.DESTINATION,
        "Điều 24 khoản 2; Thông tư 05/2021/TT-TTCP, Điều 14",
        N_("Cơ quan có thẩm quyền giải quyết tố cáo"),
    ),
    Ground.T_INVESTIGATION: _tc(_L.DESTINATION, "Điều 27", N_("Cơ quan điều tra: có dấu hiệu tội phạm")),
    Ground.T_PARTY: Listed(
        _L.DESTINATION,
        N_("Cơ quan của Đảng: việc kỷ luật đảng"),
        "Thông tư 05/2021/TT-TTCP, Điều 15",
        Confidence.HIGH,
        date(2021, 11, 15),
    ),
    Ground.S_FORCE_MAJEURE: Listed(
        _L.SUSPENSION, N_("Người khiếu nại gặp việc bất khả kháng, chưa tham gia được"), _HALT_KN, _MED, PETITIONS_2026
    ),
    Ground.S_OTHER_RESULT: Listed(
        _L.SUSPENSION,
        N_("Phải chờ kết quả của cơ quan khác hoặc của vụ việc khác có liên quan"),
        f"{_HALT_KN}; {_TC}, Điều 34",
        _MED,
        PETITIONS_2026,
    ),
    Ground.S_ASSESSMENT: _tc(_L.SUSPENSION, "Điều 34", N_("Phải chờ giám định bổ sung, giám định lại"), _MED),
    Ground.E_WITHDRAWN: Listed(
        _L.TERMINATION,
        N_("Người gửi đã rút toàn bộ đơn"),
        f"{_HALT_KN}; {_TC}, Điều 33, 34",
        Confidence.HIGH,
        PETITIONS_2026,
    ),
    Ground.E_NO_HEIR: Listed(
        _L.TERMINATION,
        N_("Người khiếu nại đã mất, không có ai thừa kế quyền, nghĩa vụ"),
        _HALT_KN,
        _MED,
        PETITIONS_2026,
    ),
    Ground.E_COURT: Listed(
        _L.TERMINATION, N_("Toà án đã thụ lý vụ việc"), f"{_HALT_KN}; {_KN}, Điều 11 khoản 9", _MED, PETITIONS_2026
    ),
    Ground.E_DIED: _tc(
        _L.TERMINATION, "Điều 34", N_("Người bị tố cáo đã mất, việc chỉ liên quan tới trách nhiệm của họ"), _MED
    ),
    Ground.E_SETTLED: _tc(
        _L.TERMINATION,
        "Điều 34",
        N_("Vụ việc đã có bản án, quyết định có hiệu lực của toà án hoặc cơ quan có thẩm quyền"),
        _MED,
    ),
    Ground.G_VIOLATION: _tc(_L.GOING_ON, "Điều 33", N_("Có dấu hiệu vi phạm pháp luật")),
    Ground.G_THREATENED: _tc(_L.GOING_ON, "Điều 33", N_("Việc rút do bị đe doạ, mua chuộc")),
    Ground.G_ABUSE: _tc(_L.GOING_ON, "Điều 33", N_("Có dấu hiệu lợi dụng tố cáo để vu khống")),
}

# Where the three findings stand (§9.11, 8).
FINDING_BASIS: Mapping[Finding, str] = dict.fromkeys(Finding, f"{_KN}, Điều 31; {_TC}, Điều 35")

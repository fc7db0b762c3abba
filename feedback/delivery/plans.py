"""To whom each kind of paper goes. Data with its legal basis; below high confidence it is marked to be confirmed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from deadlines.states import Confidence
from feedback.delivery.states import Recipient
from feedback.papers.states import PaperKind

R, K = Recipient, PaperKind


@dataclass(frozen=True, slots=True)
class Plan:
    """`must`: each gets it; `may`: when the case has such a person. `on_paper`: the paper itself must go, not only a
    page (a complaint's decision, a denunciation's conclusion are never electronic alone).
    """

    must: tuple[Recipient, ...]
    may: tuple[Recipient, ...]
    on_paper: bool
    basis: str
    confidence: Confidence

    @property
    def to_be_confirmed(self) -> bool:
        """Whether the page says so."""
        return self.confidence is not Confidence.HIGH


_COMPLAINT = "Luật Khiếu nại 02/2011/QH13"
_DENUNCIATION = "Luật Tố cáo 25/2018/QH14"
_RECEPTION = "Luật Tiếp công dân 42/2013/QH13, Điều 28"
_SENDER = Plan((R.SENDER,), (R.REPRESENTATIVE, R.BODY), False, _RECEPTION, Confidence.HIGH)
PLANS: Mapping[PaperKind, Plan] = {
    **dict.fromkeys(PaperKind, _SENDER),
    K.PROPOSAL: Plan((), (), False, _RECEPTION, Confidence.MED),  # stays inside
    K.TRANSFER: Plan((R.SENDER,), (R.BODY, R.REPRESENTATIVE), True, _RECEPTION, Confidence.MED),
    K.COMPLAINT_ACCEPTED: Plan(
        (R.SENDER,), (R.REPRESENTATIVE, R.RESPONDENT, R.BODY), True, f"{_COMPLAINT}, Điều 27, 36", Confidence.MED
    ),
    K.COMPLAINT_NOT_ACCEPTED: Plan(
        (R.SENDER,), (R.REPRESENTATIVE, R.BODY), True, f"{_COMPLAINT}, Điều 27, 36", Confidence.MED
    ),
    K.DIALOGUE: Plan(
        (R.SENDER,), (R.REPRESENTATIVE, R.RESPONDENT, R.RELATED), True, f"{_COMPLAINT}, Điều 30, 39", Confidence.MED
    ),
    K.DECISION: Plan(
        (R.SENDER,), (R.REPRESENTATIVE, R.RESPONDENT, R.RELATED, R.BODY, R.SUPERIOR), True,
        f"{_COMPLAINT}, Điều 32, 41", Confidence.MED,
    ),
    K.DENUNCIATION_ACCEPTED: Plan((R.SENDER,), (R.BODY,), True, f"{_DENUNCIATION}, Điều 29 khoản 3", Confidence.HIGH),
    K.DENUNCIATION_TOLD: Plan((R.RESPONDENT,), (), True, f"{_DENUNCIATION}, Điều 29 khoản 3", Confidence.HIGH),
    K.DENUNCIATION_NOT_ACCEPTED: Plan((R.SENDER,), (R.BODY,), True, f"{_DENUNCIATION}, Điều 29", Confidence.MED),
    K.EXTENSION: Plan((R.SENDER,), (R.RESPONDENT, R.BODY), True, f"{_DENUNCIATION}, Điều 30", Confidence.MED),
    # tạm đình chỉ, tiếp tục, đình chỉ: of a complaint by the decree, of a denunciation by its act; one list for both
    **dict.fromkeys(
        (K.SUSPENSION, K.CONTINUATION, K.TERMINATION),
        Plan(
            (R.SENDER,), (R.REPRESENTATIVE, R.RESPONDENT, R.RELATED, R.BODY), True,
            "Nghị định 124/2020/NĐ-CP sửa đổi bởi 155/2026/NĐ-CP, Điều 28b; Luật Tố cáo 25/2018/QH14, Điều 34",
            Confidence.MED,
        ),
    ),
    # người được bảo vệ; nơi thực hiện biện pháp; never the one denounced (Denunciation Act art. 52, 54)
    **dict.fromkeys(
        (K.PROTECTION_APPLIED, K.PROTECTION_CHANGED, K.PROTECTION_ENDED),
        Plan((R.SENDER,), (R.BODY,), True, f"{_DENUNCIATION}, Điều 52 khoản 3, Điều 54 khoản 3", Confidence.HIGH),
    ),
    K.PROTECTION_REFUSED: Plan(
        (R.SENDER,), (), True, f"{_DENUNCIATION}, Điều 51 khoản 3", Confidence.HIGH
    ),
    K.CONCLUSION: Plan(
        (R.SENDER,), (R.RESPONDENT, R.BODY, R.SUPERIOR), True, f"{_DENUNCIATION}, Điều 35 khoản 3", Confidence.MED
    ),
}  # fmt: skip


def for_senders_page(kind: PaperKind) -> bool:
    """Whether the sender reads it on the tracking page: what goes to them and to nobody instead of them."""
    return R.SENDER in PLANS[kind].must

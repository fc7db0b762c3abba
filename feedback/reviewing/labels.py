"""Vietnamese names of the enumerations of the review."""

from __future__ import annotations

from core.labels import Labels
from core.text import N_
from feedback.reviewing.states import SpamReason, Verdict

LABELS = Labels(
    {Verdict.PASSED: N_("Đưa vào giải quyết"), Verdict.SPAM: N_("Thư rác")},
    {
        SpamReason.ADVERTISING: N_("Quảng cáo, mời chào, lừa đảo"),
        SpamReason.MACHINE: N_("Máy gửi hàng loạt"),
        SpamReason.REPEATED: N_("Gửi lặp lại nguyên văn nhiều lần"),
        SpamReason.NONSENSE: N_("Chữ vô nghĩa, không có chuyện gì"),
    },
)

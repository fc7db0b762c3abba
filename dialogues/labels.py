"""Vietnamese names of the enumerations of dialogues."""

from __future__ import annotations

from enum import StrEnum

from core.text import N_
from dialogues.states import (
    CommitmentAct,
    CommitmentState,
    DialogueForm,
    DialogueKind,
    DialogueState,
    QuestionState,
)

LABELS: dict[StrEnum, str] = {
    DialogueKind.YEARLY: N_("Đối thoại định kỳ hằng năm"),
    DialogueKind.REQUESTED: N_("Theo yêu cầu của cử tri"),
    DialogueKind.NEEDED: N_("Đối thoại theo việc cần giải quyết"),
    DialogueForm.IN_PERSON: N_("Gặp trực tiếp"),
    DialogueForm.ONLINE: N_("Trực tuyến"),
    DialogueForm.CLUSTER: N_("Theo cụm thôn"),
    DialogueState.DRAFT: N_("Đang chuẩn bị"),
    DialogueState.ANNOUNCED: N_("Sắp diễn ra"),
    DialogueState.POSTPONED: N_("Tạm hoãn"),
    DialogueState.HELD: N_("Đã diễn ra, chờ công bố kết quả"),
    DialogueState.CONCLUDED: N_("Đã công bố kết quả"),
    DialogueState.CANCELLED: N_("Không tổ chức"),
    QuestionState.RECEIVED: N_("Đã nhận"),
    QuestionState.ACCEPTED: N_("Sẽ trả lời tại buổi đối thoại"),
    QuestionState.ANSWERED: N_("Đã trả lời"),
    QuestionState.DECLINED: N_("Không đưa vào buổi đối thoại"),
    CommitmentState.OPEN: N_("Đang làm"),
    CommitmentState.CLAIMED: N_("Xã báo đã xong"),
    CommitmentState.KEPT: N_("Đã làm xong, Ban Thanh tra xác nhận"),
    CommitmentState.DROPPED: N_("Không làm nữa"),
    CommitmentAct.CLAIM: N_("Xã báo đã làm xong"),
    CommitmentAct.CONFIRM: N_("Ban Thanh tra nhân dân xác nhận"),
    CommitmentAct.DISPUTE: N_("Ban Thanh tra nhân dân thấy chưa xong"),
    CommitmentAct.DROP: N_("Xã báo không làm nữa"),
}

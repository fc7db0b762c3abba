"""Vietnamese names of the enumerations of publication."""

from __future__ import annotations

from core.labels import Labels
from core.text import N_
from feedback.publishing.states import Ground, Part, PublicationAct, PublicationState

LABELS = Labels(
    {
        PublicationState.DRAFT: N_("Đang che"),
        PublicationState.PROPOSED: N_("Chờ người khác duyệt"),
        PublicationState.RETURNED: N_("Trả lại để che thêm"),
        PublicationState.PUBLISHED: N_("Đang công khai"),
        PublicationState.REPLACED: N_("Đã có bản sửa thay"),
        PublicationState.WITHDRAWN: N_("Đã gỡ"),
    },
    {
        PublicationAct.SAVE: N_("Lưu bản che"),
        PublicationAct.PROPOSE: N_("Trình người khác duyệt"),
        PublicationAct.RETURN: N_("Trả lại"),
        PublicationAct.PUBLISH: N_("Công khai"),
        PublicationAct.REPLACE: N_("Thay bằng bản sửa"),
        PublicationAct.WITHDRAW: N_("Gỡ khỏi trang công khai"),
        PublicationAct.DROP: N_("Bỏ bản này"),
    },
    {
        Part.TITLE: N_("Tên việc"),
        Part.BODY: N_("Người dân viết"),
        Part.ANSWER: N_("Câu trả lời"),
    },
    {
        Ground.CONFIRMED: N_("Có người xác nhận đã làm"),
        Ground.CLAIMED: N_("Mới là lời báo"),
    },
)

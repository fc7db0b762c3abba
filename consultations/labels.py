"""Vietnamese names of the enumerations of consultations."""

from __future__ import annotations

from enum import StrEnum

from consultations.states import ConsultationState, Form, Response, Stance, Topic
from core.text import N_

LABELS: dict[StrEnum, str] = {
    ConsultationState.DRAFT: N_("Đang soạn"),
    ConsultationState.OPEN: N_("Đang lấy ý kiến"),
    ConsultationState.CLOSED: N_("Đang tổng hợp ý kiến"),
    ConsultationState.SUMMARISED: N_("Chờ lãnh đạo duyệt kết quả"),
    ConsultationState.PUBLISHED: N_("Đã công khai kết quả"),
    Topic.DEVELOPMENT_PLAN: N_("Kế hoạch kinh tế - xã hội, chuyển đổi ngành nghề"),
    Topic.LAND_USE: N_("Quy hoạch, quản lý đất đai"),
    Topic.INVESTMENT: N_("Chủ trương đầu tư, bồi thường, tái định cư, môi trường"),
    Topic.BOUNDARIES: N_("Sáp nhập, chia tách, đặt tên xã, thôn"),
    Topic.COMMUNITY_DECISION: N_("Quyết định liên quan lợi ích của cộng đồng"),
    Topic.CONSTRUCTION_PLAN: N_("Quy hoạch xây dựng"),
    Topic.DEMOCRACY_RULES: N_("Quy chế thực hiện dân chủ"),
    Topic.OBLIGATIONS: N_("Quyết định đặt ra nghĩa vụ hoặc hạn chế quyền"),
    Topic.OTHER: N_("Nội dung khác cần hỏi dân"),
    Form.CONFERENCE: N_("Hội nghị trao đổi, đối thoại"),
    Form.COMMUNITY_MEETING: N_("Họp thôn, tổ dân phố"),
    Form.HOUSEHOLD_SLIPS: N_("Phát phiếu tới từng nhà"),
    Form.BOX_AND_HOTLINE: N_("Hòm thư góp ý, đường dây nóng"),
    Form.FRONT: N_("Qua Mặt trận và các đoàn thể"),
    Form.PORTAL: N_("Góp ý trên cổng này"),
    Form.NETWORKS: N_("Qua điện thoại, mạng xã hội"),
    Form.ADDRESSEES: N_("Đối thoại với người phải thi hành"),
    Stance.AGREE: N_("Đồng ý"),
    Stance.PARTLY: N_("Đồng ý một phần"),
    Stance.DISAGREE: N_("Không đồng ý"),
    Stance.COMMENT: N_("Chỉ góp ý thêm"),
    Response.ACCEPTED: N_("Tiếp thu"),
    Response.IN_PART: N_("Tiếp thu một phần"),
    Response.REFUSED: N_("Không tiếp thu"),
    Response.OUT_OF_SCOPE: N_("Ngoài phạm vi dự thảo"),
}

"""Vietnamese names of the enumerations of accounts."""

from __future__ import annotations

from enum import StrEnum

from accounts.roles import Role
from core.text import N_

LABELS: dict[StrEnum, str] = {
    Role.INTAKE_CLERK: N_("Cán bộ tiếp nhận"),
    Role.HANDLER: N_("Cán bộ xử lý"),
    Role.VERIFIER: N_("Người xác minh"),
    Role.LEADER: N_("Lãnh đạo Ủy ban"),
    Role.RECORDS_CLERK: N_("Văn thư"),
    Role.PUBLISHER: N_("Phụ trách công khai"),
    Role.DIALOGUE_SECRETARY: N_("Thư ký đối thoại"),
    Role.SURVEY_MANAGER: N_("Phụ trách khảo sát"),
    Role.HAMLET_HEAD: N_("Trưởng thôn, Tổ trưởng dân phố"),
    Role.BOARD_MEMBER: N_("Thành viên Ban Thanh tra nhân dân"),
    Role.FRONT_OFFICER: N_("Cán bộ Mặt trận Tổ quốc"),
    Role.COUNCIL_MEMBER: N_("Thường trực Hội đồng nhân dân"),
    Role.PROVINCIAL_INSPECTOR: N_("Thanh tra tỉnh"),
    Role.LOG_AUDITOR: N_("Kiểm toán nhật ký"),
    Role.DATA_PROTECTION_OFFICER: N_("Người bảo vệ dữ liệu"),
    Role.COMMUNE_ADMIN: N_("Quản trị xã"),
    Role.PROVINCE_ADMIN: N_("Quản trị tỉnh"),
}

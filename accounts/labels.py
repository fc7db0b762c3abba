"""Vietnamese names of the enumerations of accounts."""

from __future__ import annotations

from accounts.matrix import Capability
from accounts.roles import Role
from accounts.states import Factor
from core.labels import Labels
from core.text import N_

LABELS = Labels(
    {
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
    },
    {
        Capability.PETITION_REGISTER: N_("Ghi nhận đơn giúp người dân"),
        Capability.PETITION_READ_SEALED: N_("Mở đơn còn niêm phong"),
        Capability.PETITION_TRIAGE: N_("Phân loại đơn"),
        Capability.PETITION_ASSIGN: N_("Giao người xử lý"),
        Capability.PETITION_HANDLE: N_("Xử lý đơn, soạn trả lời"),
        Capability.PETITION_VERIFY: N_("Xác minh"),
        Capability.PETITION_APPROVE: N_("Duyệt trả lời"),
        Capability.PETITION_ISSUE: N_("Vào sổ, phát hành văn bản"),
        Capability.PETITION_SEE_STATUS: N_("Xem tình trạng và thời hạn của đơn, không xem người gửi"),
        Capability.DISCLOSURE_PUBLISH: N_("Đăng công khai"),
        Capability.CONSULTATION_MANAGE: N_("Lấy ý kiến, tiếp thu và giải trình"),
        Capability.DIALOGUE_MANAGE: N_("Tổ chức đối thoại"),
        Capability.COMMITMENT_REPORT: N_("Cập nhật cam kết"),
        Capability.SURVEY_MANAGE: N_("Quản lý khảo sát, in mã QR"),
        Capability.SURVEY_SEE_RESULTS: N_("Xem kết quả khảo sát"),
        Capability.OVERSIGHT_FOLLOW: N_("Theo dõi, giám sát"),
        Capability.ACCOUNT_MANAGE: N_("Quản lý tài khoản"),
        Capability.AGENCY_MANAGE: N_("Quản lý thôn, quầy"),
        Capability.DEADLINES_EDIT: N_("Sửa thời hạn, ngày nghỉ"),
        Capability.NOTICE_SEE_STATES: N_("Xem thư, tin đã gửi hay chưa"),
        Capability.AUDIT_READ: N_("Đọc nhật ký"),
        Capability.PERSONAL_DATA_OVERSEE: N_("Giám sát bảo vệ dữ liệu cá nhân"),
    },
    {
        Factor.TOTP: N_("Mã 6 số trong ứng dụng"),
        Factor.PASSKEY: N_("Khóa đăng nhập"),
        Factor.RECOVERY_CODE: N_("Mã dự phòng đã in"),
    },
)

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
        Capability.OWN_ACCOUNT: N_("Giữ tài khoản của mình"),
        Capability.PETITION_SEE: N_("Xem đơn của đơn vị, trừ đơn giữ kín"),
        Capability.PETITION_READ_SEALED: N_("Mở đơn còn niêm phong"),
        Capability.PETITION_RECEIVE: N_("Ghi nhận đơn tại bàn tiếp nhận"),
        Capability.PETITION_TRIAGE: N_("Phân loại đơn"),
        Capability.PETITION_ASSIGN: N_("Giao đơn"),
        Capability.PETITION_HANDLE: N_("Xử lý đơn được giao, soạn trả lời"),
        Capability.PETITION_APPROVE: N_("Duyệt trả lời"),
        Capability.PETITION_SEE_STATUS: N_("Xem tình trạng, thời hạn của đơn, không xem người gửi"),
        Capability.COMMITMENT_VERIFY: N_("Xác minh việc đã hứa"),
        Capability.DISCLOSURE_SEE_DRAFTS: N_("Xem văn bản sắp công khai"),
        Capability.DISCLOSURE_PUBLISH: N_("Đăng công khai"),
        Capability.DISCLOSURE_CATALOGUE: N_("Sửa danh mục phải công khai"),
        Capability.CONSULTATION_PREPARE: N_("Đưa dự thảo ra lấy ý kiến, soạn tiếp thu và giải trình"),
        Capability.CONSULTATION_APPROVE: N_("Duyệt kết quả lấy ý kiến"),
        Capability.DIALOGUE_MANAGE: N_("Tổ chức đối thoại, ghi và cập nhật việc đã hứa"),
        Capability.WEEK_SEE: N_("Xem trang tuần, điểm nóng"),
        Capability.HOTSPOT_LIMITS: N_("Đặt ngưỡng điểm nóng"),
        Capability.SURVEY_MANAGE: N_("Duyệt góp ý của khảo sát"),
        Capability.SURVEY_SEE_RESULTS: N_("Xem kết quả khảo sát"),
        Capability.SURVEY_PRINT: N_("In mã QR của quầy"),
        Capability.ACCOUNT_MANAGE: N_("Quản lý tài khoản"),
        Capability.AGENCY_MANAGE: N_("Quản lý thôn, quầy"),
        Capability.HAMLET_TELL: N_("Ghi là thôn mình đã được báo, xem việc của thôn"),
        Capability.REGISTER_SEE: N_("Xem sổ văn bản: số và ngày, không có nội dung"),
        Capability.REMINDER_SEE: N_("Được nhắc khi thời hạn sắp hết"),
        Capability.DEADLINES_SEE: N_("Xem thời hạn, lịch nghỉ"),
        Capability.DEADLINES_EDIT: N_("Sửa thời hạn, lịch nghỉ"),
        Capability.PAPER_TEMPLATES: N_("Thay mẫu văn bản"),
        Capability.PAPER_DELIVER: N_("Giao văn bản; của đơn giữ kín chỉ người giữ đơn"),
        Capability.POSTING_KEEP: N_("Làm, duyệt bản công khai quyết định, kết luận"),
        Capability.PAPER_READ: N_("Đọc văn bản đã soạn, bản đã ký; văn thư không đọc văn bản của đơn giữ kín"),
        Capability.PAPER_NUMBER: N_("Cấp số, giữ sổ văn bản đi, ban hành văn bản"),
        Capability.SIGNING_DELEGATE: N_("Uỷ quyền ký khi vắng"),
        Capability.SIGNING_POSTS: N_("Ghi chức vụ người ký, cách trả lời đơn"),
        Capability.PORTAL_MANAGE: N_("Đặt khung cổng tỉnh, tên miền của xã"),
        Capability.NOTICE_SEE_STATES: N_("Xem thư, tin đã gửi hay chưa"),
        Capability.AUDIT_READ: N_("Đọc nhật ký"),
        Capability.ERASURE_DECIDE: N_("Quyết định xoá danh tính người gửi khi được yêu cầu"),
        Capability.KEY_HOLD: N_("Giữ khoá hồ sơ kín của bàn tiếp nhận"),
        Capability.KEY_KEEP_HALF: N_("Giữ hộ nửa khoá hồ sơ kín"),
    },
    {
        Factor.TOTP: N_("Mã 6 số trong ứng dụng"),
        Factor.PASSKEY: N_("Khóa đăng nhập"),
        Factor.RECOVERY_CODE: N_("Mã dự phòng đã in"),
    },
)

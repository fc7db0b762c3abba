"""Rows 1–24: what the Law on grassroots democracy sets (disclosure, deciding, consulting, dialogue, inspecting)."""

from __future__ import annotations

from core.text import N_
from deadlines.data.shape import (
    AT_LEAST,
    BEFORE,
    MED_HIGH,
    TWO_TIERS_2025,
    C,
    M,
    W,
)
from deadlines.data.shape import ShippedRule as R
from deadlines.states import Confidence, Unit

LAW = "Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15"
DECREE = "Nghị định 59/2023/NĐ-CP"
RULES_DECREE = "Nghị định 61/2023/NĐ-CP"
GOVERNMENT = "Luật Tổ chức chính quyền địa phương 72/2025/QH15"
POST, DECIDE, YEARLY = N_("Công khai"), N_("Dân bàn và quyết định"), N_("Hội nghị định kỳ")
CONVENTION, HEAD, CONSULT = N_("Hương ước, quy ước"), N_("Bầu Trưởng thôn"), N_("Lấy ý kiến")
DIALOGUE, BOARD, PROJECTS = N_("Đối thoại"), N_("Ban Thanh tra nhân dân"), N_("Giám sát đầu tư của cộng đồng")

IN_FORCE = N_("khi bắt đầu niêm yết")
BEFORE_MEETING, BEFORE_VOTE = N_("ngày họp"), N_("ngày bỏ phiếu")

RULES: tuple[R, ...] = (
    R(1, None, POST, N_("công khai nội dung"), N_("ngày có quyết định hoặc văn bản"), 5, W,
      f"{LAW}, Điều 12 khoản 3", note=N_("trừ khi luật chuyên ngành quy định khác")),
    R(2, None, POST, N_("niêm yết liên tục (mục 1–3, 5–12)"), IN_FORCE, 30, C,
      f"{LAW}, Điều 13 khoản 2", direction=AT_LEAST, note=N_("luật khác có thể quy định khác")),
    R(3, None, POST, N_("niêm yết thường xuyên (mục 4, 13)"), IN_FORCE, None, Unit.PERMANENT,
      f"{LAW}, Điều 13 khoản 2", note=N_("có thay đổi thì cập nhật")),
    R(4, None, POST, N_("phát loa liên tục (mục 7–12)"), N_("buổi phát đầu tiên"), 3, C,
      f"{LAW}, Điều 13 khoản 3", direction=AT_LEAST, note=N_("nơi có hệ thống truyền thanh")),
    R(5, None, POST, N_("lập danh mục nội dung đã công khai mỗi quý"), N_("cuối mỗi quý"), None, Unit.RECURRING,
      f"{LAW}, Điều 13 khoản 2"),
    R(6, None, DECIDE, N_("báo trước cuộc họp"), BEFORE_MEETING, 2, C, f"{DECREE}, Điều 3 khoản 3, 4",
      direction=BEFORE, note=N_("tài liệu mục 1–3 cũng gửi trước ít nhất 2 ngày")),
    R(7, None, DECIDE, N_("công khai tổ phát phiếu và kế hoạch"), BEFORE_VOTE, 2, C,
      f"{LAW}, Điều 19 khoản 2; {DECREE}, Điều 4", direction=BEFORE),
    R(7, "send_plan", DECIDE, N_("gửi kế hoạch lấy phiếu cho Ủy ban và Mặt trận"), N_("ngày ban hành kế hoạch"), 2, C,
      f"{DECREE}, Điều 4"),
    R(8, None, DECIDE, N_("sáng kiến của các hộ còn giá trị"), N_("ngày có chữ ký đồng ý đầu tiên"), 3, M,
      f"{LAW}, Điều 16 khoản 3"),
    R(9, None, DECIDE, N_("gửi quyết định cho Ủy ban và Mặt trận"), N_("ngày có quyết định của cộng đồng"), 5, W,
      f"{LAW}, Điều 20 khoản 3"),
    R(10, None, DECIDE, N_("công nhận hoặc trả lời không công nhận"), N_("ngày nhận được quyết định"), 5, W,
      f"{LAW}, Điều 21 khoản 2", doubted=True),
    R(11, None, YEARLY, N_("báo trước hội nghị cuối năm"), N_("ngày hội nghị"), 5, C,
      f"{DECREE}, Điều 11; {LAW}, Điều 33", direction=BEFORE, note=N_("mỗi năm một lần, vào cuối năm")),
    R(12, None, CONVENTION, N_("niêm yết dự thảo"), IN_FORCE, 30, C, f"{RULES_DECREE}, Điều 9 khoản 1",
      direction=AT_LEAST),
    R(13, None, CONVENTION, N_("gửi hồ sơ lên Ủy ban"), N_("ngày cộng đồng thông qua"), 5, W,
      f"{RULES_DECREE}, Điều 11 khoản 3"),
    R(13, "recognition", CONVENTION, N_("ra quyết định công nhận"), N_("ngày nhận đủ hồ sơ"), 5, W,
      f"{RULES_DECREE}, Điều 11 khoản 3"),
    R(14, None, CONVENTION, N_("xử lý khi được báo có điều chưa đúng"), N_("ngày nhận được phản ánh"), 3, W,
      f"{RULES_DECREE}, Điều 12 khoản 2"),
    R(15, None, HEAD, N_("ban hành kế hoạch bầu"), BEFORE_VOTE, 20, C, f"{DECREE}, Điều 6", direction=BEFORE),
    R(15, "team", HEAD, N_("thành lập tổ bầu cử"), BEFORE_VOTE, 10, C, f"{DECREE}, Điều 6", direction=BEFORE),
    R(15, "list", HEAD, N_("chốt danh sách cử tri, người ứng cử"), BEFORE_VOTE, 15, C, f"{DECREE}, Điều 6",
      direction=BEFORE),
    R(15, "notice", HEAD, N_("báo cho người dân biết"), BEFORE_VOTE, 7, C, f"{DECREE}, Điều 6", direction=BEFORE),
    R(16, None, HEAD, N_("bầu người mới sau khi cho thôi"), N_("ngày công nhận việc cho thôi"), 60, C,
      f"{DECREE}, Điều 9 khoản 3"),
    R(17, None, CONSULT, N_("thời gian lấy ý kiến"), N_("ngày công khai nội dung"), 20, C,
      f"{LAW}, Điều 28 khoản 2", direction=AT_LEAST, note=N_("luật khác có thể quy định khác")),
    R(18, None, DIALOGUE, N_("báo trước buổi đối thoại"), N_("ngày đối thoại"), 7, C, f"{GOVERNMENT}, Điều 43",
      direction=BEFORE, confidence=MED_HIGH, since=TWO_TIERS_2025),
    R(19, None, DIALOGUE, N_("công bố kết quả đối thoại"), N_("ngày đối thoại"), 10, C, f"{GOVERNMENT}, Điều 43",
      confidence=MED_HIGH, since=TWO_TIERS_2025),
    R(20, None, DIALOGUE, N_("mỗi năm đối thoại ít nhất một lần"), N_("đầu năm"), None, Unit.RECURRING,
      f"{LAW}, Điều 32; {GOVERNMENT}, Điều 43", confidence=Confidence.HIGH_MED_HIGH),
    R(20, "voters", DIALOGUE, N_("đối thoại khi từ một phần mười cử tri yêu cầu"), N_("khi đủ số cử tri yêu cầu"), None,
      Unit.RECURRING, f"{GOVERNMENT}, Điều 43", confidence=Confidence.HIGH_MED_HIGH, since=TWO_TIERS_2025),
    R(21, None, BOARD, N_("gửi kế hoạch kiểm tra"), N_("ngày bắt đầu kiểm tra"), 5, W,
      f"{DECREE}, Điều 14 khoản 1 điểm b", direction=BEFORE),
    R(22, None, BOARD, N_("Ủy ban trả lời kiến nghị"), N_("ngày nhận được kiến nghị"), 15, C,
      f"{LAW}, Điều 40 khoản 1 điểm c"),
    R(23, None, PROJECTS, N_("báo cho chủ đầu tư"), N_("ngày bắt đầu giám sát"), 45, C,
      f"{LAW}, Điều 45 khoản 1 điểm b", direction=BEFORE),
    R(24, None, PROJECTS, N_("Ủy ban trả lời kiến nghị"), N_("ngày nhận được kiến nghị"), 15, C,
      f"{LAW}, Điều 45 khoản 2 điểm c"),
)  # fmt: skip

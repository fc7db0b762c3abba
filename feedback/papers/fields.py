"""The fields a template may use: the name written between braces, what it is, and how it looks in a sample."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.text import N_


@dataclass(frozen=True, slots=True)
class PaperField:
    """A field. `label` is a Vietnamese source text; `sample` stands in a preview."""

    name: str
    label: str
    sample: str


def _fields(*rows: tuple[str, str, str]) -> tuple[PaperField, ...]:
    return tuple(PaperField(*row) for row in rows)


AGENCY = _fields(
    ("co_quan_chu_quan", N_("Cơ quan cấp trên, in hoa (UBND không có)"), ""),
    ("co_quan", N_("Tên cơ quan, dòng một, in hoa"), "ỦY BAN NHÂN DÂN"),
    ("noi_co_quan", N_("Tên cơ quan, dòng hai, in hoa"), "XÃ AN HÒA"),
    ("co_quan_thuong", N_("Tên cơ quan, chữ thường"), "Ủy ban nhân dân xã An Hòa"),
    ("chu_tich", N_("Người đứng đầu"), "Chủ tịch Ủy ban nhân dân xã An Hòa"),
    ("chu_tich_hoa", N_("Người đứng đầu, in hoa"), "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ AN HÒA"),
    ("dia_danh", N_("Địa danh ghi trước ngày tháng"), "Xã An Hòa"),
    ("dia_chi_co_quan", N_("Nơi tiếp nhận của cơ quan"), "số 1 đường Trung Tâm"),
    ("dien_thoai_co_quan", N_("Điện thoại của cơ quan"), "0204 000 000"),
)
ISSUE = _fields(
    ("so_van_ban", N_("Số văn bản, văn thư cấp"), "12"),
    ("ngay_van_ban", N_("Ngày tháng năm của văn bản"), "ngày 05 tháng 3 năm 2026"),
    ("quyen_ky", N_("Quyền hạn ký: TM., KT., TL., TUQ."), "KT. CHỦ TỊCH"),
    ("chuc_vu_ky", N_("Chức vụ người ký, in hoa"), "PHÓ CHỦ TỊCH"),
    ("nguoi_ky", N_("Họ tên người ký"), "Nguyễn Văn Mẫu"),
)
CASE = _fields(
    ("so_don", N_("Số đơn"), "00000-26-ABCDE-7"),
    ("ngay_nhan", N_("Ngày nhận đơn"), "ngày 02 tháng 3 năm 2026"),
    ("loai_don", N_("Loại đơn"), "khiếu nại"),
    ("linh_vuc", N_("Lĩnh vực"), "Đất đai"),
    ("tom_tat", N_("Tóm tắt nội dung"), "bồi thường khi thu hồi đất làm đường"),
    ("noi_dung", N_("Toàn bộ nội dung đơn"), "Nội dung đơn như người gửi viết.\nCó thể gồm nhiều đoạn."),
    ("noi_xay_ra", N_("Nơi xảy ra"), "Thôn Trung, xã An Hòa"),
    ("mong_muon", N_("Mong muốn của người gửi"), "Xem lại giá bồi thường."),
    ("cach_gui", N_("Cách gửi đơn"), "trực tiếp"),
    ("tep_kem", N_("Ảnh, tệp kèm theo"), "02 ảnh, 01 tệp PDF"),
    ("noi_chuyen_don", N_("Nơi đã chuyển đơn tới"), "Thường trực Hội đồng nhân dân xã An Hòa"),
    ("han_tra_loi", N_("Hạn đang chạy của đơn"), "ngày 16 tháng 3 năm 2026"),
    ("han_giai_quyet", N_("Hạn giải quyết"), "ngày 01 tháng 4 năm 2026"),
)
DONE = _fields(
    ("noi_dung_tra_loi", N_("Lời trả lời đã soạn hoặc đã duyệt"), "Việc bà con nêu đã được giải quyết xong."),
    ("ket_qua", N_("Kết quả giải quyết"), "đã giải quyết"),
    ("huong_dan", N_("Lời hướng dẫn"), "Đề nghị gửi đơn đến Tòa án nhân dân khu vực."),
    ("ly_do_tu_choi", N_("Lý do từ chối, không xử lý"), "Đơn không nêu nội dung cụ thể."),
    ("noi_chuyen_den", N_("Nơi nhận đơn chuyển"), "Công an xã An Hòa"),
    ("ly_do_chuyen", N_("Lý do chuyển"), "Việc thuộc phần quản lý của Công an xã."),
    ("cau_hoi", N_("Điều cần bổ sung"), "Gửi thêm bản chụp giấy chứng nhận quyền sử dụng đất."),
    ("gia_han_den", N_("Gia hạn đến"), "ngày 01 tháng 5 năm 2026"),
    ("ly_do_gia_han", N_("Lý do gia hạn"), "Việc phải xác minh ở nhiều nơi."),
)
FORMAL = _fields(
    ("lan_giai_quyet", N_("Lần giải quyết khiếu nại"), "(lần đầu)"),
    ("ngay_thu_ly", N_("Ngày thụ lý"), "ngày 09 tháng 3 năm 2026"),
    ("ly_do_khong_thu_ly", N_("Lý do không thụ lý"), "Thời hiệu khiếu nại đã hết mà không có lý do chính đáng."),
    ("ngay_doi_thoai", N_("Ngày đối thoại"), "ngày 20 tháng 3 năm 2026"),
    ("ket_luan", N_("Kết luận: đúng, đúng một phần, sai"), "đúng một phần"),
    ("quyen_tiep_theo", N_("Quyền khiếu nại tiếp, khởi kiện"), "Trong thời hạn 30 ngày có quyền khiếu nại lần hai."),
)
IDENTITY = _fields(
    ("nguoi_gui", N_("Tên người gửi"), "Trần Thị Ví Dụ"),
    ("nguoi_gui_dia_chi", N_("Địa chỉ người gửi"), "thôn Trung, xã An Hòa"),
    ("nguoi_gui_dien_thoai", N_("Điện thoại người gửi"), "0900 000 000"),
)
GROUPS: Mapping[str, tuple[PaperField, ...]] = {
    N_("Cơ quan"): AGENCY, N_("Văn bản và người ký"): ISSUE, N_("Đơn"): CASE, N_("Việc đã làm"): DONE,
    N_("Khiếu nại, tố cáo"): FORMAL, N_("Người gửi"): IDENTITY,
}  # fmt: skip
# What somebody wrote or enclosed may tell who they are, in words no list knows.
TELLING_NAMES = frozenset({"noi_dung", "mong_muon", "noi_xay_ra", "cach_gui", "tep_kem", "noi_chuyen_don"})
IDENTITY_NAMES = frozenset(one.name for one in IDENTITY)

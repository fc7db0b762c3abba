"""What the law says a commune must publish: the 14 contents of article 11, as shipped. The province may edit them."""

from __future__ import annotations

from dataclasses import dataclass

from core.text import N_
from disclosures.states import Channel, PostingRule

OTHER = "other"
C, R = Channel, PostingRule

# Art. 13.2: at the offices and in every hamlet; art. 13.1: everything is on the site, where there is one.
_POSTED = (C.POSTING, C.PORTAL)
# Art. 13.3 and 13.4: items 7 to 12 are also read out and carried from house to house.
_READ_OUT = (C.POSTING, C.PORTAL, C.LOUDSPEAKER, C.HAMLET_HEAD)


@dataclass(frozen=True, slots=True)
class LegalItem:
    """One content to publish. `days`: the shortest posting, None when permanent or fixed elsewhere."""

    code: str
    name: str
    description: str
    rule: PostingRule
    days: int | None
    channels: tuple[Channel, ...]
    basis: str


def _item(number: int, name: str, description: str, channels: tuple[Channel, ...] = _POSTED) -> LegalItem:
    basis = N_("Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, Điều 11 và khoản 2 Điều 13")
    if channels == _READ_OUT:
        basis = N_("Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, Điều 11 và các khoản 2, 3, 4 Điều 13")
    return LegalItem(str(number), name, description, R.DAYS, 30, channels, basis)


def _permanent(number: int, name: str, description: str) -> LegalItem:
    basis = N_("Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, Điều 11 và khoản 2 Điều 13")
    return LegalItem(str(number), name, description, R.PERMANENT, None, _POSTED, basis)


_SHIPPED: tuple[LegalItem, ...] = (
    _item(1, N_("Kế hoạch kinh tế - xã hội"), N_("Kế hoạch hằng năm, phương án chuyển dịch cơ cấu, kết quả làm được.")),
    _item(2, N_("Ngân sách"), N_("Dự toán, thực hiện từng quý, quyết toán và việc sửa theo kiểm toán.")),
    _item(3, N_("Dự án, đất đai, quy hoạch"), N_("Công trình và tiến độ, thu hồi đất, bồi thường, đất công ích.")),
    _permanent(4, N_("Việc của cán bộ"), N_("Quy chế dân chủ, nhiệm vụ, quyền hạn và quy tắc ứng xử của cán bộ.")),
    _item(5, N_("Các quỹ và khoản dân đóng góp"), N_("Quản lý, sử dụng quỹ, khoản tài trợ, khoản huy động của dân.")),
    _item(6, N_("Tài sản công"), N_("Mua sắm, giao, cho thuê, thu hồi, bán và thanh lý tài sản công.")),
    _item(
        7, N_("Chính sách hỗ trợ, an sinh"),
        N_("Tiêu chí, danh sách và kết quả hộ nghèo, trợ cấp, vay vốn, nhà ở, thẻ bảo hiểm y tế."), _READ_OUT,
    ),
    _item(
        8, N_("Cứu trợ, quyên góp"),
        N_("Hỗ trợ thiên tai, dịch bệnh, sự cố, bệnh hiểm nghèo; tiền và hàng bà con quyên góp."), _READ_OUT,
    ),
    _item(
        9, N_("Nghĩa vụ quân sự, công an"),
        N_("Chỉ tiêu, danh sách đủ điều kiện, được gọi, tạm hoãn và được miễn."), _READ_OUT,
    ),
    _item(
        10, N_("Thanh tra, kỷ luật, tín nhiệm"),
        N_("Kết quả thanh tra, xử lý tham nhũng, kỷ luật; kết quả lấy phiếu tín nhiệm."), _READ_OUT,
    ),
    _item(
        11, N_("Lấy ý kiến bà con"),
        N_("Kế hoạch, nội dung lấy ý kiến, kết quả tổng hợp và phần tiếp thu, giải trình."), _READ_OUT,
    ),
    _item(
        12, N_("Phí, lệ phí xã thu"),
        N_("Ai phải nộp, mức thu phí, lệ phí và nghĩa vụ tài chính do xã trực tiếp thu."), _READ_OUT,
    ),
    _permanent(13, N_("Thủ tục hành chính"), N_("Thủ tục và cách giải quyết công việc do xã trực tiếp làm.")),
    LegalItem(
        "14", N_("Nội dung khác phải công khai"), N_("Theo luật khác hoặc quy chế dân chủ của xã."),
        R.BY_INSTRUMENT, None, _POSTED, N_("Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, khoản 14 Điều 11"),
    ),
    LegalItem(
        OTHER, N_("Thông tin khác"), N_("Văn bản, thông báo, kế hoạch xã muốn bà con biết, luật không bắt buộc."),
        R.BY_INSTRUMENT, None, (C.PORTAL,), N_("Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, Điều 12"),
    ),
)  # fmt: skip

SHIPPED: dict[str, LegalItem] = {item.code: item for item in _SHIPPED}

"""Vietnamese names of the enumerations of taking in by the many."""

from __future__ import annotations

from core.labels import Labels
from core.text import N_
from feedback.bulk.lines import Consent, Way
from feedback.bulk.states import (
    BatchSource,
    DiscardReason,
    FolderTrouble,
    IntakeState,
    LineState,
    ScanFault,
    ScanState,
)

LABELS = Labels(
    {
        Way.PAPER_BROUGHT: N_("Đơn viết, mang tới"),
        Way.PAPER_POST: N_("Đơn viết, gửi bưu điện"),
        Way.PAPER_BOX: N_("Đơn viết, hòm thư góp ý"),
        Way.TOLD: N_("Kể tại bàn"),
        Way.HOTLINE: N_("Đường dây nóng"),
        Way.SOCIAL: N_("Zalo, mạng xã hội"),
        Way.FRONT: N_("Mặt trận Tổ quốc chuyển"),
        Way.DELEGATE: N_("Đại biểu Quốc hội, HĐND chuyển"),
        Way.PRESS: N_("Báo chí chuyển"),
        Way.TRANSFERRED: N_("Cơ quan khác chuyển"),
        Way.INSPECTION_BOARD: N_("Ban Thanh tra nhân dân chuyển"),
        Way.INVESTMENT_BOARD: N_("Ban Giám sát đầu tư của cộng đồng chuyển"),
    },
    {Consent.YES: N_("Có"), Consent.NO: N_("Không")},
    {BatchSource.SHEET: N_("Từ tệp Excel"), BatchSource.TYPED: N_("Gõ nhiều dòng")},
    {
        IntakeState.CHECKED: N_("Chờ đồng ý nhập"),
        IntakeState.RUNNING: N_("Đang nhập"),
        IntakeState.DONE: N_("Đã nhập xong"),
        IntakeState.DROPPED: N_("Đã bỏ"),
    },
    {
        LineState.READY: N_("Chờ nhập"),
        LineState.SAVED: N_("Đã thành đơn"),
        LineState.REFUSED: N_("Không nhập được"),
    },
    {
        ScanState.WAITING: N_("Chờ ghi nhận"),
        ScanState.ENTERED: N_("Đã ghi thành đơn mới"),
        ScanState.JOINED: N_("Đã gắn vào đơn có sẵn"),
        ScanState.DISCARDED: N_("Đã bỏ"),
    },
    {
        DiscardReason.TWICE: N_("Tờ này đã quét rồi"),
        DiscardReason.UNREADABLE: N_("Mờ, lệch hoặc thiếu trang, phải quét lại"),
        DiscardReason.NO_PETITION: N_("Không phải đơn"),
        DiscardReason.WRONG_DESK: N_("Giấy của nơi khác"),
    },
    {
        ScanFault.KIND: N_("Không phải tệp PDF, JPEG hay TIFF"),
        ScanFault.DAMAGED: N_("Tệp hỏng, không mở được"),
        ScanFault.LOCKED: N_("Tệp có mật khẩu"),
        ScanFault.TOO_LARGE: N_("Tệp lớn hơn 20 MB, hoặc trang quá nhiều điểm ảnh"),
        ScanFault.TOO_MANY_PAGES: N_("Tệp dài hơn 40 trang"),
        ScanFault.IDENTITY_CARD: N_("Trong tệp có thẻ căn cước, không được giữ: bỏ trang ấy hoặc che thẻ rồi quét lại"),
    },
    {
        FolderTrouble.MISSING: N_("Không thấy thư mục máy quét."),
        FolderTrouble.NO_RIGHTS: N_("Máy chủ không được phép đọc hoặc dọn thư mục máy quét."),
        FolderTrouble.DISK_FULL: N_("Máy chủ sắp hết chỗ nên chưa lấy giấy quét về được."),
        FolderTrouble.BROKEN: N_("Ổ đĩa hoặc mạng tới thư mục máy quét đang lỗi."),
    },
)

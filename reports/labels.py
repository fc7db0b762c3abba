"""What members of the enumerations are called."""

from __future__ import annotations

from core.labels import Labels
from core.text import N_
from reports.states import Count, Ending, KindGroup, PeriodKind, Population, ReportFormat, RowsBy, Sure

LABELS = Labels(
    {
        PeriodKind.Q1: N_("Quý I"),
        PeriodKind.Q2: N_("Quý II"),
        PeriodKind.Q3: N_("Quý III"),
        PeriodKind.Q4: N_("Quý IV"),
        PeriodKind.H1: N_("6 tháng"),
        PeriodKind.M9: N_("9 tháng"),
        PeriodKind.YEAR: N_("Cả năm"),
        PeriodKind.FREE: N_("Từ ngày đến ngày"),
    },
    {
        Count.CARRIED: N_("Kỳ trước chuyển sang"),
        Count.RECEIVED: N_("Nhận trong kỳ"),
        Count.RECEIVED_YEAR: N_("Nhận từ đầu năm"),
        Count.TOTAL: N_("Phải xử lý trong kỳ"),
        Count.SETTLED: N_("Xong trong kỳ"),
        Count.SETTLED_YEAR: N_("Xong từ đầu năm"),
        Count.OPEN: N_("Chưa xong cuối kỳ"),
        Count.NOTE: N_("Ghi chú"),
    },
    {
        Population.CASES: N_("Đơn đã nhận"),
        Population.VISITS: N_("Đơn ghi nhận tại bàn"),
    },
    {
        Ending.OPEN: N_("Đang xử lý"),
        Ending.LINKED: N_("Xếp trùng"),
        Ending.ANSWERED: N_("Đã trả lời"),
        Ending.SETTLED: N_("Có quyết định, kết luận"),
        Ending.PASSED_ON: N_("Chuyển nơi nhận khác"),
        Ending.FORWARDED: N_("Chuyển cơ quan khác"),
        Ending.GUIDED: N_("Hướng dẫn"),
        Ending.REFUSED: N_("Không thụ lý, từ chối"),
        Ending.FILED: N_("Lưu đơn"),
        Ending.WITHDRAWN: N_("Người gửi rút"),
        Ending.STOPPED: N_("Đình chỉ"),
        Ending.SPLIT: N_("Tách thành nhiều đơn"),
    },
    {
        RowsBy.KINDS: N_("Theo loại đơn"),
        RowsBy.UNITS: N_("Theo đơn vị"),
    },
    {
        KindGroup.COMPLAINT: N_("Khiếu nại"),
        KindGroup.DENUNCIATION: N_("Tố cáo"),
        KindGroup.OPINION: N_("Kiến nghị, phản ánh"),
        KindGroup.MIXED: N_("Nhiều nội dung"),
        KindGroup.OTHER: N_("Đơn khác"),
        KindGroup.UNSORTED: N_("Chưa phân loại"),
    },
    {
        Sure.HIGH: N_("đã rõ"),
        Sure.MEDIUM: N_("cần xác nhận"),
        Sure.LOW: N_("mẫu tạm, chờ xác nhận"),
    },
    {
        ReportFormat.XLSX: N_("Excel"),
        ReportFormat.DOCX: N_("Word"),
        ReportFormat.PDF: N_("PDF"),
    },
)

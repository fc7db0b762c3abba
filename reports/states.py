"""Enumerations of reports (law sheet §2.7, §7.3, §9.11 item 18)."""

from __future__ import annotations

from enum import StrEnum


class PeriodKind(StrEnum):
    """ky_bao_cao: which stretch of the reporting year; its days are data (`periods`)."""

    Q1 = "q1"  # quý I
    Q2 = "q2"  # quý II
    Q3 = "q3"  # quý III
    Q4 = "q4"  # quý IV
    H1 = "h1"  # 6 tháng
    M9 = "m9"  # 9 tháng
    YEAR = "year"  # năm
    FREE = "free"  # từ ngày … đến ngày …


class Count(StrEnum):
    """What a column of a table counts (days in Vietnam; a period holds both its first and its last day)."""

    CARRIED = "carried"  # kỳ trước chuyển sang: came before the period, not ended before it
    RECEIVED = "received"  # tiếp nhận trong kỳ
    RECEIVED_YEAR = "received_year"  # tiếp nhận từ đầu năm báo cáo
    TOTAL = "total"  # phải xử lý trong kỳ: carried and received
    SETTLED = "settled"  # đã xử lý, giải quyết xong trong kỳ
    SETTLED_YEAR = "settled_year"  # đã giải quyết từ đầu năm báo cáo
    OPEN = "open"  # chưa xong ở cuối kỳ
    NOTE = "note"  # ghi chú: an empty column


class Population(StrEnum):
    """What a table counts the petitions of."""

    CASES = "cases"  # đơn mà một cơ quan đã nhận
    VISITS = "visits"  # đơn ghi nhận tại bàn tiếp công dân


class Ending(StrEnum):
    """How a petition stood with an agency at the end of a period."""

    OPEN = "open"
    LINKED = "linked"  # xếp trùng, chờ trả lời chung
    ANSWERED = "answered"
    SETTLED = "settled"  # có quyết định, kết luận
    PASSED_ON = "passed_on"  # chuyển tới nơi nhận khác trong hệ thống
    FORWARDED = "forwarded"  # chuyển cơ quan ngoài hệ thống
    GUIDED = "guided"
    REFUSED = "refused"
    FILED = "filed"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"  # đình chỉ
    SPLIT = "split"  # tách thành nhiều đơn, chỉ các đơn tách ra được đếm


class RowsBy(StrEnum):
    """What stands in the lines of a table below the sum."""

    KINDS = "kinds"  # từng loại đơn, rồi từng đơn vị
    UNITS = "units"  # từng đơn vị


class KindGroup(StrEnum):
    """Kinds of petitions as tables tell them apart."""

    COMPLAINT = "complaint"  # khiếu nại, và thông tin có nội dung khiếu nại
    DENUNCIATION = "denunciation"  # tố cáo, và thông tin có nội dung tố cáo
    OPINION = "opinion"  # kiến nghị, phản ánh
    MIXED = "mixed"  # nhiều nội dung
    OTHER = "other"
    UNSORTED = "unsorted"  # chưa phân loại


class Sure(StrEnum):
    """How sure the law sheet is of a table's columns or of a period's days."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class ReportFormat(StrEnum):
    """As which file a table is given out."""

    XLSX = "xlsx"
    DOCX = "docx"
    PDF = "pdf"

"""Vietnamese names of the enumerations of deadlines."""

from __future__ import annotations

from core.labels import Labels
from core.text import N_
from deadlines.states import (
    ClockState,
    Confidence,
    Criterion,
    DayKind,
    Direction,
    EventKind,
    ReminderStage,
    SkipReason,
    StandingKind,
    Unit,
)

LABELS = Labels(
    {
        Unit.WORKING_DAYS: N_("ngày làm việc"),
        Unit.CALENDAR_DAYS: N_("ngày"),
        Unit.MONTHS: N_("tháng"),
        Unit.HOURS: N_("giờ"),
        Unit.PERMANENT: N_("suốt thời gian còn hiệu lực"),
        Unit.RECURRING: N_("định kỳ"),
        Unit.NEXT_SESSION: N_("kỳ họp thường lệ gần nhất"),
    },
    {
        Direction.WITHIN: N_("chậm nhất"),
        Direction.AT_LEAST: N_("ít nhất"),
        Direction.BEFORE: N_("trước ít nhất"),
    },
    {
        DayKind.HOLIDAY: N_("nghỉ lễ, tết"),
        DayKind.IN_LIEU: N_("nghỉ bù"),
        DayKind.SWAPPED_OFF: N_("nghỉ hoán đổi"),
        DayKind.MAKEUP_WORKING: N_("đi làm bù"),
        DayKind.ORDINARY: N_("ngày bình thường"),
    },
    {
        SkipReason.SATURDAY: N_("thứ Bảy"),
        SkipReason.SUNDAY: N_("Chủ nhật"),
        SkipReason.HOLIDAY: N_("nghỉ lễ"),
        SkipReason.IN_LIEU: N_("nghỉ bù"),
        SkipReason.SWAPPED_OFF: N_("nghỉ hoán đổi"),
        SkipReason.PAUSED: N_("đang tạm dừng"),
    },
    {
        Confidence.HIGH: N_("chắc"),
        Confidence.HIGH_MED_HIGH: N_("chắc một phần"),
        Confidence.HIGH_OCR: N_("đọc từ bản chụp"),
        Confidence.MED_HIGH: N_("khá chắc"),
        Confidence.MED: N_("chưa chắc"),
        Confidence.LOW: N_("còn nghi ngờ"),
        Confidence.NOT_APPLICABLE: N_("tùy tỉnh"),
    },
    {
        ClockState.RUNNING: N_("đang tính"),
        ClockState.PAUSED: N_("tạm dừng"),
        ClockState.MET: N_("đã xong"),
        ClockState.STOPPED: N_("không còn áp dụng"),
    },
    {
        EventKind.PAUSED: N_("tạm dừng"),
        EventKind.RESUMED: N_("tính tiếp"),
        EventKind.EXTENDED: N_("gia hạn"),
        EventKind.VARIED: N_("đổi loại vụ việc"),
        EventKind.RECOMPUTED: N_("tính lại theo lịch nghỉ mới"),
        EventKind.MET: N_("đã xong"),
        EventKind.STOPPED: N_("thôi áp dụng"),
    },
    {
        Criterion.MANY_PLACES: N_("phải xác minh ở từ hai nơi trở lên"),
        Criterion.MANY_CONTENTS: N_("có từ hai nội dung trở lên"),
        Criterion.MANY_PEOPLE: N_("nhiều người cùng đứng đơn hoặc liên quan đến nhiều người"),
        Criterion.FOREIGN: N_("có yếu tố nước ngoài"),
        Criterion.MANY_BODIES: N_("liên quan đến nhiều cơ quan quản lý"),
        Criterion.BODIES_DISAGREE: N_("các cơ quan còn ý kiến khác nhau"),
        Criterion.CONFLICTING_EVIDENCE: N_("chứng cứ mâu thuẫn nhau, phải giám định hoặc thẩm định"),
    },
    {
        ReminderStage.HALF: N_("đã qua nửa thời hạn"),
        ReminderStage.MOST: N_("đã qua bốn phần năm thời hạn"),
        ReminderStage.DUE: N_("đến hạn hôm nay"),
        ReminderStage.OVERDUE: N_("đã quá hạn"),
    },
    {
        StandingKind.ON_TIME: N_("còn hạn"),
        StandingKind.DUE_SOON: N_("sắp đến hạn"),
        StandingKind.OVERDUE: N_("quá hạn"),
        StandingKind.PAUSED: N_("tạm dừng"),
        StandingKind.MET: N_("xong đúng hạn"),
        StandingKind.MET_LATE: N_("xong nhưng trễ"),
        StandingKind.STOPPED: N_("không còn áp dụng"),
        StandingKind.OPEN_ENDED: N_("không có ngày hạn"),
    },
)

# Names of the days the project ships, so that the catalogue knows them; a province may type others.
DAY_NAMES: tuple[str, ...] = (
    N_("Tết Dương lịch"),
    N_("Tết Nguyên đán"),
    N_("Giỗ Tổ Hùng Vương"),
    N_("Ngày Chiến thắng 30/4"),
    N_("Quốc tế Lao động 1/5"),
    N_("Quốc khánh 2/9"),
    N_("Ngày Văn hóa Việt Nam"),
)

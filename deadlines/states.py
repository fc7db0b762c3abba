"""Enumerations of the clocks, and the states a clock goes through."""

from __future__ import annotations

from enum import StrEnum

from core.transitions import Machine


class Unit(StrEnum):
    """What a term is counted in. The last three have no length, hence no due date."""

    WORKING_DAYS = "working_days"  # ngày làm việc
    CALENDAR_DAYS = "calendar_days"  # ngày (kể cả ngày nghỉ)
    MONTHS = "months"  # tháng
    HOURS = "hours"  # giờ
    PERMANENT = "permanent"  # suốt thời gian nội dung còn hiệu lực
    RECURRING = "recurring"  # định kỳ
    NEXT_SESSION = "next_session"  # kỳ họp thường lệ gần nhất


class Direction(StrEnum):
    """Which side of its event a term lies on."""

    WITHIN = "within"  # chậm nhất … kể từ
    AT_LEAST = "at_least"  # kéo dài ít nhất … kể từ
    BEFORE = "before"  # ít nhất … trước


class DayKind(StrEnum):
    """Why a day differs from what its weekday says."""

    HOLIDAY = "holiday"  # nghỉ lễ, tết
    IN_LIEU = "in_lieu"  # nghỉ bù
    SWAPPED_OFF = "swapped_off"  # nghỉ hoán đổi
    MAKEUP_WORKING = "makeup_working"  # làm bù
    ORDINARY = "ordinary"  # a shipped day struck out by the province: the weekday decides again


class SkipReason(StrEnum):
    """Why a day was not counted."""

    SATURDAY = "saturday"
    SUNDAY = "sunday"
    HOLIDAY = "holiday"
    IN_LIEU = "in_lieu"
    SWAPPED_OFF = "swapped_off"
    PAUSED = "paused"


class Confidence(StrEnum):
    """How sure the law sheet is of a rule's number."""

    HIGH = "high"
    HIGH_MED_HIGH = "high/med-high"
    HIGH_OCR = "high-OCR"
    MED_HIGH = "med-high"
    MED = "med"
    LOW = "low"
    NOT_APPLICABLE = "n/a"


class ClockState(StrEnum):
    """Where a clock stands."""

    RUNNING = "running"  # đang chạy
    PAUSED = "paused"  # tạm dừng
    MET = "met"  # đã xong
    STOPPED = "stopped"  # không còn áp dụng


class ClockAct(StrEnum):
    """What can be done to a clock."""

    PAUSE = "pause"
    RESUME = "resume"
    EXTEND = "extend"
    VARY = "vary"  # another variant of the same row: complex, remote area, more or less urgent
    MEET = "meet"
    STOP = "stop"


class EventKind(StrEnum):
    """What a line of a clock's log tells."""

    PAUSED = "paused"
    RESUMED = "resumed"
    EXTENDED = "extended"
    RECOMPUTED = "recomputed"
    MET = "met"
    STOPPED = "stopped"
    VARIED = "varied"


class Criterion(StrEnum):
    """tiêu chí phức tạp a–g (law sheet §9.11, 7): Decree 124/2020 art. 3a as amended, Decree 31/2019 art. 3.2."""

    MANY_PLACES = "many_places"  # a: xác minh từ hai nơi trở lên
    MANY_CONTENTS = "many_contents"  # b: từ hai nội dung trở lên
    MANY_PEOPLE = "many_people"  # c: đông người, liên quan nhiều người
    FOREIGN = "foreign"  # d: có yếu tố nước ngoài
    MANY_BODIES = "many_bodies"  # đ: nhiều cơ quan quản lý
    BODIES_DISAGREE = "bodies_disagree"  # e: các cơ quan còn ý kiến khác nhau
    CONFLICTING_EVIDENCE = "conflicting_evidence"  # g: chứng cứ mâu thuẫn, phải giám định


class ReminderStage(StrEnum):
    """When officials are told of a term, in order."""

    HALF = "half"  # đã qua nửa thời hạn
    MOST = "most"  # đã qua 80 %
    DUE = "due"  # đến hạn hôm nay
    OVERDUE = "overdue"  # quá hạn một ngày làm việc


class StandingKind(StrEnum):
    """How a clock looks from now."""

    ON_TIME = "on_time"  # còn hạn
    DUE_SOON = "due_soon"  # sắp đến hạn
    OVERDUE = "overdue"  # quá hạn
    PAUSED = "paused"  # tạm dừng
    MET = "met"  # xong đúng hạn
    MET_LATE = "met_late"  # xong nhưng trễ
    STOPPED = "stopped"  # không còn áp dụng
    OPEN_ENDED = "open_ended"  # không có một ngày hạn


S, A = ClockState, ClockAct

CLOCK = Machine(
    name="clock",
    states=S,
    acts=A,
    initial=S.RUNNING,
    final=frozenset({S.MET, S.STOPPED}),
    table={
        (S.RUNNING, A.PAUSE): S.PAUSED,
        (S.RUNNING, A.EXTEND): S.RUNNING,
        (S.RUNNING, A.VARY): S.RUNNING,
        (S.RUNNING, A.MEET): S.MET,
        (S.RUNNING, A.STOP): S.STOPPED,
        (S.PAUSED, A.RESUME): S.RUNNING,
        (S.PAUSED, A.MEET): S.MET,
        (S.PAUSED, A.STOP): S.STOPPED,
    },
)

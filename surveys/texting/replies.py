"""What is answered to a rating by text message: plain, and short enough for one message. Pure.

Text messages are Vietnamese, with their marks where that fits.
"""

from __future__ import annotations

from core.short_text import one_message
from surveys.posters.sheets import window
from surveys.texting.services import Outcome, Taken

# A rating this low is asked about.
_LOW = 2


def reply_of(taken: Taken, *, story_address: str = "") -> str:
    """The answer; `story_address`: where whoever was badly served can tell what happened."""
    return one_message(_candidates(taken, story_address))


def _candidates(taken: Taken, story_address: str) -> tuple[str, ...]:
    place = window(taken.point) if taken.point is not None else ""
    if taken.outcome is Outcome.SAVED:
        saved = f"Đã ghi mức {taken.score} trên 5 cho {place}. Cảm ơn bà con."
        if story_address and taken.score is not None and taken.score <= _LOW:
            return f"Đã ghi mức {taken.score} cho {place}. Muốn kể chuyện gì đã xảy ra: {story_address}", saved
        return (saved,)
    if taken.outcome is Outcome.NO_SCORE:
        code = taken.typed or "mã quầy"
        return (
            f"Chưa ghi được. Nhắn {code} rồi một số từ 1 đến 5 (5 là rất hài lòng).",
            f"Chưa ghi được. Nhắn {code} rồi một số từ 1 (rất không hài lòng) đến 5 (rất hài lòng).",
        )
    return {
        Outcome.UNKNOWN_POINT: (f"Không có quầy mang mã {taken.typed}. Xem lại mã in ở quầy rồi nhắn lại.",),
        Outcome.CLOSED: (f"{place} đã thôi nhận đánh giá. Lượt này chưa được ghi.",),
        Outcome.SLIP_USED: ("Mã trên giấy hẹn này đã dùng rồi. Mỗi mã được một lượt.",),
        Outcome.SLIP_OVER: ("Mã trên giấy hẹn không đúng hoặc đã hết hạn. Nhắn mã quầy rồi một số từ 1 đến 5.",),
    }[taken.outcome]

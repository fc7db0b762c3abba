"""Stoppers: which words of a petition make one think of an emergency, or of a matter that another place settles.

They only make a notice appear on the next page; whoever insists goes on. Nothing of it is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from core.text import fold


class Channel(StrEnum):
    """Where the matter may belong instead; the words for each are in `_channels.html`."""

    DANGER = "danger"
    DOSSIER = "dossier"
    COURT = "court"
    CRIME = "crime"
    UTILITY = "utility"


_WORDS: Mapping[Channel, tuple[str, ...]] = {
    Channel.DANGER: (
        "đang cháy", "cháy nhà", "cấp cứu", "chết đuối", "đuối nước", "đang đánh", "doạ giết", "dọa giết", "đe doạ",
        "đe dọa", "bạo hành", "xâm hại", "tự tử", "sập nhà", "lũ quét", "mắc kẹt",
    ),
    Channel.DOSSIER: ("mã hồ sơ", "giấy hẹn", "hồ sơ của tôi", "nộp hồ sơ", "trả kết quả", "tra cứu hồ sơ"),
    Channel.COURT: ("toà án", "tòa án", "bản án", "thi hành án", "khởi kiện", "kháng cáo"),
    Channel.CRIME: ("mất trộm", "ăn trộm", "ăn cắp", "lừa đảo", "bị lừa", "cướp", "ma tuý", "ma túy", "đánh bạc"),
    Channel.UTILITY: ("mất điện", "cúp điện", "mất nước", "cúp nước", "mất mạng"),
}  # fmt: skip


def noticed(text: str) -> tuple[Channel, ...]:
    """The channels a text speaks of, the most urgent first.

    Marks count when the writer used them ("chạy" is no fire); a text typed without any is compared without.
    """
    said = f" {' '.join(text.lower().split())} "
    bare = fold(said) == said.strip()
    return tuple(
        channel for channel, words in _WORDS.items() if any((fold(word) if bare else word) in said for word in words)
    )

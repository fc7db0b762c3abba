"""What people of the demo asked the Board about, and what was mended. Invented: no such persons or places."""

from __future__ import annotations

from demo.petition_texts import GIVEN, Step, Story, step
from feedback.states import Field, Outcome


def _answered(words: str, public: str) -> tuple[Step, ...]:
    return (*GIVEN, step("draft_answer", 2, words, public), step("propose", 0.3), step("approve", 0.5))


LAMPS = Story(
    days=12,
    what="Ba bóng đèn đường ngõ vào trường mầm non tắt đã hai tuần, tối đón con không thấy đường.",
    title="Đèn ngõ vào trường mầm non tắt",
    hamlet="Thôn Trung Tâm",
    place="Ngõ vào trường mầm non",
    photos=("lamp",),
    outcome=Outcome.RESOLVED,
    steps=_answered("Xã đã cho thợ thay cả ba bóng đèn.", "Xã đã cho thợ thay cả ba bóng đèn."),
)
DITCH = Story(
    days=20,
    what="Rãnh nước sau chợ không có nắp, mùi lên rất nặng, trẻ con suýt ngã xuống.",
    title="Rãnh nước sau chợ không có nắp",
    hamlet="Thôn Cầu Gỗ",
    place="Sau chợ, dãy hàng rau",
    field=Field.ENVIRONMENT,
    outcome=Outcome.RESOLVED,
    steps=_answered("Xã đã đậy nắp toàn bộ đoạn rãnh sau chợ.", "Xã đã đậy nắp đoạn rãnh sau chợ."),
)
CULVERT = Story(
    days=26,
    what="Cống ở đầu xóm tắc, mỗi lần mưa là nước tràn vào sân ba nhà.",
    title="Cống đầu xóm tắc",
    hamlet="Thôn Trung Tâm",
    place="Đầu xóm, cạnh nhà văn hóa",
    photos=("flood",),
    outcome=Outcome.RESOLVED,
    steps=_answered("Xã cho nạo vét cống trong tuần này.", "Xã cho nạo vét cống trong tuần này."),
)
CROSSING = Story(
    days=24,
    what="Chỗ đường qua ngầm tràn bị trũng, nước đọng cả tuần, học sinh đi qua ướt hết.",
    title="Nước đọng ở ngầm tràn",
    hamlet="Thôn Cầu Gỗ",
    place="Ngầm tràn đường sang Cầu Gỗ",
    photos=("flood",),
    outcome=Outcome.RESOLVED,
    steps=_answered("Xã cho đổ đất, khơi rãnh thoát nước.", "Xã cho đổ đất, khơi rãnh thoát nước."),
)
LAMP = Story(
    days=10,
    what="Cột đèn đầu ngõ nhà trẻ nghiêng, dây sà xuống đường.",
    title="Cột đèn nghiêng, dây sà xuống đường",
    hamlet="Thôn Suối Cạn",
    place="Đầu ngõ nhà trẻ",
    outcome=Outcome.RESOLVED,
    steps=_answered("Xã đã báo điện lực, thợ tới dựng lại cột.", "Xã đã báo điện lực dựng lại cột."),
)

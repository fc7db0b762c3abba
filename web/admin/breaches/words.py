"""The breach register in words: how many hours are left, what comes next, what each step asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from math import ceil, floor

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from deadlines.queries import ClockView
from deadlines.states import StandingKind
from privacy.states import BreachAct, BreachState
from web.formatting import long_day, moment
from web.public.petitions.words import ClockCard, standing_chip

# From here on the card is red-hot even while there is time.
_SOON = 24
_RUNNING = frozenset({StandingKind.ON_TIME, StandingKind.DUE_SOON, StandingKind.OVERDUE})


@dataclass(frozen=True, slots=True)
class StepWords:
    """A step as it is offered: heading, one sentence, what to write, the button."""

    title: LazyString
    hint: LazyString
    field: LazyString
    button: LazyString


STEPS: Mapping[BreachAct, StepWords] = {
    BreachAct.CONTAIN: StepWords(
        _l("khoanh lại"), _l("Chặn cho khỏi lan thêm: lấy lại, gỡ xuống, khoá máy, đổi mật khẩu."),
        _l("Đã làm gì để chặn"), _l("Ghi là đã khoanh lại"),
    ),
    BreachAct.ASSESS: StepWords(
        _l("đánh giá"), _l("Lộ thông tin gì, của bao nhiêu người, họ có thể bị hại thế nào."),
        _l("Vì sao đánh giá như vậy"), _l("Ghi đánh giá"),
    ),
    BreachAct.REPORT: StepWords(
        _l("báo cơ quan chuyên trách"), _l("Tải báo cáo, ký, gửi đi, rồi ghi số báo cáo ở đây."),
        _l("Gửi bằng cách nào, cho ai"), _l("Ghi là đã báo cơ quan"),
    ),
    BreachAct.TELL: StepWords(
        _l("báo người bị ảnh hưởng"), _l("Nói cho họ biết chuyện gì, thông tin nào, nên làm gì để khỏi bị hại."),
        _l("Đã báo ai, bằng cách nào"), _l("Ghi là đã báo họ"),
    ),
    BreachAct.SPARE: StepWords(
        _l("không phải báo từng người"), _l("Chỉ khi không ai có thể bị hại."), _l("Vì sao không phải báo"),
        _l("Ghi là không phải báo"),
    ),
    BreachAct.LEARN: StepWords(
        _l("rút bài học, đóng lại"), _l("Sửa gì để không xảy ra nữa. Ghi xong thì đóng, không ghi thêm được."),
        _l("Đã sửa gì, dặn gì"), _l("Ghi và đóng"),
    ),
    BreachAct.NOTE: StepWords(
        _l("ghi thêm"), _l("Điều mới biết, việc mới làm. Không chuyển bước."), _l("Ghi thêm gì"), _l("Ghi thêm"),
    ),
}  # fmt: skip
# What is to be done now; before the others that may be done too.
NEXT: Mapping[BreachState, BreachAct] = {
    BreachState.FOUND: BreachAct.CONTAIN,
    BreachState.CONTAINED: BreachAct.ASSESS,
    BreachState.ASSESSED: BreachAct.REPORT,
    BreachState.REPORTED: BreachAct.TELL,
    BreachState.TOLD: BreachAct.LEARN,
}


def hours_chip(clock: ClockView, now: datetime) -> tuple[str, str]:
    """Kind and word: a clock of hours is told in hours, nights and Sundays too."""
    kind = clock.standing.kind
    if kind not in _RUNNING or clock.due_at is None:
        return standing_chip(clock.standing)
    left = (clock.due_at - now).total_seconds() / 3600
    if left < 0:
        return "late", str(gettext("Quá %(n)s giờ", n=ceil(-left)))
    return "due" if left < _SOON else "ok", str(gettext("Còn %(n)s giờ", n=floor(left)))


def hours_card(clock: ClockView, now: datetime) -> ClockCard | None:
    """The 72 hours while they run; nothing once the authority was told."""
    if clock.standing.kind not in _RUNNING or clock.due_at is None:
        return None
    chip = hours_chip(clock, now)
    until = f"{moment(clock.due_at).split(' ')[0]}, {long_day(clock.due_at)}"
    text = str(gettext("Báo cơ quan chuyên trách trước %(until)s. Đêm và ngày nghỉ cũng tính.", until=until))
    whole = (clock.due_at - clock.started_at).total_seconds()
    gone = round(100 * (now - clock.started_at).total_seconds() / whole) if whole > 0 else 100
    return ClockCard(chip[1], text, chip[0], min(100, max(0, gone)), chip)

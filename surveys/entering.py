"""Paper forms and telephone answers, entered by a clerk: counted like the others, marked as entered."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import select

from agencies.models import ServicePoint
from core import audit
from core.clock import end_of_day, local_date, start_of_day
from core.context import Context
from core.errors import DomainError, Forbidden, NotFound
from core.text import N_
from surveys.commands import COMMENT_LIMIT, AddDetails, NewAnswer
from surveys.errors import PaperFaulty
from surveys.forms import HIGHEST, QuestionSet, Value
from surveys.ingest import record_answers
from surveys.policies import can_enter_paper
from surveys.queries import Asked, find_asked
from surveys.services import add_details
from surveys.states import Channel

BY_HAND = (Channel.PAPER, Channel.PHONE)
MOST_LINES = 10
# A pile of paper is entered within the season; older figures are long published.
OLDEST = timedelta(days=92)

NO_LINE = N_("Chưa có phiếu nào. Điền ít nhất một phiếu.")
NO_OVERALL = N_("thiếu mức hài lòng chung (1 đến 5)")
NOT_TAKEN = N_("câu “%(question)s” không nhận câu trả lời này")
COMMENT_LONG = N_("lời nhắn dài quá %(limit)s chữ cái")


class DayOutside(DomainError):
    """Paper of days to come or long gone."""

    text = N_("Chọn ngày ghi trên phiếu: từ ba tháng trước đến hôm nay.")
    field = "day"


class OtherQuestions(DomainError):
    """Paper of a day on which another version was asked than the one the lines were typed for."""

    text = N_("Ngày ấy quầy hỏi phiếu khác. Các ô dưới đây đã theo phiếu của ngày ấy, bạn xem lại rồi ghi.")
    field = "day"


@dataclass(frozen=True, slots=True)
class Line:
    """One paper form; an `overall` of 0 or a key in `wrong` is what the clerk mistyped."""

    overall: int
    values: Mapping[str, Value] = field(default_factory=dict)
    comment: str = ""
    wrong: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class LineFault:
    """What is wrong with a line, counted from 1; 0 for the whole."""

    line: int
    text: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EnterPaper:
    """Forms of one counter and day; `token` makes sending the page twice one entry.

    `form_id`: whose questions the clerk had before them.
    """

    token: uuid.UUID
    service_point_id: uuid.UUID
    form_id: uuid.UUID
    day: date
    channel: Channel
    lines: Sequence[tuple[int, Line]]


def asked_on(ctx: Context, service_point_id: uuid.UUID, day: date) -> Asked | None:
    """The questionnaire that paper of a day answers: the one in force at its end, else today's."""
    today = local_date(ctx.now)
    then = find_asked(ctx, service_point_id, at=end_of_day(day)) if today - OLDEST <= day < today else None
    return then or find_asked(ctx, service_point_id)


def enter_paper(ctx: Context, command: EnterPaper) -> int:
    """Save the lines, all or none; gives how many were new.

    Raises NotFound, Forbidden, DayOutside, OtherQuestions, PaperFaulty.
    """
    agency_id = ctx.session.scalar(select(ServicePoint.agency_id).where(ServicePoint.id == command.service_point_id))
    asked = asked_on(ctx, command.service_point_id, command.day)
    if agency_id is None or asked is None:
        raise NotFound
    if not can_enter_paper(ctx.actor, agency_id=agency_id) or command.channel not in BY_HAND:
        raise Forbidden
    _check(command, asked.form, local_date(ctx.now))
    # The hour somebody came is not known: noon, or now while it is still today.
    at = min(start_of_day(command.day) + timedelta(hours=12), ctx.now)
    lines = {_id(ctx, command.token, number): line for number, line in command.lines}
    new = record_answers(
        ctx,
        [
            NewAnswer(
                id=answer_id, form_id=asked.form.id, agency_id=agency_id, service_point_id=command.service_point_id,
                at=at, overall=line.overall, channel=command.channel, language="vi",
            )
            for answer_id, line in lines.items()
        ],
    )  # fmt: skip
    for answer_id in sorted(new):
        line = lines[answer_id]
        if line.values or line.comment:
            add_details(ctx, AddDetails(answer_id, line.values, line.comment))
    if new:
        audit.record(
            ctx, agency_id=agency_id, action="surveys:answers:make", subject_type="service_point",
            subject_id=command.service_point_id, answers=len(new), channel=command.channel.value,
            day=command.day.isoformat(),
        )  # fmt: skip
    return len(new)


def _check(command: EnterPaper, form: QuestionSet, today: date) -> None:
    if not today - OLDEST <= command.day <= today:
        raise DayOutside
    if form.id != command.form_id:
        raise OtherQuestions
    faults = list(_faults(form, command.lines))
    if faults:
        raise PaperFaulty(faults)


def _id(ctx: Context, token: uuid.UUID, number: int) -> uuid.UUID:
    tag = ctx.keys.tag("survey:entered", token.bytes + number.to_bytes(2, "big"))
    return uuid.UUID(bytes=tag[:16], version=4)


def _faults(form: QuestionSet, lines: Sequence[tuple[int, Line]]) -> Sequence[LineFault]:
    faults = [] if lines else [LineFault(0, NO_LINE)]
    known = {question.key: question for question in form.counted}
    for number, line in lines:
        if not 1 <= line.overall <= HIGHEST:
            faults.append(LineFault(number, NO_OVERALL))
        refused = [key for key, value in line.values.items() if key not in known or not known[key].takes(value)]
        for key in [*line.wrong, *refused]:
            name = known[key].short if key in known else key
            faults.append(LineFault(number, NOT_TAKEN, {"question": name}))
        if len(line.comment) > COMMENT_LIMIT:
            faults.append(LineFault(number, COMMENT_LONG, {"limit": COMMENT_LIMIT}))
    return faults

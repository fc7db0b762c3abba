"""Four hundred ratings over three counters in two months: one good, one slow and getting better, one in between."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from accounts.roles import Role
from agencies.queries import list_service_points
from core.actor import SYSTEM
from core.clock import local_date, start_of_day
from core.ids import random_id
from demo.world import World
from surveys.batches import seal_batch
from surveys.building.drafts import create_draft
from surveys.building.ready import find_ready
from surveys.building.versions import OpenDraft, Target, end_version, open_draft
from surveys.commands import AddDetails, MarkAnswers, NewAnswer, ReviewComment
from surveys.comments.covering import look_for
from surveys.forms import ASKED_EXTRA, COUNTER, NO, YES
from surveys.ingest import record_answers
from surveys.parts.telling import publish_all
from surveys.services import add_details, mark_answers, review_comment
from surveys.states import Channel, CommentAct, TargetKind, Validity

DAYS = 59
# Per counter in their order: how many, and how often each face, in the first and in the last weeks.
_COUNTERS = (
    (170, (2, 4, 10, 44, 40), (1, 3, 9, 45, 42)),
    (126, (13, 20, 23, 31, 13), (4, 8, 16, 43, 29)),
    (90, (3, 6, 15, 45, 31), (2, 5, 13, 46, 34)),
)
# One hour in which the same face came in again and again: kept, marked, counted apart. Together they are 400.
_BURST = 14
_BURST_COUNTER, _BURST_DAYS_AGO = 1, 23
_DETAILED = 0.36
_ASKED_EXTRA = 3

_PRAISE = (
    "Cô ở quầy hướng dẫn kỹ, viết hộ mẹ tôi tờ khai.",
    "Nhanh hơn năm ngoái nhiều, lấy giấy khai sinh trong buổi sáng.",
    "Có ghế ngồi, có nước uống. Mong giữ như thế.",
    "Được gọi điện báo trước khi giấy xong, đỡ đi lại.",
    "Anh trực quầy nói dễ hiểu, không cáu khi tôi hỏi lại.",
)
_BLAME = (
    "Đi ba lần vẫn thiếu một giấy, sao không dặn đủ từ đầu.",
    "Chờ từ 8 giờ đến gần trưa, máy lấy số hỏng.",
    "Giấy hẹn ghi mười ngày mà hai mươi ngày chưa có, không ai báo.",
    "Chỗ để xe chật, trời mưa ướt hết giấy tờ.",
)
_WAITING = (
    "Mong quầy mở thêm sáng thứ Bảy cho người đi làm xa.",
    "Bảng niêm yết chữ nhỏ quá, người già không đọc được.",
    "Hỏi thủ tục tách thửa, hai người trả lời hai kiểu khác nhau.",
    "Cô Nông Thị Gạo ở quầy 2 bận mà vẫn cười. Cần hỏi thêm thì gọi tôi 0900 000 246, nhà số 8 ngõ Mít.",
)


@dataclass(frozen=True, slots=True)
class _Visit:
    """One person at one counter."""

    id: UUID
    point: UUID
    at: datetime
    overall: int
    early: bool


def load(world: World) -> None:
    """Record the ratings day by day through the real write path, then read comments and close the batches."""
    rng = random.Random(20261122)
    assert world.commune_id is not None
    with world.runtime.reading() as ctx:
        points = [point.id for point in list_service_points(ctx, world.commune_id)]
    visits = _visits(rng, points, local_date(world.now))
    burst_at = _opening(_weekday_before(local_date(world.now), _BURST_DAYS_AGO)) + timedelta(hours=3, minutes=5)
    visits += [
        _Visit(random_id(), points[_BURST_COUNTER], burst_at + timedelta(seconds=6 * i), 5, False)
        for i in range(_BURST)
    ]
    _record(world, visits)
    shown = _details(world, rng, visits[:-_BURST], points)
    _review(world, shown, points[_BURST_COUNTER], burst_at)
    with world.runtime.transaction(SYSTEM) as ctx:
        while seal_batch(ctx):
            pass
        publish_all(ctx)
    _questionnaires(world)


def _questionnaires(world: World) -> None:
    """One being written after a ready set, and one that was asked for a while and is over."""
    assert world.commune_id is not None
    manager = world.official("khaosat", Role.SURVEY_MANAGER, world.commune_id)
    begun, ended = world.at(world.ago(days=40)), world.at(world.ago(days=33))
    with begun.transaction(manager) as ctx:
        pulse = find_ready("nhip-nhanh")
        assert pulse is not None
        draft_id = create_draft(ctx, world.commune_id, pulse.document)
        target = Target(TargetKind.AGENCY, world.commune_id)
        opened = OpenDraft(draft_id, 1, local_date(ctx.now), None, (target,))
        form_id = open_draft(ctx, opened)
    with ended.transaction(manager) as ctx:
        end_version(ctx, form_id)
    with world.at(world.ago(days=2)).transaction(manager) as ctx:
        family = find_ready("pks05-mot-cua")
        assert family is not None
        create_draft(ctx, world.commune_id, family.document)


def _visits(rng: random.Random, points: list[UUID], today: date) -> list[_Visit]:
    days = [today - timedelta(days=back) for back in range(DAYS, 0, -1)]
    days = [day for day in days if day.weekday() < 5]
    found = []
    for point, (number, first, last) in zip(points, _COUNTERS, strict=True):
        for _ in range(number):
            place = rng.randrange(len(days))
            weights = first if place < len(days) * 0.55 else last
            overall = rng.choices((1, 2, 3, 4, 5), weights)[0]
            at = _opening(days[place]) + timedelta(minutes=rng.randrange(9 * 60))
            found.append(_Visit(random_id(), point, at, overall, place < len(days) * 0.55))
    return sorted(found, key=lambda visit: visit.at)


def _opening(day: date) -> datetime:
    return start_of_day(day) + timedelta(hours=7, minutes=30)


def _weekday_before(today: date, back: int) -> date:
    day = today - timedelta(days=back)
    return day - timedelta(days=max(0, day.weekday() - 4))


def _record(world: World, visits: list[_Visit]) -> None:
    assert world.commune_id is not None
    by_day: dict[date, list[NewAnswer]] = defaultdict(list)
    for index, visit in enumerate(visits):
        by_day[local_date(visit.at)].append(
            NewAnswer(
                id=visit.id, form_id=COUNTER.id, agency_id=world.commune_id, service_point_id=visit.point,
                at=visit.at, overall=visit.overall, channel=Channel.WEB if index % 11 == 0 else Channel.QR,
                language="en" if index % 67 == 0 else "vi",
            )
        )  # fmt: skip
    for answers in by_day.values():
        with world.at(answers[-1].at).transaction(SYSTEM) as ctx:
            record_answers(ctx, answers)


def _details(world: World, rng: random.Random, visits: list[_Visit], points: list[UUID]) -> list[UUID]:
    """Give about a third of the answers their second page; gives those whose comment was read."""
    texts = _comments(rng, visits)
    slow = [visit.id for visit in visits if visit.point == points[1] and visit.early and visit.overall <= 2]
    asked = set(slow[:_ASKED_EXTRA])
    with world.runtime.transaction(SYSTEM) as ctx:
        for visit in visits:
            if visit.id in texts or visit.id in asked or rng.random() < _DETAILED:
                values = {key: _near(rng, visit.overall) for key in ("attitude", "waiting", "guidance")}
                values[ASKED_EXTRA] = YES if visit.id in asked else NO
                add_details(ctx, AddDetails(visit.id, values, texts.get(visit.id, "")))
    return [answer_id for answer_id, text in texts.items() if text not in _WAITING]


def _comments(rng: random.Random, visits: list[_Visit]) -> dict[UUID, str]:
    happy = [visit.id for visit in visits if visit.overall >= 4]
    unhappy = [visit.id for visit in visits if visit.overall <= 2]
    recent = [visit.id for visit in visits if visit.overall == 3 and not visit.early]
    texts = dict(zip(rng.sample(happy, len(_PRAISE)), _PRAISE, strict=True))
    texts |= dict(zip(rng.sample(unhappy, len(_BLAME)), _BLAME, strict=True))
    return texts | dict(zip(recent[-len(_WAITING) :], _WAITING, strict=True))


def _near(rng: random.Random, overall: int) -> int:
    return min(5, max(1, overall + rng.choice((-1, 0, 0, 0, 1))))


def _review(world: World, shown: list[UUID], burst_point: UUID, burst_at: datetime) -> None:
    assert world.commune_id is not None
    manager = world.official("khaosat", Role.SURVEY_MANAGER, world.commune_id)
    every = dict.fromkeys(shown)
    with world.at(world.ago(days=1)).transaction(manager) as ctx:
        texts = dict(zip(every, (*_PRAISE, *_BLAME), strict=True))
        for place, (answer_id, text) in enumerate(texts.items()):
            # Of praise and blame one in three is for everybody to read.
            act = CommentAct.SHOW if place % 3 else CommentAct.PUBLISH
            review_comment(ctx, ReviewComment(answer_id, act, look_for(text)))
        reason = "Hơn mười lượt giống nhau trong vài phút, khi quầy chỉ có hai người đến"
        mark_answers(ctx, MarkAnswers(burst_point, burst_at, Validity.SUSPECT, reason))

"""Answers before the public in the demo: most are published, one waits for approval, one was sent back."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from accounts.roles import Role
from core.actor import Actor
from core.context import Context
from demo.petition_texts import GIVEN, Story, step
from demo.petitions import Teller, office_hours
from demo.world import World
from feedback.models import Petition
from feedback.publishing import services
from feedback.publishing.commands import SaveWork
from feedback.publishing.errors import NotPublishable
from feedback.publishing.models import Publication
from feedback.publishing.queries import read_covering

# Somebody else's name and telephone: what the boxes of the register are for. Invented, as everything here.
NAMED = Story(
    days=23,
    what=(
        "Ông Lường Văn Khoái ở số nhà 12 đổ vật liệu lấn ra mương chung, nước không thoát được. "
        "Tôi đã gọi 0912 000 345 mấy lần mà không ai nghe."
    ),
    title="Vật liệu lấn mương chung",
    place="Mương sau dãy nhà đầu xóm",
    name="Quàng Thị Mứt",
    phone="0977 000 222",
    steps=(
        *GIVEN,
        step("draft_answer", 2, "Xã đã làm việc với ông Lường Văn Khoái, vật liệu được chuyển đi trong ngày."),
        step("propose", 0.3),
        step("approve", 0.5),
    ),
)
MOST, WAITING, RETURNED, UNTOUCHED = 14, 1, 1, 2


def load(world: World) -> None:
    """The oldest answers are public; the newest few show every other state of the list."""
    if world.commune_id is None:
        return
    clerk = world.official("tiepnhan", Role.INTAKE_CLERK, world.commune_id)
    Teller(world, NAMED).tell()
    leader = world.official("lanhdao", Role.LEADER, world.commune_id)
    with world.runtime.reading() as ctx:
        ids = _answered(ctx, world.commune_id)
    ids = ids[: len(ids) - UNTOUCHED]
    last = len(ids) - 1
    for index, (petition_id, answered_at) in enumerate(ids):
        at = _after(world, answered_at, days=1)
        publication_id = _covered(world, at, clerk, petition_id)
        if publication_id is None or index == last:
            continue
        _decide(world, _after(world, at, days=1), leader, publication_id, back=index == last - 1)


def _answered(ctx: Context, agency_id: UUID) -> list[tuple[UUID, datetime]]:
    p = Petition
    rows = ctx.session.execute(
        select(p.id, p.answered_at)
        .where(p.agency_id == agency_id, p.sealed.is_(False), p.answered_at.is_not(None), p.outcome.is_not(None))
        .order_by(p.answered_at, p.id).limit(MOST + WAITING + RETURNED + UNTOUCHED)
    )  # fmt: skip
    return [(row.id, row.answered_at) for row in rows if row.answered_at is not None]


def _after(world: World, moment: datetime, *, days: int) -> datetime:
    return min(office_hours(moment + timedelta(days=days)), world.now)


def _covered(world: World, at: datetime, clerk: Actor, petition_id: UUID) -> UUID | None:
    try:
        with world.at(at).transaction(clerk) as ctx:
            seen = read_covering(ctx, petition_id, viewer=ctx.actor)
            made = services.save_work(ctx, petition_id, SaveWork(seen.version, seen.source.digest, seen.work.spans))
            services.propose(ctx, made, version=1)
    except NotPublishable:
        return None
    return made


def _decide(world: World, at: datetime, leader: Actor, publication_id: UUID, *, back: bool) -> None:
    with world.at(at).transaction(leader) as ctx:
        found = select(Publication.version).where(Publication.id == publication_id)
        seen = ctx.session.execute(found).scalar_one()
        if back:
            words = "Trong câu trả lời còn chỗ đoán ra nhà ai, che thêm rồi trình lại."
            services.send_back(ctx, publication_id, version=seen, comment=words)
        else:
            services.publish(ctx, publication_id, version=seen)

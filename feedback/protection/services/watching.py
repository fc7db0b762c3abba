"""When somebody should look at a sealed record: a coarse day, known without opening anything, told to its team only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import or_, select, update

from accounts.inbox import OfficialNoticeKind, tell_officials
from accounts.models import OfficialNotice
from accounts.queries import list_holders
from accounts.roles import Role
from core.clock import local_date
from core.context import Context
from feedback.models import Petition
from feedback.proceedings.team import named_in
from feedback.protection.folding import Folded, fold
from feedback.protection.models import ConfidedFile
from feedback.protection.queries import due_of
from feedback.protection.record import COLUMNS, FileRow, read_entries
from feedback.shutting.models import PetitionShutOut
from feedback.shutting.reads import tag_of

AT_ONCE = 200
# Who may read a record among those named: whoever only verifies does not (policies.can_read).
_READING = (Role.INTAKE_CLERK, Role.HANDLER, Role.LEADER)


def look_again(ctx: Context, file_id: UUID, agency_id: UUID) -> None:
    """Write down the next day on which somebody should look, from what the record says now."""
    folded = fold(read_entries(ctx, file_id))
    _note(ctx, file_id, look_day(ctx, folded, agency_id))


def look_now(ctx: Context, file_id: UUID, *, local: bool) -> None:
    """The province should look today (`local`), or nothing waits there."""
    _note(ctx, file_id, local_date(ctx.now) if local else None)


def look_day(ctx: Context, folded: Folded, agency_id: UUID) -> date | None:
    """Today when something unread lies there; else the day before the term ends or a measure runs out."""
    if folded.unread_since is not None:
        return local_date(ctx.now)
    days = [one.until for one in folded.in_force if one.until]
    due = due_of(ctx, folded, agency_id)
    if due is not None and due.due_at is not None:
        days.append(local_date(due.due_at))
    return min(days) - timedelta(days=1) if days else None


def tell_readers(ctx: Context) -> int:
    """Tell those who may read whatever waits, once a day, on their first page and nowhere else; how many were told.

    One line says only that there is something: which case, and whether a word or a danger, nobody reads there.
    """
    f, today = ConfidedFile, local_date(ctx.now)
    waiting = (f.look_on <= today, or_(f.told_on.is_(None), f.told_on < today))
    rows = ctx.session.execute(select(*COLUMNS).where(*waiting).order_by(f.look_on).limit(AT_ONCE)).all()
    told = 0
    for row in rows:
        file = FileRow(**row._asdict())
        agency_id, people = _readers(ctx, file)
        told += _tell(ctx, agency_id, people)
        ctx.session.execute(update(f).where(f.id == file.id).values(told_on=today))
    return told


def _note(ctx: Context, file_id: UUID, day: date | None) -> None:
    f = ConfidedFile
    ctx.session.execute(update(f).where(f.id == file_id).values(look_on=day, told_on=None))


def _readers(ctx: Context, file: FileRow) -> tuple[UUID, Sequence[UUID]]:
    """Whose desk it is at, and who may read it there."""
    s = PetitionShutOut
    shut = set(ctx.session.execute(select(s.tag).where(s.petition_id == file.petition_id)).scalars())
    if file.desk_id is not None:
        clerks = _holders(ctx, Role.INTAKE_CLERK, file.desk_id)
        return file.desk_id, [who for who in clerks if tag_of(ctx, who) not in shut]
    p = Petition
    row = ctx.session.execute(select(p.agency_id, p.assignee_id).where(p.id == file.petition_id)).one()
    here = {who for role in _READING for who in _holders(ctx, role, row.agency_id)}
    named = ({row.assignee_id} | set(named_in(ctx, file.petition_id))) & here
    people = sorted(named) or _holders(ctx, Role.INTAKE_CLERK, row.agency_id)
    return row.agency_id, [who for who in people if tag_of(ctx, who) not in shut]


def _holders(ctx: Context, role: Role, agency_id: UUID) -> list[UUID]:
    return [person.account_id for person in list_holders(ctx, role=role, agency_id=agency_id)]


def _tell(ctx: Context, agency_id: UUID, people: Sequence[UUID]) -> int:
    n = OfficialNotice
    kind = OfficialNoticeKind.CONFIDED_WAITS
    unseen = (n.account_id.in_(people), n.seen_at.is_(None), n.kind == kind.value)
    have = set(ctx.session.execute(select(n.account_id).where(*unseen)).scalars())
    fresh = [who for who in people if who not in have]
    tell_officials(ctx, fresh, agency_id=agency_id, kind=kind)
    return len(fresh)

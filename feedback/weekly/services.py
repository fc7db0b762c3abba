"""The link to one's week on Monday morning, for those who wish: one mail a week, in office hours, no figure in it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, insert, or_, select, update

from accounts.models import Account
from accounts.queries import active_grants
from core.context import Context
from core.errors import Forbidden
from core.notices import Channel, queue_notice
from core.text import N_
from deadlines.catalogue import current
from deadlines.reminders import address_of
from deadlines.reminding import in_office_hours
from feedback.weekly.errors import AddressMissing
from feedback.weekly.models import WeeklyWish
from feedback.weekly.policies import OVER
from feedback.weekly.weeks import week_of

AT_ONCE = 100
SUBJECT = N_("Trang tuần của lãnh đạo đã sẵn sàng")
PAGE = "/can-bo/tuan"


def wish_mail(ctx: Context, *, wanted: bool) -> None:
    """Whether the official who acts wants the mail; from next Monday on. Raises Forbidden, AddressMissing."""
    account_id, w = ctx.actor.account_id, WeeklyWish
    if account_id is None or not ctx.actor.roles() & set(OVER):
        raise Forbidden
    if wanted and not address_of(ctx, account_id):
        raise AddressMissing
    ctx.session.execute(delete(w).where(w.account_id == account_id))
    if wanted:
        values = {"account_id": account_id, "sent_for": week_of(ctx.now).monday, "changed_at": ctx.now}
        ctx.session.execute(insert(w).values(**values))


def wants_mail(ctx: Context, account_id: UUID) -> bool:
    """Whether they asked for it. One statement."""
    w = WeeklyWish
    return ctx.session.execute(select(w.account_id).where(w.account_id == account_id)).first() is not None


def mail_weeks(ctx: Context, *, public_url: str | None) -> int:
    """Write to some of those whose mail of this week has not gone out; how many were looked at. Run again until 0.

    From the first office hour of the week on, which is Monday unless that is a holiday or the server stood still. Who
    leads nothing any more, has closed their account or given up their address is left out.
    """
    if not in_office_hours(ctx.now, current(ctx).calendar):
        return 0
    w, monday = WeeklyWish, week_of(ctx.now).monday
    waiting = select(w.account_id).where(or_(w.sent_for.is_(None), w.sent_for < monday)).order_by(w.account_id)
    accounts = ctx.session.execute(waiting.limit(AT_ONCE).with_for_update(skip_locked=True)).scalars().all()
    if accounts:
        ctx.session.execute(update(w).where(w.account_id.in_(accounts)).values(sent_for=monday))
    for account_id in accounts:
        _mail(ctx, account_id, public_url)
    return len(accounts)


def _mail(ctx: Context, account_id: UUID, public_url: str | None) -> None:
    a = Account
    agency_id = ctx.session.execute(
        select(a.agency_id).where(a.id == account_id, a.disabled_at.is_(None))
    ).scalar_one_or_none()
    over = {grant.role for grant in active_grants(ctx.session, account_id, now=ctx.now)} & set(OVER)
    email = address_of(ctx, account_id)
    if agency_id is None or not over or not email:
        return
    at = f": {public_url}{PAGE}" if public_url else ""
    queue_notice(
        ctx, agency_id=agency_id, channel=Channel.EMAIL, to=email, subject=SUBJECT,
        text=f"Mời đăng nhập rồi mở trang Tuần này{at}. Thư này không kèm số liệu.", subject_type="week",
        subject_id=None,
    )  # fmt: skip

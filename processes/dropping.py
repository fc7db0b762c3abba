"""A real drop at the counter reaches the head and whoever runs the surveys: a line on their first page."""

from __future__ import annotations

from uuid import UUID

from accounts.inbox import OfficialNoticeKind, tell_officials
from accounts.queries import list_holders
from accounts.roles import Role
from core import audit
from core.context import Context
from surveys.alerts.finding import find_alerts

TOLD = (Role.LEADER, Role.SURVEY_MANAGER)


def tell_of_drops(ctx: Context, agency_id: UUID) -> int:
    """Note the drops of an agency's last week and tell those concerned, once; how many drops were new."""
    found = find_alerts(ctx, agency_id)
    if not found:
        return 0
    people = [one.account_id for role in TOLD for one in list_holders(ctx, role=role, agency_id=agency_id)]
    tell_officials(
        ctx, people, agency_id=agency_id, kind=OfficialNoticeKind.SURVEY_DROP,
        week=found[0].week.isoformat(), places=len(found),
    )  # fmt: skip
    audit.record(
        ctx, agency_id=agency_id, action="surveys:drop:told", subject_type="agency", subject_id=agency_id,
        week=found[0].week.isoformat(), places=len(found), people=len(set(people)),
    )  # fmt: skip
    return len(found)

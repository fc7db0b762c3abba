"""Counts that are not those of their answers reach whoever runs the system and the surveys there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from accounts.inbox import OfficialNoticeKind, tell_officials
from accounts.queries import list_holders
from accounts.roles import Role
from agencies.queries import find_card_by_code, get_card
from core import audit
from core.context import Context
from surveys.proof.counting import Difference

_THERE = (Role.COMMUNE_ADMIN, Role.PROVINCE_ADMIN, Role.SURVEY_MANAGER)


def tell_of_differences(ctx: Context, fresh: Sequence[Difference]) -> None:
    """Tell of differences found for the first time, each agency's once, and write them into its audit chain."""
    by_agency: dict[UUID, list[Difference]] = defaultdict(list)
    for one in fresh:
        by_agency[one.place.agency_id].append(one)
    for agency_id, found in sorted(by_agency.items()):
        people = _people(ctx, agency_id)
        tell_officials(ctx, people, agency_id=agency_id, kind=OfficialNoticeKind.SURVEY_COUNTS_DIFFER, cells=len(found))
        audit.record(
            ctx, agency_id=agency_id, action="surveys:proof:differs", subject_type="agency", subject_id=agency_id,
            cells=len(found), people=len(people),
        )  # fmt: skip


def _people(ctx: Context, agency_id: UUID) -> Sequence[UUID]:
    """Those of the place itself, and the administrators of its province."""
    people = [one.account_id for role in _THERE for one in list_holders(ctx, role=role, agency_id=agency_id)]
    province = find_card_by_code(ctx, get_card(ctx, agency_id).province_code)
    if province is not None:
        above = list_holders(ctx, role=Role.PROVINCE_ADMIN, agency_id=province.id)
        people += [one.account_id for one in above]
    return list(dict.fromkeys(people))

"""What every write of agencies checks first."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import update

from agencies.errors import AgencyEnded, WrongKindOfAgency
from agencies.models import Agency
from agencies.policies import can_govern, can_manage
from agencies.queries import AgencyCard, lock_agency
from agencies.states import AgencyKind
from core.context import Context
from core.errors import Forbidden, StaleVersion

GOVERNMENT = (AgencyKind.PROVINCE, AgencyKind.COMMUNE)


def lock_for(ctx: Context, agency_id: UUID, *, kinds: tuple[AgencyKind, ...], govern: bool = False) -> AgencyCard:
    """The locked card of an agency the actor may change.

    Raises NotFound, Forbidden, AgencyEnded, WrongKindOfAgency.
    """
    card = lock_agency(ctx, agency_id)
    allowed = can_govern if govern else can_manage
    if not allowed(ctx.actor, card.path):
        raise Forbidden
    if not card.in_force:
        raise AgencyEnded
    if card.kind not in kinds:
        raise WrongKindOfAgency
    return card


def save(ctx: Context, card: AgencyCard, **values: Any) -> None:
    """Write columns of a locked agency and step its version."""
    a = Agency
    ctx.session.execute(update(a).where(a.id == card.id).values(version=card.version + 1, **values))


def check_version(seen: int, current: int) -> None:
    """Raise StaleVersion when the record changed since the form was opened."""
    if seen != current:
        raise StaleVersion

"""Who is named in a proceeding: read on every page of such a case, so it stands apart from the rest."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import bindparam, select

from core.context import Context
from core.db import fetch
from feedback.machine import FORMAL_KINDS
from feedback.proceedings.models import ProceedingMember
from feedback.proceedings.states import Part
from feedback.states import PetitionKind

_TEAM = select(ProceedingMember.account_id, ProceedingMember.part).where(
    ProceedingMember.petition_id == bindparam("petition_id")
)


def named_in(ctx: Context, petition_id: UUID) -> dict[UUID, Part]:
    """Everybody who is named, and what for. One small query."""
    return ctx.once(
        ("team", petition_id),
        lambda: {row.account_id: row.part for row in fetch(ctx.session, _TEAM, petition_id=petition_id)},
    )


def team_of(ctx: Context, petition_id: UUID, kind: PetitionKind | None) -> frozenset[UUID]:
    """The same without their parts; nothing is asked of what is no complaint or denunciation."""
    return frozenset(named_in(ctx, petition_id)) if kind in FORMAL_KINDS else frozenset()

"""Holds: a case under dispute or before a court is not erased, by nobody and by no schedule."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.sql.elements import ColumnElement

from casework.erasures.errors import CaseHeld
from casework.erasures.models import CaseHold
from core.context import Context


def is_held(case_id: ColumnElement[UUID]) -> ColumnElement[bool]:
    """A condition: the case of this column is held. For the lists of the retention schedule."""
    return exists().where(CaseHold.case_id == case_id, CaseHold.lifted_at.is_(None))


def held_among(ctx: Context, case_ids: Collection[UUID]) -> frozenset[UUID]:
    """Which of these cases are held."""
    h = CaseHold
    return frozenset(
        ctx.session.execute(select(h.case_id).where(h.case_id.in_(case_ids), h.lifted_at.is_(None))).scalars()
    )


def refuse_if_held(ctx: Context, *case_ids: UUID) -> None:
    """Raises CaseHeld when any of them is."""
    if held_among(ctx, case_ids):
        raise CaseHeld

"""Holds: a case under dispute or before a court is not erased, by nobody and by no schedule."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import delete, exists, insert, select
from sqlalchemy.sql.elements import ColumnElement

from casework.erasures.errors import CaseHeld, Restricted
from casework.erasures.models import CaseHold, CaseRestriction
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


def restrict(ctx: Context, case_id: UUID, *, request_id: UUID) -> None:
    """Nothing of the case is published from now on. 91/2025/QH15 art. 4; the caller takes down what is public."""
    r = CaseRestriction
    ctx.session.execute(delete(r).where(r.case_id == case_id))
    ctx.session.execute(insert(r).values(case_id=case_id, request_id=request_id, since=ctx.now))


def refuse_if_restricted(ctx: Context, case_id: UUID) -> None:
    """Raises Restricted. Whoever puts a case before the public asks this first."""
    r = CaseRestriction
    if ctx.session.execute(select(r.case_id).where(r.case_id == case_id)).first():
        raise Restricted

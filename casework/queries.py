"""Reads of casework."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from casework.models import CaseHandle
from core.context import Context


def find_number(ctx: Context, case_id: UUID) -> str | None:
    """The public number of a case."""
    return ctx.session.execute(select(CaseHandle.number).where(CaseHandle.case_id == case_id)).scalar_one_or_none()

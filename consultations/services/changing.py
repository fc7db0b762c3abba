"""What every write of a consultation shares: locking, versions, the audit entry."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import update

from consultations.models import Consultation
from consultations.queries import lock_consultation
from core import audit
from core.context import Context
from core.errors import StaleVersion


def lock_version(ctx: Context, consultation_id: UUID, version: int) -> Consultation:
    """The locked row, as the actor last saw it. Raises NotFound, StaleVersion."""
    row = lock_consultation(ctx, consultation_id)
    if row.version != version:
        raise StaleVersion
    return row


def change(ctx: Context, row: Consultation, **values: Any) -> None:
    """Write new values under a new version."""
    ctx.session.execute(
        update(Consultation)
        .where(Consultation.id == row.id)
        .values(version=row.version + 1, updated_at=ctx.now, **values)
        .execution_options(synchronize_session=False)
    )


def record(ctx: Context, agency_id: UUID, consultation_id: UUID, act: str, **detail: Any) -> None:
    """The audit entry of an act (`subject:verb`)."""
    audit.record(
        ctx, agency_id=agency_id, action=f"consultations:{act}", subject_type="consultation",
        subject_id=consultation_id, **detail,
    )  # fmt: skip

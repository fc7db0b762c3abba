"""Whoever sent an opinion takes back their name, or what they wrote; that somebody agreed or not stays counted."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from casework.erasures.holds import refuse_if_held
from casework.erasures.shredding import shred_case
from casework.erasures.states import Erased
from casework.identity import erase_identity
from consultations.models import Consultation, Opinion
from consultations.opinion_queries import CASE_TYPE
from consultations.services.changing import record
from core.context import Context
from core.errors import NotFound


def erase_opinion(ctx: Context, opinion_id: UUID, *, words: bool) -> bool:
    """The sender erases name and phone, and with `words` what they wrote too; gives whether there was anything.

    The web layer has checked the access code. The stance stays in the count: it names nobody. Raises NotFound,
    CaseHeld. 91/2025/QH15 art. 4, 9.
    """
    agency_id, consultation_id = _place(ctx, opinion_id)
    refuse_if_held(ctx, opinion_id)
    if words:
        done = shred_case(ctx, opinion_id, case_type=CASE_TYPE, what=Erased.OPINION)
    else:
        done = erase_identity(ctx, opinion_id, case_type=CASE_TYPE)
    if done:
        record(ctx, agency_id, consultation_id, "opinion:erase")
    return done


def _place(ctx: Context, opinion_id: UUID) -> tuple[UUID, UUID]:
    o, c = Opinion, Consultation
    found = select(c.agency_id, c.id).join(o, o.consultation_id == c.id).where(o.id == opinion_id)
    row = ctx.session.execute(found.with_for_update()).one_or_none()
    if row is None:
        raise NotFound
    return row.agency_id, row.id

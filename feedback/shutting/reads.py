"""Whether the actor is shut out of a petition: asked by every list and every act, so it stands apart from the rest."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ColumnElement, LargeBinary, bindparam, select

from accounts.ties.services import close_to
from casework.sealing import CaseKey, open_case_key
from core.clock import local_date
from core.context import Context
from core.db import fetch
from feedback.models import Petition
from feedback.shutting.models import PetitionAccused, PetitionShutOut

ACCUSED_PART = "accused"
_SEALED = select(PetitionAccused.sealed).where(PetitionAccused.petition_id == bindparam("petition_id"))


def tag_of(ctx: Context, account_id: UUID | None) -> bytes:
    """The keyed hash of an account; of nobody it is empty, and nothing is found by it."""
    return ctx.keys.tag("petition-shut-out", account_id.bytes) if account_id else b""


def accused_tag(ctx: Context, account_id: UUID) -> bytes:
    """The keyed hash by which a case that accuses an account is found when that account leads the place that has it."""
    return ctx.keys.tag("petition-accused", account_id.bytes)


def shut_to_me() -> ColumnElement[bool]:
    """The condition on Petition that the actor whose tag is bound as `me` is shut out of it."""
    s = PetitionShutOut
    mine = s.tag == bindparam("me", type_=LargeBinary())
    return select(s.petition_id).where(s.petition_id == Petition.id, mine).exists()


def accuses() -> ColumnElement[bool]:
    """The condition on Petition that it was said whom it accuses."""
    a = PetitionAccused
    return select(a.petition_id).where(a.petition_id == Petition.id).exists()


def accused_of(ctx: Context, petition_id: UUID, *, key: CaseKey | None = None) -> frozenset[UUID]:
    """The officials it was declared to speak of. The caller has decided that the reader may. Raises CaseLocked."""
    sealed = fetch(ctx.session, _SEALED, petition_id=petition_id).scalar_one_or_none()
    if sealed is None:
        return frozenset()
    named = (key or open_case_key(ctx, petition_id)).open_json(sealed, part=ACCUSED_PART)
    return frozenset(UUID(one) for one in named)


def shut_out_of(ctx: Context, petition_id: UUID, apart: Collection[UUID]) -> frozenset[UUID]:
    """Everybody who must not work it: who gave it back as too close, whom it accuses, and who is close to those."""
    accused = accused_of(ctx, petition_id)
    if not accused:
        return frozenset(apart)
    came = ctx.session.execute(select(Petition.received_at).where(Petition.id == petition_id)).scalar_one()
    return frozenset(apart) | accused | close_to(ctx, accused, since=local_date(came))

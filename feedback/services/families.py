"""What a petition was split from and into says the same and comes from the same person: sealed together.

Splitting sees to it at that moment (`splitting`); this, when a part is only recognised later.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import exists, select, update
from sqlalchemy.orm import aliased

from casework.sealing import open_case_key
from core import outbox
from core.context import Context
from feedback import searching
from feedback.events import Resealed
from feedback.models import Petition
from feedback.publishing.hiding import hide_sealed
from feedback.queries.cases import open_content
from feedback.routes.queries import whole_of
from feedback.services.locking import follow, renew
from feedback.services.moving import lock_petition, record
from feedback.services.receiving import seal_content, unplaced
from feedback.services.untagging import forget_tags
from feedback.states import PetitionState

# Until triage everything is sealed, and what was cut up unread: neither says that somebody is spoken of.
_NOT_YET = (PetitionState.RECEIVED, PetitionState.SPLIT)


def hold_family(ctx: Context, petition_id: UUID) -> None:
    """Lock it with what it was split from and into, in one order for everybody, before one of them is decided on."""
    ids = split_family(ctx, petition_id)
    if ids:
        p = Petition
        ctx.session.execute(select(p.id).where(p.id.in_(ids)).order_by(p.id).with_for_update()).all()


def is_kept_in_family(ctx: Context, petition_id: UUID) -> bool:
    """Whether another part is kept sealed: who sent this one sent that one."""
    p, ids = Petition, split_family(ctx, petition_id)
    others = (p.id.in_(ids), p.id != petition_id, p.sealed, p.state.not_in(_NOT_YET))
    return bool(ids) and bool(ctx.session.execute(select(exists().where(*others))).scalar_one())


def seal_family(ctx: Context, petition_id: UUID) -> None:
    """It stays sealed: whatever else of the family was readable is sealed too, with all that was indexed or shown.

    Denunciation Act art. 8, 9; law sheet §2.4. The caller holds the family. Raises NoKeyYet, as every sealing.
    """
    for one in split_family(ctx, petition_id):
        if one != petition_id:
            _seal(ctx, one)


def split_family(ctx: Context, petition_id: UUID) -> Sequence[UUID]:
    """The whole and all its parts; nothing when it was never split."""
    wholes = whole_of(ctx, petition_id)
    if not wholes:
        return []
    p, above = Petition, aliased(Petition)
    family, newest = [wholes[-1]], [wholes[-1]]
    while newest:
        cut = select(p.id).join(above, above.id == p.parent_id).where(above.state == PetitionState.SPLIT)
        newest = list(ctx.session.execute(cut.where(p.parent_id.in_(newest)).order_by(p.id)).scalars())
        family += newest
    return family


def _seal(ctx: Context, petition_id: UUID) -> None:
    p, locked = Petition, lock_petition(ctx, petition_id)
    if locked.sealed:
        return
    written = open_content(ctx, petition_id)
    title = ctx.session.execute(select(p.title).where(p.id == petition_id)).scalar_one()
    again = seal_content(
        open_case_key(ctx, petition_id), written.content, title=title, apart=written.apart, kept=True
    )  # fmt: skip
    searching.forget(ctx, petition_id)
    hide_sealed(ctx, petition_id)
    forget_tags(ctx, petition_id)
    shown = {"title": "", "body": "", "place": "", "hamlet_id": None, **unplaced(locked.agency_id)}
    values = {**shown, "sealed": True, "sealed_content": again, "version": locked.version + 1}
    ctx.session.execute(update(p).where(p.id == petition_id).values(**values))
    record(ctx, locked, "seal")
    renew(ctx, petition_id)
    follow(ctx, petition_id)
    outbox.publish(ctx, Resealed(petition_id=petition_id))

"""Which petitions changed, in an order that never skips one.

Every act on a petition is a link in the audit chain of its agency, written in the act's own transaction and numbered
without gaps. So reading the chains on from where one stopped finds each change once, and nobody who changes a petition
has to know of the export. What changed gets the next position; what changed again moves to the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select, update

from agencies.models import Agency
from agencies.queries import get_card, under
from core.audit import AuditEntry, AuditHead
from core.context import Context
from feedback.models import Petition
from reports.models import ExportChain, ExportCounter, ExportPosition

AT_ONCE = 2_000


def collect(ctx: Context, province_id: UUID, *, most: int = AT_ONCE) -> int:
    """Read on in the chains of a province, a bounded stretch; gives how many links were read, 0 when none is left."""
    position = _lock_counter(ctx, province_id)
    read = 0
    changed: dict[UUID, None] = {}
    for agency_id, seq in _behind(ctx, get_card(ctx, province_id).path):
        if read >= most:
            break
        links = _links(ctx, agency_id, seq, most - read)
        read += len(links)
        changed.update(dict.fromkeys(UUID(link.subject_id) for link in links if link.subject_type == "petition"))
        _keep_chain(ctx, agency_id, links[-1].seq, known=seq > 0)
    _place(ctx, province_id, position, list(changed))
    return read


def count_waiting(ctx: Context, province_id: UUID, after: int) -> int:
    """How many petitions stand behind a position."""
    x = ExportPosition
    return ctx.session.execute(
        select(func.count()).where(x.province_id == province_id, x.position > after)
    ).scalar_one()


def _lock_counter(ctx: Context, province_id: UUID) -> int:
    c = ExportCounter
    found = ctx.session.execute(
        select(c.position).where(c.province_id == province_id).with_for_update()
    ).scalar_one_or_none()
    if found is None:
        ctx.session.execute(insert(c).values(province_id=province_id, position=0))
    return found or 0


def _behind(ctx: Context, path: str) -> Sequence[tuple[UUID, int]]:
    """The chains that have links nobody has read yet, and up to which link each was read."""
    h, x, a = AuditHead, ExportChain, Agency
    seen = func.coalesce(x.seq, 0)
    rows = ctx.session.execute(
        select(h.chain, seen)
        .join(a, a.id == h.chain)
        .outerjoin(x, x.agency_id == h.chain)
        .where(under(a.path, path), h.seq > seen)
        .order_by(a.path)
    )
    return [(row[0], row[1]) for row in rows]


def _links(ctx: Context, agency_id: UUID, seq: int, most: int) -> Sequence[Any]:
    e = AuditEntry
    return ctx.session.execute(
        select(e.seq, e.subject_type, e.subject_id).where(e.chain == agency_id, e.seq > seq).order_by(e.seq).limit(most)
    ).all()


def _keep_chain(ctx: Context, agency_id: UUID, seq: int, *, known: bool) -> None:
    x = ExportChain
    if known:
        ctx.session.execute(update(x).where(x.agency_id == agency_id).values(seq=seq))
    else:
        ctx.session.execute(insert(x).values(agency_id=agency_id, seq=seq))


def _place(ctx: Context, province_id: UUID, position: int, changed: Sequence[UUID]) -> None:
    """Give the next positions to what really has another version than the one that was given out."""
    p, x, a = Petition, ExportPosition, Agency
    rows = {
        row.id: row
        for row in ctx.session.execute(
            select(p.id, p.version, x.version.label("known"))
            .join(a, a.id == p.agency_id)
            .outerjoin(x, x.petition_id == p.id)
            .where(p.id.in_(changed), a.province_id == province_id)
        )
    }
    for one in changed:
        row = rows.get(one)
        if row is None or row.known == row.version:
            continue
        position += 1
        values = {"province_id": province_id, "position": position, "version": row.version}
        if row.known is None:
            ctx.session.execute(insert(x).values(petition_id=one, **values))
        else:
            ctx.session.execute(update(x).where(x.petition_id == one).values(**values))
    ctx.session.execute(update(ExportCounter).where(ExportCounter.province_id == province_id).values(position=position))

"""Who of a desk is shut out of a sealed petition, written down anew."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import delete, insert, select

from accounts.queries import list_holders
from accounts.roles import Role
from accounts.ties.services import list_workers
from agencies.queries import get_card
from casework.sealing import CaseKey, open_case_key
from core.context import Context
from core.errors import NotFound
from feedback.desk.models import DeskRecord
from feedback.models import Petition
from feedback.protection.models import ConfidedFile
from feedback.queries.cases import open_content
from feedback.routes.models import PetitionTransfer
from feedback.shutting.models import PetitionAccused, PetitionShutOut
from feedback.shutting.reads import ACCUSED_PART, accused_of, accused_tag, shut_out_of, tag_of


def refresh(ctx: Context, petition_id: UUID) -> frozenset[UUID]:
    """Write anew who of the desk that has it is shut out; gives everybody who is. Whoever calls it can read the case.

    After it was said whom it accuses, after somebody stood aside, after it came to another desk: clerks of the desk
    it left, where a line of it stays in lists and book, are kept from that line too.
    """
    p = Petition
    locked = ctx.session.execute(select(p.agency_id, p.sealed).where(p.id == petition_id)).one()
    shut = shut_out_of(ctx, petition_id, open_content(ctx, petition_id).apart)
    s = PetitionShutOut
    ctx.session.execute(delete(s).where(s.petition_id == petition_id))
    if locked.sealed and shut:
        tags = {tag_of(ctx, one) for one in _who_would_see(ctx, petition_id, locked.agency_id) if one in shut}
        if get_card(ctx, locked.agency_id).province_id != locked.agency_id:
            tags |= {accused_tag(ctx, one) for one in accused_of(ctx, petition_id)}
        if tags:
            ctx.session.execute(insert(s), [{"petition_id": petition_id, "tag": tag} for tag in sorted(tags)])
    return shut


def _who_would_see(ctx: Context, petition_id: UUID, agency_id: UUID) -> set[UUID]:
    """Who works at the desk that has it, and the clerks of those where a line says that it was there, or where a report
    of retaliation over it lies.
    """
    t, d, f = PetitionTransfer, DeskRecord, ConfidedFile
    left = select(t.from_agency_id).where(t.petition_id == petition_id, t.recalled_at.is_(None))
    written = select(d.agency_id).where(d.petition_id == petition_id)
    reported = select(f.desk_id).where(f.petition_id == petition_id, f.desk_id.is_not(None))
    before = set(ctx.session.execute(left.union(written, reported)).scalars()) - {agency_id}
    clerks = [one for place in before for one in list_holders(ctx, role=Role.INTAKE_CLERK, agency_id=place)]
    return {one.account_id for one in (*list_workers(ctx, [agency_id]), *clerks)}


def inherit(ctx: Context, from_id: UUID, key: CaseKey) -> None:
    """What goes on with a petition accuses the same people and is kept from the same ones; nobody has to say it again.

    Of a petition whose words already say who stood aside. The actor reads the one it comes from. Law sheet §2.4.
    """
    write_accused(ctx, key, accused_of(ctx, from_id))
    refresh(ctx, key.case_id)


def share_accused(ctx: Context, petition_ids: Collection[UUID]) -> None:
    """What is worked together accuses whomever any of it accuses. The actor reads all of them."""
    named = frozenset[UUID]().union(*(accused_of(ctx, one) for one in petition_ids))
    for petition_id in petition_ids:
        write_accused(ctx, open_case_key(ctx, petition_id), named)
        refresh(ctx, petition_id)


def write_accused(ctx: Context, key: CaseKey, accounts: Collection[UUID]) -> None:
    """Seal whom it accuses, in place of whoever was named before."""
    a = PetitionAccused
    ctx.session.execute(delete(a).where(a.petition_id == key.case_id))
    if accounts:
        sealed = key.seal_json(sorted(str(one) for one in accounts), part=ACCUSED_PART)
        ctx.session.execute(insert(a).values(petition_id=key.case_id, sealed=sealed))


def refuse_shut_out(ctx: Context, petition_id: UUID) -> None:
    """Before anything of it is shown: also somebody who came to the desk after it was said whom it accuses.

    Raises NotFound: for them there is no such petition.
    """
    accused = accused_of(ctx, petition_id)
    if ctx.actor.account_id in shut_out_of(ctx, petition_id, accused):
        raise NotFound

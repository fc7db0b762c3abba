"""What hamlets are told of by their heads: the items to carry from house to house, and the word that it was done.

Law 10/2022 art. 13.3 and 13.4: items 7 to 12 are read out, and carried to people by the head of each hamlet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import insert, or_, select

from accounts.roles import Role
from agencies.queries import get_card
from core import audit
from core.clock import local_date
from core.context import Context
from core.errors import Forbidden, NotFound
from core.ids import uuid7
from disclosures.commands import TellHamlet
from disclosures.errors import ToldOutsidePosting
from disclosures.models import Disclosure, DisclosureTelling
from disclosures.queries import legal_items, lock_disclosure
from disclosures.states import Channel, DisclosureState, Told

MOST = 30


@dataclass(frozen=True, slots=True)
class Telling:
    """One way in which one hamlet was told."""

    hamlet_id: UUID
    way: Told
    told_on: date
    note: str


@dataclass(frozen=True, slots=True)
class ToTell:
    """An item that a hamlet is to be told of, and what was done so far."""

    id: UUID
    title: str
    summary: str
    legal_item: str
    posting_from: date
    posting_to: date | None
    done: tuple[Telling, ...]


def list_to_tell(ctx: Context, hamlet_id: UUID) -> Sequence[ToTell]:
    """What stands posted now and goes through the head of this hamlet; what nobody was told of yet comes first.

    Raises Forbidden.
    """
    _require_head(ctx, hamlet_id)
    d, today = Disclosure, local_date(ctx.now)
    names = legal_items(ctx)
    codes = [code for code, item in names.items() if Channel.HAMLET_HEAD in item.channels]
    rows = ctx.session.execute(
        select(d.id, d.title, d.summary, d.legal_item, d.posting_from, d.posting_to)
        .where(
            d.agency_id == get_card(ctx, hamlet_id).parent_id, d.state == DisclosureState.PUBLISHED,
            d.historical.is_(False), d.legal_item.in_(codes), or_(d.posting_to.is_(None), d.posting_to >= today),
        )
        .order_by(d.published_at.desc(), d.id.desc())
        .limit(MOST)
    ).all()  # fmt: skip
    told = tellings(ctx, [row.id for row in rows], hamlet_id=hamlet_id)
    found = [
        ToTell(row.id, row.title, row.summary, names[row.legal_item].name, row.posting_from, row.posting_to,
               told.get(row.id, ()))
        for row in rows
    ]  # fmt: skip
    return sorted(found, key=lambda item: bool(item.done))


def get_to_tell(ctx: Context, hamlet_id: UUID, disclosure_id: UUID) -> ToTell:
    """One of them. Raises NotFound, Forbidden."""
    for item in list_to_tell(ctx, hamlet_id):
        if item.id == disclosure_id:
            return item
    raise NotFound


def tellings(
    ctx: Context, disclosure_ids: Iterable[UUID], *, hamlet_id: UUID | None = None
) -> dict[UUID, tuple[Telling, ...]]:
    """Who was told of these items, oldest first; of one hamlet when it is given."""
    t = DisclosureTelling
    statement = select(t.disclosure_id, t.hamlet_id, t.way, t.told_on, t.note).where(
        t.disclosure_id.in_(list(disclosure_ids))
    )
    if hamlet_id is not None:
        statement = statement.where(t.hamlet_id == hamlet_id)
    found: defaultdict[UUID, tuple[Telling, ...]] = defaultdict(tuple)
    for row in ctx.session.execute(statement.order_by(t.told_on, t.id)):
        found[row.disclosure_id] += (Telling(row.hamlet_id, row.way, row.told_on, row.note),)
    return dict(found)


def tell_hamlet(ctx: Context, command: TellHamlet) -> None:
    """Note that a hamlet was told; the same way on the same day again changes nothing.

    Raises NotFound, Forbidden, ToldOutsidePosting. Law 10/2022 art. 13.4.
    """
    _require_head(ctx, command.hamlet_id)
    row = lock_disclosure(ctx, command.disclosure_id)
    if row.state is not DisclosureState.PUBLISHED or row.agency_id != get_card(ctx, command.hamlet_id).parent_id:
        raise NotFound
    if row.posting_from is None or not row.posting_from <= command.told_on <= local_date(ctx.now):
        raise ToldOutsidePosting(since=f"{row.posting_from:%d/%m/%Y}")
    done = tellings(ctx, [row.id], hamlet_id=command.hamlet_id).get(row.id, ())
    if any((one.way, one.told_on) == (command.way, command.told_on) for one in done):
        return
    ctx.session.execute(
        insert(DisclosureTelling).values(
            id=uuid7(), disclosure_id=row.id, hamlet_id=command.hamlet_id, way=command.way, told_on=command.told_on,
            note=command.note, recorded_by=ctx.actor.account_id, recorded_at=ctx.now,
        )
    )  # fmt: skip
    audit.record(
        ctx, agency_id=row.agency_id, action="disclosure:hamlet:tell", subject_type="disclosure", subject_id=row.id,
        hamlet=str(command.hamlet_id), way=command.way.value, told_on=command.told_on.isoformat(),
    )  # fmt: skip


def _require_head(ctx: Context, hamlet_id: UUID) -> None:
    if not ctx.actor.holds_at(Role.HAMLET_HEAD, hamlet_id):
        raise Forbidden

"""Hamlets and offices."""

from __future__ import annotations

from itertools import count
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select

from agencies.commands import CreateHamlet, CreateOffice
from agencies.errors import NameAlreadyTaken, WrongKindOfAgency
from agencies.models import Agency
from agencies.naming import HAMLET_SUBTYPES, segment
from agencies.queries import AgencyCard
from agencies.services._guard import GOVERNMENT, lock_for, save
from agencies.states import AgencyKind
from core import audit
from core.clock import local_date
from core.context import Context
from core.ids import uuid7
from core.text import fold

# Short heads keep addresses short: "24.07288.th-trung-tam".
_HEADS = {"Thôn": "th", "Tổ dân phố": "tdp", "Khu phố": "kp"}


def create_hamlet(ctx: Context, command: CreateHamlet) -> UUID:
    """Add a thôn, tổ dân phố, … to a commune; gives its id.

    Raises NameAlreadyTaken, WrongKindOfAgency, and what `lock_for` raises.
    """
    if command.subtype not in HAMLET_SUBTYPES:
        raise WrongKindOfAgency(field="subtype")
    commune = lock_for(ctx, command.commune_id, kinds=(AgencyKind.COMMUNE,))
    head = _HEADS.get(command.subtype, segment(command.subtype))
    return _create(
        ctx, commune, AgencyKind.HAMLET, f"{head}-{segment(command.short_name)}",
        subtype=command.subtype, name=f"{command.subtype} {command.short_name}", short_name=command.short_name,
    )  # fmt: skip


def create_office(ctx: Context, command: CreateOffice) -> UUID:
    """Add an office to a commune or province; gives its id. Raises NameAlreadyTaken, and what `lock_for` raises."""
    above = lock_for(ctx, command.agency_id, kinds=GOVERNMENT)
    subtype = command.name.split(" ", 1)[0]
    return _create(
        ctx, above, AgencyKind.OFFICE, f"p-{segment(command.name)}",
        subtype=subtype, name=command.name, short_name=command.name,
    )  # fmt: skip


def end_part(ctx: Context, agency_id: UUID) -> None:
    """Dissolve a hamlet or an office today; its row and all that points to it stay. Raises what `lock_for` raises."""
    card = lock_for(ctx, agency_id, kinds=(AgencyKind.HAMLET, AgencyKind.OFFICE))
    save(ctx, card, valid_to=local_date(ctx.now))
    chain = card.parent_id or card.id
    audit.record(ctx, agency_id=chain, action="agencies:agency:end", subject_type="agency", subject_id=card.id)


def free_segment(ctx: Context, above: str, wanted: str) -> str:
    """The wanted segment, or the first numbered one, that no unit below the path uses, not even an ended one."""
    a = Agency
    taken = set(ctx.session.execute(select(a.path).where(a.path.like(f"{above}.{wanted}%"))).scalars())
    candidates = (wanted if n == 1 else f"{wanted}-{n}" for n in count(1))
    return next(candidate for candidate in candidates if f"{above}.{candidate}" not in taken)


def _create(ctx: Context, above: AgencyCard, kind: AgencyKind, wanted: str, **names: Any) -> UUID:
    a = Agency
    twins = select(a.id).where(a.parent_id == above.id, a.valid_to.is_(None), a.name == names["name"])
    if ctx.session.execute(twins).first():
        raise NameAlreadyTaken
    place = free_segment(ctx, above.path, wanted)
    agency_id = uuid7()
    ctx.session.execute(
        insert(a).values(
            id=agency_id, code=f"{above.code}-{place}", kind=kind, folded=fold(names["short_name"]),
            parent_id=above.id, province_id=above.province_id, path=f"{above.path}.{place}",
            valid_from=local_date(ctx.now), valid_to=None, successor_id=None, remote=above.remote, opened_at=None,
            hotline="", desk_address="", lat=None, lon=None, version=1, **names,
        )
    )  # fmt: skip
    audit.record(
        ctx, agency_id=above.id, action="agencies:agency:create", subject_type="agency", subject_id=agency_id,
        kind=kind.value, name=names["name"],
    )  # fmt: skip
    return agency_id

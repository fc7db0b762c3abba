"""A small country for tests: one province, two communes with open desks, the legal rules, and officials."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import insert

from accounts.roles import Role
from agencies.models import Agency
from agencies.states import AgencyKind
from bootstrap.runtime import Runtime
from core.actor import Actor, ActorKind, Grant
from core.context import Context
from deadlines.reference import ensure_reference

PROVINCE, COMMUNE, NEIGHBOUR = (uuid.UUID(int=n) for n in (1, 2, 3))
_PATHS = {PROVINCE: "24", COMMUNE: "24.07288", NEIGHBOUR: "24.07289"}


@dataclass(frozen=True, slots=True)
class Places:
    """Their ids, and who works there."""

    province_id: uuid.UUID = PROVINCE
    commune_id: uuid.UUID = COMMUNE
    neighbour_id: uuid.UUID = NEIGHBOUR
    commune_code: str = "07288"

    def official(self, role: Role, agency_id: uuid.UUID = COMMUNE) -> Actor:
        """An official without an account: enough for services, which ask for roles only."""
        return Actor(ActorKind.OFFICIAL, None, role.value, (Grant(role.value, agency_id, _PATHS[agency_id]),))


def build_places(runtime: Runtime) -> Places:
    """Write them."""
    with runtime.transaction() as ctx:
        _agency(ctx, PROVINCE, "24", "Tỉnh Bắc Ninh", None)
        _agency(ctx, COMMUNE, "07288", "Xã Yên Thế", PROVINCE)
        _agency(ctx, NEIGHBOUR, "07289", "Xã Bố Hạ", PROVINCE)
        ensure_reference(ctx)
    return Places()


def _agency(ctx: Context, agency_id: uuid.UUID, code: str, name: str, parent_id: uuid.UUID | None) -> None:
    subtype, _, short = name.partition(" ")
    ctx.session.execute(
        insert(Agency).values(
            id=agency_id,
            code=code,
            kind=AgencyKind.COMMUNE if parent_id else AgencyKind.PROVINCE,
            subtype=subtype,
            name=name,
            short_name=short,
            folded=short.lower(),
            parent_id=parent_id,
            province_id=parent_id or agency_id,
            path=_PATHS[agency_id],
            valid_from=date(2025, 7, 1),
            opened_at=datetime(2025, 7, 1, tzinfo=UTC),
            remote=False,
            hotline="0204 000 001",
            desk_address="Trụ sở Ủy ban nhân dân",
            version=1,
        )
    )

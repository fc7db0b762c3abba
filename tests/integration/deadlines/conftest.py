"""A province, a commune and the shipped reference data."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

import pytest
from sqlalchemy import insert

from accounts.roles import Role
from agencies.models import Agency
from agencies.states import AgencyKind
from bootstrap.runtime import Runtime
from core.actor import Actor, ActorKind, Grant
from core.context import Context
from deadlines.reference import ensure_reference


@dataclass(frozen=True)
class Place:
    province_id: uuid.UUID
    commune_id: uuid.UUID
    province_admin: Actor
    commune_admin: Actor


def _agency(ctx: Context, path: str, kind: AgencyKind, province_id: uuid.UUID | None) -> uuid.UUID:
    agency_id = uuid.uuid4()
    code = path.rpartition(".")[2]
    ctx.session.execute(
        insert(Agency).values(
            id=agency_id, code=code, kind=kind, subtype="tỉnh", name=f"Nơi {code}", short_name=code, folded=code,
            parent_id=province_id, province_id=province_id or agency_id, path=path, valid_from=date(2025, 7, 1),
            remote=False, hotline="", desk_address="", version=1,
        )
    )  # fmt: skip
    return agency_id


@pytest.fixture
def place(runtime: Runtime) -> Place:
    with runtime.transaction() as ctx:
        ensure_reference(ctx)
        province_id = _agency(ctx, "90", AgencyKind.PROVINCE, None)
        commune_id = _agency(ctx, "90.90001", AgencyKind.COMMUNE, province_id)
    return Place(
        province_id,
        commune_id,
        Actor(ActorKind.OFFICIAL, None, "tỉnh", (Grant(Role.PROVINCE_ADMIN, province_id, "90"),)),
        Actor(ActorKind.OFFICIAL, None, "xã", (Grant(Role.COMMUNE_ADMIN, commune_id, "90.90001"),)),
    )

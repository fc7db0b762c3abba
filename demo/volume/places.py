"""Desks and counters for the volume: communes are opened, and given people and counters where they have none."""

from __future__ import annotations

from collections import defaultdict
from random import Random
from uuid import UUID

from sqlalchemy import insert, select

from accounts.models import Account, RoleGrant
from accounts.roles import Role
from agencies.commands import CreateServicePoint, OpenAgency
from agencies.importing import import_units
from agencies.models import Agency, ServicePoint
from agencies.services import create_service_point, open_agency
from bootstrap.runtime import Runtime
from core.context import Context
from core.ids import uuid7
from deadlines.reference import ensure_reference
from demo.volume.answers import Counter
from demo.volume.rows import Desk
from demo.volume.words import person
from processes.due_dates import copies_follow

# So many petitions make one desk busy for a year; fewer are spread over fewer communes.
_PER_DESK = 300
_ADDRESS = "Trụ sở Ủy ban nhân dân"


def ready_desks(runtime: Runtime, *, petitions: int, at_least: int = 1) -> list[Desk]:
    """The communes that take part, those already open first, each with people who work there.

    As many as the petitions keep busy, and no fewer than `at_least`.
    """
    rng = Random("volume/people")
    with runtime.transaction(public=True) as ctx:
        ensure_reference(ctx, on_change=copies_follow)
        communes = _communes(ctx)
        if not communes:
            import_units(ctx)
            communes = _communes(ctx)
        wanted = [row for row in communes if row.opened_at is not None]
        known = {row.province_id for row in wanted}
        # A province is filled before the next one is begun.
        closed = sorted(
            (row for row in communes if row.opened_at is None), key=lambda row: row.province_id not in known
        )
        wanted += closed[: max(0, max(petitions // _PER_DESK, at_least) - len(wanted))]
        for row in wanted:
            if row.opened_at is None:
                open_agency(ctx, OpenAgency(agency_id=row.id, hotline="0204 000 000", desk_address=_ADDRESS))
        held = _holders(ctx, (Role.HANDLER, Role.VERIFIER))
        leaders = _holders(ctx, (Role.LEADER,))
        return [
            Desk(row.id, row.code, tuple(held.get(row.id) or [_hire(ctx, rng, row.id, row.code)]),
                 next(iter(leaders.get(row.id, ())), None))
            for row in wanted
        ]  # fmt: skip


def ready_counters(runtime: Runtime, desks: list[Desk], *, each: int = 1) -> list[Counter]:
    """The counters of these desks; so many are made where there is none."""
    with runtime.transaction(public=True) as ctx:
        p = ServicePoint
        there = {row.agency_id for row in ctx.session.execute(select(p.agency_id).distinct())}
        for desk in desks:
            if desk.id not in there:
                for number in range(1, each + 1):
                    create_service_point(
                        ctx, CreateServicePoint(agency_id=desk.id, number=f"Quầy {number}", name="Một cửa")
                    )
        place = {desk.id: number for number, desk in enumerate(desks)}
        rows = ctx.session.execute(select(p.id, p.agency_id).order_by(p.id)).all()
        found = [Counter(row.id, row.agency_id) for row in rows if row.agency_id in place]
        return sorted(found, key=lambda counter: place[counter.agency_id])


def _communes(ctx: Context) -> list[Agency]:
    a = Agency
    statement = (
        select(a.id, a.code, a.province_id, a.opened_at)
        .where(a.kind == "commune", a.valid_to.is_(None))
        .order_by(a.code)
    )
    return list(ctx.session.execute(statement))  # type: ignore[arg-type]  # rows of four of its columns


def _holders(ctx: Context, roles: tuple[Role, ...]) -> dict[UUID, list[UUID]]:
    g = RoleGrant
    found: dict[UUID, list[UUID]] = defaultdict(list)
    rows = ctx.session.execute(select(g.agency_id, g.account_id).where(g.role.in_(roles), g.valid_to.is_(None)))
    for row in rows:
        found[row.agency_id].append(row.account_id)
    return found


def _hire(ctx: Context, rng: Random, agency_id: UUID, code: str) -> UUID:
    """Somebody to whom petitions were given; without a password, so that nobody signs in as them."""
    account_id = uuid7()
    ctx.session.execute(
        insert(Account).values(
            id=account_id, user_name=f"volume-{code}", name=person(rng), agency_id=agency_id, password_hash=None,
            must_change_password=True, totp_sealed=None, totp_counter=None, created_at=ctx.now, signed_in_at=None,
            disabled_at=None, version=1,
        )
    )  # fmt: skip
    ctx.session.execute(
        insert(RoleGrant).values(
            id=uuid7(), account_id=account_id, role=Role.HANDLER, agency_id=agency_id, valid_from=ctx.now, valid_to=None
        )
    )
    return account_id

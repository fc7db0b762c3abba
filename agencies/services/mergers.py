"""Mergers: units go over into another, and nothing is lost."""

from __future__ import annotations

from sqlalchemy import func, select, update

from agencies.commands import MergeAgencies
from agencies.errors import MergerNotPossible
from agencies.models import Agency, ServicePoint
from agencies.policies import can_govern
from agencies.queries import AgencyCard, lock_agency
from agencies.revision import mark_changed
from agencies.services._guard import GOVERNMENT, save
from agencies.services.parts import free_segment
from agencies.states import AgencyKind
from core import audit
from core.context import Context
from core.errors import Forbidden


def merge_agencies(ctx: Context, command: MergeAgencies) -> None:
    """Let units go over into another of their kind on a day.

    The old rows stay, dated and with their successor: what they received keeps its agency, their names go on being
    found, their addresses lead on. Hamlets and counters move, with ids and printed codes unchanged; offices end.
    Raises MergerNotPossible, Forbidden, NotFound.
    """
    into = lock_agency(ctx, command.into_id)
    merged = [lock_agency(ctx, agency_id) for agency_id in sorted(set(command.from_ids))]
    _check(ctx, merged, into, command)
    for unit in merged:
        save(ctx, unit, valid_to=command.on, successor_id=into.id)
        _move_children(ctx, unit, into)
        _end_offices(ctx, unit, command)
        s = ServicePoint
        ctx.session.execute(update(s).where(s.agency_id == unit.id).values(agency_id=into.id, version=s.version + 1))
        for chain in (unit.id, into.id):
            audit.record(
                ctx, agency_id=chain, action="agencies:agency:merge", subject_type="agency", subject_id=unit.id,
                into=str(into.id), on=command.on.isoformat(),
            )  # fmt: skip
    mark_changed(ctx)


def _check(ctx: Context, merged: list[AgencyCard], into: AgencyCard, command: MergeAgencies) -> None:
    if not all(can_govern(ctx.actor, unit.path) for unit in [*merged, into]):
        raise Forbidden
    begun = select(func.max(Agency.valid_from)).where(Agency.id.in_([*command.from_ids, into.id]))
    fits = (
        bool(merged)
        and into.id not in command.from_ids
        and into.kind in GOVERNMENT
        and all(unit.kind == into.kind and unit.in_force for unit in [*merged, into])
        and command.on >= ctx.session.execute(begun).scalar_one()
    )
    if not fits:
        raise MergerNotPossible


def _move_children(ctx: Context, unit: AgencyCard, into: AgencyCard) -> None:
    """Put hamlets (or, below a province, communes with all they hold) under the successor."""
    a = Agency
    children = ctx.session.execute(
        select(a.id, a.path).where(a.parent_id == unit.id, a.valid_to.is_(None), a.kind != AgencyKind.OFFICE)
    ).all()
    for child_id, path in children:
        place = free_segment(ctx, into.path, path.rpartition(".")[2])
        new = f"{into.path}.{place}"
        ctx.session.execute(update(a).where(a.id == child_id).values(parent_id=into.id, version=a.version + 1))
        ctx.session.execute(
            update(a)
            .where((a.path == path) | ((a.path >= path + ".") & (a.path < path + "/")))
            .values(path=new + func.substr(a.path, len(path) + 1), province_id=into.province_id)
        )


def _end_offices(ctx: Context, unit: AgencyCard, command: MergeAgencies) -> None:
    a = Agency
    offices = update(a).where(a.parent_id == unit.id, a.valid_to.is_(None), a.kind == AgencyKind.OFFICE)
    ctx.session.execute(offices.values(valid_to=command.on, version=a.version + 1))

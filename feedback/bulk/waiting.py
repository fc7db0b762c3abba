"""Reads of scanned papers, for the clerks of their desk alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select

from accounts.roles import Role
from casework.sealing import CaseKey
from core.actor import Actor
from core.context import Context
from core.errors import NotFound
from core.paging import Page, PageRequest, keyset, take
from feedback.bulk.models import ScannedPaper
from feedback.bulk.policies import can_take_in_many
from feedback.bulk.scans import ScanFacts, open_scan
from feedback.bulk.states import ScanState


@dataclass(frozen=True, slots=True)
class WaitingScan:
    """A paper that waits."""

    id: UUID
    agency_id: UUID
    arrived_at: datetime
    pages: int
    pictures: Sequence[bool]
    has_thumb: bool
    name: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class OpenedScan:
    """A waiting paper with what opens it."""

    scan: WaitingScan
    key: CaseKey
    facts: ScanFacts


def list_waiting(ctx: Context, agency_id: UUID, *, viewer: Actor, page: PageRequest) -> Page[WaitingScan]:
    """The papers that wait at a desk, oldest first. Raises NotFound for whoever is no clerk of it."""
    if not can_take_in_many(viewer, agency_id):
        raise NotFound
    s = ScannedPaper
    rows = ctx.session.execute(
        keyset(_scans().where(s.agency_id == agency_id, s.state == ScanState.WAITING), (s.arrived_at, s.id), page)
    ).all()
    found = [_opened(ctx, row).scan for row in rows]
    return take(found, page, lambda scan: (scan.arrived_at, scan.id))


def count_waiting(ctx: Context, *, viewer: Actor) -> int:
    """How many papers wait at the viewer's desks."""
    s = ScannedPaper
    desks = viewer.agencies(Role.INTAKE_CLERK)
    counted = select(func.count()).where(s.agency_id.in_(desks), s.state == ScanState.WAITING)
    return int(ctx.session.execute(counted).scalar_one())


def get_waiting(ctx: Context, scan_id: UUID, *, viewer: Actor) -> OpenedScan:
    """A waiting paper of one's own desk. Raises NotFound."""
    row = ctx.session.execute(
        _scans().where(ScannedPaper.id == scan_id, ScannedPaper.state == ScanState.WAITING)
    ).one_or_none()
    if row is None or not can_take_in_many(viewer, row.agency_id):
        raise NotFound
    return _opened(ctx, row)


def _scans() -> Any:
    s = ScannedPaper
    return select(s.id, s.agency_id, s.state, s.arrived_at, s.wrapped_key, s.sealed_facts)


def _opened(ctx: Context, row: Row[Any]) -> OpenedScan:
    key, facts = open_scan(ctx, row)
    scan = WaitingScan(
        row.id, row.agency_id, row.arrived_at, facts.file.pages, [bool(name) for name in facts.pictures],
        bool(facts.thumb), facts.name,
    )  # fmt: skip
    return OpenedScan(scan, key, facts)

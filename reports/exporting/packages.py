"""Handing records out: a package that begins where the last one ended, or page by page to a machine of the province."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select

from agencies.queries import AgencyCard
from core import audit
from core.actor import Actor
from core.context import Context
from core.errors import NotFound
from core.ids import random_id
from reports.exporting.collecting import collect
from reports.exporting.records import records_of
from reports.exporting.schema import NAME, schema_bytes
from reports.models import ExportPosition, ExportRun
from reports.policies import can_export

MOST = 5_000
PAGE = 500
_CHUNK = 500
# So many stretches of the chains are read before a package is made; the background reads the rest.
_CATCHING_UP = 5


@dataclass(frozen=True, slots=True)
class RunView:
    """A package that was taken."""

    id: UUID
    at: datetime
    account_id: UUID | None
    after_position: int
    upto_position: int
    records: int


@dataclass(frozen=True, slots=True)
class Slice:
    """Records after a position, and the position to go on from."""

    records: Sequence[dict[str, Any]]
    position: int
    more: bool


def begin_run(ctx: Context, province: AgencyCard) -> UUID | None:
    """The next package: everything that changed since the last one, at most 5,000 petitions; audited.

    None when nothing has: what was read on in the chains is kept all the same. Raises Forbidden.
    """
    can_export(ctx.actor, province.path).demand()
    for _ in range(_CATCHING_UP):
        if not collect(ctx, province.id):
            break
    after = _last_position(ctx, province.id)
    places = _places(ctx, province.id, after, MOST)
    if not places:
        return None
    run_id = random_id()
    values = {"after_position": after, "upto_position": places[-1][0], "records": len(places)}
    ctx.session.execute(
        insert(ExportRun).values(
            id=run_id, province_id=province.id, at=ctx.now, account_id=ctx.actor.account_id, **values
        )
    )
    audit.record(
        ctx, agency_id=province.id, action="reports:export:begin", subject_type="export", subject_id=run_id,
        schema=NAME, **values,
    )  # fmt: skip
    return run_id


def list_runs(ctx: Context, province_id: UUID, *, viewer: Actor, path: str, most: int = 20) -> Sequence[RunView]:
    """The last packages, newest first. Raises Forbidden."""
    can_export(viewer, path).demand()
    r = ExportRun
    columns = (r.id, r.at, r.account_id, r.after_position, r.upto_position, r.records)
    rows = ctx.session.execute(
        select(*columns).where(r.province_id == province_id).order_by(r.at.desc(), r.id.desc()).limit(most)
    )
    return [RunView(*row) for row in rows]


def package(ctx: Context, run_id: UUID, province: AgencyCard) -> bytes:
    """The package of a run, made now: as often as it is asked for, each time audited.

    What has changed again since stands in a later one. Raises Forbidden, NotFound, RecordsNotValid.
    """
    can_export(ctx.actor, province.path).demand()
    r = ExportRun
    run = ctx.session.execute(
        select(r.after_position, r.upto_position).where(r.id == run_id, r.province_id == province.id)
    ).one_or_none()
    if run is None:
        raise NotFound
    places = _places(ctx, province.id, run.after_position, MOST, upto=run.upto_position)
    lines = _lines(ctx, [petition_id for _, petition_id in places])
    told = {
        "schema": NAME, "province": province.code, "after": run.after_position, "upto": run.upto_position,
        "records": len(lines),
    }  # fmt: skip
    audit.record(
        ctx, agency_id=province.id, action="reports:export:take", subject_type="export", subject_id=run_id, **told
    )  # fmt: skip
    return _zipped(lines, told)


def records_after(ctx: Context, province_id: UUID, position: int, size: int) -> Slice:
    """The next records for a machine. The caller knows its key. Raises RecordsNotValid."""
    collect(ctx, province_id)
    places = _places(ctx, province_id, position, size + 1)
    shown = places[:size]
    made = records_of(ctx, [petition_id for _, petition_id in shown])
    return Slice(made, shown[-1][0] if shown else position, more=len(places) > size)


def _last_position(ctx: Context, province_id: UUID) -> int:
    r = ExportRun
    newest = select(r.upto_position).where(r.province_id == province_id).order_by(r.upto_position.desc()).limit(1)
    return ctx.session.execute(newest).scalar_one_or_none() or 0


def _places(
    ctx: Context, province_id: UUID, after: int, most: int, *, upto: int | None = None
) -> Sequence[tuple[int, UUID]]:
    x = ExportPosition
    statement = select(x.position, x.petition_id).where(x.province_id == province_id, x.position > after)
    if upto is not None:
        statement = statement.where(x.position <= upto)
    return [(row[0], row[1]) for row in ctx.session.execute(statement.order_by(x.position).limit(most))]


def _lines(ctx: Context, petition_ids: Sequence[UUID]) -> Sequence[str]:
    lines: list[str] = []
    for start in range(0, len(petition_ids), _CHUNK):
        lines += [_line(record) for record in records_of(ctx, petition_ids[start : start + _CHUNK])]
    return lines


def _line(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def _zipped(lines: Sequence[str], told: dict[str, Any]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as files:
        files.writestr("vu-viec.jsonl", "".join(f"{line}\n" for line in lines))
        files.writestr("luoc-do.json", schema_bytes())
        files.writestr("goi.json", json.dumps(told, ensure_ascii=False, indent=1))
    return buffer.getvalue()

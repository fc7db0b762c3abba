"""Records of petitions as they stand: of a sealed one its number, kind, days and state, and never a word of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import aliased

from agencies.models import Agency
from core.clock import local_date
from core.context import Context
from feedback.machine import FORMAL_KINDS, OPEN_STATES
from feedback.models import Petition
from feedback.proceedings.models import Proceeding
from reports.errors import RecordsNotValid
from reports.exporting.schema import NAME, faults
from reports.stays import ended_at, ending

_P, _Q = Petition, Proceeding
_DESK, _PROVINCE, _HOME = aliased(Agency), aliased(Agency), aliased(Agency)
_MAIN, _PARENT = aliased(Petition), aliased(Petition)
_NOT_RUNNING = 9999
_FORMAL_DAYS = ("received_on", "accepted_on", "decided_on", "sent_on", "published_on")


def records_of(ctx: Context, petition_ids: Sequence[UUID]) -> list[dict[str, Any]]:
    """Their records in the order asked for, each checked against the schema. One statement. Raises RecordsNotValid."""
    rows = {row.id: row for row in ctx.session.execute(_statement().where(_P.id.in_(petition_ids)))}
    made = [_record(rows[one]) for one in petition_ids if one in rows]
    if any(faults(record) for record in made):
        raise RecordsNotValid
    return made


def _statement() -> Select[*tuple[Any, ...]]:
    columns: tuple[Any, ...] = (
        _P.id, _P.number, _P.version, _P.kind, _P.state, _P.sealed, _P.protected, _P.received_at, _P.source, _P.field,
        _P.outcome, _P.title, _P.due_at, _P.answered_at, _P.answer_due_at, _DESK.code.label("agency"),
        _PROVINCE.code.label("province"), _HOME.code.label("home"), _MAIN.number.label("main_number"),
        _MAIN.sealed.label("main_sealed"), _PARENT.number.label("parent_number"),
        _PARENT.sealed.label("parent_sealed"), ended_at().label("ended_at"), ending().label("ending"), _Q.track,
        _Q.stage, _Q.finding, *(getattr(_Q, name).label(f"formal_{name}") for name in _FORMAL_DAYS),
    )  # fmt: skip
    return (
        select(*columns)
        .join(_DESK, _DESK.id == _P.agency_id)
        .join(_PROVINCE, _PROVINCE.id == _DESK.province_id)
        .join(_HOME, _HOME.id == _P.home_agency_id)
        .outerjoin(_MAIN, _MAIN.id == _P.main_id)
        .outerjoin(_PARENT, _PARENT.id == _P.parent_id)
        .outerjoin(_Q, and_(_Q.petition_id == _P.id, _P.kind.in_(FORMAL_KINDS)))
    )


def _record(row: Any) -> dict[str, Any]:
    kept = row.sealed or row.protected
    record = {
        "schema": NAME, "number": row.number, "version": row.version, "agency": row.agency, "province": row.province,
        "kind": row.kind.value if row.kind else None, "state": row.state.value, "ending": row.ending, "sealed": kept,
        "received_on": _day(row.received_at), "ended_on": _day(row.formal_decided_on or row.ended_at),
    }  # fmt: skip
    return record if kept else {**record, **_open(row)}


def _open(row: Any) -> dict[str, Any]:
    runs = row.state in OPEN_STATES and row.due_at.year < _NOT_RUNNING
    timed = row.answered_at is not None and row.answer_due_at is not None
    return {
        "source": row.source.value, "field": row.field.value if row.field else None,
        "outcome": row.outcome.value if row.outcome else None, "title": row.title or None,
        "due_on": _day(row.due_at) if runs else None,
        "in_time": row.answered_at <= row.answer_due_at if timed else None, "home": row.home,
        # A sealed petition is not led to from an open one.
        "main_number": None if row.main_sealed else row.main_number,
        "parent_number": None if row.parent_sealed else row.parent_number, "proceeding": _proceeding(row),
    }  # fmt: skip


def _proceeding(row: Any) -> dict[str, Any] | None:
    if row.track is None:
        return None
    days = {name: _day(getattr(row, f"formal_{name}")) for name in _FORMAL_DAYS}
    finding = row.finding.value if row.finding else None
    return {"track": row.track.value, "stage": row.stage.value, "finding": finding, **days}


def _day(value: date | datetime | None) -> str | None:
    if value is None:
        return None
    return (local_date(value) if isinstance(value, datetime) else value).isoformat()

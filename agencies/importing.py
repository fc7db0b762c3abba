"""Bringing in the country's units from the files in `agencies/data`."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import func, insert, select
from sqlalchemy.orm import InstrumentedAttribute

from agencies.models import Agency, FormerUnit, FormerUnitSuccessor
from agencies.naming import split_name, stable_id
from agencies.revision import mark_changed
from agencies.states import AgencyKind, SuccessionHow
from core.context import Context
from core.db import Model
from core.text import fold

DATA = Path(__file__).parent / "data"
# Resolution 202/2025/QH15 and the resolutions on communes: two levels of government from this day.
IN_FORCE_FROM = date(2025, 7, 1)

_HOW = {"whole": SuccessionHow.WHOLE, "part-main": SuccessionHow.MAIN, "part": SuccessionHow.PART}
_CHUNK = 2000

K = TypeVar("K")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What is in the database after an import, and what the import itself added."""

    provinces: int
    communes: int
    former_units: int
    successions: dict[SuccessionHow, int]
    added: int

    @property
    def complete(self) -> bool:
        """Whether any unit is there at all."""
        return self.communes > 0


def import_units(ctx: Context, folder: Path = DATA) -> ImportReport:
    """Add every unit that is missing; what is already there is left as it is. Safe to repeat.

    Renames and mergers of later years are acts of `agencies.services`, not edits: an import never undoes them.
    """
    communes = _read(folder / "communes.csv")
    former = _read(folder / "old_units.csv")
    added = _add(ctx, Agency, _province_rows(communes), Agency.id)
    added += _add(ctx, Agency, [_commune_row(row) for row in communes], Agency.id)
    added += _add(ctx, FormerUnit, _former_rows(former), FormerUnit.id)
    added += _add_successions(ctx, former)
    if added:
        mark_changed(ctx)
    return count_units(ctx, added=added)


def count_units(ctx: Context, *, added: int = 0) -> ImportReport:
    """Count the units in the database."""
    kinds = _by(ctx, Agency.kind)
    successions = _by(ctx, FormerUnitSuccessor.how)
    former = ctx.session.execute(select(func.count()).select_from(FormerUnit)).scalar_one()
    return ImportReport(
        provinces=kinds.get(AgencyKind.PROVINCE, 0),
        communes=kinds.get(AgencyKind.COMMUNE, 0),
        former_units=former,
        successions={member: successions.get(member, 0) for member in SuccessionHow},
        added=added,
    )


def _by(ctx: Context, column: InstrumentedAttribute[K]) -> dict[K, int]:
    return {row[0]: row[1] for row in ctx.session.execute(select(column, func.count()).group_by(column))}


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _add(ctx: Context, model: type[Model], rows: Sequence[Row], key: Any) -> int:
    known = set(ctx.session.execute(select(key)).scalars())
    return _insert(ctx, model, [row for row in rows if row["id"] not in known])


def _insert(ctx: Context, model: type[Model], rows: Sequence[Row]) -> int:
    for start in range(0, len(rows), _CHUNK):
        ctx.session.execute(insert(model.__table__), list(rows[start : start + _CHUNK]))  # type: ignore[arg-type]  # a Table, typed as FromClause
    return len(rows)


def _province_id(code: str) -> UUID:
    return stable_id(AgencyKind.PROVINCE, code, IN_FORCE_FROM)


def _commune_id(code: str) -> UUID:
    return stable_id(AgencyKind.COMMUNE, code, IN_FORCE_FROM)


def _former_id(row: dict[str, str]) -> UUID:
    return stable_id("former", row["old_province"], row["old_district"], row["old_ward"])


def _unit_row(kind: AgencyKind, code: str, name: str) -> Row:
    subtype, short_name = split_name(name)
    return {
        "code": code, "kind": kind, "subtype": subtype, "name": name, "short_name": short_name,
        "folded": fold(short_name),
        "valid_from": IN_FORCE_FROM, "valid_to": None, "successor_id": None, "remote": False, "opened_at": None,
        "hotline": "", "desk_address": "", "lat": None, "lon": None, "version": 1,
    }  # fmt: skip


def _province_rows(communes: Sequence[dict[str, str]]) -> list[Row]:
    names = {row["province_code"]: row["province_name"] for row in communes}
    return [
        {
            **_unit_row(AgencyKind.PROVINCE, code, name), "id": _province_id(code), "parent_id": None,
            "province_id": _province_id(code), "path": code,
        }
        for code, name in sorted(names.items())
    ]  # fmt: skip


def _commune_row(row: dict[str, str]) -> Row:
    province = _province_id(row["province_code"])
    return {
        **_unit_row(AgencyKind.COMMUNE, row["ward_code"], row["ward_name"]), "id": _commune_id(row["ward_code"]),
        "parent_id": province, "province_id": province, "path": f"{row['province_code']}.{row['ward_code']}",
        "lat": float(row["lat"]), "lon": float(row["lon"]),
    }  # fmt: skip


def _former_rows(former: Sequence[dict[str, str]]) -> list[Row]:
    rows = {
        _former_id(row): {
            "province": row["old_province"], "district": row["old_district"], "name": row["old_ward"],
            "code": row["old_ward_code"],
        }
        for row in former
    }  # fmt: skip
    return [{"id": unit_id, **values} for unit_id, values in rows.items()]


def _add_successions(ctx: Context, former: Sequence[dict[str, str]]) -> int:
    s = FormerUnitSuccessor
    known = {(former_id, agency_id) for former_id, agency_id in ctx.session.execute(select(s.former_id, s.agency_id))}
    rows = [
        {"former_id": _former_id(row), "agency_id": _commune_id(row["ward_code"]), "how": _HOW[row["how"]]}
        for row in former
    ]
    doubles = [key for key, n in Counter((row["former_id"], row["agency_id"]) for row in rows).items() if n > 1]
    if doubles:
        raise ValueError(f"old_units.csv names {len(doubles)} successions twice")
    return _insert(ctx, s, [row for row in rows if (row["former_id"], row["agency_id"]) not in known])

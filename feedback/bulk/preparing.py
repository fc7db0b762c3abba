"""From the sheets of an uploaded file to a batch that only waits for somebody to say go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from casework.sealing import fresh_case_key
from core.clock import local, local_date
from core.context import Context
from core.ids import random_id
from core.sheets import Grid
from feedback.bulk.batches import NewBatch, ready_row
from feedback.bulk.doubles import find_doubles
from feedback.bulk.errors import ImportedBefore
from feedback.bulk.lines import HEADINGS
from feedback.bulk.policies import can_take_in_many
from feedback.bulk.queries import find_imported, list_places
from feedback.bulk.rows import FILE_PART
from feedback.bulk.sheet import CellFault, check_sheet


def prepare_batch(
    ctx: Context, agency_id: UUID, data: bytes, grids: Sequence[Grid], *, notice_version: str
) -> NewBatch:
    """Check all of it and put the file away, sealed; nothing is written to the database. Do it outside the write
    transaction. Raises Forbidden, ImportedBefore, StorageFull, and what `check_sheet` raises.
    """
    can_take_in_many(ctx.actor, agency_id).demand()
    tag = ctx.keys.tag("intake-file", agency_id.bytes + data)
    imported_at = find_imported(ctx, agency_id=agency_id, file_tag=tag)
    if imported_at is not None:
        raise ImportedBefore(day=local(imported_at).strftime("%d/%m/%Y"))
    checked = check_sheet(grids, hamlets=list_places(ctx, agency_id), today=local_date(ctx.now))
    doubles = find_doubles(ctx, agency_id, checked.lines)
    layout = checked.layout
    faults = [
        *checked.faults,
        *(CellFault(row - 1, layout.place(fault.slot), HEADINGS[fault.slot], fault) for row, fault in doubles.items()),
    ]
    key = fresh_case_key(random_id())
    rows = [ready_row(ctx, key, agency_id, tag, row, line) for row, line in checked.lines if row not in doubles]
    return NewBatch(
        key=key, agency_id=agency_id, file_key=ctx.files.put(key.seal(data, part=FILE_PART)), file_tag=tag,
        notice_version=notice_version, rows=rows, bad=len({fault.row for fault in faults}),
        report=[_told(fault) for fault in sorted(faults, key=lambda one: (one.row, one.column))],
    )  # fmt: skip


def _told(fault: CellFault) -> Mapping[str, Any]:
    return {
        "address": fault.address, "row": fault.row, "column": fault.column, "heading": fault.heading,
        "found": fault.fault.found, "text": fault.fault.expected,
        "values": {name: str(value) for name, value in fault.fault.values.items()},
    }  # fmt: skip

"""A fresh key for a case: everything of it encrypted again, so that no older copy of its key opens what lies there now.

Whoever has a backup from before has the older key with it. Wrapping the same key anew would leave that copy of use.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Table, and_, delete, select, update

from casework.locks.closing import give_sender, sender_of
from casework.locks.models import CaseShare
from casework.locks.own import NO_BOX
from casework.models import CaseKeyRow
from casework.sealing import LOCKED, CaseKey, fresh_case_key, has_in_hand, open_case_key
from core.context import Context
from core.db import Model
from core.ports import FileStore

PartOf = Callable[[Any], str]


@dataclass(slots=True)
class Renewal:
    """Both keys, and what becomes of the files on the way. `replaced`: keys of files to remove after the commit."""

    files: FileStore = field(repr=False)
    old: CaseKey
    new: CaseKey
    _made: dict[str, str] = field(default_factory=dict)

    @property
    def replaced(self) -> list[str]:
        """Files that nothing names any more."""
        return [before for before, after in self._made.items() if before != after]

    def cell(self, sealed: bytes, part: str) -> bytes:
        """The same words under the new key."""
        return self.new.seal(self.old.open(sealed, part=part), part=part)

    def moved(self, key: str) -> str:
        """Where a file that was encrypted again lies now."""
        return self._made.get(key, key)

    def file(self, key: str, part: str) -> str:
        """The same file under the new key, in the store; gives its key there. One that is gone stays gone."""
        if key not in self._made:
            try:
                data = self.files.get(key)
            except KeyError:
                self._made[key] = key
            else:
                self._made[key] = self.files.put(self.cell(data, part))
        return self._made[key]


@dataclass(frozen=True, slots=True)
class Sealed:
    """Where a table keeps what is sealed under a case's key.

    `cells`: column → the part it is sealed as; `files`: columns with a key of the file store → the part of the file;
    `words`: columns whose sealed words name files; `also`: whatever else of a row changes.
    """

    model: type[Model]
    of: Callable[[UUID], ColumnElement[bool]]
    cells: Mapping[str, PartOf] = field(default_factory=dict)
    files: Mapping[str, PartOf] = field(default_factory=dict)
    words: Mapping[str, Callable[[Renewal, Row[Any]], bytes]] = field(default_factory=dict)
    also: Callable[[Renewal, Row[Any]], dict[str, Any]] | None = None

    def columns(self) -> set[str]:
        """Every sealed column that is written anew, as `table.column`."""
        return {f"{self.model.__tablename__}.{name}" for name in (*self.cells, *self.words)}

    def renew(self, ctx: Context, renewal: Renewal) -> None:
        """Write every row of the case anew."""
        table = cast(Table, self.model.__table__)
        keys = table.primary_key.columns
        rows = ctx.session.execute(select(*table.columns).where(self.of(renewal.old.case_id))).all()
        for row in rows:
            values = self._values(renewal, row)
            if values:
                same_row = and_(*(column == getattr(row, column.name) for column in keys))
                ctx.session.execute(update(table).where(same_row).values(**values))

    def _values(self, renewal: Renewal, row: Row[Any]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for name, words in self.words.items():
            if getattr(row, name):
                values[name] = words(renewal, row)
        for name, part in self.cells.items():
            if getattr(row, name):
                values[name] = renewal.cell(getattr(row, name), part(row))
        for name, part in self.files.items():
            if getattr(row, name):
                values[name] = renewal.file(getattr(row, name), part(row))
        return values | (self.also(renewal, row) if self.also else {})


def renew_case_key(ctx: Context, case_id: UUID, places: Sequence[Sealed]) -> list[str]:
    """Encrypt everything of a case again under a fresh key, which only whoever acts and the sender have afterwards.

    The caller gives it to those who may read it then (`follow_readers`), in the same transaction, and removes the files
    after the commit. Raises CaseShredded, CaseLocked.
    """
    renewal = Renewal(ctx.files, open_case_key(ctx, case_id), fresh_case_key(case_id))
    for place in places:
        place.renew(ctx, renewal)
    sender = sender_of(ctx, case_id)  # of a part only the box says whose code opens it
    ctx.session.execute(update(CaseKeyRow).where(CaseKeyRow.case_id == case_id).values(wrapped=LOCKED))
    ctx.session.execute(delete(CaseShare).where(CaseShare.case_id == case_id, CaseShare.box != NO_BOX))
    has_in_hand(ctx, renewal.new)
    give_sender(ctx, renewal.new, sender)
    return renewal.replaced

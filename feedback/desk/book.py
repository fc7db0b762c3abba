"""Sổ tiếp công dân (Mẫu 03/TCD): what came to a desk, month by month; of what is sealed, number and day only.

Names, addresses and papers stay where they are sealed: the book of the law is this one beside the paper one, and who
sent a case is opened case by case, for a reason, by whoever may.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, select

from accounts.roles import Role
from casework.sealing import open_case_keys
from core.context import Context
from core.paging import Page, PageRequest, keyset, take
from feedback.desk.models import DeskRecord
from feedback.desk.policies import can_receive
from feedback.desk.records import book_tag, open_details
from feedback.desk.states import Arrival
from feedback.models import Petition
from feedback.shutting.reads import shut_to_me, tag_of
from feedback.states import Outcome, PetitionKind, PetitionState

MOST_PRINTED = 600
_NOT_OURS = (PetitionState.FORWARDED, PetitionState.GUIDED, PetitionState.REFUSED)


@dataclass(frozen=True, slots=True)
class BookLine:
    """A line of the book; of what is sealed everything but number and day is empty."""

    petition_id: UUID
    number: str
    received_on: date
    sealed: bool
    held_here: bool  # else it was given to another desk
    title: str = ""
    kind: PetitionKind | None = None
    state: PetitionState | None = None
    outcome: Outcome | None = None
    answered_at: datetime | None = None
    arrival: Arrival | None = None
    identity_seen: bool = False
    people: int = 0
    book_number: str = ""
    handed_on_by: str = ""
    voided: bool = False

    @property
    def ours(self) -> bool:
        """thuộc thẩm quyền: it was triaged and did not leave for elsewhere."""
        return self.state is not None and self.state not in _NOT_OURS and not self.voided


_D, _P = DeskRecord, Petition
_COLUMNS = (
    _D.petition_id, _P.number, _D.received_on, _P.sealed, _P.agency_id, _D.agency_id.label("book_of"), _P.title,
    _P.kind, _P.state, _P.outcome, _P.answered_at, _D.arrival, _D.identity_seen, _D.voided_at, _D.sealed_details,
)  # fmt: skip


def list_book(ctx: Context, *, agency_id: UUID, since: date, until: date, page: PageRequest) -> Page[BookLine]:
    """What the desk received from one day to another, in the order it came. Raises Forbidden.

    A leader sees no sealed lines: one may be about them. Nor does whoever it accuses, at the desk that has it.
    """
    can_receive(ctx.actor, agency_id).demand()
    statement = _lines(ctx, agency_id).where(_D.received_on.between(since, until))
    rows = ctx.session.execute(keyset(statement, (_D.received_on, _D.petition_id), page)).all()
    found = take(rows, page, lambda row: (row.received_on, row.petition_id))
    return Page(_opened(ctx, found.items), found.next_cursor)


def find_in_book(ctx: Context, typed: str) -> Sequence[UUID]:
    """Whose number in the paper book this is, at the actor's own desks; of what is unsealed only."""
    here = ctx.actor.agencies(Role.INTAKE_CLERK, Role.LEADER)
    tags = [tag for agency_id in here if (tag := book_tag(ctx, agency_id, typed))]
    if not tags:
        return []
    statement = (
        select(_D.petition_id).join(_P, _P.id == _D.petition_id).where(_D.book_tag.in_(tags), _P.sealed.is_(False))
    )
    return ctx.session.execute(statement.limit(20)).scalars().all()


def _lines(ctx: Context, agency_id: UUID) -> Select[*tuple[Any, ...]]:
    statement = select(*_COLUMNS).join(_P, _P.id == _D.petition_id).where(_D.agency_id == agency_id, ~shut_to_me())
    statement = statement.params(me=tag_of(ctx, ctx.actor.account_id))
    return statement if ctx.actor.holds_at(Role.INTAKE_CLERK, agency_id) else statement.where(_P.sealed.is_(False))


def _opened(ctx: Context, rows: Sequence[Row[*tuple[Any, ...]]]) -> list[BookLine]:
    keys = open_case_keys(ctx, [row.petition_id for row in rows if not row.sealed])
    lines = []
    for row in rows:
        here = row.agency_id == row.book_of
        key = keys.get(row.petition_id)
        if row.sealed or key is None:
            lines.append(BookLine(row.petition_id, row.number, row.received_on, True, here))
            continue
        details = open_details(key, row.sealed_details)
        lines.append(
            BookLine(
                row.petition_id, row.number, row.received_on, False, here, row.title, row.kind, row.state, row.outcome,
                row.answered_at, row.arrival, row.identity_seen, details.people, details.book_number,
                details.handed_on_by, voided=row.voided_at is not None,
            )
        )  # fmt: skip
    return lines

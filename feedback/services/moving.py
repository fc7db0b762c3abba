"""How every act on a petition goes: lock, policy, machine, write; with timeline, audit, clock and outbox together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update

from casework import timeline
from casework.sealing import open_case_key
from core import audit, outbox
from core.context import Context
from core.errors import Forbidden, NotFound, StaleVersion
from core.ids import random_id
from core.transitions import TransitionNotAllowed
from deadlines.queries import ClockView, list_clocks
from deadlines.states import ClockState
from feedback import searching
from feedback.commands import Target
from feedback.errors import TextMissing
from feedback.events import SenderToBeTold
from feedback.machine import PETITION
from feedback.models import Petition, PetitionNote
from feedback.policies import PetitionFacts, can_act, can_see
from feedback.states import Act, Happened, NoteKind, PetitionKind, PetitionState, Urgency

SUBJECT = "petition"
FIRST_REPLY_ROW, SETTLING_ROW = 28, 55
# The queue's copy of a due date while no clock runs: nothing is due, so it sorts last and is never late.
NOT_RUNNING = datetime(9999, 1, 1, tzinfo=UTC)
SHORTEST_TEXT = 10


@dataclass(frozen=True, slots=True)
class Locked:
    """A petition's row as it is, held until the transaction ends."""

    id: UUID
    number: str
    version: int
    state: PetitionState
    agency_id: UUID
    assignee_id: UUID | None
    sealed: bool
    protected: bool
    kind: PetitionKind | None
    urgency: Urgency | None
    received_at: datetime
    reopened_at: datetime | None

    def facts(self) -> PetitionFacts:
        """What the policies need."""
        return PetitionFacts(self.state, self.agency_id, self.assignee_id, self.sealed, self.reopened_at is not None)


_COLUMNS = tuple(getattr(Petition, name) for name in Locked.__slots__)


def lock_petition(ctx: Context, petition_id: UUID) -> Locked:
    """Lock the row and read it. Raises NotFound."""
    statement = select(*_COLUMNS).where(Petition.id == petition_id).with_for_update()
    row = ctx.session.execute(statement).one_or_none()
    if row is None:
        raise NotFound
    return Locked(*row)


def begin(ctx: Context, target: Target, act: Act) -> Locked:
    """Lock and decide. Raises NotFound (also when the official may not know of it), StaleVersion,
    TransitionNotAllowed, Forbidden.
    """
    locked = lock_petition(ctx, target.petition_id)
    if ctx.actor.account_id is not None and not can_see(ctx.actor, locked.facts()):
        raise NotFound
    if target.version is not None and target.version != locked.version:
        raise StaleVersion
    if not PETITION.allows(locked.state, act):
        raise TransitionNotAllowed
    if not can_act(ctx.actor, act, locked.facts()):
        raise Forbidden
    return locked


def move(
    ctx: Context, locked: Locked, act: Act, happened: Happened, *, changes: dict[str, Any] | None = None,
    public: bool = True, tell: bool = False, **params: Any,
) -> None:  # fmt: skip
    """Write the new state with whatever changes with it; timeline, audit and (when asked) word to the sender."""
    state = PETITION.target(locked.state, act)
    values = {"state": state, "version": locked.version + 1, **(changes or {})}
    if state in PETITION.final:
        values["closed_at"] = ctx.now
    shows_otherwise = not searching.SHOWN.isdisjoint(values)
    if shows_otherwise:
        searching.forget(ctx, locked.id)
    ctx.session.execute(update(Petition).where(Petition.id == locked.id).values(**values))
    if shows_otherwise:
        searching.remember(ctx, locked.id)
    timeline.append(ctx, case_id=locked.id, kind=happened, public=public, **params)
    record(ctx, locked, act.value, state=state.value, **_told(params))
    if tell:
        outbox.publish(ctx, SenderToBeTold(petition_id=locked.id, act=act.value))


def record(ctx: Context, locked: Locked, verb: str, **detail: Any) -> None:
    """A link in the audit chain of the agency that holds the petition."""
    audit.record(
        ctx, agency_id=locked.agency_id, action=f"feedback:petition:{verb}", subject_type=SUBJECT,
        subject_id=locked.id, **{"from": locked.state.value}, **detail,
    )  # fmt: skip


def write_note(ctx: Context, petition_id: UUID, kind: NoteKind, text: str, *, public: bool) -> None:
    """Keep a text that goes with the step, sealed under the case key."""
    note_id = random_id()
    ctx.session.execute(
        insert(PetitionNote).values(
            id=note_id, petition_id=petition_id, at=ctx.now, kind=kind, public=public,
            account_id=ctx.actor.account_id,
            sealed_text=open_case_key(ctx, petition_id).seal_text(text, part=f"note:{note_id.hex}"),
        )
    )  # fmt: skip


def told(text: str) -> str:
    """A text that says something. Raises TextMissing."""
    if len(text.strip()) < SHORTEST_TEXT:
        raise TextMissing
    return text.strip()


def open_clocks(ctx: Context, petition_id: UUID) -> list[ClockView]:
    """The clocks of a petition that have not ended."""
    ended = (ClockState.MET, ClockState.STOPPED)
    return [clock for clock in list_clocks(ctx, SUBJECT, petition_id) if clock.state not in ended]


def due_copy(clocks: list[ClockView]) -> datetime:
    """What the queue shows and sorts by: the earliest running clock's date."""
    dates = [clock.due_at for clock in clocks if clock.state is ClockState.RUNNING and clock.due_at]
    return min(dates, default=NOT_RUNNING)


def _told(params: dict[str, Any]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in params.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value

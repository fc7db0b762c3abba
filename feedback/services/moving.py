"""How every act on a petition goes: lock, policy, machine, write; with timeline, audit, clock and outbox together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select, update

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
from feedback.events import CasesReturned, Resealed, SenderToBeTold
from feedback.machine import OPEN_STATES, PETITION
from feedback.models import Petition, PetitionNote
from feedback.policies import PetitionFacts, can_act, can_see
from feedback.proceedings.team import team_of
from feedback.publishing.hiding import hide_sealed
from feedback.routes.models import PetitionLink
from feedback.services.locking import follow, renew
from feedback.services.untagging import forget_tags
from feedback.shutting.reads import accuses, shut_to_me, tag_of
from feedback.states import Act, Happened, NoteKind, PetitionKind, PetitionState, Urgency

SUBJECT = "petition"
FIRST_REPLY_ROW, SETTLING_ROW = 28, 55
# The queue's copy of a due date while no clock runs: nothing is due, so it sorts last and is never late.
NOT_RUNNING = datetime(9999, 1, 1, tzinfo=UTC)
SHORTEST_TEXT = 10
# While it is in one of these a petition carries those linked to it; in any other each stands alone again.
CARRYING = (
    PetitionState.TRIAGED, PetitionState.ASSIGNED, PetitionState.IN_PROGRESS, PetitionState.AWAITING_INFO,
    PetitionState.AWAITING_APPROVAL, PetitionState.AWAITING_ISSUE, PetitionState.REOPENED, PetitionState.ANSWERED,
    PetitionState.CLOSED,
)  # fmt: skip


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
    team: frozenset[UUID] = frozenset()
    shut: bool = False
    accuses: bool = False  # whom it accuses was said: who reads it is looked at once more

    def facts(self) -> PetitionFacts:
        """What the policies need."""
        reopened = self.reopened_at is not None
        return PetitionFacts(self.state, self.agency_id, self.assignee_id, self.sealed, reopened, self.team, self.shut)


_COLUMNS = tuple(getattr(Petition, name) for name in Locked.__slots__ if name not in ("team", "shut", "accuses"))


def lock_petition(ctx: Context, petition_id: UUID) -> Locked:
    """Lock the row and read it. Raises NotFound."""
    besides = (shut_to_me().label("shut"), accuses().label("accuses"))
    statement = select(*_COLUMNS, *besides).where(Petition.id == petition_id).with_for_update()
    row = ctx.session.execute(statement, {"me": tag_of(ctx, ctx.actor.account_id)}).one_or_none()
    if row is None:
        raise NotFound
    return Locked(**row._asdict(), team=team_of(ctx, petition_id, row.kind))


def begin(ctx: Context, target: Target, act: Act) -> Locked:
    """Lock and decide. Raises NotFound (also when the official may not know of it), StaleVersion,
    TransitionNotAllowed, Forbidden.
    """
    if act in (Act.UNLINK, Act.WITHDRAW):
        hold_main(ctx, target.petition_id)
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
    if "due_at" in values and state in OPEN_STATES:
        values["due_at"] = min(values["due_at"], linked_due(ctx, locked.id))
    shows_otherwise = not searching.SHOWN.isdisjoint(values)
    if shows_otherwise:
        searching.forget(ctx, locked.id)
    if values.get("sealed"):
        hide_sealed(ctx, locked.id)
        forget_tags(ctx, locked.id)
    ctx.session.execute(update(Petition).where(Petition.id == locked.id).values(**values))
    if shows_otherwise:
        searching.remember(ctx, locked.id)
    timeline.append(ctx, case_id=locked.id, kind=happened, public=public, **params)
    record(ctx, locked, act.value, state=state.value, **_told(params))
    if tell:
        outbox.publish(ctx, SenderToBeTold(petition_id=locked.id, act=act.value))
    _see_to_others(ctx, locked, act, state, resealed=not locked.sealed and bool(values.get("sealed")))


def _see_to_others(ctx: Context, locked: Locked, act: Act, state: PetitionState, *, resealed: bool) -> None:
    """What hangs on the petition: those linked with it, the keys of its readers, words that lie about."""
    if state not in CARRYING and state is not PetitionState.LINKED:
        free_linked(ctx, locked.id)
    if locked.state is PetitionState.LINKED:
        _leave_main(ctx, locked.id, shared=act is Act.SHARE)
    if resealed:  # whoever kept a copy of the key from when it was readable opens nothing that is written from now on
        renew(ctx, locked.id)
    follow(ctx, locked.id)
    if resealed:
        outbox.publish(ctx, Resealed(petition_id=locked.id))


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


def queue_date(ctx: Context, petition_id: UUID) -> datetime:
    """When something is due to its own sender, or to one whose petition was linked to it: whichever is first."""
    return min(due_copy(open_clocks(ctx, petition_id)), linked_due(ctx, petition_id))


def linked_due(ctx: Context, petition_id: UUID) -> datetime:
    """The earliest date by which somebody whose petition was linked to this one must be answered."""
    p = Petition
    linked = (p.main_id == petition_id, p.state == PetitionState.LINKED)
    return ctx.session.execute(select(func.min(p.due_at)).where(*linked)).scalar_one_or_none() or NOT_RUNNING


def hold_main(ctx: Context, petition_id: UUID) -> None:
    """Lock the petition it is linked to first, as answering that one does; the other order waits in a circle."""
    p = Petition
    main = select(p.main_id).where(p.id == petition_id, p.state == PetitionState.LINKED).scalar_subquery()
    ctx.session.execute(select(p.id).where(p.id == main).with_for_update()).all()


def follow_main(ctx: Context, petition_id: UUID) -> None:
    """The queue's date of whatever this petition is linked to follows its own."""
    p = Petition
    linked = select(p.main_id).where(p.id == petition_id, p.state == PetitionState.LINKED)
    main_id = ctx.session.execute(linked).scalar_one_or_none()
    if main_id is not None:
        _refresh(ctx, main_id)


def free_linked(ctx: Context, main_id: UUID) -> None:
    """The petition goes a way of its own: what was linked to it waits at the desk again, each with its own term."""
    p = Petition
    linked = select(p.id).where(p.main_id == main_id, p.state == PetitionState.LINKED).order_by(p.id)
    freed = [lock_petition(ctx, petition_id) for petition_id in ctx.session.execute(linked).scalars().all()]
    for one in freed:
        move(ctx, one, Act.UNLINK, Happened.UNLINKED, changes={"main_id": None}, tell=True)
    if freed:
        sealed = sum(one.sealed for one in freed)
        outbox.publish(ctx, CasesReturned(agency_id=freed[0].agency_id, count=len(freed), sealed=sealed))


def _leave_main(ctx: Context, petition_id: UUID, *, shared: bool) -> None:
    """It waits for the other one's answer no more; that they were answered together stays known."""
    link = PetitionLink
    standing = (link.petition_id == petition_id, link.ended_at.is_(None))
    main_id = ctx.session.execute(select(link.main_id).where(*standing)).scalar_one_or_none()
    if main_id is None:
        return
    if not shared:
        ctx.session.execute(update(link).where(*standing).values(ended_at=ctx.now))
    _refresh(ctx, main_id)


def _refresh(ctx: Context, main_id: UUID) -> None:
    p = Petition
    waiting = update(p).where(p.id == main_id, p.state.in_(OPEN_STATES))
    ctx.session.execute(waiting.values(due_at=queue_date(ctx, main_id)))


def _told(params: dict[str, Any]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in params.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value

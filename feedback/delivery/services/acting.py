"""What happened to a delivery, recorded; and what follows: the next try, the day of receipt, the term of sending."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from casework import timeline
from casework.sealing import open_case_key
from core.actor import ActorKind
from core.clock import local_date
from core.context import Context
from core.errors import Forbidden, NotFound, StaleVersion
from core.transitions import TransitionNotAllowed
from feedback.delivery.commands import RecordDelivery
from feedback.delivery.errors import (
    DayAhead,
    DayBefore,
    DayMissing,
    NotOfThisWay,
    ReasonMissing,
    ReceiverMissing,
    TrackingMissing,
    WitnessMissing,
)
from feedback.delivery.policies import DeliveryFacts, can_handle_paper, can_record
from feedback.delivery.proofs import FOR_SENDER
from feedback.delivery.queries import DeliveryRow, get_delivery, lock_delivery, of_paper, open_addressees
from feedback.delivery.services.settling import note_served, settle_sending
from feedback.delivery.services.writing import NOBODY, audit_delivery, change_row, write_delivery, write_record
from feedback.delivery.states import (
    ACTS,
    DELIVERY,
    PAPER_WAYS,
    DeliveryAct,
    DeliveryState,
    Way,
)
from feedback.issuing.queries import PaperRow, get_paper
from feedback.services.moving import lock_petition
from feedback.states import Happened

_SETTLED = frozenset({DeliveryState.REACHED, DeliveryState.REFUSED, DeliveryState.ABSENT, DeliveryState.FAILED})
_ARRIVED = frozenset({DeliveryState.REACHED, DeliveryState.REFUSED})
_GIVEN_UP = frozenset({DeliveryState.FAILED, DeliveryState.CANCELLED})


def record_delivery(
    ctx: Context, delivery_id: UUID, command: RecordDelivery, *, version: int | None = None
) -> DeliveryState:
    """Write down what happened and give where it stands then.

    What failed is planned again on paper. The first proven receipt by the sender starts their terms; when the last
    recipient's paper has left, the step of sending follows by itself, with that day.
    Raises NotFound (also when the official may not know for whom it is), StaleVersion, NotOfThisWay,
    TransitionNotAllowed, Forbidden, and what is missing or wrong in the command.
    """
    paper = get_paper(ctx, get_delivery(ctx, delivery_id).paper_id)
    facts = lock_petition(ctx, paper.petition_id).facts()
    row = lock_delivery(ctx, delivery_id)
    if ctx.actor.kind is ActorKind.OFFICIAL and not can_handle_paper(ctx.actor, facts, row.agency_id):
        raise NotFound
    if version is not None and version != row.version:
        raise StaleVersion
    _decide(ctx, command.act, DeliveryFacts(facts, row.agency_id, row.way, row.state))
    day = _check(ctx, row, paper, command)
    state = DELIVERY.target(row.state, command.act)
    sent_on = row.sent_on or (None if command.act is DeliveryAct.CANCEL else day)
    change_row(ctx, row, state=state, sent_on=sent_on, settled_on=day if state in _SETTLED else None)
    write_record(ctx, row.petition_id, row.id, command, day)
    _tell(ctx, row, paper, command.act, state)
    if state is DeliveryState.FAILED:
        _fall_back(ctx, row, paper)
    if state in _ARRIVED and row.recipient in FOR_SENDER:
        note_served(ctx, paper)
    settle_sending(ctx, paper)
    return state


def _decide(ctx: Context, act: DeliveryAct, facts: DeliveryFacts) -> None:
    if act not in ACTS[facts.way]:
        raise NotOfThisWay
    if not DELIVERY.allows(facts.state, act):
        raise TransitionNotAllowed
    if not can_record(ctx.actor, act, facts):
        raise Forbidden


def _check(ctx: Context, row: DeliveryRow, paper: PaperRow, command: RecordDelivery) -> date:
    today = local_date(ctx.now)
    day = command.day
    if day is None:
        raise DayMissing
    if day > today:
        raise DayAhead
    earliest = max(one for one in (local_date(paper.issued_at or ctx.now), row.sent_on, row.settled_on) if one)
    if day < earliest:
        raise DayBefore(earliest=f"{earliest:%d/%m/%Y}")
    if row.way in PAPER_WAYS:
        _check_paper(row, command)
    elif command.act is DeliveryAct.FAIL and ctx.actor.kind is ActorKind.OFFICIAL and not command.words.strip():
        raise ReasonMissing
    return day


def _check_paper(row: DeliveryRow, command: RecordDelivery) -> None:
    act = command.act
    if act is DeliveryAct.REACH and not command.who.strip():
        raise ReceiverMissing
    if act in (DeliveryAct.REFUSE, DeliveryAct.MISS) and not command.witnesses.strip():
        raise WitnessMissing
    if act is DeliveryAct.SEND and row.way is Way.POST and not command.tracking.strip():
        raise TrackingMissing
    if act in (DeliveryAct.FAIL, DeliveryAct.CANCEL) and not command.words.strip():
        raise ReasonMissing


def _tell(ctx: Context, row: DeliveryRow, paper: PaperRow, act: DeliveryAct, state: DeliveryState) -> None:
    """Timeline and audit. That a page was opened is kept with its day alone: no hour, and no link in the log."""
    opened = ctx.actor.kind is ActorKind.CITIZEN
    if state in _ARRIVED:
        timeline.append(
            ctx, case_id=row.petition_id, kind=Happened.DELIVERED, public=row.recipient in FOR_SENDER,
            hour_only=opened, way=row.way, paper=paper.kind,
        )  # fmt: skip
    if not opened:
        audit_delivery(
            ctx, row.id, paper, act.value, recipient=row.recipient.value, way=row.way.value, state=state.value
        )


def _fall_back(ctx: Context, row: DeliveryRow, paper: PaperRow) -> None:
    """Somebody goes there with the paper, unless it is under way to the same person already."""
    others = [
        one for one in of_paper(ctx, paper.id)
        if one.id != row.id and one.recipient is row.recipient and one.way in PAPER_WAYS
    ]  # fmt: skip
    if any(one.state not in _GIVEN_UP for one in others):
        return
    # What the system itself sent named nobody: the address is not in it, and of a locked case it has no key.
    key = open_case_key(ctx, row.petition_id) if row.way in PAPER_WAYS else None
    to = open_addressees(ctx, key, [row.id])[row.id] if key else NOBODY
    write_delivery(ctx, key, paper, row.recipient, Way.BY_HAND, to=to, after_id=row.id)

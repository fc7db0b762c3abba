"""A denunciation that goes to another desk of the system: its proceeding here ends, there it begins anew."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import update

from core.clock import local_date
from core.context import Context
from deadlines.queries import list_clocks
from deadlines.services import meet_clock
from deadlines.states import ClockState
from feedback.proceedings.machine import MACHINES, RELAYED, ROWS
from feedback.proceedings.models import Proceeding
from feedback.proceedings.queries import find_proceeding
from feedback.proceedings.record import write_step
from feedback.proceedings.states import Stage, Step


def leave_for_another_desk(ctx: Context, petition_id: UUID, *, to: str) -> None:
    """Record that it was passed on; the terms of initial handling are met thereby.

    The caller holds the petition's row and has decided that it may go (`feedback.services.transferring`). That it goes
    only once is known by the transfer itself, which may be taken back. Raises TransitionNotAllowed.
    Denunciation Act art. 24(2); law sheet rows 42, 43.
    """
    view = find_proceeding(ctx, petition_id)
    if view is None:
        return
    stage: Stage = MACHINES[view.track].target(view.stage, Step.TRANSFER)
    _meet(ctx, petition_id, {*ROWS[view.track].initial, RELAYED}, ctx.now)
    write_step(ctx, petition_id, Step.TRANSFER, stage, day=local_date(ctx.now), words={"words": to})
    ctx.session.execute(update(Proceeding).where(Proceeding.petition_id == petition_id).values(stage=stage))


def begin_anew(ctx: Context, petition_id: UUID) -> None:
    """It goes to the province whatever was done here, since it accuses who leads the commune (docs/adr/0434).

    Whoever acts need not be able to read it: no line is written into its record, only where it stands. The province
    begins anew once it is formalised there. Denunciation Act art. 13.
    """
    ctx.session.execute(update(Proceeding).where(Proceeding.petition_id == petition_id).values(stage=Stage.TRANSFERRED))


def _meet(ctx: Context, petition_id: UUID, rows: set[int], at: datetime) -> None:
    for clock in list_clocks(ctx, "petition", petition_id):
        if clock.row in rows and clock.state in (ClockState.RUNNING, ClockState.PAUSED):
            meet_clock(ctx, clock.id, at=max(at, clock.started_at))

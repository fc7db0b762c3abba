"""Brings sheets in through the services and runs what waits in the outbox, as the worker would."""

from __future__ import annotations

from uuid import UUID

from accounts.roles import Role
from bootstrap.runtime import Runtime
from bootstrap.sheets import read_sheets
from core import outbox
from core.actor import Actor
from feedback.bulk.batches import begin, keep_checked
from feedback.bulk.preparing import prepare_batch
from feedback.bulk.queries import BatchView, get_batch
from jobs.handlers import HANDLERS
from jobs.handling import run_message
from tests.support.petitioning import Desk
from tests.support.staffed import COMMUNE


def upload(desk: Desk, data: bytes, *, clerk: Actor | None = None, agency_id: UUID | None = None) -> UUID:
    """Check a sheet and keep it."""
    with desk.runtime.transaction(clerk or desk.actor(Role.INTAKE_CLERK)) as ctx:
        new = prepare_batch(ctx, agency_id or desk.units[COMMUNE], data, read_sheets(data), notice_version="1")
        keep_checked(ctx, new)
    return new.key.case_id


def go(desk: Desk, batch_id: UUID, clerk: Actor | None = None) -> None:
    """Say go, and let the worker do it."""
    with desk.runtime.transaction(clerk or desk.actor(Role.INTAKE_CLERK)) as ctx:
        begin(ctx, batch_id)
    run_waiting(desk.runtime)


def run_waiting(runtime: Runtime) -> int:
    """Run every message of a batch until none waits; how many."""
    done = 0
    while True:
        with runtime.reading() as ctx:
            waiting = [
                one for one in outbox.list_waiting(ctx.session, now=ctx.now) if one.topic.startswith("feedback.bulk")
            ]
        if not waiting:
            return done
        for message in waiting:
            run_message(runtime, message, HANDLERS)
            done += 1


def seen(desk: Desk, batch_id: UUID, clerk: Actor | None = None) -> BatchView:
    """The batch as its importer sees it."""
    actor = clerk or desk.actor(Role.INTAKE_CLERK)
    with desk.runtime.transaction(actor) as ctx:
        return get_batch(ctx, batch_id, viewer=ctx.actor)

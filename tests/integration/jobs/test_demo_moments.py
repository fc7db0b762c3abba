"""In the demo, what was told of the past is reacted to then; in a real installation the clock is the clock."""

from __future__ import annotations

import dataclasses
from uuid import UUID

import pytest
from sqlalchemy import select

import jobs.tasks
from bootstrap.runtime import Runtime
from core.ids import uuid7
from core.notices import Channel, Notice, queue_notice
from core.outbox import OutboxMessage
from tests.support.clock import SteppingClock


@pytest.mark.parametrize("demo", [True, False], ids=["demo", "real"])
def test_a_notice_leaves_at_the_moment_of_its_event(
    runtime: Runtime, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch, demo: bool
) -> None:
    told = dataclasses.replace(runtime, settings=dataclasses.replace(runtime.settings, demo=demo))
    monkeypatch.setattr(jobs.tasks, "runtime", lambda: told)
    with told.transaction() as ctx:
        happened = ctx.now
        queue_notice(
            ctx, agency_id=uuid7(), channel=Channel.SMS, to="0912000000", subject="Tin", text="Có tin mới.",
            subject_type="petition", subject_id=None,
        )  # fmt: skip
    with told.reading() as ctx:
        message_id: UUID = ctx.session.execute(select(OutboxMessage.id)).scalar_one()
    clock.advance(days=40)
    jobs.tasks.handle(str(message_id))
    with told.reading() as ctx:
        changed = ctx.session.execute(select(Notice.changed_at)).scalar_one()
        assert ctx.session.execute(select(OutboxMessage.done_at)).scalar_one() is not None
    assert (changed == happened) is demo

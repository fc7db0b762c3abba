"""Entries of the desk for tests: what a clerk took down, with whatever a test wants otherwise."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from accounts.roles import Role
from core.actor import Actor
from core.clock import local_date
from feedback.commands import Content, Submitted
from feedback.desk.commands import DeskEntry, new_entry_keys
from feedback.desk.receiving import receive_at_desk
from feedback.desk.states import Arrival, ReadBack, Signature
from feedback.states import Concerns, Source
from tests.support.petitioning import Desk
from tests.support.staffed import COMMUNE

TOLD = "Bà kể: cống đầu xóm tắc từ hôm mưa, nước tràn vào sân."


def entry_of(desk: Desk, *, concerns: Concerns = Concerns.NOBODY, what: str = TOLD, **more: Any) -> DeskEntry:
    """Somebody told it at the commune's desk today, it was read to them, and they signed."""
    entry = DeskEntry(
        keys=new_entry_keys(), agency_id=desk.units[COMMUNE], arrival=Arrival.ORAL, source=Source.IN_PERSON,
        received_on=local_date(desk.runtime.clock()), content=Content(what, concerns), notice_version="1",
        signature=Signature.SIGNED, read_back=ReadBack.SENDER,
    )  # fmt: skip
    return replace(entry, **more)


def take_in(desk: Desk, entry: DeskEntry | None = None, *, clerk: Actor | None = None, **more: Any) -> Submitted:
    """Taken in by the commune's clerk."""
    with desk.runtime.transaction(clerk or desk.actor(Role.INTAKE_CLERK)) as ctx:
        return receive_at_desk(ctx, entry or entry_of(desk, **more))

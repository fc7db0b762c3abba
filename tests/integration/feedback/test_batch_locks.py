"""Batches lock people before petitions, as taking a role away does: two that lock crosswise would wait for ever."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from accounts.roles import Role
from core.actor import Actor
from feedback.services import run_batch, undo_batch
from feedback.states import BatchKind
from tests.support.petitioning import Desk

pytestmark = pytest.mark.postgresql_only  # SQLite has one lock for all


@contextmanager
def locked(desk: Desk) -> Iterator[list[str]]:
    """The tables whose rows are locked, in order."""
    tables: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if "FOR UPDATE" in statement:
            tables.append(statement.partition("FROM ")[2].split()[0])

    event.listen(desk.runtime.engine, "before_cursor_execute", note)
    try:
        yield tables
    finally:
        event.remove(desk.runtime.engine, "before_cursor_execute", note)


def people_first(tables: list[str]) -> bool:
    found = [name for name in tables if name in ("account", "petition")]
    return found[0] == "account" and "petition" in found


@pytest.mark.parametrize("kind", [BatchKind.ASSIGN, BatchKind.CLAIM])
def test_doing_and_undoing(desk: Desk, kind: BatchKind) -> None:
    sent = [desk.send().id for _ in range(2)]
    for petition_id in sent:
        desk.triage(petition_id)
    who: Actor = desk.actor(Role.INTAKE_CLERK if kind is BatchKind.ASSIGN else Role.HANDLER)
    handler = desk.officials.account(Role.HANDLER)
    targets = [desk.target(petition_id) for petition_id in sent]
    with locked(desk) as tables, desk.runtime.transaction(who) as ctx:
        assert run_batch(ctx, kind, targets, assignee_id=handler).done == 2
    assert people_first(tables)
    given = [desk.target(petition_id) for petition_id in sent]
    with locked(desk) as tables, desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        batch = run_batch(ctx, BatchKind.RELEASE, given)
    assert people_first(tables)
    with locked(desk) as tables, desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        assert undo_batch(ctx, batch.id).done == 2
    assert people_first(tables)
    assert {desk.case(petition_id).assignee_id for petition_id in sent} == {handler}

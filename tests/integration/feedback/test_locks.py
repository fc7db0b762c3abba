"""What is locked, and in which order.

People before petitions, as taking a role away does: two that lock crosswise would wait for ever. The petition before
who sent it is read: whoever is being erased must not come back from what was read before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
from sqlalchemy import event

from accounts.roles import Role
from core.actor import Actor
from core.errors import NotFound
from core.ids import random_id
from core.outbox import list_waiting
from feedback import searching
from feedback.commands import Extend
from feedback.events import SenderToBeTold
from feedback.routes.commands import Link
from feedback.services import link, run_batch, undo_batch
from feedback.services.terms import extend_term
from feedback.states import BatchKind
from jobs.handlers.senders import HANDLERS
from tests.support.petitioning import Desk

pytestmark = pytest.mark.postgresql_only  # SQLite has one lock for all


@contextmanager
def locked(desk: Desk) -> Iterator[list[str]]:
    """The tables whose rows are locked, in order."""
    tables: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if "FOR UPDATE" in statement:
            read = re.findall(r"FROM\s+(\w+)", statement)  # what a column asks for stands before the locked table
            tables.append("petition" if "petition" in read else read[0])

    event.listen(desk.runtime.engine, "before_cursor_execute", note)
    try:
        yield tables
    finally:
        event.remove(desk.runtime.engine, "before_cursor_execute", note)


@contextmanager
def reading_after(desk: Desk) -> Iterator[list[bool]]:
    """For each reading of identities, whether a petition was locked by then."""
    known: list[bool] = []
    holds = False

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        nonlocal holds
        holds = holds or ("FOR UPDATE" in statement and "FROM petition " in statement.replace("\n", " "))
        if "FROM case_identity" in statement:
            known.append(holds)

    event.listen(desk.runtime.engine, "before_cursor_execute", note)
    try:
        yield known
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


def test_whose_date_the_worked_one_follows_is_locked_after_it(desk: Desk) -> None:
    """Answering locks the worked one and then the linked; a new term of a linked one in the other order would wait."""
    main, linked = desk.in_progress(), desk.send().id
    with desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx:
        link(ctx, desk.target(linked), Link(main, "Cùng một cái cống."))
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if "FOR UPDATE" in statement:
            statements.append(statement)

    event.listen(desk.runtime.engine, "before_cursor_execute", note)
    try:
        with desk.runtime.transaction(desk.actor(Role.LEADER)) as ctx, pytest.raises(NotFound):
            extend_term(ctx, desk.target(linked), random_id(), Extend(5, "Phức tạp", "1/QĐ"))
    finally:
        event.remove(desk.runtime.engine, "before_cursor_execute", note)
    assert ["main_id" in one.partition("WHERE")[2] for one in statements[:2]] == [True, False]


def test_a_notice_is_written_and_the_index_filled_after_an_erasure_under_way(desk: Desk) -> None:
    petition_id = desk.send(name="Bà Kín Đáo", phone="0900 000 777", consent=True).id
    desk.triage(petition_id)
    with desk.runtime.reading() as ctx:
        message = next(m for m in list_waiting(ctx.session, now=ctx.now) if m.topic == SenderToBeTold.topic)
    with reading_after(desk) as known:
        HANDLERS[message.topic][0].run(desk.runtime, message)
    assert known
    assert all(known)
    with desk.runtime.transaction() as ctx:
        searching.clear(ctx)
    with reading_after(desk) as known, desk.runtime.transaction() as ctx:
        searching.fill(ctx)
    assert known
    assert all(known)


def test_linking_locks_both_in_one_order_whichever_is_worked(desk: Desk) -> None:
    """Linked in opposite directions at once, each would lock its worked one first and wait for the other's."""
    one, other = sorted((desk.in_progress(), desk.in_progress()), key=lambda petition_id: petition_id.bytes)
    locks: list[list[object]] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: dict[str, object], *_: object) -> None:
        if "FOR UPDATE" in statement and "FROM petition " in statement.replace("\n", " "):
            locks[-1].extend(parameters.values())

    event.listen(desk.runtime.engine, "before_cursor_execute", note)
    try:
        for linked, main in ((one, other), (other, one)):
            target = desk.target(linked)
            locks.append([])
            with suppress(_Undone), desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx:
                link(ctx, target, Link(main, "Cùng một cái cống."))
                raise _Undone
    finally:
        event.remove(desk.runtime.engine, "before_cursor_execute", note)
    assert [found[:2] for found in locks] == [[one, other], [one, other]]


class _Undone(Exception):
    """Takes back what a transaction did."""

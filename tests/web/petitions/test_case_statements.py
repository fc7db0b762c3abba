"""The case page asks the database for what is there, once: statements counted, lists of empty things not read."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import event

from feedback.inventory import Inventory, inventory_of
from feedback.states import Concerns
from tests.support.checking_client import CheckingClient
from tests.support.clock import SteppingClock
from tests.support.petitioning import Desk
from tests.support.query_watch import QueryWatch

QUEUE = "/can-bo/don-thu"
WRITES = ("INSERT", "UPDATE", "DELETE")
pytestmark = pytest.mark.query_budget(25)


def _writes(watch: QueryWatch, browser: CheckingClient, path: str) -> list[str]:
    with watch.observe() as seen:
        browser.browser.get(path)
    return [statement.split()[0] for statement in seen.statements if statement.startswith(WRITES)]


def test_each_role_s_page_of_a_petition_under_way_takes_few(
    desk: Desk, clerk: CheckingClient, handler: CheckingClient, leader: CheckingClient
) -> None:
    page = f"{QUEUE}/{desk.in_progress()}"
    for browser in (clerk, handler, leader):
        browser.get(page)
    untriaged = clerk.get(f"{QUEUE}/{desk.send().id}")
    assert "Việc có thể làm" in untriaged.text
    answered = handler.get(f"{QUEUE}/{desk.answered()}")
    assert "Các bản trả lời" in answered.text


def test_that_one_reads_is_written_once_a_minute(
    desk: Desk, handler: CheckingClient, query_watch: QueryWatch, clock: SteppingClock
) -> None:
    page = f"{QUEUE}/{desk.in_progress()}"
    assert _writes(query_watch, handler, page) == ["DELETE", "INSERT"]
    assert _writes(query_watch, handler, page) == []
    clock.advance(minutes=2)
    assert "INSERT" in _writes(query_watch, handler, page)


@pytest.mark.query_budget(28)
def test_every_opening_of_a_sealed_one_is_written_however_often(
    desk: Desk, clerk: CheckingClient, query_watch: QueryWatch
) -> None:
    page = f"{QUEUE}/{desk.send(Concerns.HAMLET_HEAD).id}"
    clerk.get(page)
    assert _writes(query_watch, clerk, page).count("INSERT") == 2  # the link of the chain and what it says


def test_what_a_petition_has_is_one_statement_by_indexes(desk: Desk) -> None:
    petition_id, statements = desk.answered(), list[tuple[str, Any]]()
    with desk.runtime.reading() as ctx:
        connection = ctx.session.connection()
        event.listen(connection, "before_cursor_execute", lambda *args: statements.append((args[2], args[3])))
        assert inventory_of(ctx, petition_id) == Inventory(
            identity=False, enclosed=False, notes=False, answers=True, record=False, papers=False, remarks=False,
            proceeding=False, passages=False, linked=False, claims=False, disputes=False, asks=False, wishes=False,
            deleted=False,
        )  # fmt: skip
        ((sql, values),) = list(statements)
        if connection.dialect.name == "sqlite":
            plan = [str(row[3]) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)]
            assert not [step for step in plan if step.startswith("SCAN") and step != "SCAN CONSTANT ROW"]
        else:
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
            plan = [str(row[0]) for row in connection.exec_driver_sql(f"EXPLAIN {sql}", values)]
            assert not [step for step in plan if "Seq Scan" in step]

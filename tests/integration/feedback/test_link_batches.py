"""Many petitions linked to one at once: readable ones, in one order of locks, undone to what they were."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import event, select

from accounts.roles import Role
from feedback.commands import Target
from feedback.errors import BatchEmpty, BatchTooLate, TextMissing
from feedback.models import Petition
from feedback.queries.desk_reads import get_batch
from feedback.routes.commands import Link
from feedback.services import BatchResult, run_link_batch, undo_batch
from feedback.states import BatchKind, Concerns, PetitionKind, PetitionState
from tests.support.clock import SteppingClock
from tests.support.petitioning import Desk

WHY = "Cùng một cái cống đầu xóm."


@pytest.fixture
def alike(desk: Desk) -> Sequence[UUID]:
    """One under way; one triaged, one under way with the same handler, one not opened yet, one sealed."""
    main, triaged, given, new, sealed = (
        desk.in_progress(), desk.send().id, desk.in_progress(), desk.send().id, desk.send(Concerns.COMMUNE_OFFICIAL).id
    )  # fmt: skip
    desk.triage(triaged)
    desk.triage(sealed, PetitionKind.DENUNCIATION_INFO)
    return [main, triaged, given, new, sealed]


def run(desk: Desk, targets: Sequence[Target], main: UUID, text: str = WHY) -> BatchResult:
    with desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx:
        return run_link_batch(ctx, targets, Link(main, text))


def mains(desk: Desk, ids: Sequence[UUID]) -> list[UUID | None]:
    with desk.runtime.reading() as ctx:
        rows = {row.id: row.main_id for row in ctx.session.execute(select(Petition.id, Petition.main_id))}
    return [rows[one] for one in ids]


def test_what_is_readable_is_linked_and_the_rest_stays(desk: Desk, alike: Sequence[UUID]) -> None:
    main = alike[0]
    result = run(desk, [desk.target(one) for one in alike], main)
    assert (result.done, result.refused) == (2, 2)
    assert mains(desk, alike) == [None, main, main, None, None]
    assert [desk.case(one).state for one in alike] == [
        PetitionState.IN_PROGRESS, PetitionState.LINKED, PetitionState.LINKED, PetitionState.RECEIVED,
        PetitionState.TRIAGED,
    ]  # fmt: skip
    with desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx:
        assert get_batch(ctx, result.id, viewer=ctx.actor).kind is BatchKind.LINK


def test_it_is_undone_to_who_had_it(desk: Desk, alike: Sequence[UUID], clock: SteppingClock) -> None:
    main, triaged, given = alike[:3]
    due = {one: desk.case(one).due_at for one in (main, triaged, given)}
    result = run(desk, [desk.target(one) for one in (triaged, given)], main)
    clock.advance(minutes=10)
    with desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx:
        assert undo_batch(ctx, result.id).done == 2
    assert mains(desk, alike) == [None] * 5
    handler = desk.officials.account(Role.HANDLER)
    assert [(desk.case(one).state, desk.case(one).assignee_id) for one in (triaged, given)] == [
        (PetitionState.TRIAGED, None), (PetitionState.ASSIGNED, handler),
    ]  # fmt: skip
    assert {one: desk.case(one).due_at for one in (main, triaged, given)} == due
    with pytest.raises(BatchTooLate), desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx:
        undo_batch(ctx, result.id)


def test_what_was_answered_since_stays_answered(desk: Desk, alike: Sequence[UUID]) -> None:
    main, triaged = alike[:2]
    result = run(desk, [desk.target(triaged)], main)
    desk.propose(main)
    desk.approve(main)
    with desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx:
        undone = undo_batch(ctx, result.id)
    assert (undone.done, undone.refused) == (0, 1)
    assert desk.case(triaged).state is PetitionState.ANSWERED


def test_what_changed_since_it_was_ticked_stays(desk: Desk, alike: Sequence[UUID]) -> None:
    main, triaged = alike[:2]
    result = run(desk, [Target(triaged, desk.case(triaged).version - 1)], main)
    assert (result.done, result.refused) == (0, 1)
    assert mains(desk, [triaged]) == [None]


def test_one_alone_without_words_or_too_late_is_refused(
    desk: Desk, alike: Sequence[UUID], clock: SteppingClock
) -> None:
    main, triaged = alike[:2]
    with pytest.raises(BatchEmpty):
        run(desk, [desk.target(main)], main)
    with pytest.raises(TextMissing):
        run(desk, [desk.target(triaged)], main, " ")
    result = run(desk, [desk.target(triaged)], main)
    clock.now += timedelta(minutes=16)
    with pytest.raises(BatchTooLate), desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx:
        undo_batch(ctx, result.id)


@pytest.mark.postgresql_only
def test_all_are_locked_in_one_order_before_the_first_is_linked(desk: Desk, alike: Sequence[UUID]) -> None:
    main, triaged, given = alike[:3]
    locks: list[object] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: dict[str, object], *_: object) -> None:
        if "FOR UPDATE" in statement and "FROM petition " in statement.replace("\n", " "):
            locks.extend(parameters.values())

    targets = [desk.target(one) for one in (triaged, given)]
    event.listen(desk.runtime.engine, "before_cursor_execute", note)
    try:
        result = run(desk, targets, main)
        linking, locks = locks, []
        with desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx:
            undo_batch(ctx, result.id)
    finally:
        event.remove(desk.runtime.engine, "before_cursor_execute", note)
    ordered = sorted((main, triaged, given), key=lambda one: one.bytes)
    assert linking[:3] == ordered
    assert locks[:3] == ordered

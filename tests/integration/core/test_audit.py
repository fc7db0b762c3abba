"""The audit chain: whatever is changed by hand is found and named; erasing a person's detail is not a fault."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bootstrap.runtime import Runtime
from core import audit
from core.audit import AuditDetail, AuditEntry, AuditHead, Broken
from tests.support.clock import SteppingClock

CHAIN, OTHER = UUID(int=1), UUID(int=2)


def write(runtime: Runtime, clock: SteppingClock, count: int = 5, chain: UUID = CHAIN) -> None:
    for number in range(count):
        clock.advance(minutes=1)
        with runtime.transaction() as ctx:
            audit.record(
                ctx, agency_id=chain, action="accounts:role:granted", subject_type="account", subject_id=uuid4(),
                number=number, words="chữ có dấu", nothing=None,
            )  # fmt: skip


def faults(runtime: Runtime, chain: UUID | None = None) -> Sequence[Broken]:
    with runtime.reading() as ctx:
        return list(audit.verify(ctx, chain=chain))


def tamper(runtime: Runtime, *statements: object) -> None:
    with Session(runtime.engine) as session:
        for statement in statements:
            session.execute(statement)  # type: ignore[call-overload]  # any statement
        session.commit()


@pytest.fixture
def written(runtime: Runtime, clock: SteppingClock) -> list[UUID]:
    write(runtime, clock)
    write(runtime, clock, 2, OTHER)
    with runtime.reading() as ctx:
        rows = select(AuditEntry.id).where(AuditEntry.chain == CHAIN).order_by(AuditEntry.seq)
        return list(ctx.session.execute(rows).scalars())


def test_an_untouched_log_holds(runtime: Runtime, written: list[UUID]) -> None:
    assert faults(runtime) == []


@pytest.mark.parametrize(
    "values",
    [
        {"action": "accounts:role:revoked"},
        {"at": datetime(2020, 1, 1, tzinfo=UTC)},
        {"account_id": UUID(int=9)},
        {"actor_kind": "official"},
        {"subject_id": "someone else"},
        {"subject_type": "petition"},
        {"commitment": b"\x01" * 32},
    ],
)
def test_a_changed_entry_is_named(runtime: Runtime, written: list[UUID], values: dict[str, object]) -> None:
    tamper(runtime, update(AuditEntry).where(AuditEntry.id == written[2]).values(**values))
    assert [(fault.chain, fault.seq, fault.entry_id) for fault in faults(runtime)] == [(CHAIN, 3, written[2])]


def test_a_changed_hash_is_named(runtime: Runtime, written: list[UUID]) -> None:
    tamper(runtime, update(AuditEntry).where(AuditEntry.id == written[2]).values(hash=b"\x07" * 32))
    assert written[2] in {fault.entry_id for fault in faults(runtime)}


def test_a_changed_detail_is_named(runtime: Runtime, written: list[UUID]) -> None:
    tamper(runtime, update(AuditDetail).where(AuditDetail.entry_id == written[1]).values(detail={"number": 7}))
    (fault,) = faults(runtime)
    assert (fault.seq, fault.entry_id, fault.reason) == (2, written[1], "the detail was changed")


def test_an_erased_detail_is_no_fault(runtime: Runtime, written: list[UUID]) -> None:
    """Law 91/2025/QH15: a person's data can be erased; the chain over commitments stays whole."""
    tamper(runtime, delete(AuditDetail).where(AuditDetail.entry_id.in_(written)))
    assert faults(runtime) == []


@pytest.mark.parametrize(("gone", "named"), [(0, 2), (2, 4)])
def test_a_missing_row_is_noticed_at_the_next(runtime: Runtime, written: list[UUID], gone: int, named: int) -> None:
    tamper(
        runtime,
        delete(AuditDetail).where(AuditDetail.entry_id == written[gone]),
        delete(AuditEntry).where(AuditEntry.id == written[gone]),
    )
    (fault,) = faults(runtime)
    assert (fault.chain, fault.seq, fault.reason) == (CHAIN, named, f"link {gone + 1} is missing")


def test_a_missing_newest_row_is_noticed(runtime: Runtime, written: list[UUID]) -> None:
    tamper(
        runtime,
        delete(AuditDetail).where(AuditDetail.entry_id == written[-1]),
        delete(AuditEntry).where(AuditEntry.id == written[-1]),
    )
    (fault,) = faults(runtime)
    assert (fault.chain, fault.seq) == (CHAIN, 5)


def test_a_missing_head_is_noticed(runtime: Runtime, written: list[UUID]) -> None:
    tamper(runtime, delete(AuditHead).where(AuditHead.chain == CHAIN))
    assert [fault.chain for fault in faults(runtime)] == [CHAIN]


def test_two_swapped_rows_are_noticed(runtime: Runtime, written: list[UUID]) -> None:
    def move(entry: UUID, seq: int) -> object:
        return update(AuditEntry).where(AuditEntry.id == entry).values(seq=seq)

    tamper(runtime, move(written[1], 99), move(written[2], 2), move(written[1], 3))
    assert {fault.seq for fault in faults(runtime)} >= {2, 3}


def test_one_chain_can_be_walked_alone(runtime: Runtime, written: list[UUID]) -> None:
    tamper(runtime, update(AuditEntry).where(AuditEntry.id == written[0]).values(action="x:y:z"))
    assert len(faults(runtime, CHAIN)) == 1
    assert faults(runtime, OTHER) == []


def test_a_rolled_back_act_leaves_no_link(runtime: Runtime, written: list[UUID]) -> None:
    def act() -> None:
        with runtime.transaction() as ctx:
            audit.record(ctx, agency_id=CHAIN, action="a:b:c", subject_type="x", subject_id=1)
            raise RuntimeError("refused")

    with pytest.raises(RuntimeError, match="refused"):
        act()
    assert faults(runtime) == []
    with runtime.reading() as ctx:
        assert ctx.session.execute(select(AuditHead.seq).where(AuditHead.chain == CHAIN)).scalar_one() == 5


def test_entries_of_one_moment_keep_their_order(runtime: Runtime, clock: SteppingClock) -> None:
    with runtime.transaction() as ctx:
        for number in range(10):
            audit.record(ctx, agency_id=CHAIN, action="a:b:c", subject_type="x", subject_id=number)
    with runtime.reading() as ctx:
        rows = ctx.session.execute(select(AuditEntry.seq, AuditEntry.subject_id).order_by(AuditEntry.seq)).all()
    assert [tuple(row) for row in rows] == [(number + 1, str(number)) for number in range(10)]
    assert faults(runtime) == []


def test_cutting_off_the_newest_links_and_setting_the_head_back_is_noticed(
    runtime: Runtime, written: list[UUID]
) -> None:
    with runtime.reading() as ctx:
        third = ctx.session.execute(select(AuditEntry.hash).where(AuditEntry.id == written[2])).scalar_one()
    tamper(
        runtime,
        delete(AuditDetail).where(AuditDetail.entry_id.in_(written[3:])),
        delete(AuditEntry).where(AuditEntry.id.in_(written[3:])),
        update(AuditHead).where(AuditHead.chain == CHAIN).values(seq=3, hash=third),
    )
    assert [(fault.seq, fault.reason) for fault in faults(runtime)] == [(3, "the head was changed")]

"""A further server key while people read and write, with the worker killed between and in batches."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from accounts import factors
from accounts.roles import Role
from bootstrap import rewrapping
from bootstrap.live_keys import file_of
from bootstrap.rewrapping import StillNeeded, left_under, retire, rewrap_some, rotate
from bootstrap.runtime import Runtime, build_runtime
from casework.models import CaseKeyRow
from casework.numbers import find_case
from core.actor import ANONYMOUS
from core.audit import Broken, verify
from core.crypto import SealBroken
from core.notices import Channel, list_latest_open, queue_notice
from feedback.queries.cases import open_content
from feedback.states import Concerns
from tests.support.clock import SteppingClock
from tests.support.petitioning import WHAT, Desk, Sent
from tests.support.source import ROOT
from tests.support.staffed import COMMUNE

MANY = 12
EMAIL = "bac@example.vn"


@pytest.fixture
def beside(runtime: Runtime, clock: SteppingClock) -> Iterator[Runtime]:
    """Another process of the same installation, started before anything changes."""
    made = build_runtime(runtime.settings, clock=clock)
    yield made
    made.engine.dispose()


def under(runtime: Runtime, number: int) -> int:
    with runtime.reading() as ctx:
        return sum(left_under(ctx, number).values())


def found(runtime: Runtime, sent: Sent) -> bool:
    with runtime.transaction(ANONYMOUS) as ctx:
        one = find_case(ctx, number_typed=sent.receipt.number, access_code_typed=sent.receipt.access_code, network=b"n")
    return one is not None


def words(runtime: Runtime, sent: Sent) -> str:
    with runtime.reading() as ctx:
        return open_content(ctx, sent.id).content.what


def story(desk: Desk) -> list[Sent]:
    """Petitions, somebody's telephone, a message on its way."""
    with desk.runtime.transaction() as ctx:
        factors.store_totp(ctx, account_id=desk.officials.account(Role.LEADER), secret="JBSWY3DPEHPK3PXP")
        queue_notice(
            ctx, agency_id=desk.units[COMMUNE], channel=Channel.EMAIL, to=EMAIL, subject="Đã nhận", text="…",
            subject_type="petition", subject_id=desk.units[COMMUNE],
        )  # fmt: skip
    return [desk.send(Concerns.HAMLET_HEAD if at % 2 else Concerns.NOBODY) for at in range(MANY)]


def broken(runtime: Runtime) -> list[Broken]:
    with runtime.reading() as ctx:
        return list(verify(ctx))


def test_nobody_notices_and_the_old_key_goes_when_nothing_needs_it(
    desk: Desk, beside: Runtime, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    runtime, folder = desk.runtime, desk.runtime.settings.data_dir / "keys"
    before = story(desk)
    old = under(runtime, 0)
    assert old >= MANY + 3
    assert rewrap_some(runtime) == 0  # one key: nothing to do

    assert rotate(runtime) == 1
    with_new = desk.send()
    beside_it = dataclasses.replace(desk, runtime=beside)
    assert words(beside, with_new) == WHAT  # sealed under a key it had never seen
    from_beside = beside_it.send()
    with runtime.reading() as ctx:
        rows = ctx.session.execute(select(CaseKeyRow.case_id, CaseKeyRow.wrapped)).all()
        wrapped = {row.case_id: row.wrapped for row in rows}
    assert [wrapped[one.id][0] for one in (with_new, from_beside)] == [1, 1]

    rewrap_some(runtime, batches=2, at_once=5)  # and there the worker was stopped
    assert 0 < under(runtime, 0) < old
    assert all(words(beside, one) == WHAT for one in before)
    with pytest.raises(StillNeeded, match=r"case_key\.wrapped"):
        retire(runtime, 0)

    real, seen = rewrapping._wrap_anew, []

    def killed(*arguments: object) -> bool:
        seen.append(arguments)
        if len(seen) == 2:
            raise KeyboardInterrupt
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(rewrapping, "_wrap_anew", killed)
    half = under(runtime, 0)
    with pytest.raises(KeyboardInterrupt):
        rewrap_some(runtime, at_once=5)  # in the middle of a batch: all of it is as before
    assert under(runtime, 0) == half
    monkeypatch.undo()

    while rewrap_some(beside, batches=4, at_once=5):  # another process goes on
        pass
    assert under(runtime, 0) == 0
    assert all(words(one, sent) == WHAT for one in (runtime, beside) for sent in (*before, with_new, from_beside))
    with runtime.reading() as ctx:
        assert EMAIL in {one.to for one in list_latest_open(ctx)}

    now = rewrapping.made_at(folder, 1)
    clock.now = now
    with pytest.raises(StillNeeded, match="forms open in browsers"):
        retire(runtime, 0)
    clock.now = now + timedelta(days=3)
    with pytest.raises(StillNeeded, match="in use"):
        retire(runtime, 1)
    retire(runtime, 0)
    assert not file_of(folder, 0).exists()

    later = build_runtime(runtime.settings, clock=clock)  # after a restart: codes, numbers and the chain hold
    assert all(words(later, one) == WHAT for one in before)
    assert all(found(later, one) for one in (before[0], from_beside))
    assert broken(later) == []
    assert later.keys.secret("flask") == runtime.keys.secret("flask")
    with pytest.raises(SealBroken):
        later.keys.open("case-key", b"\x00" + b"x" * 60, bound_to=b"")
    later.engine.dispose()
    assert rewrap_some(runtime) == 0
    assert rewrapping._is_done(runtime)  # the tables are not read again before there is a further key
    rewrapping.look_again(runtime)  # or before somebody asks, after a backup came back
    assert not rewrapping._is_done(runtime)
    assert rotate(runtime) == 2
    assert rewrap_some(runtime) > 0


_WORKER = """
from bootstrap.rewrapping import rewrap_some
from bootstrap.runtime import build_runtime
from bootstrap.settings import Settings
runtime = build_runtime(Settings.from_env())
while rewrap_some(runtime, batches=1, at_once=2):
    print("a batch", flush=True)
    input()
"""


def test_a_worker_killed_between_two_batches_leaves_the_rest_to_the_next(desk: Desk) -> None:
    runtime, sent = desk.runtime, [desk.send() for _ in range(5)]
    rotate(runtime)
    settings, before = runtime.settings, under(runtime, 0)
    environ = {**os.environ, "DATA_DIR": str(settings.data_dir), "DATABASE_URL": settings.database_url}
    worker = subprocess.Popen(
        [sys.executable, "-c", _WORKER], cwd=ROOT, env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert worker.stdin is not None
    assert worker.stdout is not None
    with worker:
        assert worker.stdout.readline() == "a batch\n"
        meanwhile = desk.send()  # people go on writing while it works
        worker.kill()
    assert under(runtime, 0) == before - 2
    assert rewrap_some(runtime) == before - 2
    assert under(runtime, 0) == 0
    assert all(words(runtime, one) == WHAT for one in (*sent, meanwhile))


def test_what_somebody_changes_at_the_same_moment_is_left_alone(desk: Desk) -> None:
    sent, runtime = desk.send(), desk.runtime
    rotate(runtime)
    place = rewrapping.PLACES[0]
    with runtime.transaction() as ctx:
        row = rewrapping._older(ctx, place, None, 5)[0]
        newer = ctx.keys.seal("case-key", b"k" * 32, bound_to=row.case_id.bytes)
        ctx.session.execute(update(CaseKeyRow).where(CaseKeyRow.case_id == sent.id).values(wrapped=newer))
        assert rewrapping._wrap_anew(ctx, place, row) is False
        assert ctx.session.execute(select(CaseKeyRow.wrapped)).scalar_one() == newer


def test_a_key_that_is_lost_is_not_taken_for_one_that_was_put_away(desk: Desk) -> None:
    runtime = desk.runtime
    rotate(runtime)
    file_of(runtime.settings.data_dir / "keys", 0).unlink()
    with pytest.raises(Exception, match=r"master-000\.key is gone"):
        build_runtime(runtime.settings)

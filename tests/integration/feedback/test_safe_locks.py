"""Signing in and agreeing to an opening lock the same rows: neither holds what the other still needs."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event

import pytest
from sqlalchemy import delete, event, select, text

from accounts import sessions
from accounts.roles import Role
from accounts.sign_in import Candidate, Origin, get_password_hash, password_was_right
from casework.safes.keys import hand_out, side_of
from casework.safes.models import IdentitySafe, SafeHolder
from casework.safes.rotating import rotate_safe
from core.actor import ANONYMOUS, SYSTEM
from feedback.opening.services import decide_opening
from tests.support.clock import SteppingClock
from tests.support.petitioning import Desk
from tests.support.safes import House
from tests.support.staffed import COMMUNE

pytestmark = pytest.mark.postgresql_only  # SQLite has one lock for all
_NOT_FOR_EVER = text("SET LOCAL lock_timeout = '5s'")


def test_the_asker_signs_in_again_while_somebody_agrees(desk: Desk, clock: SteppingClock) -> None:
    """The one holds the asker's account and comes to the safe, the other holds the safe and tells the asker."""
    house = House(desk)
    petition_id = house.assigned()
    opening_id, asker = house.ask(petition_id), house.handler.account_id
    assert asker is not None
    late = house.more("can-bo-moi", Role.HANDLER, COMMUNE)  # the safe has something to hand out on either side
    other = house.more("pho-moi", Role.LEADER, COMMUNE)
    clock.advance(hours=25)
    with desk.runtime.reading() as ctx:
        candidate = Candidate(asker, get_password_hash(ctx, asker), "handler")
    in_hand, agreed = Event(), Event()

    def sign_in() -> int:
        with desk.runtime.transaction(ANONYMOUS) as ctx:
            ctx.session.execute(_NOT_FOR_EVER)
            token = sessions.new_token()
            password_was_right(ctx, candidate, origin=Origin("203.0.113.9", None), token=token)
            in_hand.set()
            assert agreed.wait(30)
            return hand_out(replace(ctx, actor=house.handler))

    def agree() -> None:
        assert in_hand.wait(30)
        try:
            with desk.runtime.transaction(house.leader) as ctx:
                ctx.session.execute(_NOT_FOR_EVER)
                decide_opening(ctx, opening_id, agrees=True)
        finally:
            agreed.set()

    with ThreadPoolExecutor(2) as pool:
        signing, agreeing = pool.submit(sign_in), pool.submit(agree)
        agreeing.result()
        assert signing.result() == 1
    assert house.side(late) is house.side(house.handler)
    assert house.side(other) is house.side(house.leader)


def test_all_safes_are_locked_before_the_log_of_the_province(desk: Desk, clock: SteppingClock) -> None:
    """One who gives away two keys holds the first and the log, another the second: crosswise both would wait."""
    house = House(desk)
    house.sent()  # something lies in the old one
    clock.advance(hours=25)
    with desk.runtime.transaction(house.leader) as ctx:
        rotate_safe(ctx, house.safe_id())
    house.more("can-bo-moi", Role.HANDLER, COMMUNE)
    clock.advance(hours=25)
    locked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        found = re.search(r"FROM\s+(identity_safe|audit_head)\b[\s\S]*FOR (?:NO KEY )?UPDATE", statement)
        if found:
            locked.append(found[1])

    event.listen(desk.runtime.engine, "before_cursor_execute", note)
    with desk.runtime.transaction(house.handler) as ctx:
        assert hand_out(ctx) == 2
    event.remove(desk.runtime.engine, "before_cursor_execute", note)
    assert locked == ["identity_safe", "audit_head", "audit_head"]


def test_a_key_that_was_destroyed_while_somebody_waited_is_given_to_nobody(desk: Desk, clock: SteppingClock) -> None:
    house = House(desk)
    late, old = house.more("can-bo-moi", Role.HANDLER, COMMUNE), house.safe_id()
    clock.advance(hours=25)
    waiting = Event()

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if "FROM identity_safe" in statement and "FOR NO KEY UPDATE" in statement:
            waiting.set()

    def give() -> int:
        with desk.runtime.transaction(house.handler) as ctx:
            return hand_out(ctx)

    event.listen(desk.runtime.engine, "before_cursor_execute", note)
    with ThreadPoolExecutor(1) as pool:
        with desk.runtime.transaction(SYSTEM) as ctx:
            safes = select(IdentitySafe.id).where(IdentitySafe.id == old)
            ctx.session.execute(safes.with_for_update()).all()
            giving = pool.submit(give)
            assert waiting.wait(30)
            ctx.session.execute(delete(SafeHolder).where(SafeHolder.safe_id == old))
        assert giving.result() == 0
    event.remove(desk.runtime.engine, "before_cursor_execute", note)
    with desk.runtime.reading() as ctx:
        assert side_of(ctx, old, late.account_id) is None

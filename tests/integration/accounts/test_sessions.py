"""Sessions and throttling as the database keeps them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from accounts import sessions, throttle
from accounts.errors import TooManyAttempts, WrongNameOrPassword
from accounts.models import Account, LoginSession, SignInThrottle
from accounts.roles import Role
from accounts.sessions import Limits
from accounts.sign_in import Origin, begin, password_was_right
from bootstrap.runtime import Runtime
from core.actor import Actor, ActorKind
from core.errors import Forbidden, NotFound
from tests.support.clock import SteppingClock
from tests.support.people import Officials

LIMITS = Limits(idle=timedelta(minutes=30), absolute=timedelta(hours=12))


def open_one(runtime: Runtime, officials: Officials, token: str, role: Role = Role.LEADER) -> Actor:
    account_id = officials.account(role)
    with runtime.transaction() as ctx:
        session_id = sessions.open_session(ctx, account_id=account_id, token=token, device="Firefox, Linux")
        sessions.rotate(ctx, session_id, token=token, factor_shown=True)
    return Actor(ActorKind.OFFICIAL, account_id, session_id=session_id)


def test_an_ended_session_no_longer_writes(runtime: Runtime, officials: Officials) -> None:
    actor = open_one(runtime, officials, "token")
    assert actor.session_id is not None
    assert actor.account_id is not None
    with runtime.transaction(actor) as ctx:
        assert ctx.actor.roles() == {Role.LEADER}
        sessions.end_session(ctx, actor.session_id, account_id=actor.account_id)

    def write() -> None:
        with runtime.transaction(actor):
            pass

    with pytest.raises(Forbidden):
        write()


def test_a_session_of_another_account_is_no_proof(runtime: Runtime, officials: Officials) -> None:
    mine, other = open_one(runtime, officials, "a"), open_one(runtime, officials, "b", Role.HANDLER)
    mixed = Actor(ActorKind.OFFICIAL, mine.account_id, session_id=other.session_id)

    def write() -> None:
        with runtime.transaction(mixed):
            pass

    with pytest.raises(Forbidden):
        write()

    def end() -> None:
        assert other.session_id is not None
        assert mine.account_id is not None
        with runtime.transaction() as ctx:
            sessions.end_session(ctx, other.session_id, account_id=mine.account_id)

    with pytest.raises(NotFound):
        end()


def test_the_token_itself_is_not_stored(runtime: Runtime, officials: Officials) -> None:
    open_one(runtime, officials, "a secret token")
    with runtime.reading() as ctx:
        stored = ctx.session.execute(select(LoginSession.token_hash)).scalar_one()
        assert b"secret" not in stored
        assert sessions.find_login(ctx, "a secret token", limits=LIMITS) is not None
        assert sessions.find_login(ctx, "a secret tokem", limits=LIMITS) is None


def test_being_there_is_noted_at_most_once_a_minute(
    runtime: Runtime, clock: SteppingClock, officials: Officials
) -> None:
    open_one(runtime, officials, "token")
    due = []
    for seconds in (0, 59, 1):
        clock.advance(seconds=seconds)
        with runtime.reading() as ctx:
            login = sessions.find_login(ctx, "token", limits=LIMITS)
        assert login is not None
        due.append(login.needs_touch)
    assert due == [False, False, True]


def test_a_challenge_is_taken_once_and_in_time(runtime: Runtime, clock: SteppingClock, officials: Officials) -> None:
    session_id = open_one(runtime, officials, "token").session_id
    assert session_id is not None
    taken = []
    for minutes in (0, 6):
        with runtime.transaction() as ctx:
            sessions.put_challenge(ctx, session_id, b"challenge")
        clock.advance(minutes=minutes)
        for _ in range(2):
            with runtime.transaction() as ctx:
                taken.append(sessions.take_challenge(ctx, session_id))
    assert taken == [b"challenge", None, None, None]


def attempt(runtime: Runtime, *buckets: throttle.Bucket) -> bool:
    try:
        with runtime.transaction() as ctx:
            throttle.begin_attempt(ctx, *buckets)
    except TooManyAttempts:
        return False
    return True


def test_an_attempt_counts_before_it_is_looked_at(runtime: Runtime, clock: SteppingClock) -> None:
    """A burst of guesses sent at once does not slip through before the first is refused."""
    with runtime.reading() as ctx:
        bucket = throttle.account_bucket(ctx, "leader", None)
    assert [attempt(runtime, bucket) for _ in range(7)] == [True] * 5 + [False] * 2
    waits = 0
    while not attempt(runtime, bucket):
        clock.advance(seconds=1)
        waits += 1
    assert waits == 30


def test_asking_while_closed_does_not_lengthen_the_wait(runtime: Runtime, clock: SteppingClock) -> None:
    with runtime.reading() as ctx:
        bucket = throttle.account_bucket(ctx, "leader", None)
    for _ in range(60):
        attempt(runtime, bucket)
    clock.advance(seconds=31)
    assert attempt(runtime, bucket)


def test_a_busy_office_is_not_slowed_by_one_who_succeeds(runtime: Runtime) -> None:
    with runtime.reading() as ctx:
        network = throttle.network_bucket(ctx, "203.0.113.9")
    for _ in range(100):
        assert attempt(runtime, network)
        with runtime.transaction() as ctx:
            throttle.attempt_succeeded(ctx, clear=(), take_back=(network,))


def test_counters_name_nobody_and_are_forgotten(runtime: Runtime, clock: SteppingClock) -> None:
    with runtime.reading() as ctx:
        first, second = (throttle.account_bucket(ctx, name, None) for name in ("leader", "handler"))
    attempt(runtime, first)
    clock.advance(days=3)
    attempt(runtime, second)
    with runtime.reading() as ctx:
        keys = ctx.session.execute(select(SignInThrottle.key)).scalars().all()
    assert list(keys) == [second.key]
    assert b"handler" not in second.key


def test_a_password_replaced_while_it_was_looked_at_opens_no_session(runtime: Runtime, officials: Officials) -> None:
    account_id, origin = officials.account(Role.LEADER), Origin("192.0.2.7", None)
    with runtime.reading() as ctx:
        name = ctx.session.execute(select(Account.user_name).where(Account.id == account_id)).scalar_one()
    with runtime.transaction() as ctx:
        candidate = begin(ctx, user_name=name, origin=origin)
    with runtime.transaction() as ctx:
        ctx.session.execute(update(Account).where(Account.id == account_id).values(password_hash="another"))
    with runtime.transaction() as ctx, pytest.raises(WrongNameOrPassword):
        password_was_right(ctx, candidate, origin=origin, token="late")
    with runtime.reading() as ctx:
        assert not ctx.session.execute(select(LoginSession.id).where(LoginSession.account_id == account_id)).all()

"""Slowing down guesses: delays that double, per account, per known device and per network; never a lock for ever.

Whoever signed in from a browser before carries a device cookie and is counted apart, so that a stranger's guesses do
not keep the person out (OWASP: slow down online guessing with device cookies).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from sqlalchemy import case, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from accounts.errors import TooManyAttempts
from accounts.models import SignInThrottle
from core.context import Context

KEPT = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Rule:
    """How many failures are free, how the delay then doubles, its end, and when all is forgotten."""

    free: int
    first: timedelta
    longest: timedelta
    forget: timedelta

    def delay(self, failures: int) -> timedelta:
        """How long the next attempt waits after so many failures."""
        if failures < self.free:
            return timedelta(0)
        doublings = min(failures - self.free, 16)
        return min(self.first * (1 << doublings), self.longest)


ACCOUNT = Rule(free=5, first=timedelta(seconds=30), longest=timedelta(minutes=15), forget=timedelta(hours=24))
# A whole commune sits behind one address: many may mistype before the network itself is slowed.
NETWORK = Rule(free=40, first=timedelta(seconds=30), longest=timedelta(minutes=5), forget=timedelta(hours=1))


@dataclass(frozen=True, slots=True)
class Bucket:
    """One counter and its rule."""

    key: bytes
    rule: Rule


def account_bucket(ctx: Context, user_name: str, device: str | None) -> Bucket:
    """Attempts on a user name (known or not); those from a device that signed in before count apart."""
    return Bucket(ctx.keys.tag("throttle-account", f"{user_name}\n{device or ''}".encode()), ACCOUNT)


def factor_bucket(ctx: Context, account_id: object) -> Bucket:
    """Attempts at the second factor of an account whose password was right."""
    return Bucket(ctx.keys.tag("throttle-factor", str(account_id).encode()), ACCOUNT)


def network_bucket(ctx: Context, address: str | None) -> Bucket:
    """Attempts from a network: /24 of IPv4, /48 of IPv6."""
    return Bucket(ctx.keys.tag("throttle-network", network_of(address).encode()), NETWORK)


def network_of(address: str | None) -> str:
    """The network an address belongs to, as text; "?" when unknown."""
    try:
        parsed = ip_address(address or "")
    except ValueError:
        return "?"
    mapped = getattr(parsed, "ipv4_mapped", None)
    if mapped is not None:
        parsed = mapped
    return str(ip_network((parsed, 24 if parsed.version == 4 else 48), strict=False))


def begin_attempt(ctx: Context, *buckets: Bucket) -> None:
    """Count an attempt as failed before it is looked at, so that a burst cannot slip through.

    Raises TooManyAttempts, counting nothing, when one of the buckets is still closed. Call `attempt_succeeded` after.
    """
    t = SignInThrottle
    ctx.session.execute(delete(t).where(t.last_at < ctx.now - KEPT))
    states = [_lock(ctx, bucket) for bucket in buckets]
    waits = [until - ctx.now for _, until in states if until and until > ctx.now]
    if waits:
        seconds = int(max(waits).total_seconds()) + 1
        raise TooManyAttempts(seconds=seconds, minutes=-(-seconds // 60))
    for bucket, (failures, _) in zip(buckets, states, strict=True):
        delay = bucket.rule.delay(failures + 1)
        ctx.session.execute(
            update(t)
            .where(t.key == bucket.key)
            .values(failures=failures + 1, last_at=ctx.now, blocked_until=ctx.now + delay if delay else None)
        )


def attempt_succeeded(ctx: Context, *, clear: tuple[Bucket, ...], take_back: tuple[Bucket, ...] = ()) -> None:
    """It was right: forget the failures of `clear`; of `take_back` (shared by many) only this one attempt."""
    t = SignInThrottle
    ctx.session.execute(delete(t).where(t.key.in_([bucket.key for bucket in clear])))
    for bucket in take_back:
        lower = case((t.failures > 0, t.failures - 1), else_=0)
        ctx.session.execute(update(t).where(t.key == bucket.key).values(failures=lower, blocked_until=None))


def _lock(ctx: Context, bucket: Bucket) -> tuple[int, datetime | None]:
    t = SignInThrottle
    insert = postgresql.insert if ctx.session.get_bind().dialect.name == "postgresql" else sqlite.insert
    empty = insert(t).values(key=bucket.key, failures=0, last_at=ctx.now).on_conflict_do_nothing()
    ctx.session.execute(empty)
    row = ctx.session.execute(
        select(t.failures, t.last_at, t.blocked_until).where(t.key == bucket.key).with_for_update()
    ).one()
    if ctx.now - row.last_at > bucket.rule.forget:
        return 0, None
    return row.failures, row.blocked_until

"""Whether somebody at the desk is who sent a case: what they say is compared with what lies sealed, never shown."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from casework.errors import TooManyAttempts, TooManyMatches
from casework.identity import Identity, identity_to_compare
from casework.naming import digits_of
from casework.numbers import count_failure, refuse_when_throttled
from core.context import Context
from core.crypto import same
from core.text import fold

# Wrong tries within the hour: for one case, by anybody; by one official, at any case.
PER_CASE, PER_OFFICIAL = 5, 12


class Match(StrEnum):
    """How well it fits."""

    NO = "no"
    PART = "part"  # only a name or only a phone was left, and it is the same: weak
    FULL = "full"  # both


def match_sender(ctx: Context, case_id: UUID, *, name: str, phone: str) -> Match:
    """Compare a name and a phone with those of the sender, as people write them; a wrong try is counted.

    Call it inside `transaction()` and let it commit. Raises TooManyMatches, TwoPersonsNeeded.
    """
    buckets = [
        (ctx.keys.tag("match-case", case_id.bytes), PER_CASE),
        (ctx.keys.tag("match-official", ctx.actor.account_id.bytes if ctx.actor.account_id else b""), PER_OFFICIAL),
    ]
    try:
        refuse_when_throttled(ctx, buckets)
    except TooManyAttempts:
        raise TooManyMatches from None
    found = _compare(identity_to_compare(ctx, case_id), name, phone)
    if found is Match.NO:
        for bucket, _ in buckets:
            count_failure(ctx, bucket)
    return found


def _compare(left: Identity | None, name: str, phone: str) -> Match:
    if left is None:
        return Match.NO
    pairs = [(fold(left.name), fold(name)), (digits_of(left.phone), digits_of(phone))]
    known = [(kept, said) for kept, said in pairs if kept]
    if not known or not all(_alike(kept, said) for kept, said in known):
        return Match.NO
    return Match.FULL if len(known) == len(pairs) else Match.PART


def _alike(left: str, right: str) -> bool:
    return same(left.encode(), right.encode())

"""A proof of work: a little computing that a sender's device does, so that sending by the thousand costs something.

Small puzzles one after the other, each "find a number whose SHA-256 with this text begins with so many zero bits":
many small ones take about the same time for everybody, one big one would be a lottery. The text is a keyed hash of what
it is for (one draft), how hard and until when: so nothing is stored, nobody prepares proofs for later, and one proof
sends one thing, since a draft is sent once. Checking costs as many hashes as there are puzzles.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from core.context import Context
from core.crypto import same

PURPOSE = "send-proof"
PUZZLES = 16
KEPT = timedelta(minutes=30)
# 16 puzzles of 14 bits: 262,000 hashes, some three seconds on an old phone. Each doubling of what the network sends
# makes it twice as hard, up to four times.
EASIEST, HARDEST = 14, 16
_SEED = 32


@dataclass(frozen=True, slots=True)
class Challenge:
    """What a device is asked to solve."""

    seed: str
    bits: int
    until: int
    puzzles: int = PUZZLES

    def solved_by(self, numbers: list[int]) -> bool:
        """Whether these numbers solve its puzzles, in their order."""
        return len(numbers) == self.puzzles and all(
            int.from_bytes(_hashed(self.seed, place, number)[:4], "big") >> (32 - self.bits) == 0
            for place, number in enumerate(numbers)
        )


def challenge(ctx: Context, subject: bytes, *, times: int) -> Challenge:
    """A fresh one for sending `subject`; `times`: how many times the soft limit this network has sent."""
    bits = min(EASIEST + max(times, 1).bit_length() - 1, HARDEST)
    return _challenge(ctx, subject, bits, int((ctx.now + KEPT).timestamp()))


def is_proof(ctx: Context, subject: bytes, typed: str) -> bool:
    """Whether it is a proof for sending `subject`, in time; the script writes "until.bits.seed.number-number-…"."""
    try:
        until, bits, seed, numbers = typed[:400].split(".")
        asked = _challenge(ctx, subject, int(bits), int(until))
        solved = [int(number) for number in numbers.split("-")]
    except ValueError:
        return False
    genuine = seed.isascii() and same(asked.seed.encode(), seed.encode())
    return genuine and asked.until >= ctx.now.timestamp() and asked.solved_by(solved)


def _challenge(ctx: Context, subject: bytes, bits: int, until: int) -> Challenge:
    seed = ctx.keys.tag(PURPOSE, subject + b"|%d|%d" % (bits, until)).hex()[:_SEED]
    return Challenge(seed, bits, until)


def _hashed(seed: str, place: int, number: int) -> bytes:
    return hashlib.sha256(f"{seed}.{place}.{number}".encode()).digest()

"""A proof of work fits one thing, for a while; it is quick to check."""

from __future__ import annotations

import dataclasses
import hashlib
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest

from casework import proofs
from casework.proofs import EASIEST, HARDEST, PUZZLES, Challenge, challenge, is_proof
from core.actor import ANONYMOUS
from core.context import Context
from core.crypto import Keyring

DRAFT, OTHER = b"\x01" * 16, b"\x02" * 16
NOTHING = cast("object", None)


@pytest.fixture
def ctx(monkeypatch: pytest.MonkeyPatch) -> Context:
    """A context with keys and a moment; easier puzzles, so that the test need not compute for seconds."""
    monkeypatch.setattr(proofs, "EASIEST", 6)
    monkeypatch.setattr(proofs, "HARDEST", 8)
    now = datetime(2026, 11, 23, 8, tzinfo=UTC)
    return Context(NOTHING, ANONYMOUS, now, Keyring((b"k" * 32,)), NOTHING, NOTHING)  # type: ignore[arg-type]


def solve(asked: Challenge) -> str:
    """As the script does it, by the standard library."""
    numbers = []
    for place in range(asked.puzzles):
        number = 0
        while int.from_bytes(hashlib.sha256(f"{asked.seed}.{place}.{number}".encode()).digest(), "big") >> (
            256 - asked.bits
        ):
            number += 1
        numbers.append(number)
    return ".".join([str(asked.until), str(asked.bits), asked.seed, "-".join(map(str, numbers))])


def test_a_solved_puzzle_is_a_proof_for_its_own_draft(ctx: Context) -> None:
    proof = solve(challenge(ctx, DRAFT, times=1))
    assert is_proof(ctx, DRAFT, proof)
    assert not is_proof(ctx, OTHER, proof)


def test_it_is_good_for_half_an_hour(ctx: Context) -> None:
    proof = solve(challenge(ctx, DRAFT, times=1))
    later = dataclasses.replace(ctx, now=ctx.now + timedelta(minutes=31))
    assert not is_proof(later, DRAFT, proof)


def test_nobody_makes_it_easier_or_longer(ctx: Context) -> None:
    asked = challenge(ctx, DRAFT, times=1)
    for forged in (dataclasses.replace(asked, bits=1), dataclasses.replace(asked, until=asked.until + 60)):
        assert not is_proof(ctx, DRAFT, solve(forged))
    until, bits, seed, numbers = solve(asked).split(".")
    for broken in (
        "", "x", ".".join((until, bits, seed)), ".".join((until, bits, seed, numbers + "-0")),
        ".".join((until, bits, seed, "-".join(["-1"] * PUZZLES))), ".".join((until, bits, "ă" * 32, numbers)),
        ".".join((until, bits, seed, "0-" * 5000)), ".".join(("9" * 300, bits, seed, numbers)),
    ):  # fmt: skip
        assert not is_proof(ctx, DRAFT, broken)


def test_the_busier_the_harder_but_never_too_hard(ctx: Context) -> None:
    assert [challenge(ctx, DRAFT, times=times).bits for times in (0, 1, 2, 3, 4, 1000)] == [6, 6, 7, 7, 8, 8]


def test_an_old_phone_needs_seconds() -> None:
    """About 100,000 hashes a second in a script: 262,000 at first, a million at most."""
    assert PUZZLES * 2**EASIEST == 262_144
    assert PUZZLES * 2**HARDEST == 1_048_576

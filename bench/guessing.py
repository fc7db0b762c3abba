"""How long guessing takes: the figures of docs/security.md, worked out from the limits and lengths in the code.

`python -m bench.guessing` prints them. A test plays the limits with a clock of its own and compares this text.
"""

from __future__ import annotations

import math
from datetime import timedelta

from accounts.throttle import ACCOUNT, NETWORK, Rule
from casework.numbers import PER_NETWORK, PER_NUMBER, PER_NUMBER_AND_NETWORK
from core.ids import ALPHABET, normalize_access_code
from feedback.links.services import SYMBOLS as LINK_SYMBOLS

CODE_SYMBOLS = len(normalize_access_code("K7Q4-M2XC-9RTD"))
CODES = len(ALPHABET) ** CODE_SYMBOLS
HOURS_A_YEAR = 8766
DAY = timedelta(days=1)
# One of a million six-digit numbers; the one before and the one after the present one are taken too.
APP_CODES, APP_TAKEN = 10**6, 3
# (who guesses, tries an hour): all that the limits do not hold back, since a right code always opens.
GUESSERS = (
    ("two cores, 5 ms a guess", 2 * 3600 * 200),
    ("a thousand cores, 1 ms a guess", 1000 * 3600 * 1000),
    ("a copy of the disk, a thousand graphics cards, 100,000 a second each", 1000 * 3600 * 100_000),
)


def bits(possibilities: int) -> float:
    """How many bits a secret of so many possibilities has."""
    return math.log2(possibilities)


def years(possibilities: float, an_hour: float) -> float:
    """How long until half of them were tried: what to expect."""
    return possibilities / 2 / an_hour / HOURS_A_YEAR


def tries_in(rule: Rule, span: timedelta) -> int:
    """Wrong tries that a rule lets through in that time to whoever comes back the moment the wait is over."""
    passed, tries = timedelta(0), 0
    while passed < span:
        tries += 1
        passed += rule.delay(tries)
        if tries > 10**6:
            raise ValueError("the rule lets everything through")
    return tries


def lines() -> list[str]:
    """The lines of the table, as they stand in docs/security.md."""
    a_day, network = tries_in(ACCOUNT, DAY), tries_in(NETWORK, DAY)
    link = len(ALPHABET) ** LINK_SYMBOLS
    answered = f"{PER_NUMBER_AND_NETWORK} from an address for a number, {PER_NETWORK} from an address"
    rows = [
        (
            f"an access code ({CODE_SYMBOLS} symbols, {bits(CODES):.1f} bits)",
            f"answered in an hour: {answered}, {PER_NUMBER} for a number", _span(CODES, PER_NUMBER),
        ),
        *((f"the same, every guess judged: {who}", f"{rate:,} an hour", _span(CODES, rate)) for who, rate in GUESSERS),
        (
            f"a link to one question ({LINK_SYMBOLS} symbols, {bits(link):.1f} bits)", "not counted",
            f"{_span(link, GUESSERS[1][1])}, a thousand cores",
        ),
        (
            "an app's code, the password known", f"{a_day} a day for an account",
            _span(APP_CODES / APP_TAKEN, a_day / 24),
        ),
        ("a password", f"{a_day} a day for an account, {network} a day from a network (/24, /48)", "–"),
    ]  # fmt: skip
    return [f"| {' | '.join(row)} |" for row in rows]


def _span(possibilities: float, an_hour: float) -> str:
    value = years(possibilities, an_hour)
    if value < 10**6:
        return f"{float(f'{value:.2g}'):,.0f} years"
    exponent = math.floor(math.log10(value))
    return f"{value / 10**exponent:.1f} × 10^{exponent} years"


if __name__ == "__main__":
    print("\n".join(lines()))

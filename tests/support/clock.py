"""A clock that stands still until a test moves it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

# 9 in the morning in Việt Nam, a Tuesday in a week without holidays.
START = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)


class SteppingClock:
    """Callable as `core.ports.Clock`."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """The moment it stands at."""
        return self.now

    def advance(self, **spent: float) -> datetime:
        """Move on, in timedelta's words: advance(days=3)."""
        self.now += timedelta(**spent)
        return self.now

"""Which service points take ratings now, remembered for a few seconds by each process."""

from __future__ import annotations

import time
from collections.abc import Callable

from surveys.ratings import OpenPoint

# A counter that was closed takes no more ratings after this many seconds.
FRESH_SECONDS = 3.0
_MOST = 20_000


class OpenPoints:
    """Asks `find` again when what it knows is too old. Only what is open is remembered: guessed codes leave nothing."""

    def __init__(
        self, find: Callable[[str], OpenPoint | None], *, seconds: float, tick: Callable[[], float] = time.monotonic
    ) -> None:
        self._find = find
        self._seconds = seconds
        self._tick = tick
        self._known: dict[str, tuple[float, OpenPoint]] = {}

    def get(self, code: str) -> OpenPoint | None:
        """The point of a code; None when there is none or it is closed."""
        asked = self._tick()
        known = self._known.get(code)
        if known is not None and asked < known[0]:
            return known[1]
        point = self._find(code)
        if point is None:
            self._known.pop(code, None)
            return None
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[code] = (asked + self._seconds, point)
        return point

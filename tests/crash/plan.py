"""Which process dies at which request: seeded, so that a failure can be looked at again."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from threading import Timer

MAIL = "worker, in the middle of a mail"
_LONGEST_DELAY = 0.08


@dataclass(frozen=True, slots=True)
class Kill:
    """Who, how many seconds after which request left."""

    step: int
    victim: str
    delay: float


def draw(seed: int, *, kills: int, last_step: int) -> list[Kill]:
    """The plan of a seed: every kind of victim in turn, at random moments."""
    rng = random.Random(seed)
    victims = [("web", "worker", MAIL, "relay", "broker", "web")[n % 6] for n in range(kills)]
    rng.shuffle(victims)
    steps = sorted(rng.sample(range(2, last_step), kills))
    return [Kill(step, victim, rng.uniform(0, _LONGEST_DELAY)) for step, victim in zip(steps, victims, strict=True)]


class Executioner:
    """Carries out a plan; `step` is called with the number of each request as it leaves."""

    def __init__(
        self, plan: list[Kill], kill: Callable[[str], None], ambush: Callable[[Callable[[], None]], None]
    ) -> None:
        self._plan = {kill.step: kill for kill in plan}
        self._kill, self._ambush = kill, ambush
        self._timers: list[Timer] = []

    def step(self, number: int) -> None:
        """A request leaves: let its kill happen while it is under way."""
        planned = self._plan.get(number)
        if planned is None:
            return
        if planned.victim == MAIL:
            self._ambush(lambda: self._kill("worker"))
            return
        timer = Timer(planned.delay, self._kill, [planned.victim])
        self._timers.append(timer)
        timer.start()

    def finish(self) -> None:
        """Wait for the last of them."""
        for timer in self._timers:
            timer.join()

"""The four ways the story is read: a phone and a desk, with JavaScript and without."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Screen:
    """A viewport, and whether scripts run."""

    width: int
    height: int
    scripts: bool
    scale: float = 1

    @property
    def name(self) -> str:
        """As pytest shows it."""
        return f"{self.width}-{'js' if self.scripts else 'plain'}"

    @property
    def is_phone(self) -> bool:
        """Whether it is the narrow one."""
        return self.width < 600


PHONE = Screen(360, 800, scripts=True)
PLAIN_PHONE = Screen(360, 800, scripts=False)
DESK = Screen(1280, 800, scripts=True)
PLAIN_DESK = Screen(1280, 800, scripts=False)
SCREENS = (PHONE, PLAIN_PHONE, DESK, PLAIN_DESK)

"""Validated input of what follows an answer."""

from __future__ import annotations

from dataclasses import dataclass

from feedback.aftermath.states import BoardFinding, Doubt, Part, Way
from feedback.claims.scenes import StoredScene


@dataclass(frozen=True, slots=True)
class Disagree:
    """Why the sender does not agree and what they want now. `contact`: a way for the Board alone, if they give one."""

    way: Way
    stars: int
    text: str
    doubts: tuple[Doubt, ...] = ()
    scenes: tuple[StoredScene, ...] = ()
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What the Board saw of a petition, told to the sender and to the commune."""

    finding: BoardFinding
    text: str
    scenes: tuple[StoredScene, ...] = ()


@dataclass(frozen=True, slots=True)
class TakeBack:
    """How much of a report or proposal is taken back, and in words what or who."""

    part: Part
    text: str = ""

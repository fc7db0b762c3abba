"""The tables that people wrote (tests/expectations): how they are read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.transitions import Machine

TABLES = Path(__file__).parents[1] / "expectations"


@dataclass(frozen=True)
class Line:
    """What a table says of one state and act: where it leads, who may, and who may in the other case it tells apart
    (sealed, its time over).
    """

    target: str = ""
    who: frozenset[str] = frozenset()
    otherwise: frozenset[str] = frozenset()

    def may(self, *, other: bool = False) -> frozenset[str]:
        """Who may: as it is, or in the other case."""
        return self.otherwise if other else self.who


NOBODY = Line()


def rows(name: str, parts: int) -> Iterator[list[str]]:
    """The cells of every line."""
    for line in (TABLES / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            cells = [cell.strip() for cell in line.split(";")]
            assert len(cells) == parts, line
            yield cells


def expected(name: str, *, lists: int = 2) -> dict[tuple[str, str], Line]:
    """Line by line what is written, by state and act. `lists`: how many lists of people a line has."""
    found: dict[tuple[str, str], Line] = {}
    for states, act, target, *people in rows(name, 3 + lists):
        for state in states.split():
            assert (state, act) not in found, f"{name}: {state} {act} stands there twice"
            leads_to = state if target == "=" else target
            found[(state, act)] = Line(leads_to, *(frozenset(words.split()) - {"-"} for words in people))
    return found


def assert_as_written(machine: Machine[Any, Any], table: dict[tuple[str, str], Line]) -> None:
    """The machine holds exactly the lines of the table."""
    assert {(str(s), str(a)): str(to) for (s, a), to in machine.table.items()} == {
        key: line.target for key, line in table.items()
    }

"""The tables as data (`data/*.toml`): title, columns, where they stand in the law, how sure. Checked when read."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from feedback.desk.states import Arrival, ReadBack, Signature
from feedback.proceedings.states import Finding, Stage, Track
from feedback.states import Field, Outcome, PetitionKind, Source
from reports.states import Count, Ending, Population, RowsBy, Sure

FOLDER = Path(__file__).resolve().parent / "data"
NONE = "none"  # of a list of kinds or fields: those without one
# In the order in which they are offered.
CODES = (
    "bang-7", "bieu-01-tcd", "bieu-02-tcd", "bieu-01-xld", "bieu-02-xld", "bieu-03-xld", "bieu-04-xld", "bieu-01-kqgq",
    "bieu-02-kqgq", "bieu-03-kqgq", "bieu-04-kqgq", "bieu-2a", "bieu-2b", "bieu-2c", "bieu-2d",
)  # fmt: skip
# What a column may ask for, and the words it may say it in.
LISTS: Mapping[str, type[StrEnum]] = {
    "kinds": PetitionKind, "fields": Field, "sources": Source, "outcomes": Outcome, "endings": Ending,
    "tracks": Track, "stages": Stage, "findings": Finding, "arrivals": Arrival, "signatures": Signature,
    "read_back": ReadBack,
}  # fmt: skip
FLAGS = ("late", "accepted", "sent", "published")
_WITH_NONE = ("kinds", "fields")
_OF_VISITS = ("arrivals", "signatures", "read_back")


@dataclass(frozen=True, slots=True)
class Where:
    """Which petitions a column counts: for each list one of its words, each flag as it says. Empty: all."""

    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    flags: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Column:
    """One column; columns with the same `group` side by side stand under one heading."""

    title: str
    count: Count
    group: str = ""
    where: Where = field(default_factory=Where)

    @property
    def is_number(self) -> bool:
        """Whether there is something to count."""
        return self.count is not Count.NOTE


@dataclass(frozen=True, slots=True)
class TableForm:
    """A table before anything was counted. `stands_for`: the newer forms an old one goes with."""

    code: str
    number: str
    title: str
    basis: str
    sure: Sure
    rows: RowsBy
    population: Population
    columns: Sequence[Column]
    where: Where = field(default_factory=Where)
    stands_for: str = ""
    note: str = ""

    @property
    def provisional(self) -> bool:
        """Whether its columns are ours until the official form is at hand."""
        return self.sure is Sure.LOW

    @property
    def counts_since_new_year(self) -> bool:
        """Whether a column looks back to the beginning of the reporting year."""
        return any(column.count in (Count.RECEIVED_YEAR, Count.SETTLED_YEAR) for column in self.columns)

    @property
    def delicate(self) -> bool:
        """Whether it is about denunciations alone."""
        kinds = self.where.lists.get("kinds", ())
        return bool(kinds) and set(kinds) <= {PetitionKind.DENUNCIATION, PetitionKind.DENUNCIATION_INFO}


@cache
def table(code: str) -> TableForm:
    """The table of a code. Raises KeyError for one that there is not."""
    if code not in CODES:
        raise KeyError(code)
    values = tomllib.loads((FOLDER / f"{code}.toml").read_text(encoding="utf-8"))
    form = TableForm(
        code=code, number=values["number"], title=values["title"], basis=values["basis"], sure=Sure(values["sure"]),
        rows=RowsBy(values["rows"]), population=Population(values["population"]),
        columns=tuple(_column(one) for one in values["column"]), where=_where(values.get("where", {})),
        stands_for=values.get("stands_for", ""), note=values.get("note", ""),
    )  # fmt: skip
    _check(form)
    return form


def list_tables() -> Sequence[TableForm]:
    """All of them, in their order."""
    return [table(code) for code in CODES]


def _column(values: Mapping[str, Any]) -> Column:
    return Column(values["title"], Count(values["count"]), values.get("group", ""), _where(values.get("where", {})))


def _where(values: Mapping[str, Any]) -> Where:
    lists = {name: tuple(_word(name, word) for word in words) for name, words in values.items() if name in LISTS}
    flags = {name: bool(value) for name, value in values.items() if name in FLAGS}
    unknown = set(values) - set(lists) - set(flags)
    if unknown:
        raise ValueError(f"a table asks for {', '.join(sorted(unknown))}")
    return Where(lists, flags)


def _word(name: str, word: str) -> str:
    return NONE if word == NONE and name in _WITH_NONE else LISTS[name](word).value


def _check(form: TableForm) -> None:
    """Refuse a table whose columns ask what its petitions do not know."""
    asked = {name for where in (form.where, *(c.where for c in form.columns)) for name in where.lists}
    if form.population is Population.CASES and asked & set(_OF_VISITS):
        raise ValueError(f"{form.code} asks of cases what only visits know")
    if form.population is Population.VISITS and any(c.count is not Count.RECEIVED for c in form.columns):
        raise ValueError(f"{form.code}: visits are only received")

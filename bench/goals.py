"""The goals, as rows of the result: what was wanted, what was measured, whether it holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from bench.lanes import Lane
from bench.panels import Panels
from bench.probes import Probed
from bench.weights import Weight

MS, RATE, KB, MB, SECONDS = "ms CPU", "requests/s", "kB gz", "MB", "s"


@dataclass(frozen=True, slots=True)
class Result:
    """One goal. `ratio` is ours / floor (None: an absolute figure); the goal is on the ratio when there is one."""

    name: str
    ours: float
    floor: float | None
    ratio: float | None
    goal: str
    ok: bool
    unit: str

    def plain(self) -> dict[str, Any]:
        """For results.json."""
        return {key: round(value, 4) if isinstance(value, float) else value for key, value in asdict(self).items()}


def at_most(name: str, ours: float, limit: float, unit: str, *, floor: float | None = None) -> Result:
    """Ours (or ours in floors) may not be above the limit."""
    ratio = None if floor is None else ours / floor
    return Result(name, ours, floor, ratio, f"≤ {limit:g}", (ours if ratio is None else ratio) <= limit, unit)


def at_least(name: str, ours: float, limit: float, unit: str, *, floor: float | None = None) -> Result:
    """Ours (or ours in floors) must reach the limit."""
    ratio = None if floor is None else ours / floor
    return Result(name, ours, floor, ratio, f"≥ {limit:g}", (ours if ratio is None else ratio) >= limit, unit)


@dataclass(frozen=True, slots=True)
class Footprint:
    """Memory of a web worker and the time until the first page, for both sizes."""

    small_mb: float
    large_mb: float
    cold_start: float


@dataclass(frozen=True, slots=True)
class Measured:
    """All there is to judge; `sizes` are the two numbers of petitions."""

    lanes: Mapping[str, Lane]
    weights: Mapping[str, Weight]
    footprint: Footprint
    probed: Probed
    sizes: tuple[str, str]
    postgres: bool
    answers: tuple[str, str]
    panels: Panels


def judge(measured: Measured) -> list[Result]:
    """Every goal measured here."""
    lanes = measured.lanes
    return [
        *_pages(lanes), *_posts(lanes), *_growth(lanes, measured.sizes), *_probed(measured),
        *judge_ratings(lanes), *judge_results(lanes, measured.answers, measured.panels),
        *_weights(measured.weights), *_footprint(measured.footprint, measured.sizes),
    ]  # fmt: skip


def _pages(lanes: Mapping[str, Lane]) -> Iterable[Result]:
    bare = lanes["floor list"].cpu
    for name, lane in (("home", "home"), ("petition form", "petition form"), ("tracking", "tracking, many"),
                       ("survey", "survey")):  # fmt: skip
        yield at_most(f"G1 {name} / floor list", lanes[lane].cpu, 1.5, MS, floor=bare)
    hello, kept, unchanged = lanes["floor hello"], lanes["home, kept"], lanes["home, 304"]
    yield at_most("G2 home, kept / hello", kept.cpu, 0.5, MS, floor=hello.cpu)
    yield at_least("G2 home, kept / hello", kept.rate_best, 3, RATE, floor=hello.rate_best)
    yield at_least("G2 home, kept / home", kept.rate_best, 20, RATE, floor=lanes["home"].rate_best)
    yield at_most("G2 home, 304 / hello", unchanged.cpu, 1, MS, floor=hello.cpu)


def _posts(lanes: Mapping[str, Lane]) -> Iterable[Result]:
    bare, petition = lanes["floor post"], lanes["petition post"]
    yield at_most("G3 petition post / floor post", petition.cpu, 1.5, MS, floor=bare.cpu)
    yield at_least("G3 petition post / floor post", petition.rate_best, 1, RATE, floor=bare.rate_best)
    yield at_least("G3 petition post", petition.rate_best, 500, RATE)
    yield at_most("G3 petition post, p99 / p50", petition.p99, 5, "ms", floor=petition.p50)


def judge_ratings(lanes: Mapping[str, Lane]) -> Iterable[Result]:
    """The durable lane of ratings, beside the form that bare Flask makes of WTForms and the ORM."""
    bare, rating = lanes["floor post"], lanes["survey post"]
    yield at_least("G4 survey post / floor post", rating.rate_best, 6, RATE, floor=bare.rate_best)
    yield at_least("G4 survey post, 64 at once", rating.rate_best, 3000, RATE)
    yield at_most("G4 survey post, 64 at once, p99", rating.p99, 100, "ms")


def _growth(lanes: Mapping[str, Lane], sizes: tuple[str, str]) -> Iterable[Result]:
    few, many = sizes
    for goal, name, limit in (
        ("G5", "queue", 1.2), ("G5", "today", 1.2), ("G5", "tracking", 1.2), ("G7", "search frequent", 2),
        ("G7", "search absent", 2), ("G8", "overdue", 2),
    ):  # fmt: skip
        yield at_most(
            f"{goal} {name}, {many} / {few} petitions", lanes[f"{name}, many"].cpu, limit, MS,
            floor=lanes[f"{name}, few"].cpu,
        )  # fmt: skip
    yield at_most("G6 done, at 90 % / page 1", lanes["done, at 90 %"].cpu, 1.3, MS, floor=lanes["done, page 1"].cpu)


def judge_results(lanes: Mapping[str, Lane], answers: tuple[str, str], panels: Panels) -> Iterable[Result]:
    """What summary tables are for: results do not grow with the answers, and cost the rating next to nothing."""
    few, many = answers
    for name in ("ratings of a commune", "ratings of a province", "ratings at the desk"):
        yield at_most(
            f"G8 {name}, {many} / {few} answers", lanes[f"{name}, many"].cpu, 1.5, MS,
            floor=lanes[f"{name}, few"].cpu,
        )  # fmt: skip
    for name, took in panels.kept.items():
        yield at_most(f"G8 panel {name}, database, p95, {many}", took, 10, "ms")
    yield at_least(f"G8 panel of a province, {many}: from the answers / kept", panels.live, 50, "ms", floor=panels.best)
    yield at_most("G8 counts / answers, writing 16 at a time", panels.counting, 0.4, "ms CPU", floor=panels.writing)
    rating = lanes["survey post"].cpu
    yield at_most("G8 counts of one rating / rating", panels.counting / panels.group, 0.05, MS, floor=rating)


def _probed(measured: Measured) -> Iterable[Result]:
    probed, many = measured.probed, measured.sizes[1]
    for name, took in probed.lists.items():
        yield at_most(f"G5 list {name}, database, p95, {many}", took, 5 if measured.postgres else 1, "ms")
    for name, took in probed.searches.items():
        yield at_most(f"G7 words {name}, database, p95, {many}", took, 50 if measured.postgres else 1, "ms")
    yield at_most("G7 index of words / petitions", probed.index_share, 0.6, "of the table")


def _weights(weights: Mapping[str, Weight]) -> Iterable[Result]:
    for name, limit in (("home", 60), ("petition form", 60), ("tracking", 60), ("queue", 90), ("search", 90),
                        ("today", 90), ("survey", 25)):  # fmt: skip
        yield at_most(f"G10 {name}, HTML", weights[name].page_kb, 14, KB)
        yield at_most(f"G10 {name}, all that is needed to show it", weights[name].total_kb, limit, KB)


def _footprint(footprint: Footprint, sizes: tuple[str, str]) -> Iterable[Result]:
    yield at_most("G11 memory of a worker", footprint.large_mb, 90, MB)
    few, many = sizes
    yield at_most(f"G11 memory, {many} / {few} petitions", footprint.large_mb, 1.1, MB, floor=footprint.small_mb)
    yield at_most("G11 from start to the first page", footprint.cold_start, 1.5, SECONDS)

"""The goals, as rows of the result: what was wanted, what was measured, whether it holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from bench.lanes import Lane
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


def judge(lanes: Mapping[str, Lane], weights: Mapping[str, Weight], footprint: Footprint) -> list[Result]:
    """Every goal measured here."""
    return [*_pages(lanes), *_posts(lanes), *_growth(lanes), *_weights(weights), *_footprint(footprint)]


def _pages(lanes: Mapping[str, Lane]) -> Iterable[Result]:
    bare = lanes["floor list"].cpu
    for name in ("home", "petition form", "tracking", "survey"):
        yield at_most(f"G1 {name} / floor list", lanes[name].cpu, 1.5, MS, floor=bare)
    hello, kept, unchanged = lanes["floor hello"], lanes["home, kept"], lanes["home, 304"]
    yield at_most("G2 home, kept / hello", kept.cpu, 0.5, MS, floor=hello.cpu)
    yield at_least("G2 home, kept / hello", kept.rate_best, 3, RATE, floor=hello.rate_best)
    yield at_least("G2 home, kept / home", kept.rate_best, 20, RATE, floor=lanes["home"].rate_best)
    yield at_most("G2 home, 304 / hello", unchanged.cpu, 1, MS, floor=hello.cpu)


def _posts(lanes: Mapping[str, Lane]) -> Iterable[Result]:
    bare, petition, rating = lanes["floor post"], lanes["petition post"], lanes["survey post"]
    yield at_most("G3 petition post / floor post", petition.cpu, 1.5, MS, floor=bare.cpu)
    yield at_least("G3 petition post / floor post", petition.rate_best, 1, RATE, floor=bare.rate_best)
    yield at_least("G3 petition post", petition.rate_best, 500, RATE)
    yield at_most("G3 petition post, p99 / p50", petition.p99, 5, "ms", floor=petition.p50)
    yield at_least("G4 survey post / floor post", rating.rate_best, 6, RATE, floor=bare.rate_best)
    yield at_least("G4 survey post, 64 at once", rating.rate_best, 3000, RATE)
    yield at_most("G4 survey post, 64 at once, p99", rating.p99, 100, "ms")


def _growth(lanes: Mapping[str, Lane]) -> Iterable[Result]:
    yield at_most("G5 queue, 100k / 10k petitions", lanes["queue, 100k"].cpu, 1.2, MS, floor=lanes["queue, 10k"].cpu)
    yield at_most("G6 done, at 90 % / page 1", lanes["done, at 90 %"].cpu, 1.3, MS, floor=lanes["done, page 1"].cpu)


def _weights(weights: Mapping[str, Weight]) -> Iterable[Result]:
    for name, limit in (("home", 60), ("petition form", 60), ("tracking", 60), ("queue", 90), ("survey", 25)):
        yield at_most(f"G10 {name}, HTML", weights[name].page_kb, 14, KB)
        yield at_most(f"G10 {name}, all that is needed to show it", weights[name].total_kb, limit, KB)


def _footprint(footprint: Footprint) -> Iterable[Result]:
    yield at_most("G11 memory of a worker", footprint.large_mb, 90, MB)
    yield at_most("G11 memory, 100k / 10k petitions", footprint.large_mb, 1.1, MB, floor=footprint.small_mb)
    yield at_most("G11 from start to the first page", footprint.cold_start, 1.5, SECONDS)

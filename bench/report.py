"""The tables people read, and results.json."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterable, Sequence
from pathlib import Path

from bench.goals import Result
from bench.lanes import Lane

RESULTS = Path(__file__).resolve().parent / "results.json"


def lane_table(lanes: Iterable[Lane]) -> str:
    """What each lane measured."""
    lines = [f"{'':<28}{'CPU ms':>9}{'best r/s':>10}{'p50 ms':>9}{'p99 ms':>9}"]
    lines += [
        f"{lane.name:<28}{lane.cpu:>9.3f}{lane.rate_best:>10.0f}{lane.p50:>9.1f}{lane.p99:>9.1f}" for lane in lanes
    ]
    return "\n".join(lines)


def goal_table(results: Iterable[Result]) -> str:
    """Every goal: ours, the floor, the ratio, and whether it holds."""
    lines = [f"{'':<66}{'ours':>10}{'floor':>10}{'ratio':>8}{'goal':>9}"]
    for row in results:
        floor = "" if row.floor is None else f"{row.floor:.3f}"
        ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
        mark = "ok" if row.ok else "MISSED"
        lines.append(f"{row.name:<66}{row.ours:>10.3f}{floor:>10}{ratio:>8}{row.goal:>9}  {mark:<7} {row.unit}")
    return "\n".join(lines)


def machine() -> str:
    """The kind of machine, and how busy it was."""
    cpu = next((line.partition(":")[2].strip() for line in _cpu_lines() if line.startswith("model name")), "?")
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    return f"{os.cpu_count()} × {cpu}, {platform.system()}, Python {platform.python_version()}, load {load}"


def _cpu_lines() -> Sequence[str]:
    path = Path("/proc/cpuinfo")
    return path.read_text().splitlines() if path.exists() else ()


def write_results(results: Sequence[Result]) -> None:
    """results.json: a list of name, ours, floor, ratio, goal, ok, unit."""
    RESULTS.write_text(json.dumps([row.plain() for row in results], ensure_ascii=False, indent=1) + "\n")

"""Measures the product beside bare Flask and prints the truth.

`python -m bench [--quick] [--check] [--postgres] [--own-client] [--folder DIR] [--petitions N] [--answers N]`,
`python -m bench --surveys` for ratings and their results alone, and
`python -m bench --lookups` for nothing but how long it takes to be told that a number and a code do not fit.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from bench import report
from bench.goals import Footprint, Measured, Result, judge, judge_ratings, judge_results
from bench.lanes import Timing, floor_lanes, product_lanes, run_rounds
from bench.load import Generator, whole_request
from bench.lookups import measure_look_ups
from bench.panels import probe_panels
from bench.probes import probe
from bench.processes import running
from bench.stage import LARGE, MANY_ANSWERS, Stage, set_up, set_up_small
from bench.visitors import HOME, TERMS, Make, Visitors
from bench.weights import Weight, exchange, weigh
from feedback.states import View

# So often each page is asked for before a worker's memory is read.
_PAGES_EACH = 60
# Petitions and survey answers of the larger installation when there is little time.
QUICK, QUICK_ANSWERS = 100_000, 200_000


def say(text: str) -> None:
    """One line, at once."""
    print(text, flush=True)


def main() -> int:
    """0 when the figures could be taken; with --check, 1 when a goal was missed."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(options.folder or name)
        large = options.petitions or (QUICK if options.quick else LARGE)
        if options.lookups:
            results = measure_look_ups(set_up_small(folder), rounds=_rounds(options), say=say)
        else:
            answers = options.answers or (QUICK_ANSWERS if options.quick else MANY_ANSWERS)
            with set_up(folder, large=large, answers=answers, postgres=options.postgres, say=say) as stage:
                results = (_measure_surveys if options.surveys else _measure)(stage, Path(name), options)
    say(f"\n{report.goal_table(results)}")
    if not (options.quick or options.postgres or options.lookups or options.surveys):
        report.write_results(results)
    missed = sum(not row.ok for row in results)
    say(f"\n{len(results) - missed} of {len(results)} goals hold. {report.machine()}")
    return 1 if options.check and missed else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description="The product beside bare Flask.")
    parser.add_argument("--quick", action="store_true", help="short rounds; results.json is left as it is")
    parser.add_argument("--check", action="store_true", help="end with 1 when a goal is missed")
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL server of its own instead of SQLite")
    parser.add_argument("--petitions", type=int, help=f"how many are many; {LARGE:,}, or {QUICK:,} with --quick")
    parser.add_argument(
        "--answers", type=int, help=f"how many ratings are many; {MANY_ANSWERS:,}, or {QUICK_ANSWERS:,} with --quick"
    )
    parser.add_argument("--own-client", action="store_true", help="do not use wrk")
    parser.add_argument("--lookups", action="store_true", help="only whether time tells that a number exists (SQLite)")
    parser.add_argument("--surveys", action="store_true", help="only ratings and their results")
    parser.add_argument("--folder", help="keep the filled databases there, and use them again (SQLite)")
    return parser.parse_args()


def _measure(stage: Stage, scratch: Path, options: argparse.Namespace) -> list[Result]:
    timing = Timing(rounds=1, warm=1, seconds=1) if options.quick else Timing(rounds=3, warm=1, seconds=2)
    generator = Generator(own=options.own_client)
    with running([stage.small, stage.large]):
        weights, footprint = _weights(stage), _footprint(stage)
    say(f"\n{timing.rounds} rounds of {timing.seconds:g} s for each lane, by {generator.name}. {report.machine()}")
    with running([stage.floor, stage.small, stage.large]):
        etag = exchange(stage.large, whole_request("GET", HOME))[0]["etag"]
        lanes = [*floor_lanes(stage.floor), *product_lanes(stage, etag)]
        run_rounds(lanes, timing, generator, scratch, say)
    say(f"\n{report.lane_table(lanes)}")
    probed = probe(stage.many_there)
    looked_up = measure_look_ups(stage.few_there, rounds=_rounds(options), say=say)
    measured = Measured(
        {lane.name: lane for lane in lanes}, weights, footprint, probed, stage.sizes, options.postgres, stage.answers,
        probe_panels(stage.many_there),
    )  # fmt: skip
    return [*judge(measured), *looked_up]


_OF_SURVEYS = ("floor post", "survey", "ratings")


def _measure_surveys(stage: Stage, scratch: Path, options: argparse.Namespace) -> list[Result]:
    timing = Timing(rounds=1, warm=1, seconds=1) if options.quick else Timing(rounds=3, warm=1, seconds=2)
    with running([stage.floor, stage.small, stage.large]):
        etag = exchange(stage.large, whole_request("GET", HOME))[0]["etag"]
        every = [*floor_lanes(stage.floor), *product_lanes(stage, etag)]
        lanes = [lane for lane in every if lane.name.startswith(_OF_SURVEYS)]
        run_rounds(lanes, timing, Generator(own=options.own_client), scratch, say)
    say(f"\n{report.lane_table(lanes)}")
    named = {lane.name: lane for lane in lanes}
    return [*judge_ratings(named), *judge_results(named, stage.answers, probe_panels(stage.many_there))]


def _rounds(options: argparse.Namespace) -> int:
    return 200 if options.quick else 1000


def _pages(visitors: Visitors) -> Mapping[str, Make]:
    return {
        "home": visitors.home, "petition form": visitors.form, "tracking": visitors.tracked,
        "queue": visitors.queue(View.OPEN), "search": visitors.search(TERMS["frequent"]), "today": visitors.today,
        "survey": visitors.survey,
    }  # fmt: skip


def _weights(stage: Stage) -> dict[str, Weight]:
    part: Callable[[str], bytes] = lambda target: whole_request("GET", target)  # noqa: E731 - one word for it
    return {name: weigh(stage.large, make(0)[0], part) for name, make in _pages(stage.many).items()}


def _footprint(stage: Stage) -> Footprint:
    """Memory after the same pages were asked for at both sizes."""
    for server, visitors in ((stage.small, stage.few), (stage.large, stage.many)):
        for make in _pages(visitors).values():
            requests = make(0)
            for number in range(_PAGES_EACH):
                exchange(server, requests[number % len(requests)])
    return Footprint(stage.small.worker_memory_mb(), stage.large.worker_memory_mb(), stage.large.cold_start)


if __name__ == "__main__":
    raise SystemExit(main())

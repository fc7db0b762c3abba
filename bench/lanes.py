"""What is measured, and the rounds: every lane once, then every lane again, so that all share the machine's moods."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask

from bench import floor
from bench.load import Generator, Round, whole_request, write_requests
from bench.processes import Server
from bench.stage import Stage
from bench.visitors import HOME, TERMS, Make, csrf_pair, session_cookie
from feedback.states import View

# One connection's request may be under way when the time is up, and wrk tries the first one out.
_SPARE = 8
_WARM_REQUESTS, _WARM_TRIES = 150, 6


class NotStored(Exception):
    """Requests were answered whose rows are not in the database."""


@dataclass
class Lane:
    """One kind of request to one server. `rate`: the most a second, when each request may be sent only once."""

    name: str
    server: Server
    make: Make
    rate: int = 0
    connections: int = 16
    stored: Callable[[], int] | None = None
    rounds: list[Round] = field(default_factory=list)

    @property
    def cpu(self) -> float:
        """Median of the rounds: milliseconds of the server's processors per request."""
        return statistics.median(one.cpu for one in self.rounds)

    @property
    def rate_best(self) -> float:
        """The best round's requests per second: what it can do when the machine lets it."""
        return max(one.rate for one in self.rounds)

    @property
    def p50(self) -> float:
        """Median of the rounds' medians, milliseconds."""
        return statistics.median(one.p50 for one in self.rounds)

    @property
    def p99(self) -> float:
        """Median of the rounds' 99th percentiles, milliseconds."""
        return statistics.median(one.p99 for one in self.rounds)


@dataclass(frozen=True, slots=True)
class Timing:
    """How long and how often."""

    rounds: int
    warm: float
    seconds: float


def run_rounds(
    lanes: list[Lane], timing: Timing, generator: Generator, folder: Path, say: Callable[[str], None]
) -> None:
    """Run all lanes in turn, that many times. Raises NotStored."""
    for number in range(timing.rounds):
        for lane in lanes:
            lane.rounds.append(_run(lane, timing, generator, folder))
            one = lane.rounds[-1]
            figures = f"{one.cpu:8.3f} ms CPU {one.rate:8.0f}/s   p99 {one.p99:7.1f} ms"
            say(f"  {number + 1}/{timing.rounds}  {lane.name:<28} {figures}")


def _run(lane: Lane, timing: Timing, generator: Generator, folder: Path) -> Round:
    path = folder / "requests"
    spare = lane.connections + _SPARE
    requests = lane.make(int(lane.rate * (timing.warm + timing.seconds)) + 2 * spare if lane.rate else 0)
    write_requests(path, requests)
    before = lane.stored() if lane.stored else 0
    warm = _warm_up(lane, timing, generator, path)
    start = warm.requests + spare if lane.rate else 0
    one = generator.run(lane.server, path, start=start, connections=lane.connections, seconds=timing.seconds)
    if one.errors or warm.errors:
        raise NotStored(f"{lane.name}: {one.errors + warm.errors} answers were errors")
    if lane.rate and start + one.requests > len(requests):
        raise NotStored(f"{lane.name}: more than {lane.rate} requests a second; raise the lane's rate")
    if lane.stored and lane.stored() - before < warm.requests + one.requests:
        raise NotStored(f"{lane.name}: {lane.stored() - before} rows for {warm.requests + one.requests} answers")
    return one


def _warm_up(lane: Lane, timing: Timing, generator: Generator, path: Path) -> Round:
    """Until every worker has compiled its templates and filled its caches, also where the machine is busy."""
    warm = generator.run(lane.server, path, start=0, connections=lane.connections, seconds=timing.warm)
    tries = 0
    while not lane.rate and warm.requests < _WARM_REQUESTS and tries < _WARM_TRIES:
        warm = generator.run(lane.server, path, start=0, connections=lane.connections, seconds=timing.warm)
        tries += 1
    return warm


def floor_lanes(server: Server) -> Iterable[Lane]:
    """Bare Flask."""
    for name in ("hello", "page", "list"):
        yield Lane(f"floor {name}", server, _always(whole_request("GET", f"/{name}")))
    app = Flask("floor")
    app.secret_key = floor.SECRET_KEY
    raw, token = csrf_pair(app)
    fields = {
        "csrf_token": token,
        "title": "Đường sụt lún",
        "kind": "report",
        "body": floor.TEXT,
        "name": "",
        "email": "",
    }
    cookie = session_cookie(app, {"csrf_token": raw})
    yield Lane("floor post", server, _always(whole_request("POST", "/form", cookie=cookie, form=urlencode(fields))))


def product_lanes(stage: Stage, etag: str) -> Iterable[Lane]:
    """The product: what citizens open, with many petitions; what grows if anything does, with few and with many."""
    large, many, there = stage.large, stage.many, stage.many_there
    unchanged = whole_request("GET", HOME, headers=[f"If-None-Match: {etag}"])
    yield Lane("home, kept", large, many.home)
    yield Lane("home, 304", large, _always(unchanged))
    yield Lane("home", large, many.home_anew, rate=3_000)
    yield Lane("petition form", large, many.form)
    yield Lane("petition post", large, many.submissions, rate=2_000, stored=there.count_petitions)
    for name, server, visitors in (("few", stage.small, stage.few), ("many", large, many)):
        yield Lane(f"tracking, {name}", server, visitors.tracked)
        yield Lane(f"queue, {name}", server, visitors.queue(View.OPEN))
        yield Lane(f"today, {name}", server, visitors.today)
        yield Lane(f"overdue, {name}", server, visitors.late_anew, rate=3_000)
        for term in ("frequent", "absent"):
            yield Lane(f"search {term}, {name}", server, visitors.search(TERMS[term]))
    for name, server, visitors in (("few", stage.small, stage.few), ("many", large, many)):
        yield Lane(f"ratings of a commune, {name}", server, visitors.results, rate=3_000)
        yield Lane(f"ratings of a province, {name}", server, visitors.results_of_province, rate=3_000)
        yield Lane(f"ratings at the desk, {name}", server, visitors.results_at_desk)
    yield Lane("done, page 1", large, many.queue(View.DONE))
    yield Lane("done, at 90 %", large, many.queue_deep)
    yield Lane("survey", large, many.survey)
    yield Lane("survey post", large, many.ratings, rate=9_000, connections=64, stored=there.count_answers)


def _always(request: bytes) -> Make:
    return lambda _count: [request]

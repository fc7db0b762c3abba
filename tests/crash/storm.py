"""Ratings by the thousand while web processes are killed and connections are cut. `python -m tests.crash`.

Eight clients send as devices do: each answer under a number of its own, again until it is acknowledged, one in ten a
second time later on, some by the way of what waited on the device. Afterwards the count is exact: each number once.
"""

from __future__ import annotations

import contextlib
import http.client
import random
import threading
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta
from urllib.parse import urlencode
from uuid import UUID

from sqlalchemy import text

from agencies.queries import ServicePointCard
from bootstrap.runtime import Runtime
from core.clock import utc_now
from surveys import tickets
from surveys.forms import COUNTER
from tests.crash.fleet import Fleet

CLIENTS = 8
REPEATED = 0.10
# By the way of what waited on a device without a connection, and how long at most.
WAITED, _LONGEST_WAIT = 0.05, 2 * 3600
_ONE_WORKER, _WHOLE_SERVER, _CUT = "a web worker", "the web server", "connections"
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_OPENED = timedelta(hours=3)
_PATIENCE = 60


@dataclass(frozen=True, slots=True)
class Sending:
    """One answer on its way: `waited` in seconds, None when it is sent at once."""

    number: UUID
    point: int
    score: int
    waited: int | None


@dataclass(frozen=True, slots=True)
class Blow:
    """What happens when so many answers were acknowledged."""

    at: int
    what: str
    which: int


def draw_sendings(seed: int, count: int, points: int) -> list[list[Sending]]:
    """What each client sends: so many in all, one in ten under a number that was or will be sent elsewhere too."""
    rng = random.Random(f"{seed}/sendings")
    repeated = round(count * REPEATED)
    first = [
        Sending(
            UUID(int=rng.getrandbits(128), version=4), rng.randrange(points), rng.randint(1, 5),
            rng.randrange(_LONGEST_WAIT) if rng.random() < WAITED else None,
        )
        for _ in range(count - repeated)
    ]  # fmt: skip
    # The same answer again: what was acknowledged and never heard of is sent once more, soon or much later.
    again = [replace(one, waited=rng.choice((one.waited, 60))) for one in rng.sample(first, repeated)]
    everything = [*first, *again]
    rng.shuffle(everything)
    return [everything[client::CLIENTS] for client in range(CLIENTS)]


def draw_blows(seed: int, count: int, blows: int, *, cuts: bool) -> list[Blow]:
    """When what is killed or cut: every fifth blow is the whole server."""
    rng = random.Random(f"{seed}/blows")
    kinds = (_ONE_WORKER, _CUT, _ONE_WORKER, _CUT, _WHOLE_SERVER) if cuts else (
        _ONE_WORKER, _ONE_WORKER, _ONE_WORKER, _ONE_WORKER, _WHOLE_SERVER,
    )  # fmt: skip
    whats = [kinds[place % len(kinds)] for place in range(blows)]
    rng.shuffle(whats)
    moments = sorted(rng.sample(range(count // 50, count * 19 // 20), blows))
    return [Blow(at, what, rng.randrange(8)) for at, what in zip(moments, whats, strict=True)]


class Storm:
    """All clients, the blows that fall meanwhile, and what was acknowledged."""

    def __init__(self, runtime: Runtime, fleet: Fleet, points: Sequence[ServicePointCard], blows: list[Blow]) -> None:
        self._runtime, self._fleet, self._points = runtime, fleet, points
        self._blows = list(reversed(blows))
        self._lock = threading.Lock()
        self._tickets = [self._ticket(point) for point in points]
        self.acknowledged: Counter[UUID] = Counter()
        self.interrupted = 0
        self.cuts = 0

    def _ticket(self, point: ServicePointCard) -> str:
        """The ticket of a page that was opened hours ago and is still shown."""
        ticket = tickets.new_ticket(
            service_point_id=point.id, agency_id=point.agency_id, form_id=COUNTER.id, now=utc_now() - _OPENED
        )
        return tickets.sign_ticket(self._runtime.keys, ticket)

    def blow(self, sendings: Sequence[Sequence[Sending]]) -> None:
        """Send everything; returns when all of it was acknowledged."""
        with ThreadPoolExecutor(CLIENTS) as pool:
            list(pool.map(self._client, sendings))

    def _client(self, sendings: Sequence[Sending]) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self._runtime.settings.port, timeout=30)
        with contextlib.closing(connection):
            for sending in sendings:
                self._until_acknowledged(connection, sending)

    def _until_acknowledged(self, connection: http.client.HTTPConnection, sending: Sending) -> None:
        path, body = self._request(sending)
        for _ in range(_PATIENCE):
            try:
                connection.request("POST", path, body=body, headers=_FORM)
                answer = connection.getresponse()
                answer.read()
            except (OSError, http.client.HTTPException):
                connection.close()
                self._note_interruption()
                self._fleet.wait_for_web()
                continue
            if answer.status in (200, 303):
                self._note(sending)
                return
            # 503: nothing was promised, the page says so and the device sends again.
            assert answer.status >= 500, f"{answer.status} for {path}"
            self._note_interruption()
        raise AssertionError(f"{_PATIENCE} attempts, no acknowledgement")

    def _request(self, sending: Sending) -> tuple[str, str]:
        point = self._points[sending.point]
        fields = {
            "ve": self._tickets[sending.point],
            "diem": str(sending.score),
            "kenh": "qr",
            "ma": str(sending.number),
        }
        if sending.waited is None:
            return f"/ks/{point.code}", urlencode(fields)
        return f"/ks/{point.code}/gui-sau", urlencode({**fields, "tuoi": str(sending.waited)})

    def _note_interruption(self) -> None:
        with self._lock:
            self.interrupted += 1

    def _note(self, sending: Sending) -> None:
        with self._lock:
            self.acknowledged[sending.number] += 1
            due = self._blows.pop() if self._blows and self.acknowledged.total() >= self._blows[-1].at else None
        if due is not None:
            self._strike(due)

    def _strike(self, blow: Blow) -> None:
        if blow.what == _WHOLE_SERVER:
            self._fleet.kill("web")
        elif blow.what == _ONE_WORKER:
            self._fleet.kill_part("web", blow.which)
        else:
            self._cut()

    def _cut(self) -> None:
        """Every connection that the database has with the web server, whatever it is doing."""
        with self._runtime.engine.connect() as connection:
            cut = connection.execute(text(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )).scalar_one()  # fmt: skip
        with self._lock:
            self.cuts += cut

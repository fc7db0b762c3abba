"""Whether time tells if a number exists: wrong codes for numbers of every kind, and sign-ins for names, in one process.

Each round asks once for every kind, in an order left to chance, each from an address of its own; what is compared is
the processor time of the thread (what the machine's other work hides) and the time by the clock. "again" is a second
sample of what nobody has: how far two samples of the same thing lie apart.
"""

from __future__ import annotations

import random
import statistics
import time
import uuid
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, select

from accounts.commands import CreateAccount
from accounts.passwords import passwords
from accounts.roles import Role
from accounts.services import create_account
from agencies.models import Agency
from bench.goals import Result, at_most
from bench.visitors import csrf_pair
from bench.world import Installation
from bootstrap.runtime import Runtime
from casework.locks.codes import compared, stretched
from casework.locks.models import SenderKey
from casework.models import CaseKeyRow
from casework.numbers import issue_case
from casework.sealing import LOCKED, new_case_key
from core.context import Context
from core.ids import new_access_code, new_number
from demo.world import COMMUNE_CODE
from feedback.models import Petition
from web import create_app

UNKNOWN, AGAIN = "nobody's", "nobody's, again"
POOL = 40
_RESAMPLES = 200
# Above: a guesser who sees the server's own processor time, alone on the machine, is right in so many of 100.
MOST_RIGHT, MOST_APART = 0.55, 1.03


@dataclass(slots=True)
class Took:
    """Milliseconds of each answer of one kind."""

    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Apart:
    """One kind beside what nobody has. `right`: the share of pairs in which the slower one is rightly named, 0.5 when
    time says nothing, with the bounds of 95 of 100 resamplings.
    """

    name: str
    median: float
    p95: float
    wall: float
    ratio: float
    right: float
    low: float
    high: float
    right_by_wall: float

    def line(self) -> str:
        """For people."""
        return (
            f"| {self.name} | {self.median:.2f} | {self.p95:.2f} | {self.wall:.2f} | {self.ratio:.3f} | "
            f"{self.right:.3f} ({self.low:.3f}–{self.high:.3f}) | {self.right_by_wall:.3f} |"
        )


HEAD = (
    "| asked for | CPU ms | 95 of 100 below | clock ms | median / nobody's | told apart by CPU | by the clock |\n"
    "|---|--:|--:|--:|--:|--:|--:|"
)


def measure_look_ups(installation: Installation, *, rounds: int, say: Callable[[str], None]) -> list[Result]:
    """Ask, print both tables, give the goals."""
    app = create_app(installation.settings, runtime=installation.runtime)
    found = []
    for what, kinds, ask, times in (
        ("number and code", _numbers(installation.runtime), _track, rounds),
        ("sign-in", _names(installation), _sign_in, max(20, rounds // 10)),
    ):
        compared_ = compare(run(app, kinds, ask, times))
        say(f"\n{what}, {times} of each\n{HEAD}\n" + "\n".join(one.line() for one in compared_))
        found += [row for one in compared_ for row in _goals(what, one, times)]
    return found


def _goals(what: str, one: Apart, times: int) -> Iterable[Result]:
    if one.name == UNKNOWN:
        return
    # Of few samples chance alone makes more: two standard errors of the share.
    chance = 2 * (1 / (6 * times)) ** 0.5
    yield at_most(f"G12 {what}: {one.name}, told apart", max(one.right, 1 - one.right), MOST_RIGHT + chance, "of 1")
    yield at_most(f"G12 {what}: {one.name} / nobody's", one.median, MOST_APART, "ms CPU", floor=one.median / one.ratio)


Ask = Callable[[FlaskClient, dict[str, str], str], int]


def run(app: Flask, kinds: Mapping[str, Sequence[str]], ask: Ask, rounds: int) -> dict[str, Took]:
    """Every kind once a round, in an order left to chance. The first tenth only warms up."""
    rng, took, client = random.Random(11), {name: Took() for name in kinds}, app.test_client()
    raw, token = csrf_pair(app)
    with client.session_transaction() as cookie:
        cookie["csrf_token"] = raw
    for number in range(-rounds // 10, rounds):
        for name in rng.sample(list(kinds), len(kinds)):
            typed, address = kinds[name][number % len(kinds[name])], _address(rng)
            began, cpu = time.perf_counter(), time.thread_time()
            status = ask(client, {"csrf_token": token, "typed": typed}, address)
            spent, wall = time.thread_time() - cpu, time.perf_counter() - began
            if status != 422:
                raise RuntimeError(f"{name}: {status}")
            if number >= 0:
                took[name].cpu.append(spent * 1000)
                took[name].wall.append(wall * 1000)
    return took


def _address(rng: random.Random) -> str:
    return f"10.{rng.randrange(256)}.{rng.randrange(256)}.{rng.randrange(1, 255)}"


def _track(client: FlaskClient, given: dict[str, str], address: str) -> int:
    form = {"csrf_token": given["csrf_token"], "number": given["typed"], "code": new_access_code()}
    return client.post("/tra-cuu", data=form, environ_base={"REMOTE_ADDR": address}).status_code


def _sign_in(client: FlaskClient, given: dict[str, str], address: str) -> int:
    form = {"csrf_token": given["csrf_token"], "user_name": given["typed"], "password": "mot hai ba bon"}
    return client.post("/can-bo/dang-nhap", data=form, environ_base={"REMOTE_ADDR": address}).status_code


def compare(took: Mapping[str, Took]) -> list[Apart]:
    """Each kind beside what nobody has."""
    beside, rng = took[UNKNOWN], random.Random(5)
    middle = statistics.median(beside.cpu)
    found = []
    for name, one in took.items():
        right = share_right(one.cpu, beside.cpu)
        drawn = sorted(
            share_right(rng.choices(one.cpu, k=len(one.cpu)), rng.choices(beside.cpu, k=len(beside.cpu)))
            for _ in range(_RESAMPLES)
        )
        found.append(
            Apart(
                name, statistics.median(one.cpu), sorted(one.cpu)[len(one.cpu) * 95 // 100],
                statistics.median(one.wall), statistics.median(one.cpu) / middle, right,
                drawn[_RESAMPLES // 40], drawn[-_RESAMPLES // 40 - 1], share_right(one.wall, beside.wall),
            )
        )  # fmt: skip
    return found


def share_right(one: Sequence[float], other: Sequence[float]) -> float:
    """In how many of all pairs the first took longer; ties count half (Mann and Whitney's statistic)."""
    ranked = sorted(other)
    longer = sum((bisect_left(ranked, value) + bisect_right(ranked, value)) / 2 for value in one)
    return longer / (len(one) * len(other))


def _numbers(runtime: Runtime) -> dict[str, list[str]]:
    p = Petition
    with runtime.transaction() as ctx:
        ordinary = select(p.number).where(p.sealed.is_(False)).limit(POOL)
        found = {
            "ordinary": list(ctx.session.execute(ordinary).scalars()),
            "sealed": [_sealed(ctx) for _ in range(POOL)], "locked": [_locked(ctx) for _ in range(POOL)],
            "destroyed": [_number_of(ctx, uuid.uuid4()) for _ in range(POOL)],
        }  # fmt: skip
    return {
        UNKNOWN: _fresh(), AGAIN: _fresh(), **found,
        "no number": [f"{number[:-1]}{'2' if number[-1] != '2' else '3'}" for number in _fresh()],
    }  # fmt: skip


def _fresh() -> list[str]:
    return [new_number(COMMUNE_CODE, 2026) for _ in range(POOL)]


def _number_of(ctx: Context, case_id: uuid.UUID, slow: bytes | None = None) -> str:
    return issue_case(ctx, agency_code=COMMUNE_CODE, case_type="petition", case_id=case_id, slow=slow).number


def _sealed(ctx: Context) -> str:
    case_id = uuid.uuid4()
    new_case_key(ctx, case_id)
    return _number_of(ctx, case_id)


def _locked(ctx: Context) -> str:
    case_id = uuid.uuid4()
    ctx.session.execute(insert(CaseKeyRow).values(case_id=case_id, wrapped=LOCKED))
    ctx.session.execute(insert(SenderKey).values(case_id=case_id, public_key=bytes(32), sealed_private=bytes(61)))
    return _number_of(ctx, case_id, compared(stretched(new_access_code(), case_id)))


def _names(installation: Installation) -> dict[str, list[str]]:
    settings, runtime = installation.settings, installation.runtime
    made = passwords(settings.argon2_memory_kib, settings.argon2_time).hash("ngua van an co non")
    there = [f"do-thoi-gian-{number}-{uuid.uuid4().hex[:6]}" for number in range(POOL)]
    with runtime.transaction() as ctx:
        commune = select(Agency.id).where(Agency.code == COMMUNE_CODE, Agency.valid_to.is_(None))
        grants = ((Role.HANDLER, ctx.session.execute(commune).scalar_one()),)
        for name in there:
            command = CreateAccount(user_name=name, name=name, password_hash=made, must_change=False, grants=grants)
            create_account(ctx, command)
    return {UNKNOWN: _strange(), AGAIN: _strange(), "an account": there}


def _strange() -> list[str]:
    return [f"do-thoi-gian-{number}-{uuid.uuid4().hex[:6]}" for number in range(POOL)]

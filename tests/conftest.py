"""Fixtures of every test: guards, a database of its own, the runtime, the application and the checking client."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from uuid import UUID

import hypothesis
import pytest

pytest.register_assert_rewrite(
    "tests.support.checking_client", "tests.support.html", "tests.support.query_watch", "tests.support.strict_headers"
)

from flask import Flask  # noqa: E402 - the rewriting above must come before our own modules are imported

from bootstrap.runtime import Runtime, build_runtime  # noqa: E402
from bootstrap.settings import Settings  # noqa: E402
from tests.support import guards  # noqa: E402
from tests.support.checking_client import DEFAULT_BUDGET, CheckingClient  # noqa: E402
from tests.support.clock import SteppingClock  # noqa: E402
from tests.support.databases import BACKENDS, Databases  # noqa: E402
from tests.support.memory import roomy_folder  # noqa: E402
from tests.support.query_watch import QueryWatch  # noqa: E402
from tests.support.strict_headers import StrictHeaders  # noqa: E402
from tests.support.template_code import TemplateCode  # noqa: E402
from web import create_app  # noqa: E402

TESTS = Path(__file__).resolve().parent
_TEMPLATE_CODE = TemplateCode()

guards.install()
# The same examples in every run: a failure that comes and goes teaches nobody.
hypothesis.settings.register_profile("project", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("project")


def pytest_configure() -> None:
    """What tests write goes where it costs least, unless somebody said where."""
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(roomy_folder()))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the browser's tests. Each worker has its own running product: they are half of the whole run."""
    for item in items:
        if TESTS / "e2e" in item.path.parents:
            item.add_marker(pytest.mark.e2e)
            if item.get_closest_marker("timeout") is None:
                # Whichever comes first on its worker also waits until the demo's story is told and the product serves.
                item.add_marker(pytest.mark.timeout(300))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run whatever uses a database once on SQLite and once on PostgreSQL."""
    if "backend" not in metafunc.fixturenames:
        return
    skipped = {
        name
        for name, marker in (("postgresql", "sqlite_only"), ("sqlite", "postgresql_only"))
        if metafunc.definition.get_closest_marker(marker)
    }
    metafunc.parametrize("backend", [name for name in BACKENDS if name not in skipped], scope="session")


@pytest.fixture(autouse=True)
def _unit_tests_touch_no_database(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if TESTS / "unit" not in request.path.parents:
        yield
        return
    with guards.no_database(monkeypatch):
        yield


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """The migrated templates of this test process."""
    templates = Databases(tmp_path_factory.mktemp("templates"))
    yield templates
    templates.close()


@pytest.fixture
def data_dir(tmp_path: Path, databases: Databases) -> Path:
    """A data folder with keys."""
    folder = tmp_path / "data"
    databases.keys_for(folder)
    return folder


@pytest.fixture
def database_url(
    backend: str, databases: Databases, data_dir: Path, request: pytest.FixtureRequest
) -> Iterator[str]:  # fmt: skip
    """A private, migrated database; `backend` is "sqlite" in one run and "postgresql" in the other."""
    with databases.copy(backend, data_dir, settled="settled_units" in request.fixturenames) as url:
        yield url


@pytest.fixture
def settled_units(backend: str, databases: Databases, database_url: str) -> Mapping[str, UUID]:
    """Code → id of a small country with two open communes; who asks for it gets a database that holds it already."""
    return databases.units(backend)


@pytest.fixture
def empty_database_url(backend: str, databases: Databases, tmp_path: Path) -> Iterator[str]:
    """A database without any table, for tests of the migrations."""
    with databases.empty(backend, tmp_path) as url:
        yield url


@pytest.fixture
def settings(data_dir: Path, database_url: str) -> Settings:
    """Settings of a real installation for a test; override it in a module to change one."""
    return Settings.for_tests(data_dir=data_dir, database_url=database_url)


@pytest.fixture
def clock() -> SteppingClock:
    """The time that services see; `clock.advance(days=3)` moves it."""
    return SteppingClock()


@pytest.fixture
def runtime(settings: Settings, clock: SteppingClock) -> Iterator[Runtime]:
    """The composition root over the test's own database."""
    built = build_runtime(settings, clock=clock)
    yield built
    built.engine.dispose()


@pytest.fixture
def app(settings: Settings, runtime: Runtime) -> Flask:
    """The web application. Never hold its context open around calls of a client: the sign-in would leak."""
    made = create_app(settings, runtime=runtime)
    made.jinja_env.bytecode_cache = _TEMPLATE_CODE
    watched = StrictHeaders(made.wsgi_app, secure=settings.secure_cookies)
    made.wsgi_app = watched  # type: ignore[method-assign]  # every answer of every test, whoever asks
    return made


@pytest.fixture
def query_watch(runtime: Runtime) -> QueryWatch:
    """Counts queries and notices writes that nobody committed."""
    return QueryWatch(runtime.engine)


@pytest.fixture
def client(app: Flask, query_watch: QueryWatch, request: pytest.FixtureRequest) -> CheckingClient:
    """A browser of a citizen who has not signed in; `client.another()` is a second one."""
    marker = request.node.get_closest_marker("query_budget")
    return CheckingClient(app, query_watch, budget=marker.args[0] if marker else DEFAULT_BUDGET)

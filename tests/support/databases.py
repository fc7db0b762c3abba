"""Migrated template databases, made once for each test process, and a private copy for every test that asks."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import flask_migrate

from bootstrap.keys import ensure_keys
from bootstrap.runtime import build_runtime
from bootstrap.settings import Settings
from deadlines.reference import ensure_reference
from tests.support.clock import SteppingClock
from tests.support.places import open_two_communes
from tests.support.postgres import Cluster
from web import create_app

BACKENDS = ("sqlite", "postgresql")
_TEMPLATE, _SETTLED = "template_app", "template_settled"


def migrate(settings: Settings) -> None:
    """Bring an empty database to the newest revision, as `flask db upgrade` does."""
    ensure_keys(settings.data_dir)
    app = create_app(settings)
    with app.app_context():
        flask_migrate.upgrade()
    # Every installation holds the shipped rules and calendar, loaded here as of the day on which tests begin.
    with replace(app.extensions["runtime"], clock=SteppingClock()).transaction() as ctx:
        ensure_reference(ctx)
    # Closing the last connection also folds SQLite's write-ahead log into the file that tests copy.
    app.extensions["runtime"].engine.dispose()


class Databases:
    """The templates of this test process, each made when the first test asks for it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._cluster: Cluster | None = None
        self._made: set[tuple[str, str]] = set()
        self._units: dict[str, Mapping[str, UUID]] = {}
        ensure_keys(folder)

    def keys_for(self, data_dir: Path) -> None:
        """Give a data folder the keys that the templates were made with."""
        shutil.copytree(self._folder / "keys", data_dir / "keys")

    @contextmanager
    def copy(self, backend: str, target: Path, *, settled: bool = False) -> Iterator[str]:
        """The address of a private copy of the migrated database; SQLite's is put under `target`.

        `settled`: with a country whose desks are open (`units`), so that not every test opens them anew.
        """
        template = self._template(backend, _SETTLED if settled else _TEMPLATE)
        if backend == "sqlite":
            path = target / "app.sqlite3"
            shutil.copyfile(template, path)
            yield f"sqlite:///{path}"
        else:
            with self.cluster().copy_of(template) as url:
                yield url

    def units(self, backend: str) -> Mapping[str, UUID]:
        """Code → id in the settled template."""
        self._template(backend, _SETTLED)
        return self._units[backend]

    @contextmanager
    def empty(self, backend: str, target: Path) -> Iterator[str]:
        """The address of a database without any table, for tests of the migrations."""
        if backend == "sqlite":
            yield f"sqlite:///{target / 'empty.sqlite3'}"
        else:
            with self.cluster().copy_of("template0") as url:
                yield url

    def _template(self, backend: str, name: str) -> str:
        """The file or the name of a template, made when it is first asked for."""
        made = str(self._folder / f"{name}.sqlite3") if backend == "sqlite" else name
        if (backend, name) not in self._made:
            base = None if name == _TEMPLATE else self._template(backend, _TEMPLATE)
            settings = Settings.for_tests(data_dir=self._folder, database_url=self._begun(backend, made, base))
            if base is None:
                migrate(settings)
            else:
                self._units[backend] = self._settle(settings)
            self._made.add((backend, name))
        return made

    def _begun(self, backend: str, made: str, base: str | None) -> str:
        if backend == "sqlite":
            if base is not None:
                shutil.copyfile(base, made)
            return f"sqlite:///{made}"
        return self.cluster().create(made, template=base or "template0")

    def _settle(self, settings: Settings) -> Mapping[str, UUID]:
        runtime = build_runtime(settings, clock=SteppingClock())
        try:
            return open_two_communes(runtime, self._folder)
        finally:
            runtime.engine.dispose()

    def cluster(self) -> Cluster:
        """The running server."""
        if self._cluster is None:
            cluster = Cluster()
            try:
                cluster.start()
            except BaseException:
                cluster.stop()
                raise
            self._cluster = cluster
        return self._cluster

    def close(self) -> None:
        """Stop what was started."""
        if self._cluster is not None:
            self._cluster.stop()

"""Migrated template databases, made once for each test process, and a private copy for every test that asks."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import flask_migrate

from bootstrap.keys import ensure_keys
from bootstrap.settings import Settings
from deadlines.reference import ensure_reference
from tests.support.clock import SteppingClock
from tests.support.postgres import Cluster
from web import create_app

BACKENDS = ("sqlite", "postgresql")
_TEMPLATE = "template_app"


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
        self._sqlite: Path | None = None
        self._cluster: Cluster | None = None
        self._has_template = False

    @contextmanager
    def copy(self, backend: str, target: Path) -> Iterator[str]:
        """The address of a private copy of the migrated database; SQLite's is put under `target`."""
        if backend == "sqlite":
            path = target / "app.sqlite3"
            shutil.copyfile(self._sqlite_template(), path)
            yield f"sqlite:///{path}"
        else:
            with self.cluster_with_template().copy_of(_TEMPLATE) as url:
                yield url

    @contextmanager
    def empty(self, backend: str, target: Path) -> Iterator[str]:
        """The address of a database without any table, for tests of the migrations."""
        if backend == "sqlite":
            yield f"sqlite:///{target / 'empty.sqlite3'}"
        else:
            with self.cluster().copy_of("template0") as url:
                yield url

    def _sqlite_template(self) -> Path:
        if self._sqlite is None:
            path = self._folder / "template.sqlite3"
            migrate(Settings.for_tests(data_dir=self._folder, database_url=f"sqlite:///{path}"))
            self._sqlite = path
        return self._sqlite

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

    def cluster_with_template(self) -> Cluster:
        """The running server, holding the migrated template."""
        cluster = self.cluster()
        if not self._has_template:
            migrate(Settings.for_tests(data_dir=self._folder, database_url=cluster.create(_TEMPLATE)))
            self._has_template = True
        return cluster

    def close(self) -> None:
        """Stop what was started."""
        if self._cluster is not None:
            self._cluster.stop()

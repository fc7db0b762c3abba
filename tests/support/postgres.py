"""A PostgreSQL server of the tests' own: in a temporary folder, without a port, fast, and gone afterwards."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import psycopg

from bootstrap.children import die_with_parent
from tests.support.memory import roomy_folder
from tests.support.waiting import NeverHappened, wait_until

_ADMIN = "postgres"
_START_PATIENCE = 30.0
_CHOOSES_STRATEGY = 150_000  # before version 15 files were always copied
# Nothing here has to survive a crash.
_FAST = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "autovacuum=off", "shared_buffers=64MB")
_DURABLE = ("shared_buffers=256MB",)


class NoPostgres(Exception):
    """The server's programs are not installed; `make test` installs or names them."""


def find_programs() -> Path:
    """The folder of initdb and postgres, the newest version first. Raises NoPostgres."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -float(path.parent.name))
    named = shutil.which("initdb")
    for folder in [*folders, *([Path(named).resolve().parent] if named else [])]:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise NoPostgres("initdb and postgres were found neither in PATH nor under /usr/lib/postgresql: run `make test`")


def _server_user() -> str | None:
    """The user to run the server as: it refuses root."""
    return _ADMIN if os.geteuid() == 0 else None


class Cluster:
    """One server, one template database, and a copy of it for every test. `durable`: as a real one, for the bench.
    `more`: settings besides, as `name=value`.
    """

    def __init__(self, *, durable: bool = False, more: Sequence[str] = ()) -> None:
        self._options = (*(_DURABLE if durable else _FAST), *more)
        self._programs = find_programs()
        # Short on purpose: the path of a unix socket has about 107 bytes.
        self._folder = Path(tempfile.mkdtemp(prefix="dcpg-", dir="/tmp" if durable else roomy_folder()))
        self._server: subprocess.Popen[bytes] | None = None
        self._copies = 0

    def start(self) -> None:
        """Make the cluster and wait until it answers."""
        user = _server_user()
        if user is not None:
            account = pwd.getpwnam(user)
            os.chown(self._folder, account.pw_uid, account.pw_gid)
        data = self._folder / "data"
        self._call("initdb", "-D", str(data), "-U", _ADMIN, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        options = [
            *self._options,
            "listen_addresses=",
            f"unix_socket_directories={self._folder}",
            "max_connections=100",
        ]
        words = [str(self._programs / "postgres"), "-D", str(data)]
        for option in options:
            words += ["-c", option]
        with (self._folder / "log").open("wb") as log:
            self._server = subprocess.Popen(
                words, stdout=log, stderr=log, cwd="/", user=user, group=user, extra_groups=[] if user else None,
                start_new_session=True, preexec_fn=die_with_parent,  # noqa: PLW1509 - tests run in the only thread
            )  # fmt: skip
        self._wait()

    def _call(self, program: str, *words: str) -> None:
        user = _server_user()
        subprocess.run(
            [self._programs / program, *words], check=True, capture_output=True, cwd="/",
            user=user, group=user, extra_groups=[] if user else None,
        )  # fmt: skip

    def _wait(self) -> None:
        try:
            wait_until(self._accepts, what="PostgreSQL accepts connections", seconds=_START_PATIENCE)
        except NeverHappened:
            raise RuntimeError((self._folder / "log").read_text()) from None

    def _accepts(self) -> bool:
        try:
            self._connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def _connect(self) -> psycopg.Connection:
        return psycopg.connect(host=str(self._folder), user=_ADMIN, dbname="postgres", autocommit=True)

    @property
    def folder(self) -> Path:
        """Where its data and its log lie."""
        return self._folder

    @property
    def programs(self) -> Path:
        """Where pg_dump and its like are."""
        return self._programs

    def ask(self, *statements: str) -> None:
        """As the server's administrator."""
        with contextlib.closing(self._connect()) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    @property
    def server_pid(self) -> int:
        """The server's first process, the parent of all the others."""
        assert self._server is not None
        return self._server.pid

    def url(self, database: str) -> str:
        """SQLAlchemy's address of a database in this cluster."""
        return f"postgresql+psycopg://{_ADMIN}@/{database}?host={self._folder}"

    def create(self, database: str, *, template: str = "template0") -> str:
        """Make a database as a copy of another; its address."""
        with contextlib.closing(self._connect()) as connection:
            # Copying its files takes a third of the time that writing each page to the log does.
            how = " STRATEGY FILE_COPY" if connection.info.server_version >= _CHOOSES_STRATEGY else ""
            connection.execute(f'CREATE DATABASE "{database}" TEMPLATE "{template}"{how}'.encode())
        return self.url(database)

    @contextlib.contextmanager
    def copy_of(self, template: str) -> Iterator[str]:
        """A copy for one test, dropped afterwards."""
        self._copies += 1
        name = f"test_{self._copies}"
        try:
            yield self.create(name, template=template)
        finally:
            with contextlib.closing(self._connect()) as connection:
                connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())

    def stop(self) -> None:
        """End the server at once and remove its folder."""
        if self._server is not None:
            self._server.send_signal(signal.SIGQUIT)
            self._server.wait(timeout=20)
        shutil.rmtree(self._folder, ignore_errors=True)

"""What is done before the processes start: keys, migrations, the first questions or the demo."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from bootstrap.banner import say
from bootstrap.children import die_with_parent
from bootstrap.keys import ensure_keys
from bootstrap.preconditions import DEMO_MARKER, LIVE_MARKER, CannotStart
from bootstrap.settings import Settings

_HALF_LOADED = "demo-loading"


def _repeat_warnings(told: str) -> None:
    """What `setup check` says after its first line: desks without a key."""
    _, _, rest = told.partition("\n")
    if rest.strip():
        say(rest.rstrip())


class Preparation:
    """The steps, each a command of `flask --app wsgi` and each safe to repeat."""

    def __init__(self, settings: Settings, environ: Mapping[str, str], *, root: Path) -> None:
        self._settings = settings
        self._data_dir = settings.data_dir
        self._environ = environ
        self._root = root

    def keys_and_database(self) -> None:
        """Make the keys on the first run, and bring the database to this version. Raises KeysMissing."""
        self._discard_half_demo()
        ensure_keys(self._data_dir, self._settings.database_url)
        self._quiet("db", "upgrade", failure="Không nâng cấp được cơ sở dữ liệu. / the database migration failed.")
        self._quiet("deadlines", "load", failure="Không nạp được bảng thời hạn. / loading the legal deadlines failed.")
        # Before anybody can open a page: a restored backup may have brought back what was erased.
        self._quiet("erasures", "replay", failure="Không xoá lại được những gì đã xoá. / replaying erasures failed.")

        self._warn_of_logging()

    def _warn_of_logging(self) -> None:
        """Only the server's administrator can change it, so it is said and not refused."""
        if self._settings.database_url.startswith("postgresql"):
            checked = self._flask("database", "check", quiet=True)
            if checked.returncode != 0:
                say(checked.stdout)

    def demo(self) -> None:
        """Load the demo once."""
        if (self._data_dir / DEMO_MARKER).exists():
            return
        say("Nạp dữ liệu trình diễn … / loading the demo")
        (self._data_dir / _HALF_LOADED).touch()
        self._quiet("demo", "load", failure="Không nạp được dữ liệu trình diễn. / loading the demo failed.")
        (self._data_dir / DEMO_MARKER).touch()
        (self._data_dir / _HALF_LOADED).unlink()

    def demo_accounts(self) -> str:
        """The demo's accounts, ready to print."""
        return self._flask("demo", "accounts", quiet=True).stdout

    def first_questions(self) -> None:
        """Ask for province, commune and first administrator when nobody has answered yet."""
        checked = self._flask("setup", "--check", quiet=True)
        if checked.returncode == 0:
            _repeat_warnings(checked.stdout)
        else:
            # Ctrl-C belongs to the questions, which then put the terminal right before they end.
            previous = signal.signal(signal.SIGINT, lambda _number, _frame: None)
            done = self._flask("setup", quiet=False)
            signal.signal(signal.SIGINT, previous)
            if done.returncode != 0:
                raise CannotStart("Chưa thiết lập xong, chưa khởi động. / the set-up is not finished.")
        (self._data_dir / LIVE_MARKER).touch()

    def _discard_half_demo(self) -> None:
        """A demo whose loading was interrupted is thrown away; nothing in it was anybody's."""
        half = self._data_dir / _HALF_LOADED
        database = self._data_dir / "app.sqlite3"
        if half.exists() and self._settings.database_url.endswith(str(database)):
            for path in self._data_dir.glob(f"{database.name}*"):
                path.unlink()
            half.unlink()

    def _flask(self, *words: str, quiet: bool) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "flask", "--app", "wsgi", *words],
            cwd=self._root,
            env=self._environ,
            check=False,
            text=True,
            stdin=subprocess.DEVNULL if quiet else None,
            stdout=subprocess.PIPE if quiet else None,
            stderr=subprocess.STDOUT if quiet else None,
            preexec_fn=die_with_parent,
        )

    def _quiet(self, *words: str, failure: str) -> None:
        done = self._flask(*words, quiet=True)
        if done.returncode != 0:
            raise CannotStart(f"{done.stdout}\n{failure}".strip())

"""The supervisor keeps a small installation running and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.ports import free_port
from tests.support.waiting import wait_until

ROOT = Path(__file__).resolve().parents[2]
# Three times what it took on two cores with sixteen others at work.
PATIENCE = 180.0


def _children(pid: int) -> dict[str, int]:
    """Names of the supervisor's processes and their ids."""
    listed = subprocess.run(["pgrep", "-a", "-P", str(pid)], check=False, capture_output=True, text=True).stdout
    names = {f"jobs.{name}": name for name in ("worker", "relay", "cron")}
    names |= {"valkey-server": "broker", "bootstrap.web_server": "web"}
    return {name: int(line.split()[0]) for line in listed.splitlines() for word, name in names.items() if word in line}


class Installation:
    """A demo in a folder of its own on a free port."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.env = {
            **os.environ, "DATA_DIR": str(folder / "data"), "PORT": str(self.port), "WEB_WORKERS": "1",
            "ARGON2_MEMORY_KIB": "8", "ARGON2_TIME": "1",
        }  # fmt: skip
        (folder / "data").mkdir(mode=0o700)
        (folder / "data" / "demo-loaded").touch()  # the demo's content has its own tests
        self.output = folder / "output"
        self.process = self.start()

    def start(self) -> subprocess.Popen[bytes]:
        """One more supervisor on the same folder."""
        with self.output.open("ab") as output:
            words = [sys.executable, "-m", "bootstrap.supervisor", "run"]
            return subprocess.Popen(words, cwd=ROOT, env=self.env, stdout=output, stderr=subprocess.STDOUT)

    def serves(self) -> bool:
        """Whether /healthz answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def says(self, words: str) -> bool:
        """Whether that was printed."""
        return words in self.output.read_text()

    def complete(self) -> bool:
        """Whether all five processes run."""
        return len(_children(self.process.pid)) == 5


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    made = Installation(tmp_path)
    yield made
    made.process.terminate()
    made.process.wait(timeout=PATIENCE)


@pytest.mark.timeout(600)
def test_a_small_installation_runs_recovers_and_stops(installation: Installation) -> None:
    wait_until(installation.serves, what="serving", seconds=PATIENCE)
    wait_until(installation.complete, what="all five processes", seconds=PATIENCE)
    assert not installation.says("[WARNING]")

    second = installation.start()
    assert second.wait(timeout=PATIENCE) == 1, "a second supervisor on the same folder must refuse"

    before = _children(installation.process.pid)
    for victim in ("broker", "worker", "web"):
        os.kill(before[victim], signal.SIGKILL)
    # The dead are listed as long as nobody has taken note of them.
    wait_until(lambda: installation.says("restarting broker"), what="noticing what was killed", seconds=PATIENCE)
    wait_until(installation.complete, what="the killed ones again", seconds=PATIENCE)
    wait_until(installation.serves, what="serving again", seconds=PATIENCE)

    last = _children(installation.process.pid)
    installation.process.send_signal(signal.SIGINT)
    assert installation.process.wait(timeout=PATIENCE) == 0
    assert not [name for name, pid in last.items() if Path(f"/proc/{pid}").exists()]
    assert not installation.serves()

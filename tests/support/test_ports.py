"""Ports that tests are given are theirs alone."""

from __future__ import annotations

import socket
import subprocess
import sys

from tests.support import ports
from tests.support.source import ROOT

_IN_ANOTHER_PROCESS = "import sys; from tests.support import ports; print(ports._keep(int(sys.argv[1])))"


def test_none_is_given_twice() -> None:
    assert len({ports.free_port() for _ in range(20)}) == 20


def test_another_process_does_not_get_it() -> None:
    mine = ports.free_port()
    asked = subprocess.run(
        [sys.executable, "-c", _IN_ANOTHER_PROCESS, str(mine)], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert asked.stdout.strip() == "False"


def test_one_that_is_listened_on_is_passed_over() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert not ports._is_free(taken.getsockname()[1])

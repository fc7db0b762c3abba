"""What the set-up scripts share: the project's folders, plain messages and running a command."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = Path(os.environ.get("VENV", ROOT / ".venv"))
VENV_PYTHON = VENV / "bin" / "python"


def say(text: str) -> None:
    """Print one line at once, also when the output goes to a file or a pipe."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def fail(*lines: str) -> NoReturn:
    """Say what is wrong and what would mend it, then stop with status 1."""
    sys.stderr.write("".join(f"{line}\n" for line in lines))
    raise SystemExit(1)


def run(command: Sequence[str | Path], *, quiet: bool = False, env: dict[str, str] | None = None) -> bool:
    """Run a command in the project's folder; True when it succeeded. A quiet one speaks only when it fails."""
    words = [str(word) for word in command]
    if not quiet:
        return subprocess.run(words, cwd=ROOT, env=env, check=False).returncode == 0
    done = subprocess.run(
        words, cwd=ROOT, env=env, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if done.returncode != 0:
        sys.stderr.write(done.stdout)
    return done.returncode == 0

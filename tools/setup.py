"""Makes .venv with the pinned requirements inside it. Standard library only: it runs before anything is installed.

`python3 tools/setup.py` prepares what the product runs on, `--dev` adds what tests and checks need. A stamp holding the
hash of the requirement files makes the second run take milliseconds.
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from console import ROOT, VENV, VENV_PYTHON, fail, run, say
from system_packages import require_packages

UV = "uv==0.13.9"
CONSTRAINTS = "tools/constraints.txt"
RUNTIME = (CONSTRAINTS, "requirements.txt")
HOME_STAMP = VENV / "stamp-home"
DEVELOPMENT = (*RUNTIME, "requirements-dev.txt")


def _check_python() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 - this script is what tells the owner of an older Python so
        fail(
            f"Cần Python 3.11 trở lên, máy này có {sys.version.split()[0]}.",
            "Python 3.11 or newer is needed; name another one with: make PYTHON=python3.12 …",
        )
    # Debian ships the standard library without ensurepip; `python -m venv` then fails half way.
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        require_packages([f"python{version}-venv"], why="python -m venv")


def _venv_works() -> bool:
    """Whether .venv answers, lies where it was made (a copied or moved one does not) and has the same Python."""
    if not HOME_STAMP.exists() or HOME_STAMP.read_text() != str(VENV) or not VENV_PYTHON.exists():
        return False
    probe = "import sys; print(*sys.version_info[:2])"
    done = subprocess.run([VENV_PYTHON, "-c", probe], check=False, capture_output=True, text=True)
    return done.stdout.split() == [str(sys.version_info.major), str(sys.version_info.minor)]


def _make_venv() -> None:
    if _venv_works():
        return
    say("Tạo môi trường .venv … / making .venv")
    shutil.rmtree(VENV, ignore_errors=True)
    if not run([sys.executable, "-m", "venv", VENV]):
        fail(f"Không tạo được {VENV}. / could not make the virtual environment.")
    HOME_STAMP.write_text(str(VENV))


def _fingerprint(files: tuple[str, ...]) -> str:
    digest = hashlib.sha256(f"{sys.version_info[:2]} {UV}".encode())
    for name in files:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def _install(requirements: str) -> None:
    """Install with uv (seconds); where uv cannot be had or cannot reach the registry, with pip (half a minute)."""
    pip = [VENV_PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    uv = VENV / "bin" / "uv"
    environment = dict(os.environ)
    if index := environment.get("PIP_INDEX_URL"):  # uv does not read pip's settings
        environment.setdefault("UV_DEFAULT_INDEX", index)
    # An office's proxy may sign with a certificate that this machine knows and uv does not.
    environment.setdefault("UV_SYSTEM_CERTS", "1")
    if run([*pip, UV], quiet=True) and run(
        [uv, "pip", "install", "--quiet", "--python", VENV_PYTHON, "-r", requirements], env=environment
    ):
        return
    say("uv không dùng được ở đây, dùng pip … / uv does not work here, using pip")
    if not run([*pip, "-r", requirements]):
        fail(f"Cài {requirements} không thành công. / installing {requirements} failed (see above).")


def _ensure_installed(files: tuple[str, ...], *, stamp: Path) -> None:
    fingerprint = _fingerprint(files)
    if stamp.exists() and stamp.read_text() == fingerprint:
        return
    say(f"Cài đặt {files[-1]} … / installing")
    _install(files[-1])
    _compile(sysconfig.get_path("purelib", "venv", {"base": str(VENV)}))
    stamp.write_text(fingerprint)


def _compile(*folders: Path | str) -> None:
    """Write the bytecode of every module that changed.

    Where Python may not write its own (a service's read-only folder, PYTHONDONTWRITEBYTECODE as in most containers),
    every process would translate all of its modules again at each start: a second each.
    """
    words = [VENV_PYTHON, "-m", "compileall", "-q", "-j", "0", *folders]
    # A package may ship a file for another Python: it says so, and is never imported.
    subprocess.run(words, cwd=ROOT, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def main() -> None:
    """Prepare .venv and the compiled translations; safe to run twice, also at the same time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dev", action="store_true", help="also what tests and checks need")
    dev = parser.parse_args().dev
    VENV.parent.mkdir(parents=True, exist_ok=True)
    with VENV.with_name(f"{VENV.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _check_python()
        _make_venv()
        _ensure_installed(RUNTIME, stamp=VENV / "stamp-runtime")
        if dev:
            _ensure_installed(DEVELOPMENT, stamp=VENV / "stamp-dev")
        _compile(ROOT / "wsgi.py", *(path.parent for path in ROOT.glob("*/__init__.py") if path.parent.name != "tests"))
        if not run([VENV_PYTHON, ROOT / "tools" / "catalogs.py", "compile"]):
            fail("Biên dịch bản dịch không thành công. / compiling the translations failed.")


if __name__ == "__main__":
    main()

"""A database in use without its keys is not started with new ones: they would open nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bootstrap.keys import KeysMissing, ensure_keys, load_keys
from tests.support.ports import free_port

ROOT = Path(__file__).resolve().parents[2]


def test_a_first_start_makes_a_key(tmp_path: Path, empty_database_url: str) -> None:
    folder = tmp_path / "new"
    ensure_keys(folder, empty_database_url)
    assert [path.name for path in (folder / "keys").iterdir()] == ["master-000.key"]
    ensure_keys(folder, empty_database_url)
    load_keys(folder, empty_database_url)


def test_a_used_database_is_not_given_new_keys(data_dir: Path, database_url: str) -> None:
    backup = (data_dir / "keys" / "master-000.key").read_bytes()
    shutil.rmtree(data_dir / "keys")
    for refused in (ensure_keys, load_keys):
        with pytest.raises(KeysMissing, match=r"master-\*\.key") as caught:
            refused(data_dir, database_url)
        assert str(data_dir / "keys") in str(caught.value)
    assert not (data_dir / "keys").exists()
    (data_dir / "keys").mkdir()
    (data_dir / "keys" / "master-000.key").write_bytes(backup)
    ensure_keys(data_dir, database_url)
    load_keys(data_dir, database_url)


@pytest.mark.parametrize("text", ["", "abc", "zz" * 32, "ab" * 31])
def test_a_damaged_key_is_named(tmp_path: Path, text: str) -> None:
    ensure_keys(tmp_path)
    damaged = tmp_path / "keys" / "master-001.key"
    damaged.write_text(text)
    with pytest.raises(KeysMissing, match=r"master-001\.key"):
        load_keys(tmp_path)


def test_a_key_is_never_written_over(tmp_path: Path) -> None:
    ensure_keys(tmp_path)
    first = tmp_path / "keys" / "master-000.key"
    before = first.read_bytes()
    ensure_keys(tmp_path)
    assert first.read_bytes() == before
    assert first.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in first.parent.iterdir()] == [first.name]


def test_a_database_that_does_not_answer_is_not_taken_for_empty(tmp_path: Path) -> None:
    url = "postgresql+psycopg://someone:something@127.0.0.1:1/nothing?connect_timeout=2"
    with pytest.raises(KeysMissing, match="chưa hỏi được") as caught:
        ensure_keys(tmp_path / "data", url)
    assert "something" not in str(caught.value)
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    "command",
    [
        ("bootstrap.supervisor", "run"),
        ("bootstrap.supervisor", "start"),
        ("flask", "--app", "wsgi", "db", "current"),
        ("flask", "--app", "wsgi", "audit", "verify"),
    ],
    ids=["run", "start", "db", "audit"],
)
@pytest.mark.sqlite_only
def test_every_way_to_start_says_what_to_do(data_dir: Path, database_url: str, command: tuple[str, ...]) -> None:
    shutil.rmtree(data_dir / "keys")
    (data_dir / ("demo-loaded" if "run" in command else "live")).touch()
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DEMO", "REDIS_URL")}
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, env={**kept, "DATA_DIR": str(data_dir), "PORT": str(free_port())},
        capture_output=True, text=True, timeout=120, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Thiếu khóa" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (data_dir / "keys").exists()

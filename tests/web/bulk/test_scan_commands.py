"""`flask scans check` for whoever watches the server."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from bootstrap.runtime import Runtime
from bootstrap.settings import Settings
from jobs.handlers.bulk import collect_scans
from tests.support.petitioning import Desk
from tests.support.staffed import COMMUNE


@pytest.fixture
def settings(data_dir: Path, database_url: str, tmp_path: Path) -> Settings:
    """With a folder for scanners."""
    made = Settings.for_tests(data_dir=data_dir, database_url=database_url)
    return replace(made, scan_folder=tmp_path / "scans")


def test_the_folders_are_told_one_by_one_and_trouble_is_an_exit_status(
    app: Flask, runtime: Runtime, desk: Desk, settings: Settings
) -> None:
    def check() -> tuple[int, str]:
        done = app.test_cli_runner().invoke(args=["scans", "check"])
        return done.exit_code, done.output

    assert check()[0] == 1
    assert settings.scan_folder is not None
    folder = settings.scan_folder / COMMUNE
    folder.mkdir(parents=True)
    collect_scans(runtime)
    assert check() == (0, f"{COMMUNE} Xã Yên Thế: ok\n")
    folder.rmdir()
    collect_scans(runtime)
    code, said = check()
    assert (code, "missing" in said) == (1, True)
    folder.mkdir()
    collect_scans(runtime)
    runtime.clock.advance(minutes=11)  # type: ignore[attr-defined]
    assert "silent" in check()[1]


def test_without_a_folder_there_is_nothing_to_watch(app: Flask, settings: Settings) -> None:
    object.__setattr__(settings, "scan_folder", None)
    done = app.test_cli_runner().invoke(args=["scans", "check"])
    assert (done.exit_code, done.output) == (0, "SCAN_FOLDER is not set.\n")

"""The scanners' folders are emptied into sealed storage: complete files only, each once, and trouble ends by itself."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select
from structlog.testing import capture_logs

from bootstrap.runtime import Runtime
from bootstrap.settings import Settings
from core.ports import StorageFull
from feedback.bulk.folders import list_folders, list_refused
from feedback.bulk.models import ScannedPaper, ScanRefusal
from feedback.bulk.states import FolderTrouble, ScanFault
from jobs.handlers.bulk import collect_scans
from tests.support.book_lines import picture
from tests.support.cards import card_pdf, card_photo
from tests.support.petitioning import Desk
from tests.support.staffed import COMMUNE, OTHER


@pytest.fixture
def settings(data_dir: Path, database_url: str, tmp_path: Path) -> Settings:
    """With a folder for scanners."""
    (tmp_path / "scans" / COMMUNE).mkdir(parents=True)
    made = Settings.for_tests(data_dir=data_dir, database_url=database_url)
    return replace(made, scan_folder=tmp_path / "scans")


@pytest.fixture
def folder(settings: Settings, desk: Desk) -> Path:
    """The commune's."""
    assert settings.scan_folder is not None
    return settings.scan_folder / COMMUNE


def drop(folder: Path, runtime: Runtime, name: str, data: bytes, *, seconds_ago: float = 60) -> Path:
    path = folder / name
    path.write_bytes(data)
    moment = runtime.clock().timestamp() - seconds_ago
    os.utime(path, (moment, moment))
    return path


def papers(runtime: Runtime) -> int:
    with runtime.reading() as ctx:
        return ctx.session.execute(select(func.count()).select_from(ScannedPaper)).scalar_one()


def troubles(runtime: Runtime) -> Sequence[FolderTrouble | None]:
    with runtime.reading() as ctx:
        return [one.trouble for one in list_folders(ctx)]


def test_a_file_is_taken_at_the_second_look_and_leaves_nothing_readable(folder: Path, runtime: Runtime) -> None:
    data = picture()
    path = drop(folder, runtime, "a.jpg", data)
    collect_scans(runtime)
    assert (papers(runtime), path.exists()) == (0, True)
    collect_scans(runtime)
    assert (papers(runtime), path.exists()) == (1, False)
    with runtime.reading() as ctx:
        keys = ctx.session.execute(select(ScannedPaper.file_keys)).scalar_one()
    stored = [runtime.files.get(key) for key in keys if key]
    assert len(stored) == 4  # original, clean pages, one picture, the small one
    assert all(not one.startswith((b"\xff\xd8", b"%PDF")) and data[:64] not in one for one in stored)


def test_a_file_that_still_grows_is_left_until_it_is_done(folder: Path, runtime: Runtime) -> None:
    data = picture()
    drop(folder, runtime, "a.jpg", data[:500])
    collect_scans(runtime)
    drop(folder, runtime, "a.jpg", data, seconds_ago=50)
    collect_scans(runtime)
    assert papers(runtime) == 0
    collect_scans(runtime)
    assert papers(runtime) == 1


def test_a_file_of_this_very_moment_is_left_alone(folder: Path, runtime: Runtime) -> None:
    drop(folder, runtime, "a.jpg", picture(), seconds_ago=5)
    collect_scans(runtime)
    collect_scans(runtime)
    assert papers(runtime) == 0


def test_what_was_taken_but_not_removed_is_not_taken_twice(folder: Path, runtime: Runtime) -> None:
    data = picture()
    for _ in range(2):  # the second time: the server died before it could remove the file
        path = drop(folder, runtime, "a.jpg", data)
        collect_scans(runtime)
        collect_scans(runtime)
        assert not path.exists()
    assert papers(runtime) == 1


def test_a_bad_file_is_put_aside_and_named_to_the_desk_alone(folder: Path, runtime: Runtime, desk: Desk) -> None:
    drop(folder, runtime, "to-cao-ong-x.docx", b"PK\x03\x04")
    with capture_logs() as logs:
        collect_scans(runtime)
        collect_scans(runtime)
    assert [path.name for path in (folder / "hong").iterdir()] == ["to-cao-ong-x.docx"]
    with runtime.reading() as ctx:
        (told,) = list_refused(ctx, desk.units[COMMUNE])
        assert list_refused(ctx, desk.units[OTHER]) == []
        assert "to-cao" not in str(ctx.session.execute(select(ScanRefusal.sealed_name)).scalar_one())
    assert (told.name, told.fault) == ("to-cao-ong-x.docx", ScanFault.KIND)
    assert "to-cao" not in str(logs)


def test_a_paper_with_an_identity_card_is_put_aside_and_the_desk_is_told_why(
    folder: Path, runtime: Runtime, desk: Desk
) -> None:
    drop(folder, runtime, "quet-1.jpg", card_photo())
    drop(folder, runtime, "quet-2.pdf", card_pdf(card_photo()))
    drop(folder, runtime, "quet-3.jpg", card_photo(covered=True))
    for _ in range(2):
        collect_scans(runtime)
    assert papers(runtime) == 1
    with runtime.reading() as ctx:
        told = [(one.name, one.fault) for one in list_refused(ctx, desk.units[COMMUNE])]
    assert sorted(told) == [("quet-1.jpg", ScanFault.IDENTITY_CARD), ("quet-2.pdf", ScanFault.IDENTITY_CARD)]


def test_only_folders_of_open_desks_are_emptied(folder: Path, runtime: Runtime) -> None:
    closed = folder.parent / "07210"
    closed.mkdir()
    path = drop(closed, runtime, "a.jpg", picture())
    collect_scans(runtime)
    collect_scans(runtime)
    assert path.exists()
    assert papers(runtime) == 0


def test_a_folder_that_goes_away_and_comes_back_is_told_and_taken_up_again(folder: Path, runtime: Runtime) -> None:
    collect_scans(runtime)
    assert troubles(runtime) == [None]
    folder.rename(folder.with_name("mat"))
    with capture_logs() as logs:
        collect_scans(runtime)
    assert troubles(runtime) == [FolderTrouble.MISSING]
    assert [line["trouble"] for line in logs] == ["missing"]
    folder.with_name("mat").rename(folder)
    drop(folder, runtime, "a.jpg", picture())
    collect_scans(runtime)
    collect_scans(runtime)
    assert (troubles(runtime), papers(runtime)) == ([None], 1)


def test_a_full_disk_leaves_the_file_where_it_lies(
    folder: Path, runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = drop(folder, runtime, "a.jpg", picture())
    collect_scans(runtime)
    with monkeypatch.context() as patched:
        patched.setattr("infra.files.MIN_FREE", 1 << 62)
        with pytest.raises(StorageFull):
            runtime.files.put(b"x")
        collect_scans(runtime)
    assert (troubles(runtime), papers(runtime), path.exists()) == ([FolderTrouble.DISK_FULL], 0, True)
    collect_scans(runtime)
    assert (troubles(runtime), papers(runtime), path.exists()) == ([None], 1, False)


def test_without_a_folder_nothing_is_looked_at(desk: Desk, runtime: Runtime) -> None:
    collect_scans(replace(runtime, settings=replace(runtime.settings, scan_folder=None)))
    assert troubles(runtime) == []


def test_one_file_that_may_not_be_read_keeps_no_other_waiting(
    folder: Path, runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(folder, runtime, "a.jpg", picture(), seconds_ago=90)
    drop(folder, runtime, "b.jpg", picture(size=(400, 500)))
    collect_scans(runtime)
    read = os.open

    def guarded(path: os.PathLike[str], *more: int) -> int:
        if Path(path).name == "a.jpg":
            raise PermissionError
        return read(path, *more)

    with monkeypatch.context() as patched:
        patched.setattr("infra.scan_folder.os.open", guarded)
        collect_scans(runtime)
    assert (troubles(runtime), papers(runtime)) == ([FolderTrouble.NO_RIGHTS], 1)
    collect_scans(runtime)
    assert (troubles(runtime), papers(runtime)) == ([None], 2)

"""The scanner's folder: only plain, finished files; nothing is followed out of it; trouble is told without names."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from core.scans import MAX_BYTES, FolderMissing, FolderUnusable
from infra.scan_folder import ASIDE, LocalDropbox


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "07288"
    made.mkdir()
    return made


def test_only_plain_finished_files_are_seen(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.pdf").write_bytes(b"x")
    (folder / "link.pdf").symlink_to(tmp_path / "secret.pdf")
    (folder / "sub").mkdir()
    os.mkfifo(folder / "pipe.pdf")
    for name in (".hidden.pdf", "~$x.pdf", "a.pdf.part", "b.TMP", "don.pdf"):
        (folder / name).write_bytes(b"x")
    assert [file.name for file in LocalDropbox(folder).look()] == ["don.pdf"]


def test_a_file_that_changed_or_was_swapped_for_a_link_is_not_read(folder: Path, tmp_path: Path) -> None:
    box, path = LocalDropbox(folder), folder / "a.pdf"
    path.write_bytes(b"mot")
    (seen,) = box.look()
    assert box.read(seen) == b"mot"
    path.write_bytes(b"mot hai")
    assert box.read(seen) is None
    path.unlink()
    assert box.read(seen) is None


def test_no_more_is_read_than_is_allowed(folder: Path) -> None:
    with (folder / "a.tif").open("wb") as stream:
        stream.truncate(MAX_BYTES * 2)
    box = LocalDropbox(folder)
    (seen,) = box.look()
    data = box.read(seen)
    assert data is not None
    assert len(data) == MAX_BYTES + 1


def test_nothing_is_put_aside_through_a_link(folder: Path, tmp_path: Path) -> None:
    """Whoever may write into the shared folder would else have files put anywhere the server may write."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (folder / ASIDE).symlink_to(elsewhere)
    (folder / "a.txt").write_bytes(b"1")
    box = LocalDropbox(folder)
    with pytest.raises(FolderUnusable):
        box.put_aside(box.look()[0])
    assert list(elsewhere.iterdir()) == []
    assert (folder / "a.txt").read_bytes() == b"1"


def test_what_is_put_aside_never_replaces_what_lies_there(folder: Path) -> None:
    box = LocalDropbox(folder)
    for content in (b"1", b"2"):
        (folder / "a.txt").write_bytes(content)
        box.put_aside(box.look()[0])
    assert sorted(path.read_bytes() for path in (folder / ASIDE).iterdir()) == [b"1", b"2"]
    assert box.look() == []


def test_a_folder_that_is_gone_is_told_and_names_nothing(folder: Path) -> None:
    box = LocalDropbox(folder)
    (folder / "to-cao-ong-x.pdf").write_bytes(b"x")
    (seen,) = box.look()
    assert "to-cao" not in repr(seen)
    folder.rename(folder.with_name("mat"))
    for act in (box.look, lambda: box.put_aside(seen)):
        with pytest.raises(FolderMissing) as told:
            act()
        assert "to-cao" not in str(told.value)
    assert told.value.__cause__ is None
    box.remove(seen)  # gone is gone

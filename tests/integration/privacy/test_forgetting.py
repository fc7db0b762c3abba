"""Opinions and questions: what their senders erase is gone from the disk, and stays gone when a backup comes back."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from bootstrap.database import sqlite_path
from bootstrap.erasure_ledger import NAME
from bootstrap.preparation import Preparation
from bootstrap.runtime import Runtime, build_runtime
from bootstrap.settings import Settings
from casework.errors import CaseShredded
from casework.identity import has_identity
from casework.models import CaseHandle, CaseIdentity, CaseKeyRow
from casework.sealing import open_case_key
from consultations.services.erasing import erase_opinion
from core.actor import ANONYMOUS
from dialogues.erasing import erase_question
from jobs.handlers.privacy import retain
from tests.integration.leaks.test_databases import files_of
from tests.integration.privacy.test_restoring import back_up, drain, restore
from tests.support.asking import NAME as SENDER
from tests.support.asking import WORDS, announce, ask, give, open_draft
from tests.support.databases import Databases
from tests.support.petitioning import Desk
from web import create_app

ROOT = Path(__file__).resolve().parents[3]


def opinions(desk: Desk) -> tuple[UUID, UUID]:
    """Two opinions with a name each."""
    draft = open_draft(desk)
    one, other = (give(desk, draft, code).number for code in ("K7Q4-M2XC-9RTD", "K7Q4-M2XC-9RTE"))
    return _of(desk, one), _of(desk, other)


def _of(desk: Desk, number: str) -> UUID:
    with desk.runtime.reading() as ctx:
        return ctx.session.execute(select(CaseHandle.case_id).where(CaseHandle.number == number)).scalar_one()


def asked(desk: Desk) -> tuple[UUID, UUID]:
    """Two questions with a name each."""
    dialogue_id = announce(desk)
    return ask(desk, dialogue_id).question_id, ask(desk, dialogue_id).question_id


def secrets(desk: Desk, cases: tuple[UUID, ...]) -> dict[UUID, tuple[bytes, bytes]]:
    """Of each case its key as it is stored, and its sender as sealed."""
    k, i = CaseKeyRow, CaseIdentity
    with desk.runtime.reading() as ctx:
        rows = ctx.session.execute(
            select(k.case_id, k.wrapped, i.sealed).join(i, i.case_id == k.case_id).where(k.case_id.in_(cases))
        ).all()
    return {row.case_id: (row.wrapped, row.sealed) for row in rows}


@contextmanager
def on_disk(runtime: Runtime) -> Iterator[bytes]:
    """Every byte of the database's files, its log of changes too."""
    path = sqlite_path(runtime.engine)
    if path is None:
        folder = files_of(runtime.engine)
        yield b"".join(one.read_bytes() for one in sorted(folder.iterdir()) if one.is_file())
    else:
        yield b"".join(one.read_bytes() for one in sorted(path.parent.glob(f"{path.name}*")))


@pytest.mark.timeout(600)
def test_what_senders_erase_leaves_no_byte_and_does_not_come_back(
    desk: Desk, settings: Settings, databases: Databases, tmp_path: Path
) -> None:
    (said, named), (put, signed) = opinions(desk), asked(desk)
    kept = secrets(desk, (said, named, put, signed))
    assert len(kept) == 4
    back_up(settings, tmp_path / "backup")
    with on_disk(desk.runtime) as files:
        assert WORDS.encode() not in files
        assert SENDER.encode() not in files
        for pair in kept.values():
            assert all(secret in files for secret in pair)

    with desk.runtime.transaction(ANONYMOUS) as ctx:
        assert erase_opinion(ctx, said, words=True)
        assert erase_opinion(ctx, named, words=False)
        assert erase_question(ctx, put, words=True)
        assert erase_question(ctx, signed, words=False)
    drain(desk.runtime)
    retain(desk.runtime)  # the night, in which PostgreSQL's tables are written anew
    with on_disk(desk.runtime) as files:
        for one in (said, put):
            assert kept[one][0] not in files, "the key of what was erased lies on the disk"
        for one in (named, signed):
            assert kept[one][1] not in files, "who sent it lies on the disk"
            assert kept[one][0] in files  # the words themselves are read as before

    again = tmp_path / "again"
    (again / "erasures").mkdir(parents=True)
    shutil.copyfile(settings.data_dir / NAME, again / NAME)
    restored = restore(tmp_path / "backup", again, databases)
    # Nothing but the start itself: what `make start` does before it lets the web server listen.
    environ = {**os.environ, "DATA_DIR": str(again), "DATABASE_URL": restored.database_url}
    Preparation(restored, environ, root=ROOT).keys_and_database()
    runtime = build_runtime(restored)
    with runtime.reading() as ctx:
        for one in (said, put):
            with pytest.raises(CaseShredded):
                open_case_key(ctx, one)
        for one in (named, signed):
            open_case_key(ctx, one)
            assert not has_identity(ctx, one)
    runtime.engine.dispose()


@pytest.mark.sqlite_only("the file is the same whatever the database is")
def test_a_forged_ledger_stops_the_start(desk: Desk, settings: Settings) -> None:
    path = settings.data_dir / NAME
    path.parent.mkdir(exist_ok=True)
    path.write_text('{"id": "somebody wrote this"}\n')
    # The step of the start that would have done it again; the start ends when a step does.
    app = create_app(settings, runtime=desk.runtime)
    assert app.test_cli_runner().invoke(args=["erasures", "replay"]).exit_code == 1

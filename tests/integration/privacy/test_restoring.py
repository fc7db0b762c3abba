"""What was erased stays erased: a real backup is made, people erase, the backup comes back, nothing else does."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.engine import make_url

from accounts.roles import Role
from bootstrap.erasure_ledger import NAME, LedgerForged, reconcile
from bootstrap.runtime import Runtime, build_runtime
from bootstrap.settings import Settings
from casework.errors import CaseShredded
from casework.identity import has_identity
from casework.sealing import open_case_key
from core.actor import ANONYMOUS
from core.audit import verify
from core.context import Context
from core.outbox import list_waiting
from feedback import services
from feedback.deleting.queries import get_deletion
from feedback.deleting.services import Propose, approve_deletion, propose_deletion
from feedback.deleting.states import DeletionReason, Material
from feedback.models import Petition, PetitionNote
from feedback.redacting.models import RedactedCopy
from feedback.redacting.services import MakeCopy, make_copy
from feedback.redacting.source import read_words
from feedback.redacting.states import CopyState
from feedback.services.shredding import shred_petition
from feedback.states import PetitionKind
from jobs.handlers import HANDLERS
from jobs.handling import run_message
from tests.support.databases import Databases
from tests.support.petitioning import Desk
from web import create_app

LEFT = {"name": "Bà Kín Đáo", "phone": "0900 000 777", "email": "kin@vidu.example", "consent": True}


def back_up(settings: Settings, backup: Path) -> None:
    """As docs/operations.md says."""
    backup.mkdir()
    if settings.database_url.startswith("sqlite"):
        files = (settings.data_dir / "app.sqlite3", backup / "app.sqlite3")
        with closing(sqlite3.connect(files[0])) as source, closing(sqlite3.connect(files[1])) as target:
            source.backup(target)
    else:
        _postgres("pg_dump", "-Fc", f"--file={backup / 'app.dump'}", url=settings.database_url)
    for part in ("keys", "files"):
        if (settings.data_dir / part).exists():
            shutil.copytree(settings.data_dir / part, backup / part)


def restore(backup: Path, data_dir: Path, databases: Databases) -> Settings:
    """Into an empty folder and an empty database, with the ledger that was kept apart."""
    for part in ("keys", "files"):
        if (backup / part).exists():
            shutil.copytree(backup / part, data_dir / part, dirs_exist_ok=True)
    if (backup / "app.sqlite3").exists():
        shutil.copyfile(backup / "app.sqlite3", data_dir / "app.sqlite3")
        url = f"sqlite:///{data_dir / 'app.sqlite3'}"
    else:
        url = databases.cluster().create(f"restored_{data_dir.parent.name}".replace("-", "_"))
        _postgres("pg_restore", "--exit-on-error", "--no-owner", str(backup / "app.dump"), url=url, into=True)
    return Settings.for_tests(data_dir=data_dir, database_url=url)


def _postgres(program: str, *words: str, url: str, into: bool = False) -> None:
    parts = make_url(url)
    address = f"host={parts.query['host']} user={parts.username} dbname={parts.database}"
    subprocess.run([program, *words, f"--dbname={address}"], check=True, capture_output=True)
    assert into == (program == "pg_restore")


def drain(runtime: Runtime) -> None:
    """The worker does what waits."""
    with runtime.reading() as ctx:
        waiting = list_waiting(ctx.session, now=ctx.now, limit=1000)
    for message in waiting:
        run_message(runtime, message, HANDLERS)


def ledger(settings: Settings) -> list[dict[str, str]]:
    path = settings.data_dir / NAME
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def gone(runtime: Runtime, petition_id: UUID) -> bool:
    with runtime.reading() as ctx:
        return not has_identity(ctx, petition_id)


def withdrawn_with_a_word(desk: Desk, petition_id: UUID) -> UUID:
    """Closed by its sender, who says why; gives the word."""
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        services.withdraw(ctx, petition_id, reason="Chị hàng xóm xin tôi đừng nêu tên.")
        return ctx.session.execute(select(PetitionNote.id).where(PetitionNote.petition_id == petition_id)).scalar_one()


def by_two(desk: Desk, petition_id: UUID, material: Material, item_id: UUID | None) -> None:
    """One proposes, another agrees."""
    command = Propose(material, item_id, DeletionReason.THIRD_PERSON, "Nói về người không liên quan.")
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        deletion_id = propose_deletion(ctx, petition_id, command)
    with desk.runtime.transaction(desk.actor(Role.LEADER)) as ctx:
        approve_deletion(ctx, deletion_id, number="17/QĐ-UBND", digest=get_deletion(ctx, deletion_id).digest)


def covered_copy(desk: Desk, petition_id: UUID) -> UUID:
    """One without its sender, for a second person to look at."""
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        words = read_words(ctx, petition_id)
        return make_copy(ctx, petition_id, MakeCopy(digest=words.digest))


def noted(ctx: Context, note_id: UUID) -> bool:
    return ctx.session.get(PetitionNote, note_id) is not None


def test_a_restored_backup_forgets_again(
    desk: Desk, settings: Settings, databases: Databases, tmp_path: Path
) -> None:  # fmt: skip
    kept, erased, shredded, agreed, pieced = (desk.send(**LEFT).id for _ in range(5))
    for one in (agreed, pieced):
        desk.triage(one, PetitionKind.DENUNCIATION_INFO)
        desk.assign(one)
    note = withdrawn_with_a_word(desk, agreed), withdrawn_with_a_word(desk, pieced)
    desk.triage(shredded)
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        services.withdraw(ctx, shredded)
    copy_id = covered_copy(desk, pieced)
    drain(desk.runtime)
    back_up(settings, tmp_path / "backup")

    with desk.runtime.transaction(ANONYMOUS) as ctx:
        services.erase_contact(ctx, erased)
    with desk.runtime.transaction() as ctx:
        assert shred_petition(ctx, shredded, rule="petition.case")
    by_two(desk, agreed, Material.CASE, None)
    by_two(desk, pieced, Material.NOTE, note[1])
    drain(desk.runtime)
    assert {(line["what"], line["type"], line["subject"], line["rule"]) for line in ledger(settings)} == {
        ("identity", "petition", str(erased), ""), ("case", "petition", str(shredded), "petition.case"),
        ("case", "petition", str(agreed), ""), ("piece", "petition:note", str(note[1]), ""),
    }  # fmt: skip

    # The folder on the new machine: the backup, and the ledger saved apart from it.
    again = tmp_path / "again"
    (again / "erasures").mkdir(parents=True)
    shutil.copyfile(settings.data_dir / NAME, again / NAME)
    restored = restore(tmp_path / "backup", again, databases)
    runtime = build_runtime(restored, clock=lambda: datetime(2026, 3, 12, tzinfo=UTC))
    with runtime.reading() as ctx:
        assert has_identity(ctx, erased)  # the backup brought it back
        open_case_key(ctx, shredded)
        assert noted(ctx, note[0])
        assert noted(ctx, note[1])

    app = create_app(restored, runtime=runtime)
    done = app.test_cli_runner().invoke(args=["erasures", "replay"])
    assert (done.exit_code, done.output) == (0, "Replayed 4 (4 were back), wrote 0 new lines.\n")
    assert gone(runtime, erased)
    assert not gone(runtime, kept)
    with runtime.reading() as ctx:
        for one in (shredded, agreed):
            with pytest.raises(CaseShredded):
                open_case_key(ctx, one)
        assert not noted(ctx, note[1])  # one word went, the petition it stood in is read as before
        open_case_key(ctx, pieced)
        copied = ctx.session.get_one(RedactedCopy, copy_id)  # it may show what went
        assert (copied.state, copied.sealed_text) == (CopyState.WITHDRAWN, b"")
        row = ctx.session.execute(select(Petition).where(Petition.id == shredded)).scalar_one()
        assert (row.title, row.body, row.place, row.sealed_content) == ("", "", "", None)
        assert row.state.value == "withdrawn"  # figures go on counting it
        assert row.number
        assert list(verify(ctx)) == []
    again_done = app.test_cli_runner().invoke(args=["erasures", "replay"])
    assert again_done.output == "Replayed 0 (0 were back), wrote 0 new lines.\n"
    runtime.engine.dispose()


@pytest.mark.sqlite_only("the file is the same whatever the database is")
def test_the_ledger_survives_a_crash_and_refuses_a_forger(desk: Desk, settings: Settings, tmp_path: Path) -> None:
    first, second = (desk.send(**LEFT).id for _ in range(2))
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        services.erase_contact(ctx, first)
    assert ledger(settings) == []  # the worker died before it wrote
    assert reconcile(desk.runtime).written == 1
    path = settings.data_dir / NAME
    with path.open("a") as stream:
        stream.write('{"id": "cut off in the midd')
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        services.erase_contact(ctx, second)
    assert reconcile(desk.runtime).written == 1
    assert [line["subject"] for line in ledger(settings)] == [str(first), str(second)]

    third = desk.send(**LEFT).id
    forged = tmp_path / "other.jsonl"
    forged.write_text(path.read_text().replace(str(second), str(third)))
    with pytest.raises(LedgerForged) as refused:
        reconcile(desk.runtime, also=forged)
    assert refused.value.line == 2
    assert not gone(desk.runtime, third)
    assert path.stat().st_mode & 0o777 == 0o600
    # A line says no more than that something of a random id was erased on a day.
    assert set(ledger(settings)[0]) == {"id", "what", "type", "subject", "rule", "on", "mac"}
    assert ledger(settings)[0]["on"] == (desk.runtime.clock() + timedelta(hours=7)).date().isoformat()

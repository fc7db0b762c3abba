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

from bootstrap.erasure_ledger import NAME, LedgerForged, reconcile
from bootstrap.runtime import Runtime, build_runtime
from bootstrap.settings import Settings
from casework.errors import CaseShredded
from casework.identity import has_identity
from casework.sealing import open_case_key
from core.actor import ANONYMOUS
from core.audit import verify
from core.outbox import list_waiting
from feedback import services
from feedback.models import Petition
from feedback.services.shredding import shred_petition
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


def test_a_restored_backup_forgets_again(
    desk: Desk, settings: Settings, databases: Databases, tmp_path: Path
) -> None:  # fmt: skip
    kept, erased, shredded = (desk.send(**LEFT).id for _ in range(3))
    desk.triage(shredded)
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        services.withdraw(ctx, shredded)
    drain(desk.runtime)
    back_up(settings, tmp_path / "backup")

    with desk.runtime.transaction(ANONYMOUS) as ctx:
        services.erase_contact(ctx, erased)
    with desk.runtime.transaction() as ctx:
        assert shred_petition(ctx, shredded, rule="petition.case")
    drain(desk.runtime)
    assert {(line["what"], line["subject"], line["rule"]) for line in ledger(settings)} == {
        ("identity", str(erased), ""), ("case", str(shredded), "petition.case"),
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

    app = create_app(restored, runtime=runtime)
    done = app.test_cli_runner().invoke(args=["erasures", "replay"])
    assert (done.exit_code, done.output) == (0, "Replayed 2 (2 were back), wrote 0 new lines.\n")
    assert gone(runtime, erased)
    assert not gone(runtime, kept)
    with runtime.reading() as ctx:
        with pytest.raises(CaseShredded):
            open_case_key(ctx, shredded)
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

"""The terminal: accounts added, listed, rescued; the matrix written; the log checked."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from accounts import queries
from accounts.roles import Role
from bootstrap.runtime import Runtime
from core.actor import SYSTEM
from core.audit import AuditDetail, AuditEntry
from tests.support.checking_client import CheckingClient
from tests.support.people import Officials
from tests.support.staffed import COMMUNE, Units


def run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=list(words))


def test_add_prints_a_one_time_password_that_works_once(app: Flask, client: CheckingClient, units: Units) -> None:
    result = run(
        app, "users", "add", "Hoang.Man", "--name", "Hoàng Mận",
        "--role", "handler@07288", "--role", "verifier@07288",
    )  # fmt: skip
    assert result.exit_code == 0
    user_name, password = result.output.splitlines()[0].split()
    page = client.submit("/can-bo/dang-nhap", {"user_name": user_name, "password": password})
    assert page.path == "/can-bo/dang-nhap/mat-khau-moi"
    listed = run(app, "users", "list").output
    assert "hoang.man" in listed
    assert "handler,verifier" in listed


@pytest.mark.parametrize(
    ("role", "words"),
    [("king@07288", "one of"), ("handler@99999", "99999"), ("handler", "code"), ("hamlet_head@07288", "RoleNotHere")],
)
def test_add_refuses_in_words(app: Flask, units: Units, role: str, words: str) -> None:
    result = run(app, "users", "add", "hoang.man", "--name", "Hoàng Mận", "--role", role)
    assert result.exit_code == 1
    assert words in result.output
    assert "hoang.man" not in run(app, "users", "list").output


def test_rescue_from_the_terminal(app: Flask, runtime: Runtime, client: CheckingClient, officials: Officials) -> None:
    account_id = officials.account(Role.PROVINCE_ADMIN)
    assert run(app, "users", "reset-factor", "province-admin").exit_code == 0
    password = run(app, "users", "reset-password", "Province-Admin").output.split()[1]
    with runtime.reading() as ctx:
        assert not queries.get_account(ctx, account_id, viewer=SYSTEM).has_totp
    page = client.submit("/can-bo/dang-nhap", {"user_name": "province-admin", "password": password})
    assert page.path == "/can-bo/dang-nhap/mat-khau-moi"
    assert run(app, "users", "reset-factor", "khong-co").exit_code == 1


def test_the_document_of_roles_is_written_and_checked(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("docs").mkdir()
    assert run(app, "users", "matrix", "--check").exit_code == 1
    assert run(app, "users", "matrix").exit_code == 0
    assert run(app, "users", "matrix", "--check").exit_code == 0
    text = Path("docs/roles.md").read_text(encoding="utf-8")
    assert all(f"`{role.value}`" in text for role in Role)
    assert "`/quan-tri/nhat-ky`" in text


def test_an_untouched_log_is_said_to_hold(app: Flask, officials: Officials) -> None:
    officials.account(Role.HANDLER)
    result = run(app, "audit", "verify")
    assert result.exit_code == 0
    assert "All hold" in result.output


@pytest.mark.parametrize("deed", ["change", "delete"])
def test_one_row_changed_by_hand_is_named(
    app: Flask, runtime: Runtime, units: Units, officials: Officials, deed: str
) -> None:
    officials.account(Role.HANDLER)
    with Session(runtime.engine) as session:
        chain = AuditEntry.chain == units[COMMUNE]
        entry_id = session.execute(select(AuditEntry.id).where(chain, AuditEntry.seq == 2)).scalar_one()
        if deed == "change":
            session.execute(update(AuditEntry).where(AuditEntry.id == entry_id).values(action="a:b:c"))
        else:
            session.execute(delete(AuditDetail).where(AuditDetail.entry_id == entry_id))
            session.execute(delete(AuditEntry).where(AuditEntry.id == entry_id))
        session.commit()
    result = run(app, "audit", "verify")
    assert result.exit_code == 1
    assert "Xã Yên Thế" in result.output
    assert (str(entry_id) if deed == "change" else "link 2 is missing") in result.output

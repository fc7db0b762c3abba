"""What a sealed case leaves beside its own rows: counters against guessing, mails, notices, indexes, a backup."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select, text

from accounts.roles import Role
from bootstrap.database import sqlite_path
from casework.identity import tag_phone
from casework.states import Writer
from core.clock import local_date
from core.db import Model
from core.notices import PURPOSE, UNLISTED, Channel, Notice, begin_sending, list_latest_open, queue_notice
from core.ports import MailMessage
from feedback import services
from feedback.bulk.lines import Line, Way
from feedback.bulk.models import IntakeLine
from feedback.bulk.typed import TypedLine, save_typed
from feedback.desk.models import DeskRecord
from feedback.searching import PHONE_PURPOSE
from feedback.states import Concerns, PetitionKind
from tests.integration.leaks.conftest import MARK, recognise
from tests.integration.leaks.test_databases import holding
from tests.support.petitioning import Desk, Sent
from tests.support.staffed import COMMUNE, OTHER
from tests.support.twin_worlds import work_off

ROOT = Path(__file__).resolve().parents[3]
# A page of lines to be typed.
_PAGE = UUID("7d0a4f0e-5d1f-4b76-9f4e-0d4f0a3c2b11")
ADDRESS, NOBODY = "203.0.113.77", "la-ai-do"
TELLING = re.compile(rf"{MARK}|tố cáo|khiếu nại|\bkín\b|niêm phong|cán bộ", re.IGNORECASE)


@dataclass
class Recorder:
    """Takes every mail."""

    mails: list[MailMessage] = field(default_factory=list)

    def send(self, message: MailMessage) -> None:
        """Remember it."""
        self.mails.append(message)


def writer(name: str) -> dict[str, object]:
    """Somebody who left everything there is to leave."""
    return {
        "name": f"Nguyễn {MARK}{name}", "phone": "0912345678", "email": f"{MARK}{name}@vidu.vn", "consent": True,
        "place": f"Nhà {MARK}noi",
    }  # fmt: skip


@pytest.fixture
def denounced(desk: Desk) -> Sent:
    """Worked until the sender is asked something."""
    sent = desk.send(Concerns.COMMUNE_OFFICIAL, what=f"Cán bộ {MARK}ten nhận tiền.", **writer("nguoi"))
    desk.triage(sent.id, PetitionKind.DENUNCIATION_INFO, title=f"Việc {MARK}tieu")
    ask_sender(desk, sent)
    return sent


def ask_sender(desk: Desk, sent: Sent) -> None:
    desk.assign(sent.id)
    desk.start(sent.id)
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        services.ask(ctx, desk.target(sent.id), f"Ông {MARK}hoi nhận ngày nào?")


def everything(desk: Desk) -> dict[str, str]:
    """Every row of every table, as text."""
    with desk.runtime.reading() as ctx:
        read = {name: ctx.session.execute(text(f'SELECT * FROM "{name}"')).all() for name in Model.metadata.tables}
    return {name: " ".join(repr(tuple(row)) for row in rows) for name, rows in read.items()}


def test_what_is_counted_against_guessing_names_nobody(desk: Desk, denounced: Sent, app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    browser = app.test_client()
    asked = {"environ_base": {"REMOTE_ADDR": ADDRESS, "HTTP_USER_AGENT": f"{MARK}trinhduyet"}}
    wrong = {"number": denounced.receipt.number, "code": f"{MARK}maso"}
    assert browser.post("/tra-cuu", data=wrong, **asked).status_code == 422
    named = {"user_name": NOBODY, "password": f"{MARK}matkhau"}
    assert browser.post("/can-bo/dang-nhap", data=named, **asked).status_code == 422
    rows = everything(desk)
    for table in ("case_throttle", "sign_in_throttle"):
        assert rows[table]
        assert denounced.receipt.number not in rows[table]
    needles = (ADDRESS, NOBODY, MARK, repr(bytes(map(int, ADDRESS.split("."))))[2:-1])
    assert [(name, one) for name, kept in rows.items() for one in needles if one in kept.lower()] == []


def test_a_mail_about_it_is_like_any_other_and_in_nobody_s_list(desk: Desk, denounced: Sent) -> None:
    plain = desk.send(what="Đường hỏng.", **writer("thuong"))
    desk.triage(plain.id)
    post = Recorder()
    work_off(replace(desk.runtime, mailer=post))
    heard = {who: [m for m in post.mails if m.to == f"{MARK}{who}@vidu.vn"] for who in ("nguoi", "thuong")}
    assert len(heard["nguoi"]) > 1
    numbers = (denounced.receipt.number, plain.receipt.number)
    said = {who: {_bare(mail, numbers) for mail in mails} for who, mails in heard.items()}
    assert said["nguoi"] == said["thuong"]  # word for word
    assert [mail for mail in post.mails if TELLING.search(f"{mail.subject}\n{mail.text}")] == []
    with desk.runtime.reading() as ctx:
        listed = text("SELECT DISTINCT agency_id FROM notice WHERE subject_id = :of")
        of = {"of": denounced.id.hex if ctx.session.get_bind().dialect.name == "sqlite" else denounced.id}
        assert {str(row.agency_id).replace("-", "") for row in ctx.session.execute(listed, of)} == {UNLISTED.hex}


def test_a_mail_from_before_it_was_recognised_is_in_nobody_s_list_and_names_nobody(desk: Desk) -> None:
    sent = desk.send(what="Đường hỏng.", **writer("nguoi"))
    desk.triage(sent.id)
    work_off(replace(desk.runtime, mailer=Recorder()))
    with desk.runtime.transaction() as ctx:
        waiting = queue_notice(
            ctx, agency_id=desk.units[COMMUNE], channel=Channel.EMAIL, to=f"{MARK}nguoi@vidu.vn", subject="Thông báo",
            text="http://localhost:8000/hoi/x", subject_type="petition", subject_id=sent.id,
        )  # fmt: skip
    desk.assign(sent.id)
    recognise(desk, sent.id)
    with desk.runtime.transaction() as ctx:
        rows = ctx.session.execute(select(Notice).where(Notice.subject_id == sent.id)).scalars().all()
        assert len(rows) > 1
        assert {row.agency_id for row in rows} == {UNLISTED}
        opened = [[ctx.keys.open(PURPOSE, one, bound_to=row.id.bytes) for one in _of(row)] for row in rows]
        assert {tuple(said) for said in opened} == {(b"", b"\n")}
        assert begin_sending(ctx, waiting) is None  # it left by no way any more
    with desk.runtime.reading() as ctx:
        assert list_latest_open(ctx) == []


def _of(row: Notice) -> tuple[bytes, bytes]:
    return row.sealed_to, row.sealed_text


def _bare(mail: MailMessage, numbers: tuple[str, str]) -> str:
    words = f"{mail.subject}\n{mail.text}"
    for number in numbers:
        words = words.replace(number, "N")
    return words


def test_no_index_leads_to_it_and_each_has_a_key_of_its_own(desk: Desk, denounced: Sent) -> None:
    rows = everything(desk)
    shapes = (denounced.id.hex, str(denounced.id), repr(denounced.id))
    for index in ("petition_search",):
        assert not any(shape in rows[index] for shape in shapes)
    with desk.runtime.reading() as ctx:
        phone = "0912 345 678"
        tags = {
            tag_phone(ctx, phone, purpose=purpose, agency_id=desk.units[code])
            for purpose in (PHONE_PURPOSE, "another") for code in (COMMUNE, OTHER)
        }  # fmt: skip
        assert len(tags) == 4
        assert not any(repr(tag)[2:-1] in kept for kept in rows.values() for tag in tags if tag)


def test_nothing_that_came_in_at_the_desk_is_found_by_a_hash_once_it_is_sealed(desk: Desk) -> None:
    """The paper book's number, the line of a sheet: neither of what speaks of somebody, nor of what turns out to."""
    came = {name: _typed(desk, place, name, whom) for place, (name, whom) in enumerate(_SPEAKS.items(), start=1)}
    for name in ("duong", "cong"):
        desk.triage(came[name])
    assert tagged(desk) == {came["duong"], came["cong"]}
    desk.assign(came["cong"])
    recognise(desk, came["cong"])
    assert tagged(desk) == {came["duong"]}


_SPEAKS = {"duong": Concerns.NOBODY, "cong": Concerns.NOBODY, "tien": Concerns.COMMUNE_OFFICIAL}


def _typed(desk: Desk, row: int, name: str, whom: Concerns) -> UUID:
    line = Line(
        local_date(desk.runtime.clock()), Way.PAPER_BROUGHT, whom, f"Việc {name} xảy ra ở đầu xóm.", Writer.ALONE,
        book_number=f"{row}/2026", name=f"Bà {name}",
    )  # fmt: skip
    with desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx:
        return save_typed(ctx, TypedLine(_PAGE, row, desk.units[COMMUNE], "1", line)).petition_id


def tagged(desk: Desk) -> set[UUID]:
    """Petitions that either hash leads to; both lead to the same ones."""
    d, one = DeskRecord, IntakeLine
    with desk.runtime.reading() as ctx:
        books = set(ctx.session.execute(select(d.petition_id).where(d.book_tag.is_not(None))).scalars())
        lines = set(ctx.session.execute(select(one.petition_id).where(one.line_tag.is_not(None))).scalars())
    assert books == lines
    return books


@pytest.mark.sqlite_only
def test_the_backup_of_the_handbook_says_no_word_of_it(desk: Desk, denounced: Sent, tmp_path: Path) -> None:
    source, copy = desk.runtime.settings.data_dir, tmp_path / "backup"
    handbook = (ROOT / "docs" / "operations.md").read_text()
    found = re.search(r"```\n(umask 077; D=data; B=backup.*?)```", handbook, re.DOTALL)
    assert found
    database = sqlite_path(desk.runtime.engine)
    assert database == source / "app.sqlite3"
    script = found[1].replace("D=data; B=backup", 'D="$FROM"; B="$TO"').replace(".venv/bin/python", sys.executable)
    run = {"FROM": str(source), "TO": str(copy), "PATH": os.environ["PATH"]}
    subprocess.run(["sh", "-ec", script], check=True, env=run)
    assert {"app.sqlite3", "keys"} <= {path.name for path in copy.iterdir()}
    assert (copy / "app.sqlite3").stat().st_mode & 0o077 == 0
    assert holding(copy) == []
    assert denounced.receipt.number.encode() in (copy / "app.sqlite3").read_bytes()  # it is in there

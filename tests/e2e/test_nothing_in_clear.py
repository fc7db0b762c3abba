"""A denunciation with unmistakable words in every field and file, worked to its end: no byte on the disk says them."""

from __future__ import annotations

import contextlib
import io
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pikepdf
import pytest
from PIL import Image
from PIL.ExifTags import Base
from playwright.sync_api import Browser
from sqlalchemy import select

from accounts.models import Account
from bootstrap.runtime import Runtime, build_runtime
from bootstrap.settings import Settings
from core.actor import Actor
from core.clock import local_date, utc_now
from core.ports import WordQuery
from demo.accounts import PASSWORD, list_accounts
from feedback import services
from feedback.commands import DraftAnswer, Target, Triage
from feedback.models import Petition
from feedback.proceedings.commands import Formalise
from feedback.proceedings.services.formalising import formalise
from feedback.proceedings.states import Evidence, Track
from feedback.states import Field, Outcome, PetitionKind, Urgency
from jobs.handlers.washing import wash
from tests.e2e.cut_off import kill_in_mid_upload
from tests.e2e.product import ROOT, Product, running
from tests.e2e.screens import PHONE, PLAIN_PHONE
from tests.e2e.story.citizen import COMMUNE_CODE, Receipt, open_petition, read_receipt
from tests.e2e.story.people import CLERK, HANDLER, LEADER, step_in
from tests.e2e.visitor import Visitor
from tests.support.keys import with_key
from tests.support.postgres import Cluster

pytestmark = pytest.mark.timeout(600)
# In every word below; nothing else in the world contains it.
MARK = "zqxw"
PART, OVERLAP = 1 << 24, 64


@dataclass(frozen=True)
class Left:
    """What is on the disk of a product that received and settled it, and was stopped."""

    folder: Path
    server: Cluster | None  # PostgreSQL still runs: its own files are cleaned and looked at


@pytest.fixture(params=["sqlite", "postgresql"])
def left(request: pytest.FixtureRequest, browser: Browser, told: Path, tmp_path: Path) -> Iterator[Left]:
    """A world for one test: on SQLite it begins with the story told, on PostgreSQL with nothing, as a first start."""
    folder = tmp_path
    spool = folder / "spool"
    spool.mkdir()
    with pytest.MonkeyPatch.context() as patch, contextlib.ExitStack() as stack:
        patch.setenv("TMPDIR", str(spool))
        server = stack.enter_context(_server()) if request.param == "postgresql" else None
        environ = {"DATABASE_URL": server.url(_DATABASE)} if server else {}
        with running(folder, None if server else told, **environ) as product:
            runtime = build_runtime(Settings.from_env({"DATA_DIR": str(product.data_dir), "DEMO": "1", **environ}))
            stack.callback(runtime.engine.dispose)
            _story(browser, product, runtime)
            address = f"/gui-don/{COMMUNE_CODE}/anh"
            assert kill_in_mid_upload(product, address, f"{MARK}dodang".encode()) == []
            assert [str(path) for path in folder.rglob("*") if path.is_file() and _holds(path)] == []
            runtime.engine.dispose()
        yield Left(folder, server)


def _story(browser: Browser, product: Product, runtime: Runtime) -> None:
    people = {name: with_key(runtime, _account(runtime, name), PASSWORD) for name in _NAMES}
    citizen = Visitor(browser, product, PHONE)
    receipt = _denounce(citizen)
    _leave_unsent(Visitor(browser, product, PLAIN_PHONE))
    _work(runtime, people, citizen, receipt)
    if runtime.engine.dialect.name == "sqlite":  # pages are the same on both; here the bytes beneath them count
        _nobody_else_sees_it(browser, product, runtime)
    _in_disguise(runtime, people, Visitor(browser, product, PLAIN_PHONE))


@contextlib.contextmanager
def _server() -> Iterator[Cluster]:
    """PostgreSQL as the handbook sets it up, with everything in its log that a careless hand could switch on."""
    handbook = (ROOT / "docs" / "operations.md").read_text()
    assert all(
        one.partition("SET ")[2] in handbook for one in (*_HANDBOOK, "SET wal_recycle = off", "SET archive_timeout")
    )
    server = Cluster(durable=True, more=("wal_recycle=off", "log_statement=all", "fsync=off"))
    try:
        server.start()
        server.create(_DATABASE)
        server.ask(*_HANDBOOK)
        yield server
    finally:
        server.stop()


_DATABASE = "dan_chu"
_HANDBOOK = (
    "ALTER ROLE postgres SET log_parameter_max_length = 0", "ALTER ROLE postgres SET log_error_verbosity = 'terse'",
)  # fmt: skip
_NAMES = (CLERK, HANDLER, LEADER)
_MAY_READ = {CLERK, HANDLER, LEADER}


def test_no_byte_on_the_disk_says_a_word_of_it(left: Left) -> None:
    files = [path for path in left.folder.rglob("*") if path.is_file()]
    assert left.server or {"app.sqlite3"} <= {path.name for path in files}
    assert [str(path.relative_to(left.folder)) for path in files if _holds(path)] == []
    assert [str(path.relative_to(left.folder)) for path in files if MARK in path.name] == []
    if left.server is not None:  # SQLite's file is in the folder
        _nor_does_the_server(left.folder, left.server)


def _nor_does_the_server(folder: Path, server: Cluster) -> None:
    """Nor its dump. `pg_wal` keeps what was readable until the server removes it; what was sealed was never there."""
    kept = _holding(server.folder)
    assert {path.parent.name for path in kept} == {"pg_wal"}
    for word in ("viec", "nguoi", "traloi", "nhap", "hoi", "tieu"):  # of the denunciation and of what was never sent
        assert not any(_holds(path, f"{MARK}{word}") for path in kept), word
    server.ask("SELECT pg_switch_wal()", "CHECKPOINT")  # what archive_timeout and time do by themselves
    assert _holding(server.folder) == []
    dump, words = folder / "app.dump", folder / "app.sql"
    address = server.url(_DATABASE).replace("+psycopg", "")
    subprocess.run([server.programs / "pg_dump", "-Fc", f"--dbname={address}", f"--file={dump}"], check=True)
    subprocess.run([server.programs / "pg_restore", f"--file={words}", dump], check=True)  # unpacked
    assert "COPY public.petition " in words.read_text()
    assert not _holds(dump)
    assert not _holds(words)


def _holding(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and _holds(path)]


def test_the_search_would_find_it(tmp_path: Path) -> None:
    """Even where a part ends in the middle of the word."""
    (tmp_path / "x").write_bytes(b"-" * (PART - 2) + MARK.encode())
    assert _holds(tmp_path / "x")


def _holds(path: Path, word: str = MARK) -> bool:
    needles = (word.encode(), word.encode("utf-16-le"))
    with contextlib.suppress(FileNotFoundError), path.open("rb") as stream:  # a server removes files meanwhile
        before = b""
        while part := stream.read(PART):
            looked_at = (before + part).lower()
            if any(needle in looked_at for needle in needles):
                return True
            before = part[-OVERLAP:]
    return False


def _account(runtime: Runtime, name: str) -> UUID:
    with runtime.reading() as ctx:
        return ctx.session.execute(select(Account.id).where(Account.user_name == name)).scalar_one()


def _denounce(citizen: Visitor) -> Receipt:
    _write(citizen, f"Cán bộ {MARK}ten nhận tiền {MARK}viec của dân.", "Một cán bộ của xã")
    citizen.page.get_by_label("Chọn ảnh").set_input_files([_photo()])
    citizen.page.locator("summary").filter(has_text="PDF").click()
    citizen.page.locator("input[type=file][accept='application/pdf']").set_input_files([_paper()])
    citizen.click("Tiếp tục")
    citizen.choose("Một mình tôi")
    citizen.click("Tiếp tục")
    citizen.fill("Tên", f"Nguyễn {MARK}nguoi")
    citizen.fill("E-mail", f"{MARK}thu@vidu.vn")
    citizen.choose("Tôi đồng ý để nơi nhận giữ thông tin này và dùng để liên lạc về đơn này")
    citizen.click("Tiếp tục")
    citizen.click("Gửi đơn")
    return read_receipt(citizen)


def _write(visitor: Visitor, what: str, whom: str) -> None:
    visitor.open(f"/xa/{COMMUNE_CODE}")
    visitor.click("Gửi phản ánh, kiến nghị")
    visitor.click("Bắt đầu viết")
    visitor.choose(whom)
    visitor.click("Tiếp tục")
    visitor.fill("Kể lại cho chúng tôi nghe", what)
    visitor.fill("Bà con muốn được giải quyết thế nào?", f"Trả lại {MARK}muon cho tôi.")
    visitor.click("Tiếp tục")
    visitor.fill("Chỗ nào, gần đâu?", f"Nhà {MARK}noi")
    visitor.click("Tiếp tục")


def _leave_unsent(visitor: Visitor) -> None:
    _write(visitor, f"Chưa kịp gửi chuyện {MARK}nhap này.", "Một cán bộ của xã")


def _photo() -> dict[str, str | bytes]:
    exif, buffer = Image.Exif(), io.BytesIO()
    exif[Base.Make], exif[Base.Artist] = f"{MARK}may", f"{MARK}exif"
    Image.new("RGB", (1600, 1200), "brown").save(buffer, "JPEG", exif=exif, comment=f"{MARK}loi")
    return {"name": f"{MARK}anh.jpg", "mimeType": "image/jpeg", "buffer": buffer.getvalue()}


def _paper() -> dict[str, str | bytes]:
    with pikepdf.new() as made:
        made.add_blank_page()
        made.docinfo["/Title"], made.docinfo["/Author"] = f"{MARK}tieude", f"{MARK}tacgia"
        buffer = io.BytesIO()
        made.save(buffer)
    return {"name": f"{MARK}giay.pdf", "mimeType": "application/pdf", "buffer": buffer.getvalue()}


def _found(runtime: Runtime, receipt: Receipt) -> Target:
    with runtime.reading() as ctx:
        row = ctx.session.execute(select(Petition.id, Petition.version).where(Petition.number == receipt.number)).one()
    return Target(row.id, row.version)


def _work(runtime: Runtime, people: dict[str, Actor], citizen: Visitor, receipt: Receipt) -> None:
    clerk, handler, leader = (people[name] for name in (CLERK, HANDLER, LEADER))
    sealed = Triage(PetitionKind.DENUNCIATION_INFO, Field.CONDUCT, Urgency.ORDINARY, f"Việc {MARK}tieu", True)
    assert handler.account_id is not None
    with runtime.transaction(clerk) as ctx:
        services.note_opening(ctx, _found(runtime, receipt).petition_id)
    with runtime.transaction(clerk) as ctx:
        services.triage(ctx, _found(runtime, receipt), sealed)
    with runtime.transaction(clerk) as ctx:
        services.assign(ctx, _found(runtime, receipt), handler.account_id, instruction=f"Giữ kín {MARK}dan nhé.")
    with runtime.transaction(handler) as ctx:
        services.start(ctx, _found(runtime, receipt))
    with runtime.transaction(handler) as ctx:
        services.ask(ctx, _found(runtime, receipt), f"Ông {MARK}hoi nhận ngày nào?")
    open_petition(citizen, receipt)
    citizen.click("Bổ sung")
    citizen.page.locator("textarea").first.fill(f"Ngày {MARK}bosung, ở quầy số hai.")
    citizen.click(citizen.page.get_by_role("main").locator("form button[type=submit]").first)
    with runtime.transaction(handler) as ctx:
        services.save_answer(
            ctx, _found(runtime, receipt), DraftAnswer(Outcome.EXPLAINED, f"Đã xác minh {MARK}traloi xong.", "")
        )
    with runtime.transaction(handler) as ctx:
        services.propose(ctx, _found(runtime, receipt))
    with runtime.transaction(leader) as ctx:
        services.approve(ctx, _found(runtime, receipt))
    open_petition(citizen, receipt)
    citizen.sees(f"{MARK}traloi")


def _nobody_else_sees_it(browser: Browser, product: Product, runtime: Runtime) -> None:
    for name in [account.user_name for account in list_accounts(runtime)]:
        if name in _MAY_READ:
            continue
        visitor = Visitor(browser, product, PLAIN_PHONE)
        step_in(visitor, name)
        for link in visitor.page.locator("nav a").evaluate_all("all => all.map(one => one.getAttribute('href'))"):
            if link == "/dung-thu/hop-thu":  # the demo's window on what would leave: shown to whom it is addressed
                continue
            answer = visitor.context.request.get(product.base + link)
            assert MARK not in answer.text().lower(), (name, link)
        visitor.leave()


def _in_disguise(runtime: Runtime, people: dict[str, Actor], visitor: Visitor) -> None:
    """A report whose words were in the clear and in the index, until somebody signed what it is."""
    _write(visitor, f"Đường làng {MARK}duong hỏng, nghe nói {MARK}ai lấy tiền.", "Không nói về ai cả")
    visitor.click("Tiếp tục")
    visitor.choose("Một mình tôi")
    visitor.click("Tiếp tục")
    visitor.click("Tiếp tục")
    visitor.click("Gửi đơn")
    receipt = read_receipt(visitor)
    clerk, handler, leader = (people[name] for name in (CLERK, HANDLER, LEADER))
    assert handler.account_id is not None
    plain = Triage(PetitionKind.REPORT, Field.INFRASTRUCTURE, Urgency.ORDINARY, f"Đường {MARK}duong")
    with runtime.transaction(clerk) as ctx:
        services.triage(ctx, _found(runtime, receipt), plain)
    with runtime.transaction(clerk) as ctx:
        services.assign(ctx, _found(runtime, receipt), handler.account_id)
    with runtime.reading() as ctx:
        agency_id = ctx.session.execute(
            select(Petition.agency_id).where(Petition.number == receipt.number)
        ).scalar_one()
        assert ctx.words.newest(ctx.session, WordQuery([[f"{MARK}duong"]], [agency_id]), below=None, most=9)
    signed = Formalise(
        Track.DENUNCIATION, Evidence.SIGNED_PAPER, local_date(utc_now()), Field.CONDUCT, decider_id=leader.account_id,
    )  # fmt: skip
    with runtime.transaction(handler) as ctx:
        formalise(ctx, _found(runtime, receipt), signed)
    wash(runtime)  # what the worker does with the message; it may have done so already

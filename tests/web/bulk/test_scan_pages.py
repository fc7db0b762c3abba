"""Scanned papers: only the desk's clerks see them, every look is audited, and each becomes something."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from accounts.roles import Role
from bootstrap.runtime import Runtime
from bootstrap.settings import Settings
from casework.enclosures import list_enclosed
from core.audit import AuditEntry
from feedback.bulk.models import ScannedPaper
from feedback.bulk.states import ScanState
from feedback.models import Petition
from jobs.handlers.bulk import collect_scans
from tests.support.book_lines import picture
from tests.support.checking_client import CheckingClient
from tests.support.petitioning import Desk
from tests.support.staffed import COMMUNE
from tests.web.bulk.test_sheet_pages import CODE, words

pytestmark = pytest.mark.query_budget(36)
PAGE = "/can-bo/nhap-nhieu/may-quet"
LINE = {"line-concerns": "nobody", "line-what": "Đường vào xóm sạt lở sau mưa.", "line-name": "Trần Thị Mẫu"}
Scan = Callable[..., str]


@pytest.fixture
def settings(data_dir: Path, database_url: str, tmp_path: Path) -> Settings:
    """With a folder for scanners."""
    (tmp_path / "scans" / COMMUNE).mkdir(parents=True)
    settings = Settings.for_tests(data_dir=data_dir, database_url=database_url)
    return replace(settings, scan_folder=tmp_path / "scans")


@pytest.fixture
def scan(runtime: Runtime, settings: Settings, desk: Desk) -> Scan:
    """Put a file into the folder and let it be fetched; gives the address of its page."""

    def put(data: bytes | None = None, name: str = "don-to-cao-ong-x.jpg") -> str:
        assert settings.scan_folder is not None
        path = settings.scan_folder / COMMUNE / name
        path.write_bytes(data or picture())
        long_ago = runtime.clock().timestamp() - 60
        os.utime(path, (long_ago, long_ago))
        collect_scans(runtime)
        collect_scans(runtime)
        with runtime.reading() as ctx:
            newest = select(ScannedPaper.id).where(ScannedPaper.state == ScanState.WAITING)
            found = ctx.session.execute(newest.order_by(ScannedPaper.arrived_at.desc())).scalars().first()
        return f"{PAGE}/{found}"

    return put


def actions(desk: Desk) -> list[str]:
    with desk.runtime.reading() as ctx:
        wanted = select(AuditEntry.action).where(AuditEntry.action.like("feedback:scan:%"))
        return list(ctx.session.execute(wanted.order_by(AuditEntry.seq)).scalars())


def test_a_paper_waits_is_looked_at_and_becomes_a_petition_with_its_pages(
    clerk: CheckingClient, desk: Desk, scan: Scan
) -> None:
    address = scan(picture(kind="TIFF", pages=2))
    listed = clerk.get(PAGE)
    assert "2 trang" in words(listed)
    assert "to-cao" not in words(listed)
    for part in ("anh-nho", "trang/0", "trang/1", "tep"):
        assert clerk.get(f"{address}/{part}").response.get_data()
    receipt = clerk.submit(address, LINE, action=address)
    assert CODE.search(words(receipt))
    assert actions(desk) == ["feedback:scan:arrive", *["feedback:scan:open"] * 4, "feedback:scan:entered"]
    with desk.runtime.reading() as ctx:
        petition_id = ctx.session.execute(select(Petition.id)).scalar_one()
        _photos, files = list_enclosed(ctx, petition_id)
    assert [(one.media_type, one.pages) for one in files] == [("application/pdf", 2)]
    collect_scans(desk.runtime)
    pdf = clerk.get(f"/can-bo/don-thu/{petition_id}/tep/{files[0].id}")
    assert pdf.response.get_data().startswith(b"%PDF")
    assert "Không có giấy nào đang chờ" in words(clerk.get(PAGE))
    assert "không còn trong danh sách" in words(clerk.follow(clerk.get(address, status=303)))


def test_what_is_wrong_is_told_beside_its_field_and_nothing_typed_is_lost(clerk: CheckingClient, scan: Scan) -> None:
    address = scan()
    page = clerk.submit(address, {**LINE, "line-name": "", "line-place": "Xóm Đông"}, action=address, status=422)
    assert "Ghi họ tên" in words(page)
    assert "Xóm Đông" in {element.get("value") for element in page.all("input")}


def test_whoever_presses_twice_gets_the_same_receipt(clerk: CheckingClient, desk: Desk, scan: Scan) -> None:
    address = scan()
    page = clerk.get(address)
    first, second = (clerk.submit_on(page, LINE, action=address) for _ in range(2))
    assert CODE.findall(words(first)) == CODE.findall(words(second)) != []
    with desk.runtime.reading() as ctx:
        assert len(ctx.session.execute(select(Petition.id)).all()) == 1


def test_a_paper_joins_a_petition_that_the_clerk_may_read(clerk: CheckingClient, desk: Desk, scan: Scan) -> None:
    petition = desk.send()
    address = scan()
    wrong = clerk.submit(address, {"gan-number": "07288-26-AAAA-AAA"}, action="/gan", status=422)
    assert "Không có đơn mang số này" in words(wrong)
    clerk.submit(address, {"gan-number": petition.receipt.number.lower()}, action="/gan")
    with desk.runtime.reading() as ctx:
        assert len(list_enclosed(ctx, petition.id)[1]) == 1
    collect_scans(desk.runtime)
    with desk.runtime.reading() as ctx:
        kept = ctx.session.execute(select(ScannedPaper.wrapped_key, ScannedPaper.sealed_facts)).one()
    assert tuple(kept) == (None, None)


def test_a_paper_that_is_no_petition_is_gone_for_good(clerk: CheckingClient, desk: Desk, scan: Scan) -> None:
    address = scan()
    with desk.runtime.reading() as ctx:
        keys = ctx.session.execute(select(ScannedPaper.file_keys)).scalar_one()
    clerk.submit(address, {}, action="/bo", status=422)
    clerk.submit(address, {"bo-reason": "no_petition"}, action="/bo")
    collect_scans(desk.runtime)
    for key in filter(None, keys):
        with pytest.raises(KeyError):
            desk.runtime.files.get(key)


def test_nobody_but_the_desks_clerks_sees_a_paper(
    clerk: CheckingClient, client: CheckingClient, desk: Desk, scan: Scan
) -> None:
    address = scan()
    province = desk.officials.enter(client.another(), desk.province_clerk().account_id)
    for part in ("", "/trang/0", "/anh-nho", "/tep"):
        expected = 303 if not part else 404
        province.get(f"{address}{part}", status=expected)
    leader = desk.officials.sign_in(client.another(), Role.LEADER)
    leader.get(f"{address}/trang/0", status=403)
    assert actions(desk) == ["feedback:scan:arrive"]


def test_what_could_not_be_taken_is_named_to_the_clerk_until_it_is_dealt_with(
    clerk: CheckingClient, scan: Scan
) -> None:
    scan(b"khong phai anh", name="ghi-chu.txt")
    page = clerk.get(PAGE)
    assert "ghi-chu.txt" in words(page)
    assert "Không phải tệp PDF" in words(page)
    assert "ghi-chu.txt" not in words(clerk.submit_on(page, {}, action="/da-xem"))


def test_trouble_with_the_folder_is_told_and_ends_by_itself(
    clerk: CheckingClient, settings: Settings, runtime: Runtime, scan: Scan
) -> None:
    assert "chưa thấy thư mục của bàn này" in words(clerk.get(PAGE))
    scan()
    assert settings.scan_folder is not None
    folder = settings.scan_folder / COMMUNE
    folder.rename(folder.with_name("mat"))
    collect_scans(runtime)
    assert "Không thấy thư mục máy quét." in words(clerk.get(PAGE))
    folder.with_name("mat").rename(folder)
    collect_scans(runtime)
    assert "Không thấy thư mục máy quét." not in words(clerk.get(PAGE))
    runtime.clock.advance(minutes=11)  # type: ignore[attr-defined]
    assert "không xem thư mục máy quét" in words(clerk.get(PAGE))


def test_the_first_page_says_how_many_papers_wait(clerk: CheckingClient, scan: Scan) -> None:
    assert "Giấy quét đang chờ" not in words(clerk.get("/can-bo"))
    scan()
    assert re.search(r"Giấy quét đang chờ ?1\b", words(clerk.get("/can-bo")))

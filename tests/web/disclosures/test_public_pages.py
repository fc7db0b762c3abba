"""What an agency has public, as everyone reads it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from uuid import UUID
from xml.etree import ElementTree as ET

import pytest

from accounts.roles import Role
from bootstrap.runtime import Runtime
from disclosures import services
from disclosures.commands import DisclosureContent, DraftDisclosure, WithdrawDisclosure
from tests.support.checking_client import CheckingClient
from tests.support.html import text
from tests.support.people import Officials
from tests.support.staffed import COMMUNE, OTHER

SEEDS = sorted((Path(__file__).resolve().parents[3] / "demo" / "seeds").glob("*.txt"))
ATOM = "{http://www.w3.org/2005/Atom}"


def publish(runtime: Runtime, officials: Officials, agency_id: UUID, **changes: object) -> UUID:
    values = {"legal_item": "2", "title": "Dự toán 2027", "summary": "Thu gì, chi gì.", "source": "I. THU\nĐủ chi."}
    content = DisclosureContent(**{**values, **changes})  # type: ignore[arg-type]  # checked by what the pages show
    with runtime.transaction(officials.actor(Role.PUBLISHER), public=True) as ctx:
        disclosure_id = services.draft_disclosure(ctx, DraftDisclosure(agency_id, content))
        services.publish_disclosure(ctx, disclosure_id, version=1)
    return disclosure_id


def words(source: str) -> list[str]:
    return re.findall(r"\w+", source)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_the_five_plans_are_shown_whole_in_order_and_without_stray_marks(
    client: CheckingClient, runtime: Runtime, officials: Officials, units: Mapping[str, UUID], path: Path
) -> None:
    source = path.read_text("utf-8")
    item = publish(runtime, officials, units[COMMUNE], legal_item="other", source=source, historical=True)
    page = client.get(f"/cong-khai/{item}")
    assert page.queries <= 3
    shown = text(page.one("article", class_="doc"))
    assert words(shown) == words(source)
    assert "*" not in shown
    assert "#" not in shown
    assert "chưa ghi số" in page.text
    assert "chưa ghi ngày" in page.text


def test_what_the_document_says_of_itself_is_shown(
    client: CheckingClient, runtime: Runtime, officials: Officials, units: Mapping[str, UUID]
) -> None:
    item = publish(
        runtime, officials, units[COMMUNE], number="124/KH-UBND", issued_on=date(2024, 10, 23), issuer="UBND phường cũ",
    )  # fmt: skip
    page = client.get(f"/cong-khai/{item}")
    for shown in ("124/KH-UBND", "23/10/2024", "UBND phường cũ", "Niêm yết 10/03/2026 – 09/04/2026", "Đang niêm yết"):
        assert shown in page.text
    assert "chưa ghi số" not in page.text
    assert "Set-Cookie" not in page.response.headers
    assert page.response.headers["Cache-Control"].startswith("public")


def test_the_list_is_found_narrowed_and_empty_in_words(
    client: CheckingClient, runtime: Runtime, officials: Officials, units: Mapping[str, UUID]
) -> None:
    publish(runtime, officials, units[COMMUNE])
    publish(runtime, officials, units[COMMUNE], title="Danh sách hộ nghèo", legal_item="7")
    everything = client.get(f"/xa/{COMMUNE}/cong-khai")
    assert "Dự toán 2027" in everything.text
    assert everything.queries <= 3
    narrowed = client.get(f"/xa/{COMMUNE}/cong-khai?loai=7").text
    assert "Danh sách hộ nghèo" in narrowed
    assert "Dự toán 2027" not in narrowed
    assert "Chưa có mục nào thuộc loại này" in client.get(f"/xa/{COMMUNE}/cong-khai?loai=9").text
    assert "Dự toán 2027" in client.get(f"/xa/{COMMUNE}/cong-khai?loai=khong-co&sau=rac").text
    assert "Chưa có gì được công khai ở đây" in client.get(f"/xa/{OTHER}/cong-khai").text
    assert "Chưa có gì được công khai ở đây" in client.get("/tinh/24/cong-khai").text
    for wrong in ("/xa/24/cong-khai", "/tinh/07288/cong-khai", "/xa/99999/cong-khai"):
        client.get(wrong, status=404)


def test_what_was_withdrawn_says_why_and_hides_its_text(
    client: CheckingClient, runtime: Runtime, officials: Officials, units: Mapping[str, UUID]
) -> None:
    item = publish(runtime, officials, units[COMMUNE], source="Số liệu sai hẳn.")
    with runtime.transaction(officials.actor(Role.PUBLISHER), public=True) as ctx:
        services.withdraw_disclosure(ctx, WithdrawDisclosure(item, 2, "Đăng nhầm bản chưa ký."))
    page = client.get(f"/cong-khai/{item}")
    assert "Đăng nhầm bản chưa ký." in page.text
    assert "Số liệu sai hẳn" not in page.text
    client.get(f"/cong-khai/{item}/tep.pdf", status=404)
    assert "Dự toán 2027" not in client.get(f"/xa/{COMMUNE}/cong-khai").text


def test_pasted_markup_runs_nowhere(
    client: CheckingClient, runtime: Runtime, officials: Officials, units: Mapping[str, UUID]
) -> None:
    attack = "<script>alert(1)</script>"
    item = publish(runtime, officials, units[COMMUNE], title=attack, summary=attack, source=f"Số: {attack}\n{attack}")
    page = client.get(f"/cong-khai/{item}")
    assert "alert(1)" in page.text
    assert all(script.get("src") for script in page.all("script"))


def test_the_feed_lists_what_is_public(
    client: CheckingClient, runtime: Runtime, officials: Officials, units: Mapping[str, UUID]
) -> None:
    item = publish(runtime, officials, units[COMMUNE], title="Thu & chi <2027>")
    answer = client.browser.get(f"/xa/{COMMUNE}/cong-khai.atom")
    assert answer.mimetype == "application/atom+xml"
    feed = ET.fromstring(answer.get_data())  # noqa: S314 - our own answer
    (entry,) = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Thu & chi <2027>"
    assert entry.findtext(f"{ATOM}id") == f"urn:uuid:{item}"
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == f"http://localhost:8000/cong-khai/{item}"


def test_english_readers_keep_the_address(
    client: CheckingClient, runtime: Runtime, officials: Officials, units: Mapping[str, UUID]
) -> None:
    item = publish(runtime, officials, units[COMMUNE])
    page = client.get(f"/en/cong-khai/{item}")
    assert f"/en/xa/{COMMUNE}/cong-khai" in page.links()

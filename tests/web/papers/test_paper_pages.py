"""From the case to the file: the pages, the downloads, and who gets neither."""

from __future__ import annotations

import io

import pypdf
import pytest

from accounts.roles import Role
from feedback.states import Concerns
from tests.support.checking_client import CheckingClient
from tests.support.letters import words_of_docx
from tests.support.petitioning import WHAT, Desk

QUEUE = "/can-bo/don-thu"
pytestmark = pytest.mark.query_budget(36)


def _words(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages).split())


def test_from_the_case_to_a_word_file_and_a_pdf(desk: Desk, clerk: CheckingClient) -> None:
    sent = desk.send()
    case = clerk.get(f"{QUEUE}/{sent.id}")
    papers = f"{QUEUE}/{sent.id}/van-ban"
    assert papers in case.links()
    listed = clerk.get(papers)
    assert "mẫu tạm, chờ xác nhận" in listed.text
    page = f"{papers}/phieu-chuyen-don"
    assert page in listed.links()
    typed = {"number": "07", "issued_on": "2026-11-20", "signed_as": "deputy", "o_noi_chuyen_den": "Điện lực Yên Thế"}
    word = clerk.submit(page, {**typed, "dang": "docx"}, status=200).response
    number = desk.case(sent.id).number
    assert word.headers["Cache-Control"] == "no-store"
    assert word.headers["Content-Disposition"] == "attachment; filename=van-ban.docx"  # not triaged yet: sealed
    text = " ".join(words_of_docx(word.get_data()))
    for told in ("Số: 07/PC-UBND", "ngày 20 tháng 11 năm 2026", "Kính gửi: Điện lực Yên Thế", "KT. CHỦ TỊCH", number):
        assert told in text
    pdf = clerk.submit(page, {**typed, "dang": "pdf"}, status=200).response
    assert pdf.mimetype == "application/pdf"
    assert all(told in _words(pdf.get_data()) for told in ("Điện lực Yên Thế", "PHÓ CHỦ TỊCH", number))


def test_a_name_needs_a_reason(desk: Desk, clerk: CheckingClient) -> None:
    sent = desk.send(name="Bà Sim", phone="0912 345 678", consent=True)
    desk.triage(sent.id)  # before that it is sealed, and names in it take two people
    page = f"{QUEUE}/{sent.id}/van-ban/giay-bien-nhan"
    again = clerk.submit(page, {"sender": "named", "o_giay_to": "căn cước"}, status=422)
    assert "Chọn lý do" in again.text
    assert again.one("input", name="o_giay_to").get("value") == "căn cước"
    word = clerk.submit(page, {"sender": "named", "reason": "tell", "dang": "docx"}, status=200).response
    assert any("Bà Sim" in line for line in words_of_docx(word.get_data()))


@pytest.mark.parametrize("name", ["quyet-dinh-giai-quyet-khieu-nai", "khong-co"])
def test_what_does_not_fit_is_no_page(desk: Desk, clerk: CheckingClient, name: str) -> None:
    clerk.get(f"{QUEUE}/{desk.send().id}/van-ban/{name}", status=404)


def test_a_sealed_case_tells_nothing_to_others(desk: Desk, clerk: CheckingClient, leader: CheckingClient) -> None:
    sent = desk.send(Concerns.COMMUNE_OFFICIAL)
    papers = f"{QUEUE}/{sent.id}/van-ban"
    leader.get(papers, status=404)
    leader.get(f"{papers}/giay-bien-nhan", status=404)
    page = clerk.get(f"{papers}/giay-bien-nhan")
    assert WHAT not in page.text
    assert "Bỏ tên, địa chỉ người gửi" in page.text


def test_a_sealed_case_given_to_somebody_is_closed_to_the_clerk(desk: Desk, clerk: CheckingClient) -> None:
    petition_id = desk.in_progress(Concerns.COMMUNE_OFFICIAL)
    clerk.get(f"{QUEUE}/{petition_id}/van-ban", status=403)
    handler = desk.officials.sign_in(clerk.another(), Role.HANDLER)
    assert "Giấy biên nhận" in handler.get(f"{QUEUE}/{petition_id}/van-ban").text

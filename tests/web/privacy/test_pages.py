"""Asking about one's own data, answering, terms, holds and breaches, in the browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from accounts.roles import Role
from casework.identity import has_identity
from infra.papers.reading import read_blocks
from tests.support.asking import WORDS, announce, ask, give, open_draft
from tests.support.checking_client import CheckingClient
from tests.support.petitioning import Desk
from tests.support.staffed import COMMUNE, PROVINCE

LEFT = {"name": "Bà Kín Đáo", "phone": "0900 000 777", "email": "kin@vidu.example", "consent": True}
pytestmark = pytest.mark.query_budget(40)
ASK = f"/quyen-rieng-tu/yeu-cau?don-vi={COMMUNE}"
QUEUE = "/quan-tri/yeu-cau-du-lieu"


def _said(blocks: list[dict[str, Any]]) -> Iterator[str]:
    """The paragraphs of a Word file, those in tables too."""
    for block in blocks:
        if block["kind"] == "p":
            yield "".join(run["text"] for run in block["runs"])
        for row in block.get("rows", ()):
            for cell in row:
                yield from _said(cell["blocks"])


def officer(client: CheckingClient, desk: Desk, code: str = COMMUNE) -> CheckingClient:
    actor = desk.another(f"dulieu-{code}", Role.DATA_PROTECTION_OFFICER, code)
    assert actor.account_id is not None
    return desk.officials.enter(client.another(), actor.account_id)


def test_a_request_from_question_to_answer(client: CheckingClient, desk: Desk) -> None:
    sent = desk.send(**LEFT)
    notice = client.get("/quyen-rieng-tu")
    assert "/quyen-rieng-tu/tung-muc" in notice.links()
    assert "Ảnh, tệp, lời ghi âm" in client.get("/quyen-rieng-tu/tung-muc").text
    said = {"kind": "withdraw", "about": "case", "words": "Tôi không muốn để lại số điện thoại nữa."}
    assert "checked" not in client.get(ASK).text
    assert "để biết tìm thông tin của ai" in client.submit(ASK, said, status=422).text
    wrong = {**said, "case_number": sent.receipt.number, "case_code": "XXXX-XXXX-XXXX"}
    assert "chưa khớp nhau" in client.submit(ASK, wrong, status=422).text
    receipt = client.submit(ASK, {**wrong, "case_code": sent.receipt.access_code})
    number = re.search(r"\d{5}-\d\d-\w{4}-\w{3}", receipt.text)
    code = re.search(r"\w{4}-\w{4}-\w{4}", receipt.text)
    assert number is not None
    assert code is not None
    followed = client.submit("/tra-cuu", {"number": number[0], "code": code[0]})
    assert followed.path == "/quyen-rieng-tu/yeu-cau/cua-toi"
    assert "Có số và mã bí mật" in followed.text

    desk_page = officer(client, desk)
    queue = desk_page.get(QUEUE)
    assert number[0] in queue.text
    (item,) = [link for link in queue.links() if link.startswith(f"{QUEUE}/")]
    assert "Tôi không muốn để lại" in desk_page.get(item).text
    desk_page.submit(item, {"acknowledge-version": "1"}, action=f"{item}/bao-nhan")
    # Whoever showed number and code is not asked for anything more.
    assert "không hỏi thêm giấy tờ" in desk_page.get(item).text
    desk_page.submit(item, {"verify-version": "2"}, action=f"{item}/xac-minh")
    assert "máy xoá ngay tên và cách liên lạc" in desk_page.get(item).text
    answer = {"grant-version": "3", "grant-answer": "Đã xoá số điện thoại.", "grant-decision_number": "8/CV"}
    assert "Đã thực hiện" in desk_page.submit(item, answer, action=f"{item}/thuc-hien").text
    with desk.runtime.reading() as ctx:
        assert not has_identity(ctx, sent.id)
    assert "Đã xoá số điện thoại." in client.get("/quyen-rieng-tu/yeu-cau/cua-toi").text
    assert "Không có yêu cầu nào chờ" in desk_page.get(QUEUE).text
    assert number[0] in desk_page.get(f"{QUEUE}?xong=1").text


def test_whoever_showed_no_code_shows_papers(client: CheckingClient, desk: Desk) -> None:
    said = {
        "kind": "access", "about": "other", "words": "Xã đang giữ gì của tôi?", "name": "Bà Hỏi",
        "contact": "0900 000 778",
    }  # fmt: skip
    client.submit(ASK, said)
    desk_page = officer(client, desk)
    (item,) = [link for link in desk_page.get(QUEUE).links() if link.startswith(f"{QUEUE}/")]
    desk_page.submit(item, {"acknowledge-version": "1"}, action=f"{item}/bao-nhan")
    assert "mời ra bàn tiếp nhận" in desk_page.get(item).text
    refused = desk_page.submit(item, {"verify-version": "2"}, action=f"{item}/xac-minh", status=422)
    assert "Chọn một cách" in refused.text
    desk_page.submit(item, {"verify-version": "2", "verify-proof": "desk"}, action=f"{item}/xac-minh")
    answer = {"grant-version": "3", "grant-answer": "Không giữ gì.", "grant-decision_number": "9/CV"}
    assert "Gửi câu trả lời" in desk_page.get(item).text
    assert "bằng số và mã của yêu cầu" in desk_page.submit(item, answer, action=f"{item}/thuc-hien").text


def test_senders_erase_opinions_and_questions_themselves(client: CheckingClient, desk: Desk) -> None:
    given = give(desk, open_draft(desk), "K7Q4-M2XC-9RTD")
    asked = ask(desk, announce(desk)).issued
    for number, code in ((given.number, given.access_code), (asked.number, asked.access_code)):
        own = client.another()
        page = own.submit("/tra-cuu", {"number": number, "code": code})
        erase = next(link for link in page.links() if link.endswith("/xoa"))
        assert "checked" not in own.get(erase).text
        assert "Chọn xoá gì" in own.submit(erase, {}, status=422).text
        nameless = own.submit(erase, {"what": "name", "sure": "y"})
        assert "Không giữ tên" in nameless.text
        gone = own.submit(erase, {"what": "words", "sure": "y"})
        assert "Không ai đọc được nữa" in gone.text
        assert WORDS not in gone.text
        assert erase not in gone.links()


def test_terms_and_holds(client: CheckingClient, desk: Desk) -> None:
    sent = desk.send(**LEFT)
    below = officer(client, desk)
    assert "xem-truoc" not in below.get("/quan-tri/thoi-han-luu").markup
    below.get("/quan-tri/thoi-han-luu/xem-truoc", status=303)
    below.get("/quan-tri/thoi-han-luu/petition.identity", status=303)
    above = officer(client, desk, PROVINCE)
    assert "Cần xác nhận" in above.get("/quan-tri/thoi-han-luu").text
    assert "Chưa đêm nào" in above.get("/quan-tri/thoi-han-luu/xem-truoc").text
    one = "/quan-tri/thoi-han-luu/petition.identity"
    above.get("/quan-tri/thoi-han-luu/draft.public", status=404)
    past = {"length": "6", "span": "months", "valid_from": "2020-01-01", "document_number": "1/QĐ"}
    assert "từ hôm nay trở đi" in above.submit(one, past, status=422).text
    done = above.submit(one, {**past, "valid_from": desk.runtime.clock().date().isoformat()})
    assert "Văn bản 1/QĐ" in done.text
    assert "Chữ ký" not in above.get("/quan-tri/so-xu-ly-du-lieu").text

    hold = "/quan-tri/giu-lai-ho-so"
    unknown = {"number": "07288-26-K7QM-4TB", "reason": "court", "document_number": "5/TA"}
    assert "Không thấy hồ sơ" in above.submit(hold, unknown, status=422).text
    placed = above.submit(hold, {**unknown, "number": sent.receipt.number})
    assert "Toà án đang xem xét" in placed.text
    (form,) = re.findall(r'action="([^"]+/thoi)"', placed.markup)
    field = f"thoi-{form.split('/')[-2].replace('-', '')}-lift_document"
    assert f'href="#{field}"' in above.submit(hold, {field: ""}, action=form, status=422).markup
    assert "Đã thôi giữ" in above.submit(hold, {field: "6/TA"}, action=form).text


def test_a_breach_in_the_register(client: CheckingClient, desk: Desk, leader: CheckingClient) -> None:
    now = desk.runtime.clock()
    finder = desk.officials.sign_in(client.another(), Role.HAMLET_HEAD)
    found = {"kind": "sent", "day": now.date().isoformat(), "hour": "08:00", "text": "Gửi nhầm một bảng tên."}
    assert "72 giờ đang chạy" in finder.submit("/can-bo/bao-su-co", found).text
    finder.get("/quan-tri/su-co", status=403)
    works = officer(client, desk, PROVINCE)
    (item,) = [link for link in works.get("/quan-tri/su-co").links() if link.startswith("/quan-tri/su-co/")]
    works.submit(item, {"contain-version": "1", "contain-text": "Đã thu hồi."}, action=f"{item}/contain")
    graded = {"assess-version": "2", "assess-text": "Không nặng.", "assess-severity": "some", "assess-people": "3"}
    works.submit(item, graded, action=f"{item}/assess")
    # A clock of hours is told in hours, and the officer sees whose turn it is.
    page = works.get(item).text
    assert re.search(r"Còn \d+ giờ", page)
    assert "nhắc lãnh đạo" in page
    sheet = works.get(f"{item}/bao-cao").text
    assert "Mẫu tạm ngày 23/11/2026, chờ xác nhận" in sheet
    assert "Gửi nhầm một bảng tên." in sheet
    assert "Đã thu hồi." in sheet
    paper = works.get(f"{item}/bao-cao/docx").response
    assert "no-store" in paper.headers["Cache-Control"]
    words = " ".join(_said(read_blocks(paper.get_data())["blocks"]))
    assert "Mẫu tạm ngày 23/11/2026" in words
    assert "3. Chuyện xảy ra: Gửi nhầm, đăng nhầm" in words
    assert "ỦY BAN NHÂN DÂN XÃ" in words  # a hamlet head found it; the committee reports
    assert works.get(f"{item}/bao-cao/pdf").response.get_data().startswith(b"%PDF-")
    works.get(f"{item}/bao-cao/exe", status=404)
    log = desk.officials.sign_in(client.another(), Role.LOG_AUDITOR).get("/quan-tri/nhat-ky").text
    assert "Sự cố dữ liệu cá nhân: báo" in log
    assert "Sự cố dữ liệu cá nhân: tải về" in log
    assert "bảng tên" not in log
    report = {"report-version": "3", "report-text": "Gửi A05.", "report-document_number": "3/BC"}
    assert "3/BC" in leader.submit(item, report, action=f"{item}/report").text

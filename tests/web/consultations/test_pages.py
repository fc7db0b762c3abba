"""A consultation as its users meet it: citizen, clerk, leader."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

import pytest

from accounts.roles import Role
from bootstrap.runtime import Runtime
from consultations import queries
from tests.support.checking_client import Answer, CheckingClient
from tests.support.clock import SteppingClock
from tests.support.people import Officials
from tests.support.staffed import COMMUNE
from web.notice import NOTICE_VERSION

DESK = "/can-bo/lay-y-kien"
TYPED = {
    "topic": "democracy_rules", "title": "Quy chế dân chủ", "summary": "Việc gì hỏi dân.", "closes_on": "2026-03-31",
    "source": "Điều 1. Nguyên tắc\nDân biết.\nĐiều 2. Cách làm\nDân bàn.", "forms": ["portal", "community_meeting"],
}  # fmt: skip


@pytest.fixture
def clerk(client: CheckingClient, officials: Officials) -> CheckingClient:
    return officials.sign_in(client.another(), Role.RECORDS_CLERK)


@pytest.fixture
def leader(client: CheckingClient, officials: Officials) -> CheckingClient:
    return officials.sign_in(client.another(), Role.LEADER)


@pytest.fixture
def opened(clerk: CheckingClient) -> str:
    """The public address of an open consultation."""
    preview = clerk.submit(f"{DESK}/moi", TYPED)
    page = clerk.submit_on(preview, {}, action="/mo")
    assert "Đã mở lấy ý kiến" in page.text
    return page.path.removeprefix("/can-bo")


def give(client: CheckingClient, opened: str, words: str, stance: str = "agree_partly") -> Answer:
    return client.submit(f"{opened}/gop-y", {"stance": stance, "text": words})


def number_and_code(receipt: Answer) -> tuple[str, str]:
    number = re.search(r">\s*(07288-26-\w{4}-\w{3})\s*<", receipt.markup)
    code = re.search(r">\s*(\w{4}-\w{4}-\w{4})\s*<", receipt.markup)
    assert number
    assert code
    return number.group(1), code.group(1)


def test_a_stranger_finds_the_draft_and_reads_it(client: CheckingClient, opened: str) -> None:
    listed = client.get(f"/xa/{COMMUNE}/lay-y-kien")
    assert opened in listed.links()
    page = client.get(opened)
    assert max(listed.queries, page.queries) <= 3
    assert "Điều 1. Nguyên tắc" in page.text
    assert "Còn 21 ngày, tới hết 31/03/2026" in page.text
    assert "Set-Cookie" not in page.response.headers
    assert page.response.headers["Cache-Control"].startswith("public")
    assert "Hiện chưa có dự thảo nào" in client.get("/tinh/24/lay-y-kien").text


def test_an_opinion_gets_a_receipt_that_no_address_carries(client: CheckingClient, opened: str) -> None:
    receipt = give(client, opened, "Loa đọc sớm quá.")
    number, code = number_and_code(receipt)
    assert receipt.path == f"{opened}/da-gui"
    assert receipt.response.headers["Cache-Control"] == "no-store"
    assert number_and_code(client.get(receipt.path)) == (number, code)
    assert client.another().get(receipt.path, status=303).location == opened
    tracking = client.another()
    followed = tracking.submit("/lay-y-kien/tra-cuu", {"number": number.lower(), "access_code": code.replace("-", " ")})
    assert "Loa đọc sớm quá." in followed.text
    notice = f"bản ngày {date.fromisoformat(NOTICE_VERSION):%d/%m/%Y}"
    assert notice in followed.text
    assert f"Thông báo này: {notice}" in client.get("/quyen-rieng-tu").text
    assert code not in followed.path
    wrong = tracking.submit("/lay-y-kien/tra-cuu", {"number": number, "access_code": "2222-2222-2222"}, status=422)
    assert "chưa khớp nhau" in wrong.text
    assert client.another().get("/lay-y-kien/y-kien-cua-toi", status=303).location == "/lay-y-kien/tra-cuu"


def test_no_official_sees_who_gave_an_opinion(client: CheckingClient, opened: str, officials: Officials) -> None:
    words = {"stance": "comment", "text": "Loa đọc sớm quá.", "name": "Bà Kín Tiếng", "phone": "0912 345 678"}
    client.submit(f"{opened}/gop-y", words)
    for role in (Role.RECORDS_CLERK, Role.PUBLISHER, Role.LEADER):
        reader = officials.sign_in(client.another(), role)
        page = reader.get(f"/can-bo{opened}/y-kien")
        assert "Loa đọc sớm quá." in page.text
        assert "Kín Tiếng" not in page.markup
        assert "345 678" not in page.markup
        assert not [link for link in page.links() if link.endswith("/danh-tinh")]
    officials.sign_in(client.another(), Role.INTAKE_CLERK).get(f"/can-bo{opened}/y-kien", status=403)


def test_sending_the_form_twice_keeps_one_opinion(client: CheckingClient, runtime: Runtime, opened: str) -> None:
    form = client.get(f"{opened}/gop-y")
    fields = {"stance": "comment", "text": "Một lần thôi."}
    first, second = client.submit_on(form, fields), client.submit_on(form, fields)
    assert number_and_code(first) == number_and_code(second)
    with runtime.reading() as ctx:
        assert queries.count_opinions(ctx, UUID(opened.rpartition("/")[2])).total == 1


def test_a_mistake_loses_nothing_and_stands_next_to_its_field(client: CheckingClient, opened: str) -> None:
    page = client.submit(f"{opened}/gop-y", {"stance": "disagree", "phone": "abc", "name": "Cô Ba"}, status=422)
    assert "Số điện thoại chưa đúng" in " ".join(page.one("p", id="phone-error").itertext())
    assert page.one("input", id="name").get("value") == "Cô Ba"
    page = client.submit(f"{opened}/gop-y", {"stance": "disagree"}, status=422)
    assert "dù chỉ một câu" in " ".join(page.one("p", id="text-error").itertext())
    assert "Chọn một trong bốn ý" in client.submit(f"{opened}/gop-y", {"text": "Chưa chọn"}, status=422).text


def test_after_the_last_day_nothing_is_taken(client: CheckingClient, opened: str, clock: SteppingClock) -> None:
    form = client.get(f"{opened}/gop-y")
    clock.advance(days=22)
    late = client.submit_on(form, {"stance": "comment", "text": "Muộn rồi."}, status=422)
    assert "Đã hết thời gian góp ý" in late.text
    assert "Muộn rồi." in late.text
    assert client.get(f"{opened}/gop-y", status=303).location == opened
    assert "Đang tổng hợp ý kiến" in client.get(opened).text


def test_too_short_a_period_is_explained_next_to_its_field(clerk: CheckingClient) -> None:
    page = clerk.submit(f"{DESK}/moi", {**TYPED, "closes_on": "2026-03-20"}, status=422)
    assert "từ ngày 30/03/2026 trở đi" in " ".join(page.one("p", id="closes_on-error").itertext())
    assert page.one("input", id="closes_on").get("value") == "2026-03-20"
    shorter = {**TYPED, "closes_on": "2026-03-20", "other_law": "Luật Đất đai 2024"}
    assert "Chưa mở" in clerk.submit(f"{DESK}/moi", shorter).text


def test_the_whole_way_to_the_public_table(
    client: CheckingClient, clerk: CheckingClient, officials: Officials, opened: str, clock: SteppingClock
) -> None:
    desk = f"/can-bo{opened}"
    number, code = number_and_code(give(client, opened, "Loa đọc sớm quá."))
    give(client, opened, "", stance="agree")
    assert "Loa đọc sớm quá." in clerk.get(f"{desk}/y-kien").text
    assert "Đóng, bắt đầu tổng hợp" not in clerk.get(desk).text
    clock.now += timedelta(days=22)
    # Sessions do not live three weeks: both sign in again.
    clerk_now = officials.sign_in(client.another(), Role.RECORDS_CLERK)
    leader_now = officials.sign_in(client.another(), Role.LEADER)
    clerk_now.submit_on(clerk_now.get(desk), {}, action="/dong")
    refused = clerk_now.submit_on(clerk_now.get(desk), {}, action="/trinh")
    assert "Còn 1 ý kiến chưa xếp vào nhóm nào" in refused.text
    clerk_now.submit(f"{desk}/nhom/moi", {"title": "Giờ loa", "summary": "Đọc muộn hơn.", "other_count": "4"})
    page = clerk_now.get(f"{desk}/y-kien?nhom=chua")
    ticked = page.one("input", name="opinions").get("value")
    assert "Đã xếp 1 ý kiến" in clerk_now.submit_on(page, {"opinions": ticked}).text
    refused = clerk_now.submit_on(clerk_now.get(desk), {}, action="/trinh")
    assert "chưa có trả lời" in refused.text
    group = next(link for link in clerk_now.get(desk).links() if "/nhom/" in link and not link.endswith("/moi"))
    clerk_now.submit(group, {"response": "accepted_in_part", "reason": "Mùa đông đọc từ 6 giờ."})
    clerk_now.submit_on(clerk_now.get(desk), {}, action="/trinh")
    clerk_now.get(f"{desk}/cong-bo", status=403)
    returned = leader_now.submit(f"{desk}/tra-lai", {"reason": "Ghi rõ giờ chiều."})
    assert "Ghi rõ giờ chiều." in returned.text
    clerk_now.submit_on(clerk_now.get(desk), {}, action="/trinh")
    leader_now.submit(f"{desk}/cong-bo", {"conclusion": "Dự thảo sửa Điều 1, ký trong tháng này."})
    public = client.get(opened)
    for shown in ("Dự thảo sửa Điều 1", "2 ý kiến gửi qua cổng", "1 trên 2 ý kiến qua cổng", "thêm 4 ý kiến",
                  "Tiếp thu một phần", "Mùa đông đọc từ 6 giờ."):  # fmt: skip
        assert shown in public.text
    assert "Loa đọc sớm quá." not in public.text
    followed = client.submit("/lay-y-kien/tra-cuu", {"number": number, "access_code": code})
    assert "Mùa đông đọc từ 6 giờ." in followed.text


def test_leaders_read_but_do_not_write_and_others_stay_out(
    client: CheckingClient, leader: CheckingClient, officials: Officials, opened: str
) -> None:
    assert "Quy chế dân chủ" in leader.get(f"/can-bo{opened}").text
    leader.get(f"{DESK}/moi", status=403)
    handler = officials.sign_in(client.another(), Role.HANDLER)
    handler.get(DESK, status=403)
    assert client.get(f"/can-bo{opened}/y-kien", status=303).location.startswith("/can-bo/")


def test_a_draft_is_hidden_and_can_still_change(client: CheckingClient, clerk: CheckingClient) -> None:
    preview = clerk.submit(f"{DESK}/moi", TYPED)
    client.get(preview.path.removeprefix("/can-bo"), status=404)
    changed = clerk.submit(f"{preview.path}/sua", {"title": "Quy chế dân chủ, bản hai"})
    assert "bản hai" in changed.text
    clerk.submit_on(changed, {}, action="/mo")
    clerk.get(f"{preview.path}/sua", status=409)
    later = clerk.submit(f"{preview.path}/keo-dai", {"closes_on": "2026-04-10"})
    assert "tới hết 10/04/2026" in later.text
    page = clerk.submit(f"{preview.path}/keo-dai", {"closes_on": "2026-04-01"}, status=422)
    assert "không rút ngắn" in page.text


def test_the_ids_of_nobody_are_harmless(clerk: CheckingClient, opened: str, units: Mapping[str, UUID]) -> None:
    clerk.get(f"/can-bo{opened}/nhom/{units[COMMUNE]}", status=404)
    clerk.get(f"{DESK}/{units[COMMUNE]}", status=404)


def test_the_tracking_page_of_petitions_opens_opinions_too(client: CheckingClient, opened: str) -> None:
    number, code = number_and_code(give(client, opened, "Loa đọc sớm quá."))
    followed = client.another().submit("/tra-cuu", {"number": number, "code": code})
    assert followed.path == "/lay-y-kien/y-kien-cua-toi"
    assert "Loa đọc sớm quá." in followed.text

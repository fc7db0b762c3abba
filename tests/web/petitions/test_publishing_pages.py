"""Covering and approving on their pages, and what the public reads: nothing covered, in any form."""

from __future__ import annotations

import json
from io import BytesIO
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.roles import Role
from casework.redaction import Reason, Span, cover, dump, plain
from tests.support.checking_client import CheckingClient
from tests.support.petitioning import Desk, Sent
from tests.support.publishing import cover as cover_for
from tests.support.publishing import propose, publish, published
from tests.support.staffed import COMMUNE, PROVINCE

BASE = "/can-bo/cong-khai-tra-loi"
WHAT = "Ông Lường Văn Khoái ở số nhà 12 lấn mương, gọi 0912 345 678 không ai nghe."
ANSWER = "Xã đã làm việc với ông Lường Văn Khoái, ngày mai tháo bờ rào."
HIDDEN = ("Lường Văn Khoái", "Khoái", "0912 345 678", "số nhà 12", "345 678")
pytestmark = pytest.mark.query_budget(36)


def answered(desk: Desk, sent: Sent | None = None) -> UUID:
    petition_id = (sent or desk.send(what=WHAT, name="Quàng Thị Mứt", phone="0977 111 222", consent=True)).id
    desk.triage(petition_id, title="Lấn mương chung")
    desk.assign(petition_id)
    desk.start(petition_id)
    desk.propose(petition_id, text=ANSWER, public="")
    desk.approve(petition_id)
    return petition_id


def test_one_covers_another_approves_everybody_reads(
    desk: Desk, handler: CheckingClient, leader: CheckingClient, client: CheckingClient
) -> None:
    mine = desk.send(what=WHAT, name="Quàng Thị Mứt", phone="0977 111 222", consent=True)
    petition_id = answered(desk, mine)
    assert "Lấn mương chung" in handler.get(f"{BASE}?muc=chua").text
    editor = handler.get(f"{BASE}/don/{petition_id}")
    assert editor.markup.count('type="checkbox" id="che-') == 4
    ticked = editor.markup.count(" checked>")
    assert ticked == 4
    places = [f"body.{WHAT.index(one)}-{WHAT.index(one) + len(one)}" for one in ("Lường Văn Khoái", "0912 345 678")]
    sent = {
        "che": [
            f"{places[0]}.name",
            f"{places[1]}.phone",
            f"answer.{ANSWER.index('Lường')}-{ANSWER.index(', ngày')}.name",
        ]
    }
    sent |= {"more": "so nha 12", "more_reason": "address", "with_body": "y", "xem": "1"}
    page = handler.submit(f"{BASE}/don/{petition_id}", sent)
    assert "Còn " not in page.text
    handler.submit_on(page, {}, action=f"{page.path}/trinh")
    assert "/duyet" not in handler.get(page.path).markup
    before = leader.get(page.path)
    assert "chỉ cán bộ thấy" in before.text
    after = leader.submit_on(before, {}, action=f"{page.path}/duyet")
    assert "Đang công khai" in after.text
    public = client.get(f"/xa/{COMMUNE}/tra-loi")
    assert "Lấn mương chung" in public.text
    address = next(one for one in public.links() if one.startswith("/tra-loi/"))
    item = client.get(address)
    assert item.text.count("[đã che: họ tên]") == 2
    assert "[đã che: địa chỉ]" in item.text
    assert not [word for word in HIDDEN if word in item.text]
    own = client.submit("/tra-cuu", {"number": mine.receipt.number, "code": mine.receipt.access_code})
    assert address in own.links()  # whoever sent it sees what others read


def test_returned_corrected_taken_down(
    desk: Desk, handler: CheckingClient, leader: CheckingClient, client: CheckingClient
) -> None:
    petition_id = answered(desk)
    publication_id = cover_for(desk, petition_id)
    propose(desk, publication_id)
    version = f"{BASE}/ban/{publication_id}"
    assert leader.submit(version, {"text": "ngắn"}, action=f"{version}/tra-lai", status=422)
    leader.submit(version, {"text": "Che nốt chữ bờ rào."}, action=f"{version}/tra-lai")
    assert "Che nốt chữ bờ rào." in handler.get(f"{BASE}/don/{petition_id}").text
    cover_for(desk, petition_id)
    propose(desk, publication_id)
    public_id = publish(desk, publication_id)
    assert client.get(f"/tra-loi/{public_id}")
    corrected = cover_for(desk, petition_id, note="Che thêm một chỗ nữa.")
    propose(desk, corrected)
    publish(desk, corrected)
    assert "Che thêm một chỗ nữa." in client.get(f"/tra-loi/{public_id}").text
    shown = f"{BASE}/ban/{corrected}"
    leader.submit(shown, {"text": "Còn sót biển số xe."}, action=f"{shown}/go")
    client.get(f"/tra-loi/{public_id}", status=404)
    assert "Lấn mương" not in client.get(f"/xa/{COMMUNE}/tra-loi").text


def test_what_is_typed_wrong_stays_on_the_page(desk: Desk, handler: CheckingClient) -> None:
    page = handler.submit(f"{BASE}/don/{answered(desk)}", {"more": "không đâu có"}, status=422)
    assert "không đâu có" in page.text


def test_every_public_form_of_it_is_covered_cacheable_and_without_the_sender(
    desk: Desk, client: CheckingClient
) -> None:
    petition_id = answered(desk)
    public_id = published(desk, petition_id)
    number = desk.case(petition_id).number
    addresses = [f"/tra-loi/{public_id}", f"/en/tra-loi/{public_id}"]
    for place in (f"/xa/{COMMUNE}/tra-loi", f"/tinh/{PROVINCE}/tra-loi"):
        addresses += [
            place,
            f"{place}?q=muong",
            f"{place}.atom",
            f"{place}.csv",
            f"{place}.json?linh-vuc=infrastructure",
        ]
    for address in addresses:
        response = client.browser.get(address)
        assert response.status_code == 200, address
        assert response.headers["Cache-Control"].startswith("public"), address
        assert "Set-Cookie" not in response.headers, address
        text = response.get_data(as_text=True)
        assert "mương" in text, address
        assert not [word for word in (*HIDDEN, "Quàng", "0977", number) if word in text], address
    rows = json.loads(client.browser.get(f"/xa/{COMMUNE}/tra-loi.json").get_data())["tra_loi"]
    assert [(row["id"], row["so_o_che"], row["dung_han"]) for row in rows] == [(str(public_id), 4, True)]


def test_filters_that_make_no_sense_are_as_if_not_asked(desk: Desk, client: CheckingClient) -> None:
    published(desk, answered(desk))
    place = f"/xa/{COMMUNE}/tra-loi"
    for asked in ("linh-vuc=gi-do", "thang=2026-13", "thon=x", "sau=xx", "han=mai"):
        assert "Lấn mương" in client.get(f"{place}?{asked}").text
    for asked in ("linh-vuc=land", "han=tre", "tai-cho=co-xac-nhan", "thang=2020", "q=khoai"):
        assert "Không thấy việc nào như vậy" in client.get(f"{place}?{asked}").text


def test_a_photo_goes_along_only_when_chosen_and_painted() -> None:
    from PIL import Image

    from feedback.publishing.photos import painted
    from feedback.publishing.work import Box

    plain_photo = Image.new("RGB", (200, 100), "white")
    data = BytesIO()
    plain_photo.save(data, "JPEG", exif=b"Exif\x00\x00secret")
    made, width, height = painted(data.getvalue(), [Box(10, 20, 30, 40)])
    with Image.open(BytesIO(made)) as image:
        assert (width, height) == image.size == (200, 100)
        assert "exif" not in image.info
        assert max(image.getpixel((30, 30))) < 90 < min(image.getpixel((150, 80)))


TEXTS = st.text(alphabet="ab ăđ\n.12", min_size=1, max_size=60)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=6))
def test_no_letter_under_a_box_is_in_what_is_kept(text: str, places: list[tuple[int, int]]) -> None:
    """Letters under boxes are made unlike all others: none of them is in the pieces, the index or the page's data."""
    spans = [Span(start, min(start + length, len(text)), Reason.NAME) for start, length in places if start < len(text)]
    hidden = list(text)
    for span in spans:
        hidden[span.start : span.end] = "§" * (span.end - span.start)
    pieces = cover("".join(hidden), spans)
    assert "§" not in plain(pieces)
    assert "§" not in json.dumps(dump(pieces), ensure_ascii=False)
    assert "".join(piece.text for piece in pieces) == "".join(hidden).replace("§", "")


def test_only_who_works_cases_comes_in(desk: Desk, client: CheckingClient) -> None:
    publisher = desk.officials.sign_in(client.another(), Role.RECORDS_CLERK)
    publisher.get(BASE, status=403)

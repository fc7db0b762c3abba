"""A citizen writes, sends and keeps the receipt: no account, no script, one question a page."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from sqlalchemy import func, select

from agencies.commands import CreateServicePoint
from agencies.models import ServicePoint
from agencies.services import create_service_point
from feedback.models import IntakeDraft, Petition
from feedback.queries import open_content
from feedback.states import Concerns
from tests.support.checking_client import Answer, CheckingClient
from tests.support.html import text
from tests.support.petitioning import Desk

BASE = "/gui-don/07288"
WISH = "Nạo vét cống trước mùa mưa."
WHAT = "Cống đầu xóm tắc, nước ngập đường."
pytestmark = pytest.mark.query_budget(20)


def photo() -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (400, 300), "teal").save(out, "JPEG")
    out.seek(0)
    return out


def begin(client: CheckingClient, concerns: Concerns = Concerns.NOBODY) -> Answer:
    """Whom it concerns is asked first; gives the page on which one tells it."""
    return client.submit(f"{BASE}/lien-quan", {"concerns": concerns.value})


def write(client: CheckingClient, concerns: Concerns = Concerns.NOBODY, **contact: str) -> Answer:
    """Up to the page where the answers are checked."""
    begin(client, concerns)
    client.submit(f"{BASE}/chuyen-gi", {"what": WHAT, "wanted": WISH})
    client.submit(f"{BASE}/o-dau", {"place": "Ngã ba"})
    client.submit(f"{BASE}/anh", {})
    client.submit(f"{BASE}/nguoi-gui", {"writer": "alone"})
    return client.submit(f"{BASE}/lien-he", contact)


def send(client: CheckingClient, concerns: Concerns = Concerns.NOBODY) -> tuple[str, str]:
    """Number and code on the receipt."""
    write(client, concerns)
    receipt = client.submit(f"{BASE}/kiem-tra", {}, action=f"{BASE}/kiem-tra")
    return text(receipt.one("p", class_="panel__code")), text(receipt.one("code"))


def petitions(desk: Desk) -> int:
    with desk.runtime.reading() as ctx:
        return ctx.session.execute(select(func.count()).select_from(Petition)).scalar_one()


def test_from_the_first_word_to_the_receipt(client: CheckingClient, desk: Desk) -> None:
    page = write(client, phone="0900 000 001", consent="y")
    assert page.path == f"{BASE}/kiem-tra"
    assert WHAT in page.text
    assert "0900 000 001" in page.text
    receipt = client.submit_on(page, {}, action=f"{BASE}/kiem-tra")
    assert receipt.path == f"{BASE}/da-gui"
    assert text(receipt.one("p", class_="panel__code")).startswith("07288-26-")
    assert petitions(desk) == 1


def test_going_back_and_sending_again_makes_no_second_petition(client: CheckingClient, desk: Desk) -> None:
    page = write(client)
    first = client.submit_on(page, {}, action=f"{BASE}/kiem-tra")
    again = client.submit_on(page, {}, action=f"{BASE}/kiem-tra")  # back, and the button once more
    assert text(again.one("code")) == text(first.one("code"))
    assert text(again.one("p", class_="panel__code")) == text(first.one("p", class_="panel__code"))
    assert petitions(desk) == 1


def test_every_step_remembers_what_was_typed(client: CheckingClient, desk: Desk) -> None:
    write(client, phone="0900 000 001", consent="y")
    assert WHAT in client.get(f"{BASE}/chuyen-gi").text
    assert WISH in client.get(f"{BASE}/chuyen-gi").text
    assert client.get(f"{BASE}/o-dau").one("input", id="place").get("value") == "Ngã ba"
    assert client.get(f"{BASE}/lien-quan").one("input", value="nobody").get("checked") is not None
    assert client.get(f"{BASE}/lien-he").one("input", id="phone").get("value") == "0900 000 001"


def test_a_mistake_loses_nothing(client: CheckingClient, desk: Desk) -> None:
    page = client.submit_on(begin(client), {"what": "ngắn", "wanted": WISH}, status=422)
    assert WISH in page.text
    assert "ngắn" in page.text
    client.submit(f"{BASE}/chuyen-gi", {"what": WHAT})
    page = client.submit(f"{BASE}/lien-he", {"phone": "0900 000 001"}, status=422)
    assert page.one("input", id="phone").get("value") == "0900 000 001"
    assert page.one("input", id="consent").get("checked") is None  # never ticked for anyone


def test_steps_cannot_be_skipped(client: CheckingClient, desk: Desk) -> None:
    for step in ("chuyen-gi", "o-dau", "anh", "nguoi-gui", "lien-he", "kiem-tra"):
        assert client.get(f"{BASE}/{step}", status=303).location == f"{BASE}/lien-quan"
    begin(client)
    assert client.get(f"{BASE}/kiem-tra", status=303).location == f"{BASE}/chuyen-gi"
    assert client.get(f"{BASE}/da-gui", status=303).location == BASE


def test_whom_it_concerns_is_asked_before_anything_is_told(client: CheckingClient, desk: Desk) -> None:
    assert client.get(BASE).one("a", class_="govuk-button").get("href") == f"{BASE}/lien-quan"
    page = begin(client)
    assert page.path == f"{BASE}/chuyen-gi"
    other = client.another()  # whose words come all the same, say from a page left open, loses none of them
    token = other.get(f"{BASE}/lien-quan").one("input", name="csrf_token").get("value")
    sent = other.post(f"{BASE}/chuyen-gi", {"csrf_token": token, "what": WHAT})
    assert sent.location == f"{BASE}/lien-quan"
    assert WHAT in other.submit(f"{BASE}/lien-quan", {"concerns": "nobody"}).text


def test_two_photos_and_no_third(client: CheckingClient, desk: Desk) -> None:
    begin(client)
    page = client.get(f"{BASE}/anh")
    token = page.one("input", name="csrf_token").get("value")
    for number in (1, 2):
        client.post(f"{BASE}/anh", {"csrf_token": token, "photos": (photo(), f"{number}.jpg"), "them": "1"})
    shown = client.get(f"{BASE}/anh")
    photos = [image.get("src", "") for image in shown.all("img")]
    assert len(photos) == 2
    assert client.browser.get(photos[0]).mimetype == "image/jpeg"
    assert client.another().browser.get(photos[0]).status_code == 404
    client.post(f"{BASE}/anh", {"csrf_token": token, "photos": (photo(), "3.jpg")}, status=422)
    client.post(f"{photos[0]}/bo", {"csrf_token": token})
    assert len(list(client.get(f"{BASE}/anh").all("img"))) == 1


def test_what_is_no_photo_is_said_so(client: CheckingClient, desk: Desk) -> None:
    begin(client)
    token = client.get(f"{BASE}/anh").one("input", name="csrf_token").get("value")
    data = {"csrf_token": token, "photos": (io.BytesIO(b"%PDF-1.7 ..."), "a.jpg")}
    assert "không phải ảnh" in client.post(f"{BASE}/anh", data, status=422).text


def test_who_receives_is_said_before_sending(client: CheckingClient, desk: Desk) -> None:
    page = write(client, Concerns.COMMUNE_LEADER)
    assert "Tỉnh Bắc Ninh" in page.text
    assert "không biết có đơn này" in page.text


def test_the_receipt_is_this_browser_s_alone_and_can_be_wiped(client: CheckingClient, desk: Desk) -> None:
    send(client)
    assert client.another().get(f"{BASE}/da-gui", status=303).location == BASE
    page = client.get(f"{BASE}/da-gui")
    wiped = client.submit_on(page, {}, action=f"{BASE}/xoa-khoi-may")
    assert "Đã xoá" in wiped.h1
    assert client.get(f"{BASE}/da-gui", status=303).location == BASE
    assert petitions(desk) == 1


def test_the_code_is_in_no_address_and_no_page_but_the_receipt(client: CheckingClient, desk: Desk) -> None:
    _, code = send(client)
    receipt = client.get(f"{BASE}/da-gui")
    assert receipt.response.headers["Cache-Control"] == "no-store"
    assert not [link for link in receipt.links() if code in link]
    assert code not in str(client.browser.get_cookie("phien"))


def test_of_what_speaks_of_somebody_no_address_has_the_number(client: CheckingClient, desk: Desk) -> None:
    """Addresses stay in the browser's history; and whoever lost the code is not sent to those it speaks of."""
    number, _ = send(client, Concerns.COMMUNE_LEADER)
    receipt = client.get(f"{BASE}/da-gui")
    assert "/tra-cuu" in receipt.links()
    assert not [link for link in receipt.links() if number in link]
    assert "mang giấy tờ tới bàn tiếp nhận của Tỉnh Bắc Ninh" in receipt.text


def test_a_counter_s_code_goes_along(client: CheckingClient, desk: Desk) -> None:
    with desk.runtime.transaction() as ctx:
        create_service_point(ctx, CreateServicePoint(agency_id=desk.units["07288"], number="Quầy 1", name="Hộ tịch"))
        code = ctx.session.execute(select(ServicePoint.code)).scalar_one()
    start = client.get(f"{BASE}?quay={code}")
    assert "Quầy 1" in start.text
    assert f"{BASE}/lien-quan?quay={code}" in start.links()
    client.submit(f"{BASE}/lien-quan?quay={code}", {"concerns": "nobody"})
    client.submit(f"{BASE}/chuyen-gi", {"what": WHAT})
    assert "Quầy 1" in client.get(f"{BASE}/kiem-tra").text
    client.submit(f"{BASE}/kiem-tra", {}, action=f"{BASE}/kiem-tra")
    with desk.runtime.reading() as ctx:
        petition = ctx.session.execute(select(Petition.id, Petition.source)).one()
        content = open_content(ctx, petition.id).content
    assert (content.point_code, petition.source.value, content.what) == (code, "qr", WHAT)


def test_the_first_pages_are_the_same_for_everyone(client: CheckingClient, desk: Desk) -> None:
    for path in ("/gui-don", BASE, "/gui-don?q=yen the"):
        page = client.get(path)
        assert "public" in page.response.headers["Cache-Control"]
        assert page.queries <= 5
    with desk.runtime.reading() as ctx:
        assert ctx.session.execute(select(func.count()).select_from(IntakeDraft)).scalar_one() == 0


def test_a_commune_that_is_not_open_says_so_and_offers_the_province(client: CheckingClient, desk: Desk) -> None:
    assert "chưa nhận đơn qua cổng" in client.get("/gui-don/07210").text
    client.get("/gui-don/99999", status=404)


def test_the_choices_say_who_reads(client: CheckingClient, desk: Desk) -> None:
    page = client.get(f"{BASE}/lien-quan")
    for said in ("lãnh đạo nơi nhận đọc đơn để duyệt", "Thanh tra tỉnh", "bộ phận một cửa"):
        assert said in page.text

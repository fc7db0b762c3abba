"""Taking a petition in at the desk: from whom it concerns to the receipt in somebody's hand."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from PIL import Image
from sqlalchemy import func, select, update

from accounts.models import LoginSession
from accounts.roles import Role
from bootstrap.runtime import Runtime
from casework.enclosures import list_enclosed
from core.clock import local_date
from feedback.desk.models import DeskDraft, DeskRecord
from feedback.models import Petition
from feedback.states import Concerns, PetitionState
from tests.support.cards import card_photo
from tests.support.checking_client import Answer, CheckingClient
from tests.support.clock import SteppingClock
from tests.support.html import text
from tests.support.petitioning import Desk
from tests.support.staffed import PROVINCE
from tests.web.petitions.test_enclosing import pdf

DESK = "/can-bo/tiep-nhan"
TOLD = "Bà kể: nước thải trại lợn chảy ra mương, mùi không chịu được."
CODE = re.compile(r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}")
pytestmark = pytest.mark.query_budget(27)


def begin(clerk: CheckingClient, way: str = "ke", concerns: str = "nobody") -> Answer:
    """To the form."""
    return clerk.submit(f"{DESK}/moi/{way}", {"concerns": concerns})


def onward(clerk: CheckingClient, page: Answer, **fields: object) -> Answer:
    """From the form to reading back."""
    return clerk.submit_on(page, {"what": TOLD, "viec": "tiep", **fields}, action=page.path)


def record(clerk: CheckingClient, page: Answer, **fields: object) -> Answer:
    """From reading back to the receipt."""
    return clerk.submit_on(page, {"read_back": "sender", "signature": "signed", **fields})


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "JPEG")
    return out.getvalue()


def count(runtime: Runtime, model: type) -> int:
    with runtime.reading() as ctx:
        return int(ctx.session.execute(select(func.count()).select_from(model)).scalar_one())


def test_told_read_back_recorded_printed_and_handed_over(clerk: CheckingClient, desk: Desk, runtime: Runtime) -> None:
    page = begin(clerk)
    fields = {"name": "Bà Mít", "address": "Thôn Cầu Gỗ", "hamlet": str(desk.units["hamlet"]), "book_number": "15/2026"}
    page = onward(clerk, page, **fields)
    assert page.one("h1") is not None
    for said in (TOLD, "Bà Mít", "Thôn Cầu Gỗ"):
        assert said in page.text
    page = record(clerk, page)
    number = page.one("p", class_="panel__code").text
    (code,) = set(CODE.findall(page.text))
    base = page.path.removesuffix("/bien-nhan")
    for sheet in ("bien-nhan/a5", "bien-nhan/k80"):
        printed = clerk.get(f"{base}/{sheet}").text
        assert number in printed
        assert code in printed
        assert "Bà Mít" not in printed
    sheet = clerk.get(f"{base}/ban-ghi").text
    assert TOLD in sheet
    assert code not in sheet
    page = clerk.submit(f"{base}/bien-nhan", {}, action="/bien-nhan", status=422)
    assert "Hỏi bà con đã cầm biên nhận" in page.text
    page = clerk.submit_on(page, {"held": "y"}, action="/bien-nhan")
    assert "Xong đơn" in page.text
    clerk.get(f"{base}/bien-nhan", status=404)
    assert (count(runtime, DeskDraft), count(runtime, DeskRecord)) == (0, 1)
    citizen = clerk.another().submit("/tra-cuu", {"number": number, "code": code}, action="")
    assert "Đã nhận đơn" in citizen.text


def test_before_writing_the_clerk_is_told_that_it_goes_to_the_province(
    clerk: CheckingClient, desk: Desk, runtime: Runtime
) -> None:
    page = begin(clerk, concerns="commune_leader")
    assert "chuyển thẳng lên tỉnh" in page.text
    page = record(clerk, onward(clerk, page))
    assert "phong bì dán kín" in page.text
    with runtime.reading() as ctx:
        petition = ctx.session.execute(select(Petition)).scalar_one()
        assert (petition.agency_id, petition.protected) == (desk.units[PROVINCE], True)
        petition_id, number = petition.id, petition.number
    clerk.get(f"/can-bo/don-thu/{petition_id}", status=404)
    assert number not in clerk.get(f"{DESK}/so").text


def test_a_complaint_about_the_chairmans_decision_stays(clerk: CheckingClient, runtime: Runtime) -> None:
    page = begin(clerk, "giay", "complaint")
    assert "Nói về: Khiếu nại" in page.text
    record(clerk, onward(clerk, page), read_back="not_read")
    with runtime.reading() as ctx:
        petition = ctx.session.execute(select(Petition)).scalar_one()
        assert (petition.agency_id, petition.protected) == (petition.about_agency_id, False)


def test_nothing_typed_is_lost_when_something_is_wrong(clerk: CheckingClient, runtime: Runtime) -> None:
    page = begin(clerk, "chuyen-toi")
    fields = {
        "what": "ngắn", "phone": "chín một", "handed_on_by": "Mặt trận Tổ quốc xã", "document_number": "12/MT",
        "writer": "several", "people": "7", "representatives": "Bà Na\nÔng Táo\nCô Mơ", "viec": "tiep",
    }  # fmt: skip
    page = clerk.submit_on(page, fields, status=422)
    assert page.title.startswith("Lỗi:")
    assert "7 người thì cử nhiều nhất 2 người đại diện" in page.text
    again = clerk.get(page.path)
    for name in ("phone", "handed_on_by", "document_number", "people"):
        assert again.one("input", name=name).get("value") == fields[name]
    assert count(runtime, Petition) == 0
    later = clerk.submit_on(again, {"place": "cạnh cầu", "viec": "luu"})
    assert "Đã giữ bản ghi dở" in later.text
    assert "ngắn" in later.text


def test_what_was_sent_after_the_session_ended_is_there_again(
    clerk: CheckingClient, desk: Desk, runtime: Runtime
) -> None:
    page = begin(clerk, concerns="complaint")
    with runtime.transaction() as ctx:
        ctx.session.execute(update(LoginSession).values(ended_at=ctx.now))
    answer = clerk.submit_on(page, {"what": TOLD, "name": "Bà Mít", "viec": "tiep"}, follow=False)
    assert answer.location.startswith("/can-bo/dang-nhap?next=")
    other = desk.officials.enter(clerk.another(), desk.another("nguoi-khac", Role.INTAKE_CLERK).account_id)
    other.get(page.path, status=404)
    again = desk.officials.sign_in(clerk.another(), Role.INTAKE_CLERK).get(page.path)
    assert TOLD in again.text
    assert again.one("input", name="name").get("value") == "Bà Mít"
    assert "Nói về: Khiếu nại" in again.text
    assert "được giữ lại ở đây" in again.text


def test_a_stranger_puts_nothing_into_an_entry(clerk: CheckingClient, client: CheckingClient, desk: Desk) -> None:
    page = begin(clerk)
    token = next(f.get("value") for f in client.get("/can-bo/dang-nhap").all("input") if f.get("name") == "csrf_token")
    client.post(page.path, {"csrf_token": token, "what": "Chữ của kẻ lạ."})
    assert "kẻ lạ" not in clerk.get(page.path).text


def test_a_phone_needs_a_yes_and_then_number_and_code_are_enough(clerk: CheckingClient) -> None:
    page = begin(clerk, "dien-thoai")
    page = clerk.submit_on(page, {"what": TOLD, "phone": "0900 000 123", "viec": "tiep"}, status=422)
    assert "Hỏi bà con có đồng ý không" in page.text
    page = onward(clerk, page, phone="0900 000 123", consent="y")
    page = record(clerk, page, signature="none")
    assert "held" not in [field.get("name") for field in page.all("input")]
    assert "Xong đơn" in clerk.submit_on(page, {}, action="/bien-nhan").text


def test_the_same_sender_again_without_opening_who_it_is(clerk: CheckingClient, desk: Desk) -> None:
    seen = desk.send(name="Bà Kín", phone="0900 000 123", consent=True)
    desk.triage(seen.id, title="Cống đầu xóm tắc")
    sealed = desk.send(Concerns.COMMUNE_OFFICIAL, name="Bà Kín", phone="0900 000 123", consent=True)
    desk.triage(sealed.id)
    page = begin(clerk)
    page = clerk.submit_on(page, {"what": TOLD, "phone": "+84 900 000 123", "viec": "tim"}, status=200)
    assert "Cống đầu xóm tắc" in page.text
    assert TOLD in page.text
    for hidden in ("Bà Kín", sealed.receipt.number.split("-")[2]):
        assert hidden not in page.text
    assert page.one("input", name="name").get("value") == ""


def test_a_slip_of_the_pen_is_undone_and_its_receipt_still_says_so(
    clerk: CheckingClient, runtime: Runtime, clock: SteppingClock
) -> None:
    page = record(clerk, onward(clerk, begin(clerk)))
    number, (code,) = page.one("p", class_="panel__code").text, set(CODE.findall(page.text))
    page = clerk.submit_on(page, {"reason": "wrong_place"}, action="/huy")
    assert f"Đã huỷ đơn {number}" in page.text
    assert TOLD in page.text  # to be put right and recorded under another number
    with runtime.reading() as ctx:
        petition = ctx.session.execute(select(Petition)).scalar_one()
        assert petition.state is PetitionState.WITHDRAWN
    told = clerk.another().submit("/tra-cuu", {"number": number, "code": code}, action="")
    assert "Bàn tiếp nhận đã huỷ bản ghi này" in told.text
    assert "Ghi nhầm xã" in told.text
    page = record(clerk, onward(clerk, begin(clerk)))
    base = page.path.removesuffix("/bien-nhan")
    clock.advance(minutes=16)
    assert "Ghi nhầm: huỷ đơn này" not in clerk.get(page.path).text
    token = next(f.get("value") for f in page.all("input") if f.get("name") == "csrf_token")
    assert "Đơn đã qua 15 phút" in clerk.post(f"{base}/huy", {"csrf_token": token, "reason": "twice"}, status=422).text


def test_the_book_shows_what_is_unsealed_and_only_days_of_the_rest(
    clerk: CheckingClient, leader: CheckingClient, desk: Desk, clock: SteppingClock
) -> None:
    page = onward(clerk, begin(clerk), book_number="15/2026", name="Bà Mít")
    number = record(clerk, page).one("p", class_="panel__code").text
    sealed = record(clerk, onward(clerk, begin(clerk, concerns="commune_official"))).one("p", class_="panel__code").text
    with desk.runtime.reading() as ctx:
        petition_id = ctx.session.execute(select(Petition.id).where(Petition.number == number)).scalar_one()
    assert "15/2026" not in clerk.get(f"{DESK}/so").text
    assert number not in clerk.get("/can-bo/don-thu/tim?q=15/2026").text
    desk.triage(petition_id, title="Nước thải trại lợn")
    for address in (f"{DESK}/so", f"{DESK}/so/in", f"{DESK}/so?thang={local_date(clock()):%Y-%m}"):
        book = clerk.get(address).text
        for shown in (number, sealed, "15/2026", "Nước thải trại lợn"):
            assert shown in book
        assert "Bà Mít" not in book
    assert "Nước thải trại lợn" in clerk.get("/can-bo/don-thu/tim?q=15%2F2026").text
    for_leader = leader.get(f"{DESK}/so").text
    assert number in for_leader
    assert sealed not in for_leader
    past = local_date(clock() - timedelta(days=40))
    assert number not in clerk.get(f"{DESK}/so?thang={past:%Y-%m}").text
    clerk.get(f"{DESK}/so?thang=9999-99&noi=nowhere&sau=bad")


def test_others_see_none_of_it(client: CheckingClient, handler: CheckingClient) -> None:
    for address in (DESK, f"{DESK}/moi/ke", f"{DESK}/so", f"{DESK}/ma"):
        handler.get(address, status=403)
        assert client.get(address, status=303).location.startswith("/can-bo/dang-nhap")


def test_whoever_works_it_sees_how_it_came(clerk: CheckingClient, handler: CheckingClient, desk: Desk) -> None:
    page = onward(
        clerk, begin(clerk, "chuyen-toi"), handed_on_by="Mặt trận xã", document_number="18/MT", source="front"
    )
    number = record(clerk, page, signature="fingerprint").one("p", class_="panel__code").text
    with desk.runtime.reading() as ctx:
        petition_id = ctx.session.execute(select(Petition.id).where(Petition.number == number)).scalar_one()
    desk.triage(petition_id)
    shown = handler.get(f"/can-bo/don-thu/{petition_id}").text
    for said in ("Nơi khác chuyển tới", "Mặt trận xã, 18/MT", "Đã điểm chỉ"):
        assert said in shown


def test_photos_and_a_scan_come_with_it(clerk: CheckingClient, desk: Desk) -> None:
    page = begin(clerk, "giay")
    files = [(io.BytesIO(photo()), "trang-1.jpg"), (io.BytesIO(pdf(2)), "don.pdf")]
    page = clerk.submit_on(page, {"what": TOLD, "viec": "them", "scans": files})
    assert "Ảnh 1" in page.text
    assert "Tệp PDF, 2 trang" in page.text
    drop = next(form.get("action") for form in page.all("form") if str(form.get("action")).endswith("/bo"))
    page = clerk.submit_on(page, {}, action=str(drop))
    assert "Ảnh 1" not in page.text
    record(clerk, onward(clerk, page), read_back="not_read")
    with desk.runtime.reading() as ctx:
        petition_id = ctx.session.execute(select(Petition.id)).scalar_one()
        photos, enclosed = list_enclosed(ctx, petition_id)
    assert (len(photos), [one.pages for one in enclosed]) == (0, [2])


def test_too_many_photos_lose_nothing(clerk: CheckingClient) -> None:
    files = [(io.BytesIO(photo()), f"trang-{n}.jpg") for n in range(3)]
    page = clerk.submit_on(begin(clerk, "giay"), {"what": TOLD, "viec": "tiep", "scans": files}, status=422)
    assert "Gửi được tối đa 2 ảnh" in text(page.one("p", id="scans-error"))
    assert TOLD in clerk.get(page.path).text
    shown = [(io.BytesIO(card_photo(share=0.5)), "trang-1.jpg")]
    page = clerk.submit_on(clerk.get(page.path), {"what": TOLD, "viec": "tiep", "scans": shown}, status=422)
    assert "có thẻ căn cước" in text(page.one("p", id="scans-error"))
    assert TOLD in clerk.get(page.path).text
    assert not [link for link in clerk.get(page.path).links() if "/tep/" in link]

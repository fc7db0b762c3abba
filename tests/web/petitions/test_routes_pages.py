"""Officials pass petitions on, take them back, split and link them, on pages that work without scripts."""

from __future__ import annotations

import io
from dataclasses import replace
from uuid import UUID

import pytest
from PIL import Image
from sqlalchemy import func, select

from accounts.roles import Role
from casework.attachments import store_image
from casework.images import prepare_image
from core.actor import ANONYMOUS
from core.audit import AuditEntry
from feedback import services
from feedback.drafts import new_draft, new_ticket, save_draft
from feedback.routes.commands import Link, Part, Transfer
from feedback.routes.queries import list_parts
from feedback.states import Concerns, PetitionKind, PetitionState
from tests.support.checking_client import CheckingClient
from tests.support.petitioning import WHAT, Desk, Sent
from tests.support.staffed import COMMUNE, OTHER, PROVINCE

QUEUE = "/can-bo/don-thu"
PASSED = "/can-bo/don-da-chuyen"
WORDS = "Chỗ cống này thuộc địa phận xã bên."
pytestmark = pytest.mark.query_budget(36)
S = PetitionState


def browser(client: CheckingClient, desk: Desk, role: Role) -> CheckingClient:
    return desk.officials.sign_in(client.another(), role)


def entered(client: CheckingClient, desk: Desk, code: str) -> CheckingClient:
    there = desk.another(f"tiep-nhan-{code}", Role.INTAKE_CLERK, code)
    assert there.account_id is not None
    return desk.officials.enter(client.another(), there.account_id)


def follow(client: CheckingClient, sent: Sent) -> CheckingClient:
    citizen = client.another()
    citizen.submit("/tra-cuu", {"number": sent.receipt.number, "code": sent.receipt.access_code})
    return citizen


def test_from_the_case_to_the_other_desk_and_back(client: CheckingClient, desk: Desk) -> None:
    sent = desk.send()
    desk.triage(sent.id)
    clerk, case = browser(client, desk, Role.INTAKE_CLERK), f"{QUEUE}/{sent.id}"
    where = f"{case}/chuyen-toi"
    assert where in clerk.get(case).markup
    found = clerk.get(f"{where}?q=bo+ha")
    assert f"{where}?toi={OTHER}" in found.markup
    assert "Không thấy nơi nào" in clerk.get(f"{where}?q=khongconoinao").text
    suggested = clerk.get(f"{where}/goi-y?q=bo+ha").response.get_json()["items"]
    assert f"{where}?toi={OTHER}" in [one["url"] for one in suggested]
    page = clerk.get(f"{where}?toi={OTHER}")
    clerk.submit_on(page, {"text": ""}, action=where, status=422)
    check = clerk.submit_on(page, {"text": WORDS, "document_number": "15/PC"}, action=where, status=200)
    assert "Xem lại trước khi chuyển" in check.h1
    assert desk.case(sent.id).agency_id == desk.units[COMMUNE]  # nothing yet
    again = clerk.submit_on(check, {"viec": "sua"}, action=where, status=200)
    assert WORDS in again.text
    done = clerk.submit_on(check, {}, action=where)
    assert done.path == PASSED
    assert sent.receipt.number in done.text
    assert "Xã Bố Hạ" in done.text
    clerk.get(case, status=404)
    citizen = follow(client, sent).get("/tra-cuu/don")
    for said in (WORDS, "Xã Bố Hạ", "Đường đi của đơn"):
        assert said in citizen.text
    (back,) = {a.get("href") for a in done.root.iter("a") if "/lay-lai" in a.get("href", "")}
    clerk.submit(back, {"text": "ừ"}, status=422)
    taken = clerk.submit(back, {"text": "Chọn nhầm tên xã."})
    assert taken.path == case
    assert desk.case(sent.id).state is S.TRIAGED
    assert "15/PC" in taken.text
    assert "đã lấy lại" in taken.text
    assert "không lấy lại được nữa" in clerk.get(back).text


def test_once_opened_there_is_no_way_back(client: CheckingClient, desk: Desk) -> None:
    sent = desk.send()
    with desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx:
        services.transfer(ctx, desk.target(sent.id), Transfer(desk.units[OTHER], WORDS))
    there = entered(client, desk, OTHER)
    assert "/lay-lai" in browser(client, desk, Role.INTAKE_CLERK).get(PASSED).markup
    page = there.get(f"{QUEUE}/{sent.id}")
    assert WHAT in page.text
    assert "Đường đi của đơn" in page.text
    assert "/lay-lai" not in browser(client, desk, Role.INTAKE_CLERK).get(PASSED).markup


def test_a_denunciation_passed_on_before_offers_no_desk(client: CheckingClient, desk: Desk) -> None:
    sent = desk.send()
    desk.triage(sent.id, PetitionKind.DENUNCIATION_INFO)
    with desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx:
        services.transfer(ctx, desk.target(sent.id), Transfer(desk.units[PROVINCE], WORDS))
    desk.triage(sent.id, PetitionKind.DENUNCIATION_INFO, clerk=desk.province_clerk())
    clerk = desk.officials.enter(client.another(), desk.extra["tiep-dan-tinh"])
    page = clerk.get(f"{QUEUE}/{sent.id}")
    assert "đã chuyển một lần" in page.text
    assert "/chuyen-toi" not in page.markup
    assert f"{QUEUE}/{sent.id}/huong-dan" in page.markup
    assert "đã chuyển một lần" in clerk.get(f"{QUEUE}/{sent.id}/chuyen-toi").text


def test_what_the_province_protects_is_refused_on_the_page(client: CheckingClient, desk: Desk) -> None:
    sent = desk.send(Concerns.COMMUNE_LEADER)
    desk.province_clerk()
    clerk = desk.officials.enter(client.another(), desk.extra["tiep-dan-tinh"])
    where = f"{QUEUE}/{sent.id}/chuyen-toi"
    page = clerk.submit(f"{where}?toi={OTHER}", {"text": WORDS}, action=where, status=422)
    assert "không chuyển về xã nào" in page.text


def test_splitting_with_a_part_more_and_a_look_before(client: CheckingClient, desk: Desk) -> None:
    sent = desk.send(what="Đường lầy. Đèn hỏng. Cán bộ nói khó nghe.")
    clerk, at = browser(client, desk, Role.INTAKE_CLERK), f"{QUEUE}/{sent.id}/tach"
    page = clerk.get(at)
    assert page.markup.count("Đường lầy. Đèn hỏng.") == 2
    more = clerk.submit_on(page, {"what_1": "Đường vào xóm lầy.", "viec": "them"}, action=at, status=200)
    assert "Đường vào xóm lầy." in more.text
    assert more.markup.count("Đường lầy. Đèn hỏng.") == 2
    fewer = clerk.submit_on(more, {"viec": "bot"}, action=at, status=200)
    typed = {"what_1": "Đường vào xóm lầy.", "what_2": "Đèn đường hỏng đã lâu.", "viec": "xem"}
    clerk.submit_on(fewer, {**typed, "what_2": "ừ"}, action=at, status=422)
    check = clerk.submit_on(fewer, {**typed, "concerns_2": "commune_leader"}, action=at, status=200)
    assert "nơi nhận: Tỉnh" in check.text
    assert "mọi phần đều giữ kín" in check.text
    check = clerk.submit_on(
        fewer, {**typed, "kind_1": "report", "field_1": "infrastructure", "urgency_1": "simple"}, action=at, status=200
    )
    refused = clerk.submit_on(check, {}, action=at, status=422)
    assert "Phần 1: đặt tên ngắn" in refused.text
    check = clerk.submit_on(refused, {"title_1": "Đường lầy", "viec": "xem"}, action=at, status=200)
    done = clerk.submit_on(check, {}, action=at)
    assert "Đã tách thành 2 đơn" in done.text
    with desk.runtime.reading() as ctx:
        road, lamp = list_parts(ctx, sent.id)
    assert (road.state, lamp.state) == (S.TRIAGED, S.RECEIVED)
    part = clerk.get(f"{QUEUE}/{road.id}")
    assert desk.case(sent.id).number in part.text
    assert "Đèn đường" not in part.text


def test_the_sender_opens_each_part_with_what_they_have(client: CheckingClient, desk: Desk) -> None:
    sent = desk.send()
    with desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx:
        parts = [Part("Đường vào xóm lầy lội."), Part("Đèn đường hỏng đã lâu.")]
        road, _ = services.split(ctx, desk.target(sent.id), parts, text="Hai việc do hai người làm.")
    citizen = follow(client, sent)
    whole = citizen.get("/tra-cuu/don")
    assert "Hai việc do hai người làm." in whole.text
    assert desk.case(road).number in whole.text
    part = citizen.submit_on(whole, {}, action=f"/tra-cuu/don/phan/{road}")
    assert part.path == "/tra-cuu/don"
    assert "Đường vào xóm lầy lội." in part.text
    assert "Đèn đường" not in part.text
    citizen.submit("/tra-cuu/don/rut", {"part": "all", "text": "Xã sửa rồi"})
    assert desk.case(road).state is S.WITHDRAWN
    back = citizen.submit_on(citizen.get("/tra-cuu/don"), {}, action="/tra-cuu/don/ca-don")
    assert desk.case(road).number in back.text
    stranger = follow(client, desk.send())
    token = stranger.get("/tra-cuu/don").one("input", name="csrf_token").get("value")
    stranger.post(f"/tra-cuu/don/phan/{road}", {"csrf_token": token}, status=404)


def test_linking_what_looks_alike_and_counting_who_wrote(client: CheckingClient, desk: Desk) -> None:
    main = desk.send(place="Xóm Trại, gần nhà văn hoá").id
    desk.triage(main)
    sent = desk.send(what="Cống tắc làm nước ngập cả đường xóm.", place="nhà văn hoá Xóm Trại")
    clerk, case = browser(client, desk, Role.INTAKE_CLERK), f"{QUEUE}/{sent.id}"
    number = desk.case(main).number
    page = clerk.get(case)
    assert "Có thể trùng" in page.text
    at = f"{case}/gop"
    assert f"{at}?number={number}" in page.markup
    assert "Không có đơn mang số này" in clerk.get(f"{at}?number=07288-26-AAAA-AAA").text
    both = clerk.get(f"{at}?number={number}")
    assert WHAT in both.text
    assert "Cống tắc làm nước ngập" in both.text
    clerk.submit_on(both, {"text": "x"}, action=at, status=422)
    done = clerk.submit_on(both, {"text": "Cùng một cái cống."}, action=at)
    assert done.path == f"{QUEUE}/{main}"
    assert "2 người cùng phản ánh" in done.text
    assert "2 người cùng phản ánh" in clerk.get(f"{QUEUE}?muc=unassigned").text
    linked = clerk.get(case)
    assert number in linked.text
    assert desk.case(sent.id).state is S.LINKED
    citizen = follow(client, sent).get("/tra-cuu/don")
    assert "giải quyết cùng" in citizen.text
    assert number not in citizen.text
    after = clerk.submit(f"{case}/bo-gop", {"text": "Xem lại là cống khác."}, action=f"{case}/bo-gop")
    assert after.path == case
    assert desk.case(sent.id).state is S.TRIAGED


def test_the_answer_asks_for_a_public_text(client: CheckingClient, desk: Desk) -> None:
    main, other = desk.in_progress(), desk.send().id
    with desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx:
        services.link(ctx, desk.target(other), Link(main, "Cùng một cái cống."))
    desk_case = f"{QUEUE}/{main}"
    handler = browser(client, desk, Role.HANDLER)
    handler.submit(desk_case, {"outcome": "resolved", "text": "Đã nạo vét cống."}, action=f"{desk_case}/soan")
    page = handler.submit(desk_case, {}, action=f"{desk_case}/trinh", status=422)
    assert "1 đơn của người khác gộp vào đơn này" in page.text


@pytest.mark.parametrize("slug", ["chuyen-toi", "tach", "gop", "bo-gop"])
def test_who_may_not_finds_no_page(client: CheckingClient, desk: Desk, slug: str) -> None:
    petition_id = desk.in_progress()
    browser(client, desk, Role.VERIFIER).get(f"{QUEUE}/{petition_id}/{slug}", status=403)
    entered(client, desk, OTHER).get(f"{QUEUE}/{petition_id}/{slug}", status=404)
    sealed: UUID = desk.in_progress(Concerns.COMMUNE_OFFICIAL)
    browser(client, desk, Role.INTAKE_CLERK).get(f"{QUEUE}/{sealed}/{slug}", status=403)


@pytest.mark.query_budget(36)
def test_photos_of_the_whole_are_read_through_a_part_and_each_time_written_down(
    client: CheckingClient, desk: Desk
) -> None:
    ticket, draft, drawn = new_ticket(), new_draft(COMMUNE), io.BytesIO()
    Image.new("RGB", (80, 60), "#8d8477").save(drawn, "JPEG")
    photo = store_image(desk.runtime.files, draft.key(), prepare_image(drawn.getvalue()))
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        save_draft(ctx, ticket, replace(draft, what=WHAT, concerns=Concerns.COMMUNE_OFFICIAL, photos=(photo,)))
    desk.submit(ticket)
    parts = [Part("Đường vào xóm lầy lội."), Part("Cán bộ nói khó nghe.", concerns=Concerns.COMMUNE_OFFICIAL)]
    with desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx:
        road, rude = services.split(ctx, desk.target(draft.case_id), parts)
    desk.triage(rude)
    desk.assign(rude)
    handler, clerk = browser(client, desk, Role.HANDLER), browser(client, desk, Role.INTAKE_CLERK)
    page = handler.get(f"{QUEUE}/{rude}")
    assert "gửi kèm đơn gốc" in page.text
    (address,) = {a.get("href") for a in page.root.iter("a") if "/goc/" in a.get("href", "")}
    assert handler.get(address).response.mimetype == "image/jpeg"
    opened = select(func.count()).select_from(AuditEntry).where(
        AuditEntry.subject_id == str(rude), AuditEntry.action == "feedback:petition:open"
    )  # fmt: skip
    with desk.runtime.reading() as ctx:
        assert ctx.session.execute(opened).scalar_one() == 2  # the page, and the photo
    clerk.get(address, status=403)  # the part is in other hands
    handler.get(address.replace(str(rude), str(road)), status=404)  # and the other part in nobody's they know
    clerk.get(address.replace(str(rude), str(road)))
    clerk.get(address.replace(str(rude), str(desk.send().id)), status=404)

"""A locked denunciation in the browser: words both ways, protection, retaliation, advice and the quick way out."""

from __future__ import annotations

import io
from dataclasses import dataclass
from uuid import UUID

import pytest

from accounts.roles import Role
from bootstrap.runtime import Runtime
from feedback import services
from feedback.desk.codes import ask_code, decide_code, issue_code
from feedback.protection.record import alarms_of
from feedback.routes.commands import Part
from feedback.states import Concerns
from tests.support.cards import card_photo
from tests.support.checking_client import Answer, CheckingClient
from tests.support.html import text
from tests.support.keys import close_desk, enter_with_key, with_key
from tests.support.people import Officials
from tests.support.petitioning import Desk, Sent
from tests.support.proceeding import Court
from tests.support.recordings import m4a
from tests.support.staffed import COMMUNE, PROVINCE
from tests.web.petitions.test_enclosing import pdf
from tests.web.petitions.test_writing import photo

pytestmark = pytest.mark.query_budget(60)
TALK, PROTECTION, REVENGE = "/tra-cuu/don/trao-doi", "/tra-cuu/don/bao-ve", "/tra-cuu/don/bi-tra-thu"


@dataclass
class Story:
    """A signed denunciation at a desk with a key: nobody is told of anything, everybody looks."""

    desk: Desk
    runtime: Runtime
    sent: Sent

    @property
    def record(self) -> str:
        return f"/can-bo/don-thu/{self.sent.id}/ho-so-kin"

    def sender(self, client: CheckingClient) -> CheckingClient:
        """A phone with number and code."""
        phone = client.another()
        phone.submit("/tra-cuu", {"number": self.sent.receipt.number, "code": self.sent.receipt.access_code})
        return phone

    def enter(self, client: CheckingClient, account_id: UUID) -> CheckingClient:
        return enter_with_key(client.another(), self.runtime, account_id)


@pytest.fixture
def story(desk: Desk, runtime: Runtime) -> Story:
    """Closed for the desk, signed, given to the handler, settled by the leader."""
    people = {
        role: with_key(runtime, desk.officials.account(role)) for role in (Role.INTAKE_CLERK, Role.HANDLER, Role.LEADER)
    }
    province = desk.province_clerk().account_id
    assert province is not None
    close_desk(runtime, desk.units[COMMUNE], people[Role.INTAKE_CLERK])
    close_desk(runtime, desk.units[PROVINCE], with_key(runtime, province))
    sent, court = desk.send(Concerns.COMMUNE_OFFICIAL), Court(desk)
    court.formalise(sent.id, court.denunciation(), actor=people[Role.INTAKE_CLERK])
    desk.assign(sent.id, clerk=people[Role.INTAKE_CLERK])
    return Story(desk, runtime, sent)


def test_a_talk_by_number_and_code(client: CheckingClient, story: Story, officials: Officials) -> None:
    phone = story.sender(client)
    page = phone.get("/tra-cuu/don").text
    assert "Bà con tự mở lại trang này vào khoảng thứ" in page
    assert "không ai báo tin cho bà con được" in page
    assert "Viết từ 10 đến 5.000 ký tự" in phone.submit(TALK, {"text": "ngắn"}, status=422).text
    assert "Bà con viết" in phone.submit(TALK, {"text": "Tôi có thêm giấy tờ, gặp ở đâu cho kín?"}).text
    handler = story.enter(client, officials.account(Role.HANDLER))
    assert story.record in handler.get(f"/can-bo/don-thu/{story.sent.id}").markup
    listed = handler.get("/can-bo/ho-so-kin").markup
    assert story.record in listed
    assert "Cần xem" in listed
    page = handler.get(story.record).text
    assert "Tôi có thêm giấy tờ, gặp ở đâu cho kín?" in page
    assert "Người gửi vừa viết, chưa ai trả lời." in page
    said = {"words": "Mời tới phòng tiếp dân tỉnh sáng thứ Ba."}
    assert "chưa ai trả lời" not in handler.submit(story.record, said, action=f"{story.record}/nhan").text
    assert "Có lời nhắn của người giải quyết" in phone.get("/tra-cuu/don").text
    assert "Mời tới phòng tiếp dân tỉnh" in phone.get(TALK).text
    stranger = client.another()
    assert stranger.get(TALK, status=303).location == "/tra-cuu"


@pytest.mark.query_budget(160)  # everything of the case is sealed again in one go
def test_its_sender_says_that_it_is_about_leaders_and_it_goes_up_with_every_word(
    client: CheckingClient, story: Story, officials: Officials
) -> None:
    phone, handler = story.sender(client), story.enter(client, officials.account(Role.HANDLER))
    said: dict[str, object] = {"text": "Người tôi nói tới nay là phó chủ tịch xã.", "of_leader": "y"}
    assert "Đã gửi lời nhắn" in phone.submit(TALK, said).text
    for who in (handler, story.enter(client, officials.account(Role.LEADER))):
        who.get(story.record, status=404)
        assert story.record not in who.get("/can-bo/ho-so-kin").markup
    province = story.desk.province_clerk().account_id
    assert province is not None
    above = story.enter(client, province)
    assert "nay là phó chủ tịch xã" in above.get(story.record).text
    page = phone.get(TALK)
    assert "nay là phó chủ tịch xã" in page.text
    assert "of_leader" not in page.markup  # nobody of the province leads the commune
    assert story.sender(client).get("/tra-cuu/don").text  # number and code open it as before


def upload(phone: CheckingClient, page: str, fields: dict[str, object], *, status: int = 303) -> Answer:
    token = next(one.get("value") for one in phone.get(page).all("input") if one.get("name") == "csrf_token")
    return phone.post(page, {"csrf_token": token, **fields}, status=status)


def test_files_go_with_a_word_and_with_a_report(client: CheckingClient, story: Story, officials: Officials) -> None:
    phone = story.sender(client)
    said: dict[str, object] = {"text": "Gửi ảnh chụp giấy biên nhận, xin giữ kín."}
    with_card = {**said, "photos": (io.BytesIO(card_photo()), "can-cuoc.jpg")}
    refused = upload(phone, TALK, with_card, status=422)
    assert "không giữ ảnh căn cước" in text(refused.one("p", id="photos-error"))
    assert "xin giữ kín" in refused.text
    files: dict[str, object] = {"photos": (photo(), "a.jpg"), "file": (io.BytesIO(pdf()), "b.pdf")}
    files["voice"] = (io.BytesIO(m4a(61)), "c.m4a")
    upload(phone, TALK, {**said, **files})
    mine = [link for link in phone.get(TALK).links() if "/tep/" in link]
    assert {phone.browser.get(one).mimetype for one in mine} == {"image/jpeg", "application/pdf", "audio/mp4"}
    assert client.another().browser.get(mine[0]).status_code == 404
    handler = story.enter(client, officials.account(Role.HANDLER))
    seen = [link for link in handler.get(story.record).links() if "/tep/" in link]
    assert {handler.browser.get(one).mimetype for one in seen} == {"image/jpeg", "application/pdf", "audio/mp4"}
    assert not [one for one in handler.get(story.record).all("input") if one.get("type") == "file"]  # only received
    clerk = story.enter(client, officials.account(Role.INTAKE_CLERK))
    assert clerk.browser.get(seen[0]).status_code == 404
    told = {"avenger": "leader", "deeds": "threat", "words": "Bị gọi lên dọa, có ảnh chụp tin nhắn."}
    upload(phone, REVENGE, {**told, "photos": (photo(), "d.jpg")})
    assert len([link for link in handler.get(story.record).links() if "/tep/" in link]) == len(seen)
    with story.runtime.reading() as ctx:
        (alarm,) = alarms_of(ctx, story.sent.id)
    more: dict[str, object] = {"text": "Thêm một ảnh nữa, chụp sáng nay.", "photos": (photo(), "e.jpg")}
    upload(phone, f"{REVENGE}/{alarm.id}", more)
    above = story.enter(client, story.desk.extra["tiep-dan-tinh"])
    reported = {link for link in above.get(f"/can-bo/ho-so-kin/bao-tin/{alarm.id}").links() if "/tep/" in link}
    assert len(reported) == 2
    for link in reported:
        assert above.browser.get(link).mimetype == "image/jpeg"
        assert handler.browser.get(link).status_code in (403, 404)
    assert len({link for link in phone.get(REVENGE).links() if "/tep/" in link}) == 2


def test_protection_from_request_to_decision(client: CheckingClient, story: Story, officials: Officials) -> None:
    phone = story.sender(client)
    assert "Đang nguy hiểm" in phone.get(PROTECTION).text
    assert "Chọn ít nhất một người" in phone.submit(PROTECTION, {"words": "Tôi lo lắm, không yên."}, status=422).text
    wanted = {
        "relations": ["self", "child"], "dangers": ["job", "life"], "words": "Bị dọa đuổi việc vì gửi đơn.",
        "urgent": "y",
    }  # fmt: skip
    page = phone.submit(PROTECTION, wanted).text
    assert "Đã đề nghị, chờ xem xét" in page
    assert "một văn bản đề nghị có chữ ký hoặc điểm chỉ" in page
    handler = story.enter(client, officials.account(Role.HANDLER))
    page = handler.get(story.record).text
    assert "Khẩn cấp" in page
    assert "cần xác nhận" in page
    assert "Quyết định áp dụng biện pháp" not in page  # whoever prepares does not decide
    now = {"measures": ["guarded"], "words": "Đã gọi công an xã tới nhà."}
    missing = {"words": "Đã gọi công an xã tới nhà."}
    urgent = f"{story.record}/khan-cap"
    assert "Chọn ít nhất một mục" in handler.submit(story.record, missing, action=urgent, status=422).text
    assert "Đã bảo vệ khẩn cấp" in handler.submit(story.record, now, action=urgent).text
    leader = story.enter(client, officials.account(Role.LEADER))
    assert "mẫu tạm, chờ xác nhận" in leader.get(story.record).text
    decided = {
        "measures": ["hushed", "guarded"], "relations": ["self", "child"], "number": "07/QĐ-UBND",
        "words": "Áp dụng đến khi có kết luận.",
    }  # fmt: skip
    assert "Đang được bảo vệ" in leader.submit(story.record, decided, action=f"{story.record}/ap-dung").text
    page = phone.get(PROTECTION).text
    assert "Đang được bảo vệ" in page
    assert "07/QĐ-UBND" in page
    changed = phone.submit(f"{PROTECTION}/thay-doi", {"words": "Xin thêm người đưa con đi học."}).text
    assert "Đang xem xét thay đổi" in changed
    refused = leader.submit(story.record, {"words": "Đã có người đi cùng."}, action=f"{story.record}/giu-nguyen").text
    assert "Giữ như cũ" in refused
    assert "Đã có người đi cùng." in phone.get(PROTECTION).text


def test_a_request_can_be_taken_back(client: CheckingClient, story: Story) -> None:
    phone = story.sender(client)
    wanted = {"relations": ["self"], "dangers": ["honour"], "words": "Bị nói xấu khắp xóm."}
    phone.submit(PROTECTION, wanted)
    back = f"{PROTECTION}/rut"
    assert "Đánh dấu vào ô này" in phone.submit(back, {}, status=422).text
    assert "Người đề nghị đã rút" in phone.submit(back, {"sure": "y"}).text


def test_retaliation_goes_past_the_commune_to_the_province(
    client: CheckingClient, story: Story, officials: Officials
) -> None:
    phone = story.sender(client)
    told = {"avenger": "leader", "deeds": ["threat", "job"], "when": "hôm qua", "words": "Bị gọi lên dọa đuổi con tôi."}
    page = phone.submit(REVENGE, told).text
    assert "Chờ tỉnh xem" in page
    with story.runtime.reading() as ctx:
        (alarm,) = alarms_of(ctx, story.sent.id)
    address = f"/can-bo/ho-so-kin/bao-tin/{alarm.id}"
    handler = story.enter(client, officials.account(Role.HANDLER))
    assert "Bị gọi lên dọa" not in handler.get(story.record).text
    handler.get(address, status=403)
    clerk = story.enter(client, officials.account(Role.INTAKE_CLERK))
    clerk.get(address, status=404)
    assert "bao-tin" not in clerk.get("/can-bo/ho-so-kin").markup
    above = story.enter(client, story.desk.extra["tiep-dan-tinh"])
    assert address in above.get("/can-bo/ho-so-kin").markup
    page = above.get(address).text
    assert "Bị gọi lên dọa đuổi con tôi." in page
    assert story.sent.receipt.number in page
    answered = {"act": "answer", "words": "Tỉnh đã cử người xuống xã."}
    assert "Tỉnh đã trả lời" in above.submit(address, answered).text
    page = phone.get(REVENGE).text
    assert "Tỉnh đã cử người xuống xã." in page
    more = phone.submit(f"{REVENGE}/{alarm.id}", {"text": "Hôm nay lại bị gọi lên lần nữa."}).text
    assert "Chờ tỉnh xem" in more


def test_of_what_the_province_has_nobody_is_promised_that_it_does_not_hear(
    client: CheckingClient, story: Story
) -> None:
    """There the team itself reads every report: nobody on the site stands above it."""
    phone, sent = client.another(), story.desk.send(Concerns.COMMUNE_LEADER)
    phone.submit("/tra-cuu", {"number": sent.receipt.number, "code": sent.receipt.access_code})
    page = phone.get(REVENGE).text
    assert "Chỉ tỉnh đọc" not in page
    assert "người giải quyết đơn ở tỉnh đọc tin này" in page
    assert "Thanh tra tỉnh hoặc công an" in page
    assert "Chỉ tỉnh đọc" in story.sender(client).get(REVENGE).text


def test_a_new_code_leaves_the_way_to_the_province_open(client: CheckingClient, story: Story) -> None:
    """What was reported with the code before opens to nobody the commune gave a new one; more can be reported."""
    desk, runtime = story.desk, story.runtime
    clerk = with_key(runtime, desk.officials.account(Role.INTAKE_CLERK))
    sent = desk.send(Concerns.COMMUNE_OFFICIAL, name="Nguyễn Thị Mẫu", phone="0900000104", consent=True)
    told = {"avenger": "leader", "deeds": ["threat"], "when": "", "words": "Bị gọi lên dọa đuổi con tôi."}
    Story(desk, runtime, sent).sender(client).submit(REVENGE, told)
    with runtime.transaction(clerk) as ctx:
        asked = ask_code(ctx, number=sent.receipt.number, name="Nguyễn Thị Mẫu", phone="0900000104", identity_seen=True)
    assert asked is not None
    with runtime.transaction(desk.another("tiep-nhan-2", Role.INTAKE_CLERK)) as ctx:
        decide_code(ctx, asked, agrees=True)
    with runtime.transaction(clerk) as ctx:
        code = issue_code(ctx, asked).access_code
    phone = client.another()
    phone.submit("/tra-cuu", {"number": sent.receipt.number, "code": code})
    page = phone.get(REVENGE)
    assert "Đã báo tỉnh 1 lần bằng mã trước" in page.text
    assert "Bị gọi lên" not in page.text
    assert "Chờ tỉnh xem" in phone.submit(REVENGE, {**told, "words": "Hôm nay lại bị gọi lên."}).text


def test_a_part_opens_to_its_sender_and_has_a_record_of_its_own(client: CheckingClient, story: Story) -> None:
    desk, sent = story.desk, story.desk.send(Concerns.COMMUNE_OFFICIAL)
    parts = [
        Part("Cán bộ đòi thêm tiền lúc làm giấy.", "Đòi tiền", Concerns.COMMUNE_OFFICIAL),
        Part("Chủ tịch xã biết mà bỏ qua việc ấy.", "Bỏ qua", Concerns.COMMUNE_LEADER),
    ]
    with story.runtime.transaction(with_key(story.runtime, desk.officials.account(Role.INTAKE_CLERK))) as ctx:
        made = services.split(ctx, desk.target(sent.id), parts)
    phone = Story(desk, story.runtime, sent).sender(client)
    for part_id, part in zip(made, parts, strict=True):
        page = phone.submit_on(phone.get("/tra-cuu/don"), {}, action=f"/tra-cuu/don/phan/{part_id}")
        assert part.what in page.text
        assert "Một lời nhắn." in phone.submit(TALK, {"text": "Một lời nhắn."}).text
        phone.submit_on(phone.get("/tra-cuu/don"), {}, action="/tra-cuu/don/ca-don")


def test_nobody_else_finds_the_record(client: CheckingClient, story: Story, officials: Officials) -> None:
    story.sender(client).submit(TALK, {"text": "Một lời nhắn chỉ cho người giải quyết."})
    for role in (Role.VERIFIER, Role.INTAKE_CLERK):
        other = story.enter(client, officials.account(role))
        other.get(story.record, status=404)
        assert story.record not in other.get("/can-bo/ho-so-kin").markup
    for role in (Role.RECORDS_CLERK, Role.PUBLISHER, Role.PROVINCE_ADMIN):
        officials.sign_in(client.another(), role).get(story.record, status=403)
    # A petition that speaks of nobody has no such pages.
    plain = story.desk.send()
    phone = client.another()
    phone.submit("/tra-cuu", {"number": plain.receipt.number, "code": plain.receipt.access_code})
    assert TALK not in phone.get("/tra-cuu/don").markup
    phone.get(TALK, status=404)


def test_advice_and_the_quick_way_out_are_on_every_page_of_the_path(client: CheckingClient, story: Story) -> None:
    assert "/giu-an-toan" in client.get(f"/gui-don/{COMMUNE}").markup
    assert "cửa sổ ẩn danh" in client.get("/giu-an-toan").text
    writer = client.another()
    begun = writer.submit(f"/gui-don/{COMMUNE}/lien-quan", {"concerns": "commune_leader"}).markup
    steps = [f"/gui-don/{COMMUNE}/{step}" for step in ("lien-quan", "o-dau", "anh", "nguoi-gui", "lien-he")]
    assert "/giu-an-toan" in writer.get(steps[0]).markup
    phone = story.sender(client)
    pages = [begun, *(writer.get(step).markup for step in steps)]
    pages += [client.get(one).markup for one in ("/gui-don", f"/gui-don/{COMMUNE}", "/tra-cuu", "/giu-an-toan")]
    pages += [phone.get(one).markup for one in ("/tra-cuu/don", TALK, PROTECTION, REVENGE, "/tra-cuu/don/rut")]
    assert all('href="/thoat-nhanh"' in page and "data-exit" in page for page in pages)
    assert 'href="/thoat-nhanh"' not in client.get("/").markup


def test_the_quick_way_out_leaves_nothing(client: CheckingClient, story: Story, officials: Officials) -> None:
    phone = story.sender(client)
    answer = phone.browser.get("/thoat-nhanh", headers={"Sec-Fetch-Site": "cross-site"})
    assert "Clear-Site-Data" not in answer.headers  # another site signs nobody out
    assert "Trao đổi kín" in phone.get("/tra-cuu/don").text
    answer = phone.browser.get("/thoat-nhanh")
    assert (answer.status_code, answer.headers["Clear-Site-Data"]) == (303, '"cache", "cookies"')
    assert answer.headers["Location"].startswith("https://")
    assert answer.headers["Cache-Control"] == "no-store"
    phone.get("/tra-cuu/don", status=303)
    clerk = officials.sign_in(client.another(), Role.HANDLER)
    assert clerk.browser.get("/thoat-nhanh").headers["Clear-Site-Data"] == '"cache"'
    clerk.get("/can-bo")

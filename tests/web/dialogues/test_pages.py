"""The dialogue as its users meet it: citizen, secretary, Board."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

import icalendar
import pytest

from accounts.roles import Role
from bootstrap.runtime import Runtime
from bootstrap.settings import Settings
from core.clock import local_date
from tests.support.checking_client import CheckingClient
from tests.support.clock import SteppingClock
from tests.support.people import Officials


def test_a_citizen_finds_the_dialogue_and_its_calendar(client: CheckingClient, announced: UUID) -> None:
    page = client.get("/xa/07288/doi-thoai")
    assert "Đối thoại cuối năm" in page.text
    assert "Set-Cookie" not in page.response.headers
    assert "public" in page.response.headers["Cache-Control"]
    assert "Hội trường xã" in client.get(f"/doi-thoai/{announced}").text
    answer = client.browser.get("/xa/07288/doi-thoai.ics")
    events = icalendar.Calendar.from_ical(answer.get_data()).walk("VEVENT")
    assert [str(event["summary"]) for event in events] == ["Đối thoại cuối năm"]
    assert str(events[0]["url"]) == f"http://localhost:8000/doi-thoai/{announced}"


def test_a_mistake_in_a_question_loses_nothing(client: CheckingClient, announced: UUID) -> None:
    path = f"/doi-thoai/{announced}/dat-cau-hoi"
    page = client.submit(path, {"text": "Ngắn", "name": "Cô Ba", "phone": "abc"}, status=422)
    assert "Câu hỏi từ 10 đến 2.000 ký tự" in page.text
    assert "Số điện thoại chưa đúng" in page.text
    for kept in ("Ngắn", "Cô Ba", "abc"):
        assert kept in page.response.get_data(as_text=True)


class TestTooManyFromOneNetwork:
    """An hour allows four: what is far above the soft limit, since no clerk looks at questions one by one."""

    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return dataclasses.replace(settings, sends_per_hour=1)

    def test_the_fifth_question_waits_and_is_kept(self, client: CheckingClient, announced: UUID) -> None:
        path = f"/doi-thoai/{announced}/dat-cau-hoi"
        for number in range(4):
            client.another().submit(path, {"text": f"Bao giờ làm đường thôn {number}?"})
        page = client.another().submit(path, {"text": "Bao giờ thay đèn trước trường?"}, status=429)
        assert "Bao giờ thay đèn trước trường?" in page.text
        assert "Sau " in page.text
        assert int(page.response.headers["Retry-After"]) > 3500


def test_a_question_is_asked_read_and_answered_in_public_without_its_sender(
    client: CheckingClient, announced: UUID, officials: Officials
) -> None:
    fields = {"text": "Bao giờ làm đường thôn Cầu Gỗ?", "name": "Người hỏi Bí Mật", "phone": "0912 000 000"}
    receipt = client.submit(f"/doi-thoai/{announced}/dat-cau-hoi", fields)
    assert receipt.path.endswith("/da-gui")
    assert "07288-26-" in receipt.text
    assert receipt.response.headers["Cache-Control"] == "no-store"
    secretary = officials.sign_in(client.another(), Role.DIALOGUE_SECRETARY)
    item = secretary.get(f"/can-bo/doi-thoai/{announced}")
    assert "Câu hỏi chưa đọc" in item.text
    assert "Bao giờ làm đường" not in item.text
    link = next(a.get("href") for a in item.root.iter() if "/cau-hoi/" in str(a.get("href")))
    assert "Bao giờ làm đường" in secretary.get(link).text
    secretary.submit(link, {}, action=link)
    secretary.submit(link, {"answer": "Làm trong quý I."}, action=f"{link}/tra-loi")
    public = client.another().get(f"/doi-thoai/{announced}")
    assert "Làm trong quý I." in public.text
    assert "Bí Mật" not in public.text


def test_a_receipt_is_on_the_sender_s_device_only(client: CheckingClient, announced: UUID) -> None:
    client.submit(f"/doi-thoai/{announced}/dat-cau-hoi", {"text": "Bao giờ làm đường?"})
    stranger = client.another().get(f"/doi-thoai/{announced}/da-gui", status=303)
    assert stranger.location == f"/doi-thoai/{announced}"


def test_the_secretary_runs_a_dialogue_from_plan_to_published_results(
    client: CheckingClient, officials: Officials, runtime: Runtime, clock: SteppingClock, announced: UUID
) -> None:
    secretary = officials.sign_in(client, Role.DIALOGUE_SECRETARY)
    day = local_date(clock.now) + timedelta(days=8)
    fields = {
        "title": "Đối thoại về nước sạch", "topics": "Nước sạch các thôn", "place": "Nhà văn hóa",
        "how_to_join": "Ai cũng dự được", "host": "Chủ tịch xã", "starts_on": day.isoformat(),
        "starts_time": "08:00", "ends_time": "10:00",
    }  # fmt: skip
    item = secretary.submit("/can-bo/doi-thoai/moi", fields)
    path = item.path
    item = secretary.submit_on(item, {}, action=f"{path}/thong-bao")
    assert "Đã thông báo" in item.text
    clock.advance(days=9)
    secretary = officials.sign_in(client, Role.DIALOGUE_SECRETARY)
    item = secretary.submit(path, {"attendance": "85"}, action=f"{path}/dien-ra")
    item = secretary.submit_on(item, {"conclusions": "Kéo ống nước về bốn thôn."}, action=f"{path}/ket-luan")
    secretary.submit_on(item, {}, action=f"{path}/cong-bo")
    public = client.another().get(path.replace("/can-bo", ""))
    assert "Kéo ống nước về bốn thôn." in public.text


def test_a_promise_is_kept_only_when_the_board_has_looked(
    client: CheckingClient, officials: Officials, announced: UUID, clock: SteppingClock
) -> None:
    secretary = officials.sign_in(client.another(), Role.DIALOGUE_SECRETARY)
    due = (local_date(clock.now) + timedelta(days=20)).isoformat()
    fields = {"text": "Thay mười hai bóng đèn", "owner": "Phòng Kinh tế", "due_on": due}
    secretary.submit("/can-bo/doi-thoai/cam-ket/moi", fields)
    index = secretary.get("/can-bo/doi-thoai")
    claim = next(a.get("href") for a in index.root.iter() if "/bao-xong" in str(a.get("href")))
    secretary.submit(claim, {"note": "Đã thay đủ."})
    assert "Chưa kiểm tra" in client.get("/xa/07288/cam-ket").text
    board = officials.sign_in(client.another(), Role.BOARD_MEMBER)
    page = board.get("/ban-thanh-tra")
    dispute = next(a.get("href") for a in page.root.iter() if "/chua-xong" in str(a.get("href")))
    board.submit(dispute, {"note": "Mới thay được bốn bóng."})
    public = client.get("/xa/07288/cam-ket").text
    assert "Đã thay đủ." in public
    assert "Mới thay được bốn bóng." in public


def test_the_board_sees_another_commune_as_if_it_were_not_there(
    client: CheckingClient, officials: Officials, announced: UUID, units: Mapping[str, UUID]
) -> None:
    board = officials.sign_in(client, Role.BOARD_MEMBER)
    board.get("/ban-thanh-tra?xa=07294", status=404)
    board.get("/ban-thanh-tra?xa=99999", status=404)
    inspector = officials.sign_in(client.another(), Role.PROVINCIAL_INSPECTOR)
    assert "Xã Yên Thế" in inspector.get("/ban-thanh-tra?xa=07288").text


def test_the_sender_follows_a_question_by_its_number_and_code(client: CheckingClient, announced: UUID) -> None:
    receipt = client.submit(f"/doi-thoai/{announced}/dat-cau-hoi", {"text": "Bao giờ làm đường?"})
    number = receipt.root.find(".//p[@class='panel__code']")
    code = receipt.root.find(".//code")
    assert number is not None
    assert code is not None
    fields = {"number": "".join(number.itertext()), "code": "".join(code.itertext())}
    stranger = client.another()
    page = stranger.submit("/tra-cuu", fields)
    assert page.path == "/doi-thoai/cau-hoi-cua-toi"
    assert "Đã nhận" in page.text
    wrong = client.another().submit("/tra-cuu", {**fields, "code": "2222-2222-2222"}, status=422)
    assert "Đã nhận" not in wrong.text
    assert client.another().get("/doi-thoai/cau-hoi-cua-toi", status=303).location == "/tra-cuu"


def test_wiping_leaves_nothing_on_the_device(client: CheckingClient, announced: UUID) -> None:
    receipt = client.submit(f"/doi-thoai/{announced}/dat-cau-hoi", {"text": "Bao giờ làm đường?"})
    client.submit_on(receipt, {}, action="/xoa")
    assert client.get(f"/doi-thoai/{announced}/da-gui", status=303).location == f"/doi-thoai/{announced}"
    assert client.get("/doi-thoai/cau-hoi-cua-toi", status=303).location == "/tra-cuu"


def test_a_receipt_is_shown_for_two_hours(client: CheckingClient, announced: UUID, clock: SteppingClock) -> None:
    client.submit(f"/doi-thoai/{announced}/dat-cau-hoi", {"text": "Bao giờ làm đường?"})
    clock.advance(hours=2, minutes=1)
    client.get(f"/doi-thoai/{announced}/da-gui", status=303)

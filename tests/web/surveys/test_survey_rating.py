from __future__ import annotations

import gzip
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import func, select

from surveys.errors import AnswerNotSaved
from surveys.models import SurveyAnswer
from surveys.states import Channel
from tests.support.checking_client import CheckingClient
from tests.support.clock import SteppingClock
from tests.support.counters import Counters
from tests.support.forms import find_form

STATIC = Path(__file__).resolve().parents[3] / "web" / "static"


@pytest.fixture
def address(counters: Counters) -> str:
    return f"/ks/{counters.points[0].code}"


def answers(counters: Counters) -> list[tuple[int, str, dict[str, int] | None]]:
    a = SurveyAnswer
    with counters.runtime.reading() as ctx:
        return [tuple(row) for row in ctx.session.execute(select(a.overall, a.language, a.details).order_by(a.overall))]


@pytest.mark.query_budget(3)
def test_one_screen_two_taps_no_cookie(client: CheckingClient, counters: Counters, address: str) -> None:
    page = client.get(address)
    assert "Set-Cookie" not in page.response.headers
    assert page.response.headers["Cache-Control"] == "no-store"
    sent = client.submit_on(page, {"diem": "4"}, follow=False)
    assert "Set-Cookie" not in sent.response.headers
    assert answers(counters) == [(4, "vi", None)]


def test_the_first_visit_weighs_little(client: CheckingClient, address: str) -> None:
    page = client.get(address)
    linked = [element.get("href") or "" for element in page.root.iter() if element.get("rel") in ("stylesheet", "icon")]
    scripts = [element.get("src") or "" for element in page.root.iter() if str(element.tag).endswith("script")]
    assert len(scripts) == 1  # and none in the page itself
    files = [(STATIC / urlsplit(link).path.removeprefix("/static/")).read_bytes() for link in (*linked, *scripts)]
    shown = sum(len(gzip.compress(data)) for data in (*files, page.response.data))
    assert shown < 9_000
    # What the worker asks for: itself, the page once more, and the pages for the time without a connection.
    kept = [client.get(path).response.data for path in ("/ks/worker.js", address, "/ks/cho-gui", f"{address}/noi-them")]
    assert shown + sum(len(gzip.compress(data)) for data in kept) < 25_000


def test_a_double_tap_is_one_answer(client: CheckingClient, counters: Counters, address: str) -> None:
    page = client.get(address)
    first = client.submit_on(page, {"diem": "5"}, follow=False)
    second = client.submit_on(page, {"diem": "5"}, follow=False)
    assert "buoc=lai" not in first.location
    assert "buoc=lai" in second.location
    assert "chỉ tính một" in client.follow(second).text
    assert len(answers(counters)) == 1


def test_the_english_page_says_so_in_the_answer(client: CheckingClient, counters: Counters, address: str) -> None:
    answer = client.submit(f"/en{address}", {"diem": "3"}, follow=False)
    assert answer.location.startswith("/en/ks/")
    assert answers(counters) == [(3, "en", None)]


def test_without_a_face_nothing_is_sent_and_the_page_helps(
    client: CheckingClient, counters: Counters, address: str
) -> None:
    page = client.submit(address, {}, status=422)
    assert "Chọn một khuôn mặt" in page.text
    again = client.submit_on(page, {"diem": "2"})  # the form of the error page works
    assert "Đã gửi" in again.text
    assert len(answers(counters)) == 1


@pytest.mark.parametrize("score", ["0", "6", "-1", "45", "", "x", "٣", "²"])
def test_scores_outside_the_scale_are_refused(
    client: CheckingClient, counters: Counters, address: str, score: str
) -> None:
    form = find_form(client.get(address))
    client.post(address, {**form.values, "diem": score}, status=422)
    assert answers(counters) == []


def test_an_old_page_keeps_the_face_and_sends_at_the_second_try(
    client: CheckingClient, counters: Counters, clock: SteppingClock, address: str
) -> None:
    page = client.get(address)
    clock.advance(hours=13)
    again = client.submit_on(page, {"diem": "1"}, status=422)
    assert find_form(again).values["diem"] == "1"
    assert answers(counters) == []
    client.submit_on(again, {})
    assert [row[0] for row in answers(counters)] == [1]


def test_a_forged_ticket_is_refused(client: CheckingClient, counters: Counters, address: str) -> None:
    client.post(address, {"ve": "A" * 114, "diem": "5"}, status=422)
    client.post(address, {"diem": "5"}, status=422)
    assert answers(counters) == []


def test_what_was_not_saved_is_not_acknowledged(
    client: CheckingClient, counters: Counters, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = client.get(address)

    def broken(answer: object) -> bool:
        raise AnswerNotSaved

    with monkeypatch.context() as patch:
        patch.setattr(counters.runtime.survey_writer, "save", broken)
        failed = client.submit_on(page, {"diem": "5"}, status=503)
    assert "Chưa lưu được" in failed.text
    client.submit_on(failed, {})  # face and ticket are still there
    assert [row[0] for row in answers(counters)] == [5]


def test_an_unhappy_citizen_is_asked_to_tell(client: CheckingClient, counters: Counters, address: str) -> None:
    code = counters.points[0].code
    low = client.submit(address, {"diem": "2"})
    links = [element.get("href") or "" for element in low.root.iter()]
    assert any("/gui-don" in link and f"quay={code}" in link for link in links)
    happy = client.submit(address, {"diem": "4"})
    assert "Kể chuyện" not in happy.text


def test_scanning_chooses_the_commune_everywhere(client: CheckingClient, counters: Counters, address: str) -> None:
    code = counters.points[0].code
    sent = client.submit(address, {"diem": "1"})
    for page in (client.get(address), sent, client.get(f"{address}/noi-them")):
        links = [link for link in page.links() if not link.startswith(("#", "tel:")) and code not in link]
        assert links
        assert [link for link in links if "07288" not in link] == []
    told = client.get(f"/gui-don/07288?quay={code}").text
    assert "Quầy 1" in told
    home = client.get("/xa/07288")
    assert "/xa/07288/lay-y-kien" in home.links()
    assert "Xã Yên Thế" in client.get("/xa/07288/lay-y-kien").text


def test_more_answers_once_and_the_comment_unreadable_in_the_database(
    client: CheckingClient, counters: Counters, address: str
) -> None:
    page = client.submit(address, {"diem": "4"})
    done = client.submit_on(page, {"c-attitude": "5", "c-asked_extra": "1", "loi-nhan": "Cô Sáu tận tình"})
    assert "Đã nhận cả phần thêm" in done.text
    assert "gửi rồi" in client.submit_on(page, {"c-attitude": "1"}).text
    assert answers(counters) == [(4, "vi", {"attitude": 5, "asked_extra": 1})]
    with counters.runtime.reading() as ctx:
        sealed = ctx.session.scalars(select(SurveyAnswer.comment_sealed)).one()
    assert sealed is not None
    assert "Cô Sáu".encode() not in sealed


def test_an_empty_second_page_says_what_to_do(client: CheckingClient, address: str) -> None:
    page = client.submit(address, {"diem": "4"})
    assert "Chọn ít nhất một mục" in client.submit_on(page, {}, status=422).text


def test_nothing_typed_is_lost_when_the_comment_is_too_long(client: CheckingClient, address: str) -> None:
    page = client.submit(address, {"diem": "4"})
    again = client.submit_on(page, {"c-attitude": "3", "loi-nhan": "a" * 1001}, status=422)
    assert find_form(again).values["loi-nhan"] == "a" * 1001
    assert find_form(again).values["c-attitude"] == "3"


def test_the_second_page_closes_after_an_hour(
    client: CheckingClient, counters: Counters, clock: SteppingClock, address: str
) -> None:
    page = client.submit(address, {"diem": "4"})
    clock.advance(hours=2)
    assert "hết giờ" in client.submit_on(page, {"c-attitude": "3"}).text
    assert answers(counters) == [(4, "vi", None)]


def test_a_receipt_is_not_the_id_of_the_answer(client: CheckingClient, counters: Counters, address: str) -> None:
    sent = client.submit(address, {"diem": "4"}, follow=False)
    receipt = parse_qs(urlsplit(sent.location).query)["p"][0]
    with counters.runtime.reading() as ctx:
        answer_id = ctx.session.scalars(select(SurveyAnswer.id)).one()
    assert answer_id.hex not in receipt
    assert str(answer_id) not in client.follow(sent).response.text


def test_codes_may_be_typed_small(client: CheckingClient, counters: Counters) -> None:
    code = counters.points[0].code
    assert "Quầy 1" in client.get(f"/ks/{code.lower()}").text
    assert client.get(f"/ks?ma={code.lower()}", status=303).location == f"/ks/{code}"


def test_an_unknown_code_and_a_closed_counter_say_what_to_do(client: CheckingClient, counters: Counters) -> None:
    assert "Chưa thấy quầy này" in client.get("/ks/AAAAAA", status=404).text
    assert "Chưa thấy quầy này" in client.get("/ks?ma=AAAAAA", status=404).text
    assert "Gõ mã" in client.get("/ks").text
    closed = client.get(f"/ks/{counters.points[2].code}", status=410)
    assert "đã thôi phục vụ" in closed.text


def test_the_way_in_is_noted(client: CheckingClient, counters: Counters, address: str) -> None:
    client.submit(f"{address}?kenh=web", {"diem": "4"})
    client.submit(f"{address}?kenh=kiosk", {"diem": "4"})  # not for a visitor to say
    a = SurveyAnswer
    with counters.runtime.reading() as ctx:
        found = dict(ctx.session.execute(select(a.channel, func.count()).group_by(a.channel)).all())
    assert found == {Channel.WEB: 1, Channel.QR: 1}

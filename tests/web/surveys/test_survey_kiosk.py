"""The tablet at the desk: paired once, asks one after the other, shows nothing of the last, is left with a PIN."""

from __future__ import annotations

import json
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from accounts.roles import Role
from core.clock import local_date
from surveys.building.drafts import create_draft
from surveys.building.ready import find_ready, ready_sets
from surveys.building.versions import OpenDraft, Target, open_draft
from surveys.kiosks.pairing import PAIR_LIFE, TRIES_AN_HOUR
from surveys.models import SurveyAnswer, SurveyKiosk
from surveys.states import Channel, TargetKind
from tests.support.checking_client import Answer, CheckingClient
from tests.support.clock import SteppingClock
from tests.support.counters import Counters
from tests.support.forms import find_form
from tests.web.surveys.conftest import SignIn
from web.formatting import moment

PAGE = "/can-bo/may-tai-quay"
JSON = {"Accept": "application/json"}


def prepare(desk: CheckingClient, counters: Counters, pin: str = "4826", status: int = 200) -> Answer:
    """Ask for a pairing code for the first counter."""
    return desk.submit(PAGE, {"point": str(counters.points[0].id), "pin": pin}, action=PAGE, status=status)


def shown(page: Answer) -> str:
    return next("".join(element.itertext()) for element in page.root.iter() if str(element.tag).endswith("code"))


@pytest.fixture
def code(counters: Counters, sign_in: SignIn) -> str:
    """A pairing code as the desk's page shows it."""
    page = prepare(sign_in(Role.INTAKE_CLERK), counters)
    return shown(page)


@pytest.fixture
def tablet(client: CheckingClient, code: str) -> str:
    """The address of a paired tablet."""
    return pair(client, code.lower()).location


def pair(client: CheckingClient, code: str, pin: str = "4826", *, status: int = 303) -> Answer:
    """Type code and PIN on the tablet."""
    return client.submit("/ks/may", {"ma": code, "pin": pin}, status=status, follow=False)


def answers(counters: Counters) -> list[Any]:
    a = SurveyAnswer
    with counters.runtime.reading() as ctx:
        return list(ctx.session.execute(select(a.overall, a.channel, a.details).order_by(a.overall)))


def test_a_code_pairs_one_tablet_once_and_for_a_quarter_of_an_hour(
    client: CheckingClient, counters: Counters, sign_in: SignIn, code: str, clock: SteppingClock
) -> None:
    assert "không đúng" in pair(client, "ABCD-2345", status=422).text
    assert "Mã PIN chưa đúng" in pair(client, code, "1234", status=422).text
    address = pair(client, code).location
    assert "Quầy 1" in client.get(address).text
    pair(client, code, status=422)
    page = prepare(sign_in(Role.SURVEY_MANAGER), counters)
    late = shown(page)
    clock.advance(seconds=int(PAIR_LIFE.total_seconds()))
    pair(client, late, status=422)
    third = shown(prepare(sign_in(Role.INTAKE_CLERK), counters))
    for _ in range(TRIES_AN_HOUR):
        pair(client, third, "0000", status=422)
    assert "năm lần" in pair(client, third, status=422).text  # also with the right one
    with counters.runtime.reading() as ctx:
        kept = [repr(row) for row in ctx.session.execute(select(SurveyKiosk.pin_tag, SurveyKiosk.key_tag))]
    assert not any(secret in text for text in kept for secret in ("4826", address.rpartition("/")[2]))


@pytest.mark.parametrize("pin", ["123", "abcd", "123456789", "٤٨٢٦"])
def test_a_pin_is_digits(counters: Counters, sign_in: SignIn, pin: str) -> None:
    page = prepare(sign_in(Role.INTAKE_CLERK), counters, pin, 422)
    assert "4 đến 8 chữ số" in page.text


def test_without_scripts_one_after_the_other_and_nothing_of_the_last(
    client: CheckingClient, counters: Counters, tablet: str
) -> None:
    for face in ("2", "5"):
        thanks = client.submit(tablet, {"diem": face}, action=tablet)
        for page in (thanks, client.get(tablet)):  # nothing leads away from a tablet but the PIN
            assert [link for link in page.links() if "/ks/may/" not in link and link != "#main"] == []
        assert thanks.response.headers["Refresh"].endswith(f"url={tablet}")
        assert "?" not in thanks.response.request.url
        assert thanks.response.headers["Cache-Control"] == "no-store"
        assert find_form(client.get(tablet), action=tablet).values.get("diem") is None
    assert "Chọn một khuôn mặt" in client.submit(tablet, {}, action=tablet, status=422).text
    assert [(row.overall, row.channel) for row in answers(counters)] == [(2, Channel.KIOSK), (5, Channel.KIOSK)]


def test_a_script_brings_many_from_one_page_each_once(client: CheckingClient, counters: Counters, tablet: str) -> None:
    ticket = find_form(client.get(tablet), action=tablet).values["ve"]
    first = {"ve": ticket, "ma": str(uuid4()), "diem": "4", "c-attitude": "5", "c-asked_extra": "2", "tuoi": "90"}
    for fields in (first, {**first, "diem": "1"}, {**first, "ma": str(uuid4()), "diem": "3"}):
        told = json.loads(client.post(tablet, fields, headers=JSON, status=200).response.data)
        assert told == {"moi": fields["diem"] != "1"}
    assert [(row.overall, row.details) for row in answers(counters)] == [
        (3, {"attitude": 5, "asked_extra": 2}), (4, {"attitude": 5, "asked_extra": 2}),
    ]  # fmt: skip


def test_the_pin_leads_out_and_cannot_be_guessed(
    client: CheckingClient, counters: Counters, tablet: str, clock: SteppingClock
) -> None:
    assert "/xa/07288" in client.submit(f"{tablet}/ra", {"pin": "4826"}, follow=False).location
    for _ in range(TRIES_AN_HOUR - 1):
        assert "chưa đúng" in client.submit(f"{tablet}/ra", {"pin": "0000"}, status=422).text
    client.submit(f"{tablet}/ra", {"pin": "4826"}, status=422)  # also the right one, until the hour is over
    assert "năm lần" in client.submit(f"{tablet}/ra", {"pin": "4826"}, status=422).text
    clock.advance(hours=2)
    told = json.loads(client.post(f"{tablet}/ra", {"pin": "4826"}, headers=JSON, status=200).response.data)
    assert told == {"toi": "/xa/07288"}


def test_the_desk_sees_what_waits_on_a_tablet_and_that_it_fell_silent(
    client: CheckingClient, counters: Counters, sign_in: SignIn, tablet: str, clock: SteppingClock
) -> None:
    desk = sign_in(Role.INTAKE_CLERK)
    assert "chưa liên lạc lần nào" in desk.get(PAGE).text
    client.post(f"{tablet}/tin", {"cho": "12", "tu": "5400", "hong": "1", "giu": "0"}, status=200)
    said = desk.get(PAGE).text
    since = moment(clock() - timedelta(seconds=5400))
    assert all(words in said for words in ("12 lượt chờ", f"từ {since}", "1 lượt không nhận được", "đang nối mạng"))
    assert "không giữ được đánh giá lúc mất mạng" in said
    clock.advance(minutes=31)
    desk = sign_in(Role.INTAKE_CLERK)  # half an hour without a page ends a session
    assert "mất liên lạc" in desk.get(PAGE).text
    client.post(f"{tablet}/tin", {"cho": "-3", "tu": "9" * 40, "hong": "x", "giu": "1"}, status=200)
    said = desk.get(PAGE).text
    assert "Lúc ấy không có lượt nào chờ" in said
    assert "không giữ được" not in said.partition("Máy đang dùng")[2]
    client.post(tablet[:-1] + "0/tin", {"cho": "1"}, status=404)


def test_taken_off_it_answers_no_more(client: CheckingClient, counters: Counters, sign_in: SignIn, tablet: str) -> None:
    with counters.runtime.reading() as ctx:
        kiosk_id = ctx.session.scalars(select(SurveyKiosk.id)).one()
    other = sign_in(Role.SURVEY_MANAGER, counters.others)
    theirs = other.get(PAGE)
    assert "Gỡ máy này" not in theirs.text
    token = find_form(theirs, action=PAGE).values["csrf_token"]
    other.post(f"{PAGE}/{kiosk_id}/go", {"csrf_token": token}, status=404)
    clerk = sign_in(Role.INTAKE_CLERK)
    clerk.submit_on(clerk.get(PAGE), {}, action=f"{PAGE}/{kiosk_id}/go")
    assert "Chưa có máy nào" in clerk.get(PAGE).text
    client.get(tablet, status=404)
    gone = client.post(tablet, {"diem": "5"}, headers=JSON, status=404)
    assert json.loads(gone.response.data)["loi"]


@pytest.mark.parametrize(("scheme", "kept"), [("http", False), ("https", True)])
def test_officials_are_told_when_browsers_will_not_keep_ratings(
    sign_in: SignIn, counters: Counters, monkeypatch: pytest.MonkeyPatch, scheme: str, kept: bool
) -> None:
    settings = SimpleNamespace(settings=SimpleNamespace(public_url=f"{scheme}://danchu.example.vn"))
    monkeypatch.setattr("web.public.surveys.kept_views.runtime", lambda: settings)
    admin = sign_in(Role.PROVINCE_ADMIN, counters.province)
    pages = [sign_in(Role.SURVEY_MANAGER).get(PAGE), admin.get("/quan-tri/don-vi/07288")]
    assert [("Chưa giữ được khi mất mạng" in page.text) for page in pages] == [not kept, not kept]
    assert [("đặt chứng chỉ" in page.text) for page in pages] == [not kept, not kept]


@pytest.mark.parametrize("role", [Role.LEADER, Role.HANDLER, Role.COMMUNE_ADMIN, Role.BOARD_MEMBER])
def test_only_the_desk_and_the_survey_manager_set_tablets_up(sign_in: SignIn, role: Role) -> None:
    sign_in(role).get(PAGE, status=403)


@pytest.mark.parametrize("ready", [one.name for one in ready_sets() if not one.is_empty])
def test_a_ready_set_is_asked_as_a_whole(client: CheckingClient, counters: Counters, tablet: str, ready: str) -> None:
    """Nine indicators of which eight are asked have no class; "were you asked to pay extra" comes last of thirteen."""
    found = find_ready(ready)
    assert found is not None
    with counters.runtime.transaction(counters.official(Role.SURVEY_MANAGER)) as ctx:
        draft_id = create_draft(ctx, counters.commune, found.document)
        targets = (Target(TargetKind.AGENCY, counters.commune),)
        open_draft(ctx, OpenDraft(draft_id, 1, local_date(ctx.now), None, targets))
    page = client.get(tablet)
    names = {element.get("name") for element in page.root.iter() if element.get("name")}
    assert {f"c-{question.key}" for question in found.form.optional} <= names

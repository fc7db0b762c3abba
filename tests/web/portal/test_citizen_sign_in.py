"""A citizen shows who they are at the province's portal: never asked to, never silently, and never stopped by it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

import oidc_provider_mock
import pytest
import requests

from accounts.states import Assurance
from bootstrap.settings import OidcSettings, Settings
from casework.identity import tag_subject
from casework.states import Writer
from tests.support.checking_client import Answer, CheckingClient
from tests.support.clock import SteppingClock
from tests.support.desk_fixtures import desk
from tests.support.petitioning import Desk
from tests.support.portal_provider import CLIENT, Provider, running_provider
from tests.web.petitions.test_writers import asked, opened, sent
from tests.web.petitions.test_writing import BASE, WHAT

__all__ = ["desk"]
CONTACT, GO, BACK = f"{BASE}/lien-he", "/danh-tinh/di?ve=", "/danh-tinh/ve"
pytestmark = pytest.mark.query_budget(20)


@pytest.fixture
def provider() -> Iterator[Provider]:
    with running_provider() as running:
        yield running


@pytest.fixture
def clock() -> SteppingClock:
    """As late as the portal's clock."""
    return SteppingClock(datetime.now(UTC))


@pytest.fixture
def settings(settings: Settings, provider: Provider) -> Settings:
    levels = (("loa2", Assurance.VNEID_2), ("sms", Assurance.PHONE_CODE))
    return dataclasses.replace(settings, oidc=OidcSettings(provider.issuer, CLIENT, "s", "Cổng Bắc Ninh", levels))


def confirmed(client: CheckingClient, provider: Provider, onward: str = CONTACT) -> Answer:
    """The page the person had left, after signing in at the portal."""
    away = client.get(GO + onward, status=303).response.headers["Location"]
    brought = provider.allow(away)
    return client.follow(client.get(f"{BACK}?state={brought['state']}&code={brought['code']}", status=303))


def left(client: CheckingClient, page: Answer, *, status: int = 303, **typed: str) -> Answer:
    """After the page about the writer."""
    return client.submit_on(page, typed, action=CONTACT, status=status)


def test_what_was_confirmed_is_attached_by_a_tick_alone(client: CheckingClient, desk: Desk, provider: Provider) -> None:
    page = asked(client, Writer.ALONE)
    assert "Muốn xác nhận mình là ai? Không bắt buộc" in page.text
    page = confirmed(client, provider)
    assert (page.path, "Nguyễn Thị Mận" in page.text, "VNeID mức 2" in page.text) == (CONTACT, True, True)
    assert page.one("input", name="attach").get("checked") is None
    left(client, page, status=422, attach="y")  # a name is kept: that needs a yes
    petition_id = sent(client, desk, left(client, page, attach="y", consent="y", name="Ai khác"))
    found = opened(desk, petition_id)
    assert (found.name, found.level) == ("Nguyễn Thị Mận", Assurance.VNEID_2)
    with desk.runtime.reading() as ctx:
        assert found.subject == tag_subject(ctx, petition_id, issuer=provider.issuer, subject="001099000001")


def test_without_the_tick_the_petition_carries_nothing_of_it(
    client: CheckingClient, desk: Desk, provider: Provider
) -> None:
    asked(client, Writer.ALONE)
    petition_id = sent(client, desk, left(client, confirmed(client, provider), name="Bà Na", consent="y"))
    found = opened(desk, petition_id)
    assert (found.name, found.level, found.subject) == ("Bà Na", Assurance.UNVERIFIED, "")


def test_changing_ones_mind_takes_it_out_again(client: CheckingClient, desk: Desk, provider: Provider) -> None:
    asked(client, Writer.ALONE)
    checked = left(client, confirmed(client, provider), attach="y", consent="y")
    assert "VNeID mức 2" in checked.text
    again = client.submit(CONTACT, {}, action="/danh-tinh/thoi")
    assert "Muốn xác nhận mình là ai?" in again.text
    found = opened(desk, sent(client, desk, left(client, again, name="Bà Na", consent="y")))
    assert (found.level, found.subject) == (Assurance.UNVERIFIED, "")


def test_the_next_petition_does_not_know_who_sent_the_last(
    client: CheckingClient, desk: Desk, provider: Provider
) -> None:
    asked(client, Writer.ALONE)
    sent(client, desk, left(client, confirmed(client, provider), attach="y", consent="y"))
    page = asked(client, Writer.ALONE)
    assert "Nguyễn Thị Mận" not in page.text


def test_whoever_writes_without_a_name_is_not_asked_and_keeps_nothing(
    client: CheckingClient, desk: Desk, provider: Provider
) -> None:
    asked(client, Writer.ALONE)
    left(client, confirmed(client, provider), attach="y", consent="y")
    checked = client.submit(f"{BASE}/nguoi-gui", {"writer": "anonymous"})
    assert "VNeID" not in checked.text
    client.submit_on(checked, {}, action=f"{BASE}/kiem-tra")


def test_about_a_person_it_is_said_what_confirming_means(client: CheckingClient, desk: Desk) -> None:
    client.submit(f"{BASE}/lien-quan", {"concerns": "commune_leader"})
    client.submit(f"{BASE}/chuyen-gi", {"what": WHAT})
    page = client.submit(f"{BASE}/nguoi-gui", {"writer": "alone"})
    assert "Muốn giữ kín thì đừng xác nhận" in page.text


@pytest.mark.parametrize(("acr", "level"), [("sms", Assurance.PHONE_CODE), ("loa9", Assurance.UNVERIFIED),
                                            (None, Assurance.UNVERIFIED)])  # fmt: skip
def test_only_words_the_province_listed_mean_a_level(
    client: CheckingClient, desk: Desk, provider: Provider, acr: str | None, level: Assurance
) -> None:
    provider.claims = {"acr": acr}
    asked(client, Writer.ALONE)
    assert (
        opened(desk, sent(client, desk, left(client, confirmed(client, provider), attach="y", consent="y"))).level
        is level
    )


def test_a_portal_that_is_down_stops_nobody(client: CheckingClient, desk: Desk, provider: Provider) -> None:
    asked(client, Writer.ALONE)
    provider.down = True
    page = client.get(GO + CONTACT, status=503)
    assert "Cổng tỉnh chưa trả lời" in page.text
    assert CONTACT in page.links()
    sent(client, desk, left(client, client.get(CONTACT), name="Bà Na", consent="y"))


def test_cancelling_at_the_portal_leads_back_to_what_was_written(
    client: CheckingClient, desk: Desk, provider: Provider
) -> None:
    asked(client, Writer.ALONE)
    away = client.get(GO + CONTACT, status=303).response.headers["Location"]
    state = provider.allow(away)["state"]
    page = client.get(f"{BACK}?error=access_denied&state={state}", status=400)
    assert CONTACT in page.links()


def test_an_answer_works_once_and_only_in_the_browser_that_asked(
    client: CheckingClient, desk: Desk, provider: Provider
) -> None:
    away = client.get(GO + CONTACT, status=303).response.headers["Location"]
    brought = provider.allow(away)
    answer = f"{BACK}?state={brought['state']}&code={brought['code']}"
    client.another().get(answer, status=400)
    client.get(answer, status=303)
    client.get(answer, status=400)


def test_a_question_grows_old(client: CheckingClient, desk: Desk, provider: Provider, clock: SteppingClock) -> None:
    away = client.get(GO + CONTACT, status=303).response.headers["Location"]
    brought = provider.allow(away)
    clock.advance(minutes=11)
    client.get(f"{BACK}?state={brought['state']}&code={brought['code']}", status=400)


@pytest.mark.parametrize(
    "target", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "%2f%2fevil.example",
               "/%0d%0aLocation:%20https://evil.example"],
)  # fmt: skip
def test_nobody_is_led_to_another_host(client: CheckingClient, desk: Desk, provider: Provider, target: str) -> None:
    page = confirmed(client, provider, target)
    assert page.path == "/"


def test_the_address_to_come_back_to_is_never_taken_from_a_header(client: CheckingClient, desk: Desk) -> None:
    away = client.get(GO + CONTACT, status=303, headers={"X-Forwarded-Host": "evil.example"})
    assert "redirect_uri=http%3A%2F%2Flocalhost%3A8000%2Fdanh-tinh%2Fve" in away.response.headers["Location"]
    assert client.browser.get(GO + CONTACT, headers={"Host": "evil.example"}).status_code == 421


def test_pages_on_the_way_to_the_portal_are_framed_by_nobody(client: CheckingClient, desk: Desk) -> None:
    policy = client.get(GO + CONTACT, status=303).response.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy


@pytest.mark.sqlite_only
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the provider's own: it still uses authlib.jose
class TestRealProvider:
    """The same over HTTP with a provider somebody else wrote (oidc-provider-mock, on Authlib)."""

    @pytest.fixture
    def provider(self) -> Iterator[Provider]:
        person = oidc_provider_mock.User(sub="001099000002", claims={"name": "Trần Văn Ổi", "acr": "loa2"})
        with oidc_provider_mock.run_server_in_thread(user_claims=[person], require_nonce=True) as server:
            yield Provider(issuer=f"http://localhost:{server.server_port}")

    def test_from_the_contact_page_to_the_identity(self, client: CheckingClient, desk: Desk) -> None:
        asked(client, Writer.ALONE)
        away = client.get(GO + CONTACT, status=303).response.headers["Location"]
        answer = requests.post(away, data={"sub": "001099000002"}, allow_redirects=False, timeout=10)
        back = urlsplit(answer.headers["Location"])
        assert back.path == BACK
        page = client.follow(client.get(f"{back.path}?{back.query}", status=303))
        found = opened(desk, sent(client, desk, left(client, page, attach="y", consent="y")))
        assert (found.name, found.level) == ("Trần Văn Ổi", Assurance.VNEID_2)
        client.get(f"{back.path}?{back.query}", status=400)

    def test_refused_by_the_person(self, client: CheckingClient, desk: Desk) -> None:
        away = client.get(GO + CONTACT, status=303).response.headers["Location"]
        answer = requests.post(away, data={"action": "deny"}, allow_redirects=False, timeout=10)
        back = urlsplit(answer.headers["Location"])
        client.get(f"{back.path}?{back.query}", status=400)

"""Officials sign in at the portal only as the account they linked themselves; the second factor stays."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from accounts import services, totp
from accounts.portal.models import PortalLink, PortalSession
from accounts.roles import Role
from accounts.states import Assurance
from bootstrap.runtime import Runtime
from bootstrap.settings import OidcSettings, Settings
from core.audit import verify
from tests.support.checking_client import Answer, CheckingClient
from tests.support.clock import SteppingClock
from tests.support.people import PASSWORD, SECRET, Officials
from tests.support.portal_provider import CLIENT, Provider, running_provider

SIGN_IN, GO, BACK = "/can-bo/dang-nhap", "/can-bo/dang-nhap/cong", "/can-bo/dang-nhap/cong/ve"
FACTOR, ME, LINK = "/can-bo/dang-nhap/xac-thuc", "/can-bo/tai-khoan", "/can-bo/tai-khoan/cong"
pytestmark = pytest.mark.query_budget(30)


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
    oidc = OidcSettings(
        provider.issuer, CLIENT, "s", "Cổng Bắc Ninh", (("loa2", Assurance.VNEID_2),), second_factor=("loa3",)
    )
    return dataclasses.replace(settings, oidc=oidc)


def through(client: CheckingClient, provider: Provider, start: str = GO) -> str:
    """The address the portal sends the browser back to."""
    brought = provider.allow(client.get(start, status=303).response.headers["Location"])
    return f"{BACK}?state={brought['state']}&code={brought['code']}"


def link(client: CheckingClient, provider: Provider) -> Answer:
    client.submit(LINK, {"current": PASSWORD})
    return client.follow(client.get(through(client, provider, f"{LINK}/di"), status=303))


@pytest.fixture
def linked(client: CheckingClient, officials: Officials, provider: Provider) -> CheckingClient:
    """A leader who linked the account; the browser is signed in."""
    officials.sign_in(client, Role.LEADER)
    assert "Đã gắn" in link(client, provider).text
    return client


def test_linked_once_then_in_with_the_second_factor(
    linked: CheckingClient, provider: Provider, clock: SteppingClock, runtime: Runtime
) -> None:
    fresh = linked.another()
    assert GO in fresh.get(SIGN_IN).links()
    page = fresh.follow(fresh.get(through(fresh, provider), status=303))
    assert page.path == FACTOR
    fresh.get("/can-bo", status=303)  # the portal's word alone opens nothing
    page = fresh.submit(FACTOR, {"code": totp.current_code(SECRET, now=clock())}, action=FACTOR)
    assert (page.path, "Người leader" in page.text) == ("/can-bo", True)
    with runtime.reading() as ctx:
        kept = ctx.session.execute(select(PortalSession.level, PortalSession.acr)).one()
        assert (kept.level, kept.acr) == (Assurance.VNEID_2, "loa2")
        assert b"001099000001" not in ctx.session.execute(select(PortalLink.subject_tag)).scalar_one()
        assert list(verify(ctx)) == []


def test_a_factor_the_province_accepts_stands_in_for_ours(linked: CheckingClient, provider: Provider) -> None:
    provider.claims = {"acr": "loa3"}
    fresh = linked.another()
    assert fresh.follow(fresh.get(through(fresh, provider), status=303)).path == "/can-bo"


@pytest.mark.parametrize("claims", [{"sub": "001099000009"}, {"sub": "leader", "email": "leader@x.vn",
                                     "preferred_username": "leader", "name": "Người leader"}])  # fmt: skip
def test_neither_a_stranger_nor_somebody_with_the_same_name_gets_in(
    linked: CheckingClient, provider: Provider, claims: dict[str, str]
) -> None:
    provider.claims = claims
    fresh = linked.another()
    page = fresh.get(through(fresh, provider), status=400)
    assert "chưa gắn với cán bộ nào" in page.text
    fresh.get("/can-bo", status=303)


def test_a_closed_account_gets_in_no_more(
    linked: CheckingClient, provider: Provider, officials: Officials, runtime: Runtime
) -> None:
    with runtime.transaction(officials.actor(Role.PROVINCE_ADMIN)) as ctx:
        services.disable_account(ctx, account_id=officials.account(Role.LEADER))
    fresh = linked.another()
    assert "chưa gắn với cán bộ nào" in fresh.get(through(fresh, provider), status=400).text


def test_linking_asks_for_the_password(client: CheckingClient, officials: Officials, provider: Provider) -> None:
    officials.sign_in(client, Role.LEADER)
    client.submit(LINK, {"current": "không phải"}, status=422)
    assert client.get(f"{LINK}/di", status=303).location == LINK
    assert provider.seen == []


def test_one_person_of_the_portal_is_one_account(
    linked: CheckingClient, officials: Officials, provider: Provider
) -> None:
    other = officials.sign_in(linked.another(), Role.HANDLER)
    assert "đã gắn với một cán bộ khác" in link(other, provider).text


def test_an_answer_meant_for_somebody_elses_browser_links_nothing(
    client: CheckingClient, officials: Officials, provider: Provider, runtime: Runtime
) -> None:
    """The attacker's own answer, slipped to a signed-in official, must not link the attacker to that account."""
    attacker, victim = client.another(), officials.sign_in(client, Role.LEADER)
    slipped = through(attacker, provider)
    victim.get(slipped, status=400)
    with runtime.reading() as ctx:
        assert ctx.session.execute(select(PortalLink.account_id)).all() == []


def test_doing_without_it_again(linked: CheckingClient, provider: Provider) -> None:
    assert f"{LINK}/bo" in linked.get(ME).links()
    linked.submit(f"{LINK}/bo", {"current": "không phải"}, status=422)
    assert "Đã bỏ gắn" in linked.submit(f"{LINK}/bo", {"current": PASSWORD}).text
    fresh = linked.another()
    fresh.get(through(fresh, provider), status=400)


def test_a_portal_that_is_down_leaves_the_password(
    client: CheckingClient, officials: Officials, provider: Provider
) -> None:
    officials.account(Role.LEADER)
    provider.down = True
    page = client.get(GO, status=503)
    assert "Cổng tỉnh chưa trả lời" in page.text
    entered = client.submit_on(page, {"user_name": "leader", "password": PASSWORD}, action=f"{SIGN_IN}")
    assert entered.path == FACTOR


def test_after_signing_out_the_portals_session_can_be_ended_too(linked: CheckingClient, provider: Provider) -> None:
    provider.claims = {"acr": "loa3"}
    fresh = linked.another()
    page = fresh.follow(fresh.get(through(fresh, provider), status=303))
    out = fresh.submit_on(page, {}, action="/can-bo/dang-xuat")
    assert "/can-bo/dang-xuat/cong" in out.links()
    away = fresh.get("/can-bo/dang-xuat/cong", status=303).response.headers["Location"]
    assert away.startswith(provider.issuer + "/end?")
    assert "/can-bo/dang-xuat/cong" not in fresh.get(SIGN_IN).links()


@pytest.mark.sqlite_only
def test_without_a_portal_there_is_nothing_of_it(officials: Officials, settings: Settings) -> None:
    from bootstrap.runtime import build_runtime
    from web import create_app

    bare = dataclasses.replace(settings, oidc=None)
    page = create_app(bare, runtime=build_runtime(bare)).test_client().get(SIGN_IN)
    assert GO.encode() not in page.get_data()

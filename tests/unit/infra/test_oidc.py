"""What a portal says is believed only when all of it is right: each way to cheat is tried over HTTP."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from core.ports import PortalAttempt, PortalRefused, PortalUnavailable
from infra import oidc
from infra.oidc import OidcPortal
from tests.support.portal_provider import CLIENT, Provider, running_provider

BACK = "https://yenthe.example.vn/danh-tinh/ve"


@pytest.fixture
def provider() -> Iterator[Provider]:
    with running_provider() as running:
        yield running


@pytest.fixture
def portal(provider: Provider) -> OidcPortal:
    return OidcPortal(provider.issuer, CLIENT, "bí mật: 1")


def now() -> datetime:
    return datetime.now(UTC)


def begun(portal: OidcPortal, provider: Provider) -> tuple[PortalAttempt, dict[str, str]]:
    address, attempt = portal.begin(back_to=BACK)
    return attempt, provider.allow(address)


def finish(portal: OidcPortal, provider: Provider, **answer: str) -> Any:
    attempt, right = begun(portal, provider)
    return portal.finish(back_to=BACK, attempt=attempt, answer={**right, **answer}, now=now())


def unsigned(header: dict[str, Any], provider: Provider, nonce: str = "?", signature: bytes = b"") -> str:
    claims = {"iss": provider.issuer, "aud": CLIENT, "sub": "1", "exp": time.time() + 300, "iat": time.time(),
              "nonce": nonce}  # fmt: skip
    parts = [json.dumps(header).encode(), json.dumps(claims).encode(), signature]
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)


def test_who_signed_in_is_told_with_their_level(portal: OidcPortal, provider: Provider) -> None:
    person = finish(portal, provider)
    assert (person.issuer, person.subject, person.acr, person.name) == (
        provider.issuer, "001099000001", "loa2", "Nguyễn Thị Mận",
    )  # fmt: skip


def test_the_visitor_is_sent_with_state_nonce_and_challenge(portal: OidcPortal, provider: Provider) -> None:
    address, attempt = portal.begin(back_to=BACK)
    query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    assert address.startswith(provider.issuer + "/authorize?")
    assert (query["state"], query["nonce"], query["redirect_uri"]) == (attempt.state, attempt.nonce, BACK)
    assert query["code_challenge_method"] == "S256"
    assert attempt.verifier not in address
    assert "acr_values" not in query
    asking = OidcPortal(provider.issuer, CLIENT, acr_values=("loa3", "loa2"))
    assert "acr_values=loa3+loa2" in asking.begin(back_to=BACK)[0]
    assert len({attempt.state, attempt.nonce, attempt.verifier, portal.begin(back_to=BACK)[1].state}) == 4


LATER = 4_102_444_800  # the year 2100: an hour from collecting the tests may be over when they run


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"}, {"nonce": None}, {"iss": "https://evil.example"}, {"iss": None}, {"aud": "another"},
        {"aud": None}, {"aud": [CLIENT, "another"]}, {"aud": [CLIENT], "azp": "another"}, {"exp": 1}, {"exp": None},
        {"exp": "soon"}, {"iat": LATER}, {"iat": None}, {"nbf": LATER}, {"sub": ""},
        {"sub": None}, {"sub": 7}, {"sub": "x" * 256},
    ],
)  # fmt: skip
def test_a_token_that_is_not_the_answer_to_our_question_proves_nothing(
    portal: OidcPortal, provider: Provider, claims: dict[str, Any]
) -> None:
    provider.claims = claims
    with pytest.raises(PortalRefused):
        finish(portal, provider)


_DRIFTS = [{"exp": -60, "iat": -360}, {"iat": 60}, {"aud": [CLIENT, "another"], "azp": CLIENT}]


@pytest.mark.parametrize("claims", _DRIFTS)
def test_clocks_may_differ_a_little(portal: OidcPortal, provider: Provider, claims: dict[str, Any]) -> None:
    # Seconds from now: collecting the tests may be minutes ago.
    told = {name: time.time() + value if isinstance(value, int) else value for name, value in claims.items()}
    provider.claims = {"exp": time.time() + 600, **told}
    assert finish(portal, provider).subject == "001099000001"


@pytest.mark.parametrize("header", [{"alg": "none"}, {"alg": "HS256"}, {"alg": "RS256", "kid": "k0"}, {}])
def test_an_unsigned_or_wrongly_signed_token_proves_nothing(
    portal: OidcPortal, provider: Provider, header: dict[str, str]
) -> None:
    attempt, answer = begun(portal, provider)
    provider.token = unsigned(header, provider, attempt.nonce, b"" if header.get("alg") == "none" else b"x" * 256)
    with pytest.raises(PortalRefused):
        portal.finish(back_to=BACK, attempt=attempt, answer=answer, now=now())


@pytest.mark.parametrize("token", ["", "a.b.c", "x" * 20_000])
def test_what_is_no_token_proves_nothing(portal: OidcPortal, provider: Provider, token: str) -> None:
    provider.token = token
    with pytest.raises(PortalRefused):
        finish(portal, provider)


@pytest.mark.parametrize(
    "answer", [{"state": "another"}, {"state": ""}, {"error": "access_denied"}, {"code": ""}, {"code": "guessed"},
               {"iss": "https://evil.example"}],
)  # fmt: skip
def test_an_answer_to_somebody_elses_question_is_refused(
    portal: OidcPortal, provider: Provider, answer: dict[str, str]
) -> None:
    with pytest.raises(PortalRefused):
        finish(portal, provider, **answer)


def test_a_portal_that_names_itself_must_do_so(portal: OidcPortal, provider: Provider) -> None:
    provider.discovery = {"authorization_response_iss_parameter_supported": True}
    with pytest.raises(PortalRefused):
        finish(portal, provider)
    assert finish(portal, provider, iss=provider.issuer).subject


def test_a_code_works_once_and_only_with_what_it_was_asked_with(portal: OidcPortal, provider: Provider) -> None:
    attempt, answer = begun(portal, provider)
    portal.finish(back_to=BACK, attempt=attempt, answer=answer, now=now())
    with pytest.raises(PortalRefused):
        portal.finish(back_to=BACK, attempt=attempt, answer=answer, now=now())
    attempt, answer = begun(portal, provider)
    with pytest.raises(PortalRefused):
        portal.finish(back_to=BACK, attempt=replace(attempt, verifier="stolen"), answer=answer, now=now())


def test_new_keys_are_asked_for_when_an_unknown_one_signed_but_not_each_time(
    portal: OidcPortal, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish(portal, provider)
    provider.key = provider.published = 1
    with pytest.raises(PortalRefused):
        finish(portal, provider)  # asked a moment ago: whoever writes unknown keys cannot make us ask all the time
    assert provider.seen.count("GET /jwks") == 1
    monkeypatch.setattr(oidc, "KEYS_AT_LEAST", 0.0)
    assert finish(portal, provider).subject == "001099000001"
    provider.key = 0  # withdrawn: what it signs counts no more
    with pytest.raises(PortalRefused):
        finish(portal, provider)


@pytest.mark.parametrize(
    "discovery",
    [{"issuer": "https://evil.example"}, {"issuer": None}, {"token_endpoint": None}, {"jwks_uri": "ftp://x/jwks"},
     {"authorization_endpoint": "javascript:alert(1)"}, {"token_endpoint": 7}],
)  # fmt: skip
def test_a_portal_that_describes_itself_wrongly_is_not_used(
    portal: OidcPortal, provider: Provider, discovery: dict[str, Any]
) -> None:
    provider.discovery = discovery
    with pytest.raises(PortalUnavailable):
        portal.begin(back_to=BACK)


def test_a_portal_that_is_down_is_told_apart_from_one_that_refuses(portal: OidcPortal, provider: Provider) -> None:
    attempt, answer = begun(portal, provider)
    provider.down = True
    with pytest.raises(PortalUnavailable):
        portal.finish(back_to=BACK, attempt=attempt, answer=answer, now=now())
    assert OidcPortal("http://127.0.0.1:1", CLIENT).end(back_to=BACK) is None
    with pytest.raises(PortalUnavailable):
        OidcPortal("http://127.0.0.1:1", CLIENT).begin(back_to=BACK)


def test_a_name_told_apart_counts_only_for_the_same_person(portal: OidcPortal, provider: Provider) -> None:
    provider.claims = {"name": None}
    provider.userinfo = {"sub": "001099000001", "name": "Bà  Mận\u202e\n"}
    assert finish(portal, provider).name == "Bà Mận"
    provider.userinfo = {"sub": "another", "name": "Ai đó"}
    assert finish(portal, provider).name == ""


def test_where_the_portals_own_session_ends(portal: OidcPortal, provider: Provider) -> None:
    assert (portal.end(back_to=BACK) or "").startswith(provider.issuer + "/end?client_id=" + CLIENT)
    provider.discovery = {"end_session_endpoint": None}
    assert OidcPortal(provider.issuer, CLIENT).end(back_to=BACK) is None

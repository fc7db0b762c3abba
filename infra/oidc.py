"""Signing in at the province's portal: OpenID Connect, code flow with PKCE, state and nonce.

Tokens are checked by joserfc; everything the portal says is looked at before it is believed (OpenID Connect Core
3.1.3.7, RFC 9700). Nothing is kept but the portal's own addresses and keys.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from core.ports import PortalAttempt, PortalPerson, PortalRefused, PortalUnavailable
from infra.portal_http import get_json, post_form

# Public keys only: a secret shared with every client signs nothing for us, "none" signs nothing at all.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA"]
SKEW = 120  # seconds two clocks may differ
DISCOVERED_FOR = 3600.0
# An unknown key makes us ask again for the portal's keys, but not more often: anybody can write an unknown key's name.
KEYS_AT_LEAST = 30.0
_LONGEST_TOKEN, _LONGEST_SUBJECT, _LONGEST_ACR = 16_384, 255, 200
_SCOPE = "openid profile"


@dataclass(frozen=True, slots=True)
class _Discovered:
    """The portal's addresses, as it told them."""

    authorization: str
    token: str
    keys: str
    end: str | None
    userinfo: str | None
    basic: bool
    names_itself: bool
    at: float


class OidcPortal:
    """One per process; threads share what was discovered."""

    def __init__(self, issuer: str, client_id: str, client_secret: str = "", acr_values: Sequence[str] = ()) -> None:
        """`acr_values`: which words for assurance we understand; many portals say none unless they are asked."""
        self._issuer = issuer
        self._acr_values = " ".join(acr_values)
        self._client_id = client_id
        self._client_secret = client_secret
        self._lock = threading.Lock()
        self._known: _Discovered | None = None
        self._keys: KeySet | None = None
        self._keys_at = 0.0

    def begin(self, *, back_to: str) -> tuple[str, PortalAttempt]:
        """Where to send the visitor, and what has to come back. Raises PortalUnavailable."""
        attempt = PortalAttempt(*(secrets.token_urlsafe(32) for _ in range(3)))
        challenge = hashlib.sha256(attempt.verifier.encode()).digest()
        query = {
            "response_type": "code", "client_id": self._client_id, "redirect_uri": back_to, "scope": _SCOPE,
            "state": attempt.state, "nonce": attempt.nonce, "code_challenge": _unpadded(challenge),
            "code_challenge_method": "S256", **({"acr_values": self._acr_values} if self._acr_values else {}),
        }  # fmt: skip
        address = self._discover().authorization
        return f"{address}{'&' if urlsplit(address).query else '?'}{urlencode(query)}", attempt

    def finish(self, *, back_to: str, attempt: PortalAttempt, answer: Mapping[str, str], now: datetime) -> PortalPerson:
        """Who came back with this answer. Raises PortalRefused, PortalUnavailable."""
        known = self._discover()
        code = self._code(known, attempt, answer)
        fields = {
            "grant_type": "authorization_code", "code": code, "redirect_uri": back_to,
            "code_verifier": attempt.verifier, "client_id": self._client_id,
        }  # fmt: skip
        credentials: tuple[str, str] | None = None
        if self._client_secret and known.basic:
            credentials = (self._client_id, self._client_secret)
        elif self._client_secret:
            fields["client_secret"] = self._client_secret
        tokens = post_form(known.token, fields, credentials=credentials)
        claims = self._claims(known, tokens.get("id_token"), nonce=attempt.nonce, now=now)
        name = claims.get("name") or self._asked_name(known, tokens.get("access_token"), claims["sub"])
        acr = claims.get("acr") or claims.get("loa") or ""
        return PortalPerson(self._issuer, claims["sub"], str(acr)[:_LONGEST_ACR], _plain(name))

    def end(self, *, back_to: str) -> str | None:
        """Where the portal's own session is ended; None when it offers no such place, or does not answer."""
        try:
            address = self._discover().end
        except PortalUnavailable:
            return None
        query = urlencode({"client_id": self._client_id, "post_logout_redirect_uri": back_to})
        return f"{address}{'&' if urlsplit(address).query else '?'}{query}" if address else None

    def _code(self, known: _Discovered, attempt: PortalAttempt, answer: Mapping[str, str]) -> str:
        """The code of an answer that is to our own question, from the portal we asked (RFC 9207)."""
        if not hmac.compare_digest(answer.get("state", "").encode(), attempt.state.encode()):
            raise PortalRefused
        issuer = answer.get("iss", "" if known.names_itself else self._issuer)
        if issuer != self._issuer:
            raise PortalRefused
        code = answer.get("code", "")
        if answer.get("error") or not code or len(code) > _LONGEST_TOKEN:
            raise PortalRefused
        return code

    def _claims(self, known: _Discovered, token: object, *, nonce: str, now: datetime) -> dict[str, Any]:
        if not isinstance(token, str) or len(token) > _LONGEST_TOKEN:
            raise PortalRefused
        try:
            claims = self._decode(known, token)
            self._check(claims, nonce=nonce, now=now.timestamp())
        except (JoseError, ValueError, TypeError, KeyError):
            raise PortalRefused from None
        return claims

    def _decode(self, known: _Discovered, token: str) -> dict[str, Any]:
        keys = self._key_set(known, fresh=False)
        try:
            return dict(jwt.decode(token, keys, algorithms=ALGORITHMS).claims)
        except (JoseError, ValueError):
            # Perhaps the portal has new keys since we asked.
            newer = self._key_set(known, fresh=True)
            if newer is keys:
                raise
        return dict(jwt.decode(token, newer, algorithms=ALGORITHMS).claims)

    def _check(self, claims: Mapping[str, Any], *, nonce: str, now: float) -> None:
        audience = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
        party = claims.get("azp")
        subject = claims["sub"]
        right = (
            claims["iss"] == self._issuer
            and self._client_id in audience
            and (party == self._client_id if party is not None or len(audience) > 1 else True)
            and float(claims["exp"]) > now - SKEW
            and float(claims["iat"]) < now + SKEW
            and float(claims.get("nbf", 0)) < now + SKEW
            and hmac.compare_digest(str(claims["nonce"]).encode(), nonce.encode())
            and isinstance(subject, str)
            and 0 < len(subject) <= _LONGEST_SUBJECT
        )
        if not right:
            raise ValueError("not for us, not now, or not in answer to our question")

    def _asked_name(self, known: _Discovered, access: object, subject: str) -> object:
        """The name, where the portal tells it apart; never of anybody else, and never needed."""
        if not known.userinfo or not isinstance(access, str):
            return ""
        try:
            told = get_json(known.userinfo, bearer=access)
        except PortalUnavailable:
            return ""
        return told.get("name", "") if told.get("sub") == subject else ""

    def _discover(self) -> _Discovered:
        with self._lock:
            known = self._known
            if known is not None and time.monotonic() - known.at < DISCOVERED_FOR:
                return known
        told = get_json(self._issuer.rstrip("/") + "/.well-known/openid-configuration")
        if told.get("issuer") != self._issuer:
            raise PortalUnavailable
        fresh = self._read(told)
        with self._lock:
            self._known = fresh
        return fresh

    def _read(self, told: Mapping[str, Any]) -> _Discovered:
        ways = told.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        return _Discovered(
            authorization=self._address(told, "authorization_endpoint"), token=self._address(told, "token_endpoint"),
            keys=self._address(told, "jwks_uri"),
            end=self._address(told, "end_session_endpoint") if told.get("end_session_endpoint") else None,
            userinfo=self._address(told, "userinfo_endpoint") if told.get("userinfo_endpoint") else None,
            basic="client_secret_basic" in ways,
            names_itself=bool(told.get("authorization_response_iss_parameter_supported")), at=time.monotonic(),
        )  # fmt: skip

    def _address(self, told: Mapping[str, Any], name: str) -> str:
        """An address the portal told: encrypted, unless the portal is on this machine. Raises PortalUnavailable."""
        address = told.get(name)
        if not isinstance(address, str):
            raise PortalUnavailable
        scheme = urlsplit(address).scheme
        if scheme != "https" and scheme != urlsplit(self._issuer).scheme:
            raise PortalUnavailable
        return address

    def _key_set(self, known: _Discovered, *, fresh: bool) -> KeySet:
        with self._lock:
            keys, age = self._keys, time.monotonic() - self._keys_at
        if keys is not None and (age < KEYS_AT_LEAST if fresh else age < DISCOVERED_FOR):
            return keys
        told = get_json(known.keys)
        try:
            read = KeySet.import_key_set({"keys": [_public(key) for key in told["keys"]]})
        except (JoseError, ValueError, KeyError, TypeError):
            raise PortalUnavailable from None
        with self._lock:
            self._keys, self._keys_at = read, time.monotonic()
        return read


def _public(key: Any) -> Any:
    """A key as published; a shared secret among them is no key of ours. Raises ValueError."""
    if not isinstance(key, dict) or key.get("kty") == "oct":
        raise ValueError("not a public key")
    return key


def _unpadded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _plain(name: object) -> str:
    text = name if isinstance(name, str) else ""
    return " ".join("".join(c for c in text if c.isprintable()).split())[:100]

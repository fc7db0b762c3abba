"""A provider over HTTP on this machine that answers as a test tells it to: rightly, or as an attacker would."""

from __future__ import annotations

import json
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT = "xa-yen-the"
_KEYS = [RSAKey.generate_key(2048, parameters={"kid": f"k{n}"}, private=True) for n in range(2)]


@dataclass
class Provider:
    """What it says. `claims` are put over the right ones; None takes one away."""

    issuer: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    discovery: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] = field(default_factory=dict)
    key: int = 0
    published: int = 0
    token: str | None = None  # said instead of a signed one
    down: bool = False
    asked: dict[str, Any] = field(default_factory=dict)  # by code: what the visitor came with
    seen: list[str] = field(default_factory=list)

    def allow(self, address: str, *, code: str = "c0de") -> dict[str, str]:
        """What the visitor's browser brings back after signing in at `address`."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        self.asked[code] = query
        return {"state": query["state"], "code": code}

    def id_token(self, nonce: str) -> str:
        """Signed as told."""
        if self.token is not None:
            return self.token
        now = int(time.time())
        right = {
            "iss": self.issuer, "aud": CLIENT, "sub": "001099000001", "exp": now + 300, "iat": now, "nonce": nonce,
            "acr": "loa2", "name": "Nguyễn Thị Mận",
        }  # fmt: skip
        claims = {name: value for name, value in (right | self.claims).items() if value is not None}
        key = _KEYS[self.key]
        return jwt.encode({"alg": "RS256", "kid": key.kid}, claims, key)

    def answer(self, method: str, path: str, form: dict[str, str]) -> tuple[int, object]:
        """Status and body of one request."""
        self.seen.append(f"{method} {path}")
        if self.down:
            return 503, {"error": "temporarily_unavailable"}
        if path == "/.well-known/openid-configuration":
            return 200, self._configuration()
        if path == "/jwks":
            return 200, {"keys": [_KEYS[self.published].as_dict(private=False)]}
        if path == "/token":
            return self._exchange(form)
        if path == "/userinfo":
            return 200, self.userinfo
        return 404, {}

    def _configuration(self) -> dict[str, Any]:
        right = {
            "issuer": self.issuer, "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token", "jwks_uri": f"{self.issuer}/jwks",
            "userinfo_endpoint": f"{self.issuer}/userinfo", "end_session_endpoint": f"{self.issuer}/end",
        }  # fmt: skip
        return {name: value for name, value in (right | self.discovery).items() if value is not None}

    def _exchange(self, form: dict[str, str]) -> tuple[int, object]:
        # A code works once, at the address it was asked for, with the secret it was asked with (RFC 7636).
        asked = self.asked.pop(form.get("code", ""), None)
        challenge = urlsafe_b64encode(sha256(form.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
        if asked is None or challenge != asked["code_challenge"] or form["redirect_uri"] != asked["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        return 200, {"token_type": "Bearer", "access_token": "zugang", "id_token": self.id_token(asked["nonce"])}


@contextmanager
def running_provider() -> Iterator[Provider]:
    """It listens on loopback until the test ends."""
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def _serve(self, method: str) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            form = {n: v[0] for n, v in parse_qs(self.rfile.read(length).decode()).items()}
            status, body = provider.answer(method, urlsplit(self.path).path, form)
            data = body if isinstance(body, bytes) else json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def do_GET(self) -> None:
            self._serve("GET")

        def do_POST(self) -> None:
            self._serve("POST")

        def log_message(self, *_arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

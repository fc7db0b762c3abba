"""Headers that every answer carries. No exceptions are made to the content security policy."""

from __future__ import annotations

from functools import cache
from http import HTTPStatus

from flask import Flask, Response, current_app, g, request

# The two policies of trusted types give exactly one address each: a script's, for the two kinds of workers.
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; media-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types offline proof"
)
# What a device can tell about who holds it, or do unseen. A page that needs one says so (`allow_feature`).
# The list is GlobaLeaks' own and stays whole. A browser warns in its console of each name that it does not know and
# does what the others say; Chromium 156 on Linux warns of six. It knows two on other systems (bluetooth, web-share),
# one behind a switch (ambient-light-sensor), knew one until some years ago (document-domain), and two never
# (notifications, push): who visits with an older browser, or another one, is to be as safe.
_FEATURES = (
    "accelerometer", "ambient-light-sensor", "bluetooth", "camera", "clipboard-read", "clipboard-write",
    "display-capture", "document-domain", "fullscreen", "geolocation", "gyroscope", "idle-detection", "keyboard-map",
    "local-fonts", "magnetometer", "microphone", "midi", "notifications", "payment", "push", "screen-wake-lock",
    "serial", "speaker-selection", "usb", "web-share", "xr-spatial-tracking",
)  # fmt: skip
_ALLOWED = "allowed_features"
# What is personal or changing is kept by nobody.
PRIVATE = "no-store"
# No search engine lists what is not for everybody, or shows an older copy of what is.
UNLISTED, LISTED = "noindex, nofollow, noarchive", "noarchive"
# Who signs out of this browser takes along the pages that it remembers; who wipes a petition off it, every cookie too.
# Not its storage: only surveys put anything there (tests/architecture/test_browser_storage.py), ratings that wait for a
# connection among it, and those would be gone without a word.
LEFT = '"cache"'
WIPED = '"cache", "cookies"'


def install(app: Flask) -> None:
    """Add the headers to every answer."""
    app.after_request(_protect)
    app.jinja_env.globals["allow_feature"] = allow_feature


def allow_feature(name: str) -> str:
    """Let the scripts of the page being made use a feature of the device; templates call it, nothing is shown."""
    if name not in _FEATURES:
        raise ValueError(f"no feature of a device is called {name!r}")
    setattr(g, _ALLOWED, g.get(_ALLOWED, frozenset()) | {name})
    return ""


@cache
def _permissions(allowed: frozenset[str]) -> str:
    return ",".join(f"{name}={'(self)' if name in allowed else '()'}" for name in _FEATURES)


@cache
def fixed_headers(*, secure: bool) -> tuple[tuple[str, str], ...]:
    """The headers that are the same on every answer of the installation; `secure`: it is reached over HTTPS only."""
    strict = (("Strict-Transport-Security", "max-age=31536000; includeSubDomains"),) if secure else ()
    return (
        ("Content-Security-Policy", CSP),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Permissions-Policy", _permissions(frozenset())),
        *strict,
        # For browsers without frame-ancestors; taken away where a portal may show the page (web.portal.framing).
        ("X-Frame-Options", "DENY"),
        ("X-Robots-Tag", UNLISTED),
        ("Cross-Origin-Embedder-Policy", "require-corp"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    )


def _protect(response: Response) -> Response:
    headers = response.headers
    unlisted = "X-Robots-Tag" in headers  # a view that asks for it
    for name, value in fixed_headers(secure=current_app.config["SESSION_COOKIE_SECURE"]):
        headers[name] = value
    if allowed := g.get(_ALLOWED):
        headers["Permissions-Policy"] = _permissions(allowed)
    # Not an answer that it is missing: it may be there a moment later, when the whole new version is in place.
    static = request.endpoint == "static" and response.status_code < HTTPStatus.BAD_REQUEST
    cacheable = static or _cacheable(response)
    headers["X-Robots-Tag"] = LISTED if cacheable and not unlisted else UNLISTED
    if static:
        versioned = "v" in request.args
        headers["Cache-Control"] = "public, max-age=31536000, immutable" if versioned else "public, max-age=300"
    elif cacheable:
        headers["Cache-Control"] = "public, max-age=10"
    else:
        headers["Cache-Control"] = PRIVATE
    return response


def _cacheable(response: Response) -> bool:
    gate, whole = g.get("gate"), response.status_code == HTTPStatus.OK
    return bool(gate and gate.cacheable and whole and "Set-Cookie" not in response.headers)

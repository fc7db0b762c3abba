"""Every answer of the application under test carries the whole set of headers, whichever test asked for it.

The set is what GlobaLeaks sends (docs/security.md says where ours differs and why), written down here by hand: the
product's own list must not be what it is compared with.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_FIXED = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
_POLICY = {
    "default-src": "'none'", "base-uri": "'none'", "script-src": "'self'", "style-src": "'self'", "img-src": "'self'",
    "font-src": "'self'", "media-src": "'self'", "connect-src": "'self'", "form-action": "'self'",
    "manifest-src": "'self'", "worker-src": "'self'", "require-trusted-types-for": "'script'",
    "trusted-types": "offline proof",
}  # fmt: skip
_OFF = (
    "accelerometer", "ambient-light-sensor", "bluetooth", "camera", "clipboard-read", "display-capture",
    "document-domain", "gyroscope", "idle-detection", "keyboard-map", "local-fonts", "magnetometer",
    "microphone", "midi", "notifications", "payment", "push", "screen-wake-lock", "serial", "speaker-selection", "usb",
    "web-share", "xr-spatial-tracking",
)  # fmt: skip
# A page that has use for it may ask for it (a place, a code copied, a tablet's whole screen: on a tap), nobody else.
_OWN_ONLY = {name: {"()", "(self)"} for name in ("geolocation", "clipboard-write", "fullscreen")}
_CACHED = re.compile(r"public, max-age=(10|300|31536000, immutable)")
_TELLING = {"server", "x-powered-by", "via", "sourcemap", "server-timing"}
_ORIGIN = re.compile(r"https?://[^\s;*]+")


class StrictHeaders:
    """WSGI middleware around the whole application: an answer without its headers fails the test that caused it."""

    def __init__(self, application: WSGIApplication, *, secure: bool) -> None:
        self._application = application
        self._secure = secure

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Serve the request."""
        where = f"{environ['REQUEST_METHOD']} {environ.get('PATH_INFO', '')}"

        def check(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            found = faults(headers, secure=self._secure)
            assert not found, f"{where} answered {status}: {'; '.join(found)}"
            return start_response(status, headers, exc_info)

        return self._application(environ, check)


def faults(headers: Iterable[tuple[str, str]], *, secure: bool) -> list[str]:
    """What is missing from, or too much in, the headers of an answer."""
    pairs = [(name.lower(), value) for name, value in headers]
    given = dict(pairs)
    found = [f"{name} is {given.get(name)!r}" for name, value in _FIXED.items() if given.get(name) != value]
    found += [f"{name} given twice" for name in given if name != "set-cookie" and [n for n, _ in pairs].count(name) > 1]
    found += [f"{name} tells what serves here" for name in _TELLING & set(given)]
    found += _policy_faults(given) + _feature_faults(given.get("permissions-policy", ""))
    strict = given.get("strict-transport-security", "")
    if secure != strict.startswith("max-age=31536000; includeSubDomains"):
        found.append(f"Strict-Transport-Security {strict!r}")
    return found + _cache_faults(pairs, given.get("cache-control", ""))


def _policy_faults(given: dict[str, str]) -> list[str]:
    text = given.get("content-security-policy", "")
    rules = dict(part.strip().partition(" ")[::2] for part in text.split(";"))
    framed = rules.pop("frame-ancestors", "")
    found = [] if rules == _POLICY else [f"Content-Security-Policy {text!r}"]
    if framed == "'none'":
        return found if given.get("x-frame-options") == "DENY" else [*found, "X-Frame-Options is not DENY"]
    own, *origins = framed.split()
    if own != "'self'" or not origins or not all(_ORIGIN.fullmatch(one) for one in origins):
        found.append(f"frame-ancestors {framed!r}")
    return found


def _feature_faults(text: str) -> list[str]:
    rules = dict(part.strip().partition("=")[::2] for part in text.split(","))
    wanted = {name: {"()"} for name in _OFF} | _OWN_ONLY
    return [
        f"feature {name} is {rules.get(name)!r}" for name, allowed in wanted.items() if rules.get(name) not in allowed
    ]


def _cache_faults(pairs: list[tuple[str, str]], kept: str) -> list[str]:
    listed = dict(pairs).get("x-robots-tag")
    if kept == "no-store":
        return [] if listed == "noindex, nofollow, noarchive" else [f"X-Robots-Tag {listed!r}"]
    found = [] if _CACHED.fullmatch(kept) else [f"Cache-Control {kept!r}"]
    found += [] if listed and listed.endswith("noarchive") else [f"X-Robots-Tag {listed!r}"]
    return [*found, "a kept answer sets a cookie"] if any(name == "set-cookie" for name, _ in pairs) else found

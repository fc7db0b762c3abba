"""Headers that every answer carries. No exceptions are made to the content security policy."""

from __future__ import annotations

from functools import cache

from flask import Flask, Response, current_app, g, request

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; media-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
# What is personal or changing is kept by nobody.
PRIVATE = "no-store"


def install(app: Flask) -> None:
    """Add the headers to every answer."""
    app.after_request(_protect)


@cache
def fixed_headers(*, secure: bool) -> tuple[tuple[str, str], ...]:
    """The headers that are the same on every answer of the installation; `secure`: it is reached over HTTPS only."""
    strict = (("Strict-Transport-Security", "max-age=31536000; includeSubDomains"),) if secure else ()
    return (
        ("Content-Security-Policy", CSP),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Permissions-Policy", "camera=(), microphone=(), geolocation=(self), payment=()"),
        *strict,
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    )


def _protect(response: Response) -> Response:
    headers = response.headers
    for name, value in fixed_headers(secure=current_app.config["SESSION_COOKIE_SECURE"]):
        headers[name] = value
    if request.endpoint == "static":
        versioned = "v" in request.args
        headers["Cache-Control"] = "public, max-age=31536000, immutable" if versioned else "public, max-age=300"
    elif _cacheable(response):
        headers["Cache-Control"] = "public, max-age=10"
    else:
        headers["Cache-Control"] = PRIVATE
    return response


def _cacheable(response: Response) -> bool:
    gate = g.get("gate")
    return bool(gate and gate.cacheable and response.status_code == 200 and "Set-Cookie" not in response.headers)

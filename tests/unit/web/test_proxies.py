"""A forwarded address is believed from a trusted proxy only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from web.proxies import TrustedProxies


def caller(remote: str, forwarded: str, trusted: tuple[str, ...], proto: str = "https") -> tuple[str, str]:
    seen: dict[str, Any] = {}

    def application(environ: dict[str, Any], start_response: object) -> Iterable[bytes]:
        seen.update(environ)
        return []

    environ = {
        "REMOTE_ADDR": remote,
        "HTTP_X_FORWARDED_FOR": forwarded,
        "HTTP_X_FORWARDED_PROTO": proto,
        "wsgi.url_scheme": "http",
    }
    TrustedProxies(application, trusted)(environ, lambda *_: lambda _data: None)  # type: ignore[arg-type]  # a bare call
    return seen["REMOTE_ADDR"], seen["wsgi.url_scheme"]


@pytest.mark.parametrize(
    ("remote", "forwarded", "trusted", "expected"),
    [
        ("203.0.113.9", "198.51.100.1", (), ("203.0.113.9", "http")),
        ("127.0.0.1", "198.51.100.1", ("127.0.0.1",), ("198.51.100.1", "https")),
        ("127.0.0.1", "1.1.1.1, 198.51.100.1", ("127.0.0.1",), ("198.51.100.1", "https")),
        ("10.0.0.2", "198.51.100.1, 10.0.0.7", ("10.0.0.0/8",), ("198.51.100.1", "https")),
        ("203.0.113.9", "198.51.100.1", ("127.0.0.1",), ("203.0.113.9", "http")),
        ("127.0.0.1", "nonsense", ("127.0.0.1",), ("127.0.0.1", "https")),
        ("::1", "2001:db8::5", ("::1",), ("2001:db8::5", "https")),
    ],
)
def test_truth_table(remote: str, forwarded: str, trusted: tuple[str, ...], expected: tuple[str, str]) -> None:
    assert caller(remote, forwarded, trusted) == expected


def test_a_strange_scheme_is_ignored() -> None:
    assert caller("127.0.0.1", "198.51.100.1", ("127.0.0.1",), proto="javascript")[1] == "http"


def paths(remote: str, prefix: str, path: str, trusted: tuple[str, ...] = ("127.0.0.1",)) -> tuple[str, str]:
    seen: dict[str, Any] = {}

    def application(environ: dict[str, Any], start_response: object) -> Iterable[bytes]:
        seen.update(environ)
        return []

    environ = {"REMOTE_ADDR": remote, "HTTP_X_FORWARDED_PREFIX": prefix, "PATH_INFO": path, "SCRIPT_NAME": ""}
    TrustedProxies(application, trusted)(environ, lambda *_: lambda _data: None)  # type: ignore[arg-type]  # a bare call
    return seen["SCRIPT_NAME"], seen["PATH_INFO"]


@pytest.mark.parametrize(
    ("prefix", "path", "expected"),
    [
        ("/xa/yen-the", "/tra-cuu", ("/xa/yen-the", "/tra-cuu")),
        ("/xa/yen-the/", "/xa/yen-the/tra-cuu", ("/xa/yen-the", "/tra-cuu")),
        ("/xa/yen-the", "/xa/yen-the", ("/xa/yen-the", "/")),
        ("/xa/yen-the", "/xa/yen-the-khac", ("/xa/yen-the", "/xa/yen-the-khac")),
        ("//evil.example", "/tra-cuu", ("", "/tra-cuu")),
        ("/a, /b", "/tra-cuu", ("", "/tra-cuu")),
        ("/x/../y", "/tra-cuu", ("", "/tra-cuu")),
        ("/en", "/tra-cuu", ("", "/tra-cuu")),
        ("", "/tra-cuu", ("", "/tra-cuu")),
    ],
)
def test_a_path_of_another_site_is_taken_from_the_proxy(prefix: str, path: str, expected: tuple[str, str]) -> None:
    assert paths("127.0.0.1", prefix, path) == expected


def test_a_path_from_anybody_else_is_ignored() -> None:
    assert paths("203.0.113.9", "/xa/yen-the", "/tra-cuu") == ("", "/tra-cuu")
    assert paths("127.0.0.1", "/xa/yen-the", "/tra-cuu", trusted=()) == ("", "/tra-cuu")

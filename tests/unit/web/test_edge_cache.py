"""Public pages are kept, personal ones never, and a publication drops what was kept."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from agencies.portal.sites import Site as Site_
from agencies.queries import AgencyCard
from bootstrap.public_version import PublicVersion
from web.edge_cache import EdgeCache
from web.portal.hosts import SITE

PUBLIC = [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "public, max-age=10")]


class Site:
    """An application that counts how often it was asked."""

    def __init__(self, headers: list[tuple[str, str]], status: str = "200 OK") -> None:
        self.calls, self.headers, self.status = 0, headers, status

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self.calls += 1
        start_response(self.status, self.headers)
        return [f"page {environ['PATH_INFO']} {self.calls}".encode()]


def ask(cache: EdgeCache, path: str = "/", **environ: str) -> tuple[str, dict[str, str], bytes]:
    caught: dict[str, Any] = {}

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> Any:
        caught.update(status=status, headers={name.lower(): value for name, value in headers})
        return lambda _data: None

    full = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "SCRIPT_NAME": "", "QUERY_STRING": "", **environ}
    body = b"".join(cache(full, start_response))  # type: ignore[arg-type]  # a bare environment
    return caught["status"], caught["headers"], body


@pytest.fixture
def version(tmp_path: Path) -> PublicVersion:
    return PublicVersion(tmp_path / "public.version")


def test_a_public_page_is_rendered_once_and_compressed_for_whoever_accepts_it(version: PublicVersion) -> None:
    site = Site(PUBLIC)
    cache = EdgeCache(site, version, 10)
    _, headers, plain = ask(cache)
    assert plain == b"page / 1"
    _, zipped_headers, zipped = ask(cache, HTTP_ACCEPT_ENCODING="gzip, br")
    assert gzip.decompress(zipped) == plain
    assert zipped_headers["content-encoding"] == "gzip"
    assert headers["vary"] == "Accept-Encoding"
    assert site.calls == 1


def test_whoever_has_the_page_is_told_so(version: PublicVersion) -> None:
    cache = EdgeCache(Site(PUBLIC), version, 10)
    etag = ask(cache)[1]["etag"]
    status, _, body = ask(cache, HTTP_IF_NONE_MATCH=etag)
    assert status.startswith("304")
    assert body == b""


def test_a_publication_drops_what_was_kept(version: PublicVersion) -> None:
    site = Site(PUBLIC)
    cache = EdgeCache(site, version, 10)
    ask(cache)
    version.bump()
    assert ask(cache)[2] == b"page / 2"


def test_each_publication_has_a_number_of_its_own(version: PublicVersion) -> None:
    """However quickly one follows the other: the stamps that a file system gives stand still for milliseconds."""
    seen = []
    for _ in range(200):
        version.bump()
        seen.append(version.current())
    assert seen == sorted(set(seen))


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ([("Content-Type", "text/html"), ("Cache-Control", "no-store")], "200 OK"),
        ([*PUBLIC, ("Set-Cookie", "a=b")], "200 OK"),
        (PUBLIC, "404 Not Found"),
    ],
)
def test_personal_pages_cookies_and_errors_are_never_kept(
    version: PublicVersion, headers: list[tuple[str, str]], status: str
) -> None:
    site = Site(headers, status)
    cache = EdgeCache(site, version, 10)
    for _ in range(2):
        ask(cache)
    assert site.calls == 2


def test_languages_and_queries_are_pages_of_their_own(version: PublicVersion) -> None:
    site = Site(PUBLIC)
    cache = EdgeCache(site, version, 10)
    bodies = {ask(cache)[2], ask(cache, SCRIPT_NAME="/en")[2], ask(cache, QUERY_STRING="sau=x")[2]}
    assert len(bodies) == 3


def _site(address: str) -> Site_:
    card = AgencyCard(*[None] * 19)  # type: ignore[arg-type]  # whose it is does not matter here
    return Site_(address, card, main=True)


def test_each_site_has_pages_of_its_own_and_unknown_names_share_one(version: PublicVersion) -> None:
    site = Site([*PUBLIC, ("Vary", "Host")])
    cache = EdgeCache(site, version, 10)
    first, second = _site("a.vn"), _site("b.vn/xa/b")
    bodies = [ask(cache, **{SITE: one})[2] for one in (first, second, first)]  # type: ignore[arg-type]  # not a text
    assert bodies == [b"page / 1", b"page / 2", b"page / 1"]
    assert ask(cache, **{SITE: first})[1]["vary"] == "Accept-Encoding, Host"  # type: ignore[arg-type]  # as above
    assert {ask(cache, HTTP_HOST=name)[2] for name in ("x.test", "y.test")} == {b"page / 3"}


def test_a_form_that_is_posted_always_reaches_the_application(version: PublicVersion) -> None:
    site = Site(PUBLIC)
    cache = EdgeCache(site, version, 10)
    for _ in range(2):
        ask(cache, REQUEST_METHOD="POST")
    assert site.calls == 2

"""Public pages kept compressed in front of Flask: a thousand readers cost one rendering.

Kept: GET answers 200 that say `Cache-Control: public` and set no cookie. Dropped: after the time to live, and at once
when something public was published (the public version changes).
"""

from __future__ import annotations

import gzip
import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bootstrap.public_version import PublicVersion
from web.portal.hosts import SITE

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MAX_ENTRIES = 1024
MAX_BODY = 512 * 1024
MAX_QUERY = 300

Headers = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Entry:
    expires: float
    version: int
    etag: str
    headers: Headers
    plain: bytes
    zipped: bytes


class EdgeCache:
    """WSGI middleware; one per process."""

    def __init__(self, application: WSGIApplication, version: PublicVersion, seconds: int) -> None:
        self._application = application
        self._version = version
        self._seconds = seconds
        self._entries: OrderedDict[str, _Entry] = OrderedDict()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer from memory, else from the application, keeping the answer when it may be kept."""
        if self._seconds <= 0 or environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return self._application(environ, start_response)
        query = environ.get("QUERY_STRING", "")
        site = environ.get(SITE)
        # By the site we know, not by what the Host header says: nobody fills the memory with names of their own.
        whose = f"{site.address} " if site is not None else ""
        key = f"{whose}{environ.get('SCRIPT_NAME', '')}{environ.get('PATH_INFO', '')}?{query}"
        version = self._version.current()
        entry = self._entries.get(key)
        if entry is None or entry.version != version or entry.expires < time.monotonic():
            entry = None
        if entry is not None:
            return self._serve(entry, environ, start_response)
        if environ["REQUEST_METHOD"] == "HEAD" or len(query) > MAX_QUERY:
            return self._application(environ, start_response)
        return self._render(key, version, environ, start_response)

    def _render(
        self, key: str, version: int, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        caught: list[tuple[str, Headers]] = []

        def catch(status: str, headers: Headers, _exc_info: object = None) -> Callable[[bytes], None]:
            caught[:] = [(status, list(headers))]
            return _write_nothing

        # Ask for the full page: conditional answers are made here, from the kept copy.
        asked = environ.pop("HTTP_IF_NONE_MATCH", None)
        result = self._application(environ, catch)
        if asked is not None:
            environ["HTTP_IF_NONE_MATCH"] = asked
        status, headers = caught[0]
        if not _keepable(status, headers):
            start_response(status, headers)
            return result
        try:
            body = b"".join(result)
        finally:
            close = getattr(result, "close", None)
            if close:
                close()
        if len(body) > MAX_BODY:
            start_response(status, headers)
            return [body]
        entry = self._keep(key, version, headers, body)
        return self._serve(entry, environ, start_response)

    def _keep(self, key: str, version: int, headers: Headers, body: bytes) -> _Entry:
        etag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
        kept = [(n, v) for n, v in headers if n.lower() not in ("content-length", "etag", "vary")]
        varies = any(n.lower() == "vary" and "host" in v.lower() for n, v in headers)
        kept += [("ETag", etag), ("Vary", "Accept-Encoding, Host" if varies else "Accept-Encoding")]
        zipped = gzip.compress(body, 6, mtime=0)
        entry = _Entry(time.monotonic() + self._seconds, version, etag, kept, body, zipped)
        self._entries[key] = entry
        while len(self._entries) > MAX_ENTRIES:
            try:
                self._entries.popitem(last=False)
            except KeyError:  # another thread was quicker
                break
        return entry

    def _serve(self, entry: _Entry, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if entry.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
            start_response("304 Not Modified", [h for h in entry.headers if h[0].lower() != "content-type"])
            return [b""]
        zipped = "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")
        body = entry.zipped if zipped else entry.plain
        extra = [("Content-Length", str(len(body)))]
        if zipped:
            extra.append(("Content-Encoding", "gzip"))
        start_response("200 OK", entry.headers + extra)
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]


def _write_nothing(_data: bytes) -> None:
    """The write() of PEP 3333, which nobody here uses."""


def _keepable(status: str, headers: Headers) -> bool:
    names = {name.lower(): value for name, value in headers}
    return (
        status.startswith("200")
        and "set-cookie" not in names
        and names.get("cache-control", "").startswith("public")
        and names.get("content-type", "").startswith("text/")
    )

"""What a page weighs on the wire before it can be shown: HTML, style sheets, scripts, images; compressed."""

from __future__ import annotations

import gzip
import http.client
import re
from collections.abc import Callable
from dataclasses import dataclass

from bench.processes import Server

# Typefaces come after the first view and stay in the browser: they are not in the way.
_NEEDED = re.compile(rb"<(?:link[^>]+rel=\"stylesheet\"|script|img)[^>]*?(?:href|src)=\"([^\"]+)\"")
_SECOND_STYLE_ORDER = re.compile(rb"<link[^>]+href=\"([^\"]+)\"[^>]+rel=\"stylesheet\"")


@dataclass(frozen=True, slots=True)
class Weight:
    """Kilobytes (1,000 bytes), compressed as by a reverse proxy where the product does not do it itself."""

    page_kb: float
    total_kb: float


def exchange(server: Server, request: bytes) -> tuple[dict[str, str], bytes]:
    """Send a whole request; headers and body as they came over the wire. Raises LookupError when it is not a page."""
    head, _, _body = request.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    method, target, _version = first.split(" ")
    headers = dict(line.split(": ", 1) for line in lines)
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    try:
        connection.request(method, target, headers=headers)
        answer = connection.getresponse()
        if answer.status != http.client.OK:
            raise LookupError(f"{method} {target}: {answer.status}")
        return {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


def weigh(server: Server, request: bytes, make_request: Callable[[str], bytes]) -> Weight:
    """The weight of the page that the request asks for; `make_request` asks for one of its parts."""
    headers, body = exchange(server, request)
    packed = headers.get("content-encoding") == "gzip"
    page = gzip.decompress(body) if packed else body
    needed = {*_NEEDED.findall(page), *_SECOND_STYLE_ORDER.findall(page)}
    own = [target.decode() for target in needed if target.startswith(b"/")]
    total = sum(_packed_size(*exchange(server, make_request(target))) for target in own)
    page_size = len(body) if packed else len(gzip.compress(body, 6))
    return Weight(page_size / 1000, (page_size + total) / 1000)


def _packed_size(headers: dict[str, str], body: bytes) -> int:
    if headers.get("content-encoding") or headers.get("content-type", "").startswith("image/"):
        return len(body)
    return len(gzip.compress(body, 6))

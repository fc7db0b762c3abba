"""Pages asked for without a browser, as the person who has signed in there: what only their markup is wanted for.

The browser's own requests go through two programs more, which keep every answer until the person leaves.
"""

from __future__ import annotations

import http.client
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import quote, urljoin, urlsplit

from tests.e2e.visitor import Visitor

_PATIENCE = 30.0
_FURTHEST = 10  # redirections in a row
# What an address may hold as it is; everything else is written as the browser writes it.
_PLAIN = "%/?&=:+,;@!$'()*~[]-._"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back in the end."""

    status: int
    content_type: str
    body: bytes

    @property
    def ok(self) -> bool:
        """Whether it was given."""
        return self.status == http.client.OK

    @property
    def is_page(self) -> bool:
        """Whether it is a page for people."""
        return self.content_type.startswith("text/html")


class Reader:
    """Asks with the cookies of a visitor's browser."""

    def __init__(self, visitor: Visitor) -> None:
        self._visitor = visitor
        self._base = visitor.base
        self._host = urlsplit(visitor.base).netloc
        self._line = http.client.HTTPConnection("127.0.0.1", urlsplit(visitor.base).port, timeout=_PATIENCE)
        self._cookies: dict[str, str] = {}
        self.be_the_visitor()

    def be_the_visitor(self) -> None:
        """Take the cookies that the browser has now."""
        found = self._visitor.context.cookies(self._base)
        self._cookies = {cookie["name"]: cookie["value"] for cookie in found}

    def get(self, address: str) -> Answer:
        """Ask for an address of the product, and go where it leads."""
        where = urljoin(self._base, address)
        for _ in range(_FURTHEST):
            answer = self._ask(where)
            location = answer.getheader("Location")
            body = answer.read()
            if location is None or answer.status not in range(300, 400):
                return Answer(answer.status, answer.getheader("Content-Type") or "", body)
            where = urljoin(where, location)
        raise AssertionError(f"{address} leads in a circle")

    def _ask(self, where: str) -> http.client.HTTPResponse:
        parts = urlsplit(where)
        assert parts.netloc == self._host, f"leads away: {where}"
        wanted = quote(parts.path or "/", safe=_PLAIN) + (f"?{quote(parts.query, safe=_PLAIN)}" if parts.query else "")
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        self._line.request("GET", wanted, headers={"Host": self._host, "Cookie": cookies, "Accept": "text/html,*/*"})
        answer = self._line.getresponse()
        for line in answer.headers.get_all("Set-Cookie") or ():
            for name, given in SimpleCookie(line).items():
                self._cookies[name] = given.value
        return answer

    def leave(self) -> None:
        """Hang up."""
        self._line.close()

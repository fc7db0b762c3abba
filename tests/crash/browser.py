"""A browser that says honestly what it does not know: an answer it never got is neither yes nor no."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import TypeVar
from urllib.parse import urlencode

from tests.support.forms import Values, find_form
from tests.support.html import Page

T = TypeVar("T")


class Interrupted(Exception):
    """No answer, or one that says the server is in trouble."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, where to next, and the page."""

    status: int
    location: str
    text: str

    @property
    def page(self) -> Page:
        """The parsed page."""
        return Page(self.text)


class Steps:
    """Counts every request of every browser; something may be planned for the moment of a given one."""

    def __init__(self, at_step: Callable[[int], None]) -> None:
        self._at_step = at_step
        self._lock = threading.Lock()
        self.count = 0

    def next(self) -> None:
        """One more request is about to leave."""
        with self._lock:
            self.count += 1
            number = self.count
        self._at_step(number)


class Browser:
    """One person's browser."""

    def __init__(self, port: int, steps: Steps | None = None, cookies: Mapping[str, str] | None = None) -> None:
        self.cookies = dict(cookies or {})
        self._port = port
        self._steps = steps

    def another(self, steps: Steps) -> Browser:
        """The same person at another desk: same cookies, its own from here on."""
        return Browser(self._port, steps, self.cookies)

    def get(self, path: str) -> Answer:
        """Open a page. Raises Interrupted."""
        return self._send("GET", path, "")

    def post(self, path: str, values: Values) -> Answer:
        """Send a form. Raises Interrupted."""
        return self._send("POST", path, urlencode(values, doseq=True))

    def fill(self, path: str, **typed: str) -> Answer:
        """Open the page, fill in its only form, send it. Raises Interrupted."""
        form = find_form(self.get(path).page)
        return self.post(form.action or path, {**form.values, **typed})

    def _send(self, method: str, path: str, body: str) -> Answer:
        if self._steps is not None:
            self._steps.next()
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        try:
            connection.request(method, path, body=body or None, headers=headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException) as error:
            raise Interrupted(type(error).__name__) from error
        finally:
            connection.close()
        if answer.status >= 500:
            raise Interrupted(str(answer.status))
        for header in answer.headers.get_all("Set-Cookie", []):
            self.cookies.update({name: morsel.value for name, morsel in SimpleCookie(header).items()})
        return Answer(answer.status, answer.headers.get("Location", ""), text)

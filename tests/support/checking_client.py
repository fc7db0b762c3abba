"""A test client that checks every answer, whatever the test itself looks at.

    page = client.get("/gui-don")                        # 200, valid, within the query budget
    page = client.submit("/gui-don", {"content": "…"})   # fills the page's form, posts it, follows the 303
    client.post("/gui-don", {"content": ""}, status=422)

Each answer must have the expected status and no half-done transaction (its headers: `strict_headers`); each HTML page
must be valid, with one h1, a title, labelled fields, unique ids and nothing inline.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

from flask import Flask
from werkzeug.test import TestResponse

from tests.support.forms import find_form
from tests.support.html import Page
from tests.support.query_watch import Observation, QueryWatch
from web.portal.framing import DIRECTORY

DEFAULT_BUDGET = 15
_WRITE_FACTOR = 4
_REDIRECTS = 5


class Answer(Page):
    """A page with the response that brought it."""

    def __init__(self, response: TestResponse, markup: str, *, path: str, queries: int, fragment: bool) -> None:
        super().__init__(markup, fragment=fragment)
        self.response = response
        self.path = path
        self.queries = queries

    @property
    def location(self) -> str:
        """Where a redirect leads, as path and query."""
        parts = urlsplit(self.response.headers["Location"])
        return f"{parts.path}?{parts.query}" if parts.query else parts.path


class CheckingClient:
    """One browser: its own cookies, its own budget."""

    def __init__(self, app: Flask, watch: QueryWatch, *, budget: int = DEFAULT_BUDGET) -> None:
        self._app = app
        self._watch = watch
        self._budget = budget
        self.browser = app.test_client()

    def another(self) -> CheckingClient:
        """A second browser of somebody else."""
        return CheckingClient(self._app, self._watch, budget=self._budget)

    def get(self, path: str, *, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
        """Open a page."""
        return self._send("GET", path, status=status, budget=self._budget, headers=dict(headers or {}))

    def post(
        self, path: str, data: Mapping[str, Any], *, status: int = 303, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Post exactly these fields; most tests want `submit`."""
        options = {"data": dict(data), "headers": dict(headers or {})}
        return self._send("POST", path, status=status, budget=self._budget * _WRITE_FACTOR, **options)

    def submit(
        self, path: str, fields: Mapping[str, Any], *, action: str | None = None, status: int = 303, follow: bool = True
    ) -> Answer:
        """Open a page, fill its form (token and hidden fields as they are), send it and follow the redirect."""
        return self.submit_on(self.get(path), fields, action=action, status=status, follow=follow)

    def submit_on(
        self,
        page: Answer,
        fields: Mapping[str, Any],
        *,
        action: str | None = None,
        status: int = 303,
        follow: bool = True,
    ) -> Answer:
        """The same with a page already open."""
        form = find_form(page, action=action)
        unknown = set(fields) - set(form.values) - {element.get("name") for element in page.root.iter()}
        assert not unknown, f"the form of {page.path} has no field {sorted(map(str, unknown))}"
        target = urljoin(page.path, form.action) if form.action else page.path
        answer = self.post(target, {**form.values, **fields}, status=status)
        return self.follow(answer) if follow and status == 303 else answer

    def follow(self, answer: Answer) -> Answer:
        """Go where the redirects lead."""
        for _ in range(_REDIRECTS):
            if answer.response.status_code != 303:
                return answer
            answer = self._send("GET", answer.location, status=None, budget=self._budget)
        raise AssertionError(f"redirected in circles, last to {answer.location}")

    def _send(self, method: str, path: str, *, status: int | None, budget: int, **options: Any) -> Answer:
        # What each process remembers between publications is no page's own cost.
        self._app.extensions[DIRECTORY].sites()
        with self._watch.observe() as seen:
            response = self.browser.open(path, method=method, **options)
            body = response.get_data()
        where = f"{method} {path}"
        expected = (200, 303) if status is None else (status,)
        assert response.status_code in expected, (
            f"{where}: {response.status_code}, expected {expected}\n{_excerpt(body)}"
        )
        self._check_database(response, seen, where, budget)
        is_html = response.mimetype == "text/html" and response.status_code not in (301, 302, 303, 304, 308)
        fragment = "HX-Request" in options.get("headers", {})
        markup = body.decode() if is_html else "<!doctype html><title></title>"
        answer = Answer(response, markup, path=path, queries=seen.queries, fragment=fragment)
        if is_html:
            faults = answer.faults()
            assert not faults, f"{where}:\n" + "\n".join(faults)
        return answer

    def _check_database(self, response: TestResponse, seen: Observation, where: str, budget: int) -> None:
        assert seen.queries <= budget, f"{where}: {seen.queries} queries, budget {budget}\n{seen.listing()}"
        assert not self._watch.unfinished(), f"{where} left uncommitted: {self._watch.unfinished()}"
        # A refused request may roll back what it had begun; one that says "done" may not.
        if response.status_code < 400:
            assert not seen.rolled_back, f"{where} answered {response.status_code} but rolled back: {seen.rolled_back}"


def _excerpt(body: bytes) -> str:
    return body[:2000].decode(errors="replace")

"""What every page of the story must be; faults are gathered, so that one run tells all of them."""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import BrowserContext, Page, Response, Route

from tests.support.html import Page as Markup

# What differs between two showings of one page: tokens, typed values, ids, figures.
_PASSING = re.compile(r'(?:value|href|src|datetime|action)="[^"]*"|[0-9a-f-]{36}|\d+')
_SCRIPT = re.compile(r"<script\b[^>]*>.*?</script>", re.DOTALL | re.IGNORECASE)
_AXE_OPTIONS = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
_TOO_WIDE = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return null;
  const wide = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > room + 1);
  return wide.slice(0, 3).map(e => e.tagName + '.' + e.className).join(', ') || 'the page';
}"""


@cache
def _axe() -> str:
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def axe_faults(page: Page) -> list[str]:
    """Violations of accessibility rules on a page whose scripts may run."""
    page.evaluate(_axe())
    found = page.evaluate(f"axe.run({json.dumps(_AXE_OPTIONS)}).then(results => results.violations)")
    return [
        f"axe {violation['id']}: {violation['help']} | {node['html'][:160]}"
        for violation in found
        for node in violation["nodes"][:3]
    ]


class Judge:
    """Remembers what was judged: the same page with other figures need not be judged again on the same screen.

    An empty file in the folder for each, so that the workers of a run share what they remember.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(exist_ok=True)

    def knows(self, screen: str, markup: str) -> bool:
        """Whether this markup was shown before on this screen, in this run; notes it."""
        digest = hashlib.sha256(f"{screen} {_PASSING.sub('', markup)}".encode()).hexdigest()
        try:
            (self._folder / digest).touch(exist_ok=False)
        except FileExistsError:
            return True
        return False


class Mirror:
    """Shows a page's markup without its scripts where axe may run: with scripts off, axe could not run either."""

    def __init__(self, context: BrowserContext) -> None:
        self._page = context.new_page()
        self._markup = ""
        self._headers: dict[str, str] = {}
        self._page.route("**/*", self._answer)

    def _answer(self, route: Route) -> None:
        if route.request.is_navigation_request():
            route.fulfill(status=200, headers=self._headers, body=self._markup)
        else:
            route.continue_()

    def faults(self, url: str, markup: str, headers: dict[str, str]) -> list[str]:
        """What axe says about this markup."""
        self._markup = _SCRIPT.sub("", markup)
        dropped = ("content-encoding", "content-length", "set-cookie", "transfer-encoding")
        self._headers = {name: value for name, value in headers.items() if name not in dropped}
        self._page.goto(url)
        return axe_faults(self._page)


def markup_faults(markup: str) -> list[str]:
    """Invalid HTML, a missing or second h1, unlabelled fields, anything inline."""
    return Markup(markup).faults()


def layout_faults(page: Page) -> list[str]:
    """Sideways scrolling, and a heading that scripts took away or doubled."""
    faults = []
    if wide := page.evaluate(_TOO_WIDE):
        faults.append(f"scrolls sideways: {wide}")
    if (headings := page.locator("h1").count()) != 1:
        faults.append(f"{headings} h1 on the screen")
    return faults


def is_page(response: Response) -> bool:
    """Whether it is a page for people (not a file or a calendar)."""
    return response.headers.get("content-type", "").startswith("text/html")

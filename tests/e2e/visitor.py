"""One person with one browser, who looks at every page they come to (when there is a judge)."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    Response,
    WebError,
    expect,
)

from tests.e2e.inspecting import Judge, Mirror, axe_faults, is_page, layout_faults, markup_faults
from tests.e2e.product import Product
from tests.e2e.screens import Screen

_PATIENCE = 15_000
_PATIENT_TABS = 120
# The browser gives up loading (a typeface, a download) when the person moves on: nobody's fault.
_MOVED_ON = "net::ERR_ABORTED"
# What is expected of a page is waited for as long as its next page is: both cores may be busy with other browsers.
expect.set_options(timeout=_PATIENCE)


class Visitor:
    """Opens, follows, fills and presses; `faults` gathers whatever was wrong on the way."""

    def __init__(self, browser: Browser, product: Product, screen: Screen, *, judge: Judge | None = None) -> None:
        self.base = product.base
        self.data_dir = product.data_dir
        self.screen = screen
        self.faults: list[str] = []
        self.visited: list[str] = []
        self.keystrokes = self.loads = 0
        self._judge = judge
        self._browser = browser
        self._mirror: Mirror | None = None
        self._contexts: list[BrowserContext] = []
        self._arrived: Response | None = None
        self._expected = 200
        self.context = self._new_context(scripts=screen.scripts)
        self.page = self._watch(self.context)

    def _new_context(self, *, scripts: bool) -> BrowserContext:
        context = self._browser.new_context(
            viewport={"width": self.screen.width, "height": self.screen.height}, java_script_enabled=scripts,
            has_touch=self.screen.is_phone, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh",
            device_scale_factor=self.screen.scale,
        )  # fmt: skip
        context.set_default_timeout(_PATIENCE)
        self._contexts.append(context)
        return context

    def _watch(self, context: BrowserContext) -> Page:
        context.on("console", self._on_console)
        context.on("weberror", self._on_error)
        context.on("requestfailed", self._on_failure)
        context.on("response", self._on_response)
        return context.new_page()

    # ── what goes wrong unseen ──

    def _on_console(self, message: ConsoleMessage) -> None:
        expected = self._expected >= 400 and f"status of {self._expected}" in message.text
        # We forbid what any browser may know; each says so of what it does not.
        expected = expected or "Unrecognized feature" in message.text
        if message.type in ("error", "warning") and not expected:
            self._note(f"console {message.type}: {message.text}")

    def _on_error(self, error: WebError) -> None:
        self._note(f"script error: {error.error.message}")

    def _on_failure(self, request: Request) -> None:
        if request.failure != _MOVED_ON:
            self._note(f"request failed: {request.method} {request.url} {request.failure}")

    def _on_response(self, response: Response) -> None:
        main = response.request.is_navigation_request() and response.frame.parent_frame is None
        if main:
            self._arrived = response
        if response.status >= 400 and not (main and response.status == self._expected):
            self._note(f"{response.status}: {response.request.method} {response.url}")

    def _note(self, fault: str) -> None:
        where = self.page.url.removeprefix(self.base) if hasattr(self, "page") else ""
        self.faults.append(f"[{self.screen.name}] {where}: {fault}")

    # ── what a person does ──

    def open(self, address: str, *, status: int = 200) -> None:
        """Go to an address of the product."""
        self._arrive(lambda: self.page.goto(address if "://" in address else self.base + address), status)

    def click(self, target: Locator | str, *, status: int = 200) -> None:
        """Click something that leads to another page: a locator, or the name of a link or a button."""
        found = self._named(target) if isinstance(target, str) else target

        def act() -> None:
            with self.page.expect_navigation():
                found.click()

        self._arrive(act, status)

    def _named(self, name: str) -> Locator:
        buttons = self.page.get_by_role("button", name=name)
        return buttons.or_(self.page.get_by_role("link", name=name)).first

    def _field(self, label: str, *, exact: bool = False) -> Locator:
        # A list of suggestions carries the label of its field.
        return self.page.get_by_label(label, exact=exact).and_(self.page.locator("input, select, textarea")).first

    def fill(self, label: str, text: str) -> None:
        """Type into the field with this label."""
        self._field(label).fill(text)

    def select(self, label: str, option: str) -> None:
        """Choose from a list."""
        self._field(label).select_option(label=option)

    def choose(self, label: str) -> None:
        """Choose a radio button or tick a box by its words."""
        self._field(label, exact=True).check()

    def press(self, *keys: str) -> None:
        """Keys that stay on the page."""
        for key in keys:
            self.page.keyboard.press(key)
            self.keystrokes += 1

    def press_away(self, *keys: str, status: int = 200) -> None:
        """Keys of which the last leads to another page."""
        self.press(*keys[:-1])

        def act() -> None:
            with self.page.expect_navigation():
                self.press(keys[-1])

        self._arrive(act, status)

    def type(self, text: str) -> None:
        """Letters into what has the focus."""
        self.page.keyboard.type(text)
        self.keystrokes += len(text)

    def tab_to(self, selector: str) -> None:
        """By Tab to what is meant, however far; a person would see the focus on every step."""
        reached = "selector => !!document.activeElement && document.activeElement.matches(selector)"
        for _ in range(_PATIENT_TABS):
            if self.page.evaluate(reached, selector):
                return
            self.press("Tab")
        raise AssertionError(f"Tab never reaches {selector} on {self.page.url}")

    def menu(self, name: str) -> None:
        """Follow a link of the officials' menu; on a phone it is opened first."""
        if self.screen.is_phone:
            self.page.get_by_role("link", name="Mục lục", exact=True).click()
        self.click(self.page.get_by_role("navigation").get_by_role("link", name=name))

    def unfold(self, title: str) -> Locator:
        """Open a part that is folded away; gives it."""
        part = self.page.locator("details").filter(has=self.page.get_by_text(title, exact=True)).first
        if part.get_attribute("open") is None:
            part.locator("summary").click()
        return part

    def sees(self, text: str) -> Locator:
        """Something with this text is there to be read; gives it."""
        found = self.page.get_by_text(text).first
        found.wait_for()
        return found

    # ── looking ──

    def _arrive(self, act: Callable[[], object], status: int) -> None:
        self._expected = status
        self._arrived = None
        self.loads += 1
        act()
        self.page.wait_for_load_state("load")
        if self._judge is not None:
            self.look(self._judge)

    def look(self, judge: Judge) -> None:
        """Judge the page that is on the screen."""
        response = self._arrived
        if response is None:
            self._note("no page arrived")
            return
        self.visited.append(self.page.url.removeprefix(self.base))
        if not is_page(response):
            return
        if response.status != self._expected:
            self._note(f"status {response.status} instead of {self._expected}")
        markup = response.text()
        found = layout_faults(self.page)
        if not judge.knows("markup", markup):
            found += markup_faults(markup)
        if not judge.knows(self.screen.name, markup):
            found += self._axe(response, markup)
        for fault in found:
            self._note(fault)

    def _axe(self, response: Response, markup: str) -> list[str]:
        if self.screen.scripts:
            return axe_faults(self.page)
        if self._mirror is None:
            self._mirror = Mirror(self._new_context(scripts=True))
        return self._mirror.faults(self.page.url, markup, response.headers)

    def leave(self) -> None:
        """Close the browser's windows."""
        for context in self._contexts:
            context.close()

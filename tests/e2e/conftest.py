"""The running product, the browser, and the people who visit."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.e2e.chromium import SWITCHES, find_chromium
from tests.e2e.inspecting import Judge
from tests.e2e.product import Product, running
from tests.e2e.screens import Screen
from tests.e2e.visitor import Visitor

NewVisitor = Callable[[Screen], Visitor]


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """One running product for the whole session, with the demo's story loaded."""
    with running(tmp_path_factory.mktemp("product")) as started:
        yield started


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium; every visitor has a profile of their own in it."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=find_chromium(), args=SWITCHES)
        yield started
        started.close()


@pytest.fixture(scope="session")
def judge() -> Judge:
    """Remembers which markup it has judged on which screen."""
    return Judge()


@pytest.fixture
def new_visitor(product: Product, browser: Browser, judge: Judge) -> Iterator[NewVisitor]:
    """`new_visitor(screen)` is one more person; all leave at the end, and none may have met a fault."""
    people: list[Visitor] = []

    def arrive(screen: Screen) -> Visitor:
        people.append(Visitor(browser, product, screen, judge=judge))
        return people[-1]

    yield arrive
    for person in people:
        person.leave()
    faults = [fault for person in people for fault in person.faults]
    assert not faults, "\n".join(dict.fromkeys(faults))

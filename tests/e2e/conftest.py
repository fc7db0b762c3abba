"""The running product, the browser, and the people who visit."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.e2e.chromium import SWITCHES, find_chromium
from tests.e2e.inspecting import Judge
from tests.e2e.product import Product, running, told_once
from tests.e2e.screens import Screen
from tests.e2e.visitor import Visitor

NewVisitor = Callable[[Screen], Visitor]


@pytest.fixture(scope="session")
def of_the_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this run share."""
    own = tmp_path_factory.getbasetemp()
    # A worker's folder lies in the folder of the run.
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def told(of_the_run: Path) -> Path:
    """A data folder with the demo's story, told once for all workers of this run."""
    return told_once(of_the_run / "told")


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory, told: Path) -> Iterator[Product]:
    """One running product for the whole session, with the demo's story loaded."""
    with running(tmp_path_factory.mktemp("product"), told) as started:
        yield started


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium; every visitor has a profile of their own in it."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=find_chromium(), args=SWITCHES)
        yield started
        started.close()


@pytest.fixture(scope="session")
def judge(of_the_run: Path) -> Judge:
    """Remembers which markup was judged on which screen, by whichever worker."""
    return Judge(of_the_run / "judged")


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

"""A busy Monday: hundreds of new petitions triaged, given out, answered and approved by keys alone.

`make keyboard` works through 200; here, so that the whole suite stays quick, KEYBOARD_PETITIONS are (10 if not said).
What it cost is printed: keystrokes and pages loaded for one petition, by role.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.e2e.product import ROOT, Product, running
from tests.e2e.screens import DESK
from tests.e2e.story import keyboard
from tests.e2e.story.people import CLERK, HANDLER, LEADER, Phones
from tests.e2e.visitor import Visitor

COUNT = int(os.environ.get("KEYBOARD_PETITIONS", "10"))
ANSWER, PUBLIC = "Xã đã cho người xuống xem và sửa xong hôm qua.", "Đã sửa xong."


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory, told: Path) -> Iterator[Product]:
    """A product of its own, whose desk has that many petitions nobody has opened."""
    with running(tmp_path_factory.mktemp("busy"), told) as product:
        words = ["-m", "flask", "--app", "wsgi", "seed", "volume", "--petitions", "0", "--answers", "0"]
        environ = {**os.environ, "DATA_DIR": str(product.data_dir), "DEMO": "1"}
        subprocess.run([sys.executable, *words, "--waiting", str(COUNT)], cwd=ROOT, env=environ, check=True)
        yield product


@pytest.mark.timeout(1800)
def test_a_busy_day(busy: Product, browser: Browser, capsys: pytest.CaptureFixture[str]) -> None:
    phones = Phones()
    told = []
    for work in (_clerk, _handler, _leader):
        visitor = Visitor(browser, busy, DESK)
        done = work(visitor, phones)
        assert not visitor.faults
        visitor.leave()
        told.append(
            f"{work.__name__.strip('_')}: {done} petitions, {visitor.keystrokes} keystrokes, {visitor.loads} pages"
        )
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join(told) + "\n")


def _clerk(visitor: Visitor, phones: Phones) -> int:
    """Triages one after the other, then gives out page by page."""
    keyboard.sign_in(visitor, CLERK, phones)
    keyboard.to_queue(visitor, "untriaged")
    keyboard.open_first(visitor)
    done = 0
    while "muc=untriaged" not in visitor.page.url:
        done += 1
        assert not visitor.faults
        keyboard.triage(visitor, f"Việc số {done}")
    assert done >= COUNT
    keyboard.to_queue(visitor, "unassigned")
    _give_out(visitor)
    return done


def _give_out(visitor: Visitor) -> None:
    """To the handler; what was his and came back to be seen by somebody else, to the other official."""
    waiting, takers = visitor.page.locator("input[name=chon]"), ["Đặng", "Giáp"]
    while left := waiting.count():
        assert takers, f"{left} that nobody takes"
        assert not visitor.faults
        keyboard.give_whole_page(visitor, takers[0])
        visitor.tab_to(".govuk-back-link")
        visitor.press_away("Enter")
        if waiting.count() == left:
            takers.pop(0)


def _handler(visitor: Visitor, phones: Phones) -> int:
    """Answers what is given, one after the other; passes over what goes its own way by the Acts."""
    keyboard.sign_in(visitor, HANDLER, phones)
    keyboard.to_queue(visitor, "mine")
    keyboard.open_first(visitor)
    done, passed_over = 0, set[str]()
    while "muc=mine" not in (here := visitor.page.url) and here not in passed_over:
        assert not visitor.faults
        if visitor.page.locator("#viec-soan").count():
            done += 1
            keyboard.answer(visitor, ANSWER, PUBLIC)
        else:
            passed_over.add(here)
            visitor.press_away("j")
    assert done >= COUNT
    return done


def _leader(visitor: Visitor, phones: Phones) -> int:
    """Reads and approves."""
    keyboard.sign_in(visitor, LEADER, phones)
    keyboard.to_queue(visitor, "approval")
    keyboard.open_first(visitor)
    done = 0
    while "muc=approval" not in visitor.page.url:
        done += 1
        assert not visitor.faults
        visitor.press_away("d", "Control+Enter")
    return done

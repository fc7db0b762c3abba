"""What officials do with a keyboard alone: no mouse, no touch, no script of ours between them and the page."""

from __future__ import annotations

from demo.accounts import PASSWORD
from tests.e2e.story.people import Phones
from tests.e2e.visitor import Visitor

QUEUE = "/can-bo/don-thu"
_LONGEST = 40  # entries of a select


def sign_in(visitor: Visitor, user_name: str, phones: Phones) -> None:
    """Password, then the code of the app."""
    visitor.open("/can-bo")
    visitor.tab_to("#user_name")
    visitor.type(user_name)
    visitor.press("Tab")
    visitor.type(PASSWORD)
    visitor.press_away("Enter")
    visitor.tab_to("#code")
    visitor.type(phones.code(user_name))
    visitor.press_away("Enter")
    assert visitor.page.url.endswith("/can-bo"), visitor.page.url


def to_queue(visitor: Visitor, view: str) -> None:
    """From the menu to a view."""
    visitor.tab_to(f'nav.side a[href="{QUEUE}"]')
    visitor.press_away("Enter")
    visitor.tab_to(f'a[href="{QUEUE}?muc={view}"]')
    visitor.press_away("Enter")


def open_first(visitor: Visitor) -> None:
    """The first of the list, straight to work."""
    visitor.press_away("j", "w")


def triage(visitor: Visitor, title: str, *, last: str = "Control+Enter") -> None:
    """A report about roads, ordinary, with a title; then to the next one (or, by Enter, stay)."""
    visitor.press("t", "Space", "Tab")
    pick(visitor, "Đường sá")
    visitor.press("Tab", "Tab")
    visitor.type(title)
    visitor.press_away(last)


def pick(visitor: Visitor, name: str) -> None:
    """From the select that has the focus, down to the entry that begins so."""
    chosen = "() => document.activeElement.selectedOptions[0].text"
    visitor.press("Home")
    for _ in range(_LONGEST):
        if str(visitor.page.evaluate(chosen)).startswith(name):
            return
        visitor.press("ArrowDown")
    raise AssertionError(f"no {name} to pick on {visitor.page.url}")


def answer(visitor: Visitor, text: str, public: str = "") -> None:
    """Settled, in a few words; kept, handed in, and on to the next."""
    visitor.press("r", "Space")
    visitor.tab_to("#soan-text")
    visitor.type(text)
    if public and visitor.page.locator("#soan-public_text").count():  # a sealed petition has none
        visitor.press("Tab")
        visitor.type(public)
    visitor.press_away("Control+Enter")


def give_whole_page(visitor: Visitor, name: str) -> None:
    """Every petition of the page to one person, after a look."""
    visitor.press("Shift+X", "b")
    visitor.press_away("Tab", "Enter")
    visitor.tab_to("#nguoi")
    pick(visitor, name)
    visitor.press_away("Tab", "Enter")

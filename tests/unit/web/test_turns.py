"""Pages are made one after another, posts meanwhile, and a long wait gives the turn away."""

from __future__ import annotations

import threading
from collections.abc import Iterable

import pytest

from web.seats import Seats
from web.turns import Turns, aside

PATIENCE = 60


class Site:
    """An application whose page stays under way until told to end."""

    def __init__(self, *, steps_aside: bool = False) -> None:
        self.steps_aside = steps_aside
        self.under_way, self.may_end = threading.Event(), threading.Event()
        self.served: list[str] = []

    def __call__(self, environ: dict[str, str], _start: object) -> Iterable[bytes]:
        what = environ["PATH_INFO"]
        if what == "/long":
            self._long()
        if what == "/broken":
            raise ValueError("broken")
        self.served.append(what)
        return [b""]

    def _long(self) -> None:
        if self.steps_aside:
            with aside():
                self._wait()
        else:
            self._wait()

    def _wait(self) -> None:
        self.under_way.set()
        assert self.may_end.wait(PATIENCE)


def _ask(turns: Turns, method: str, path: str) -> threading.Thread:
    environ = {"REQUEST_METHOD": method, "PATH_INFO": path}
    thread = threading.Thread(target=lambda: turns(environ, lambda *_: lambda _data: None), daemon=True)  # type: ignore[arg-type, return-value]  # a bare call
    thread.start()
    return thread


def test_a_page_waits_for_the_page_before_it_and_a_post_does_not() -> None:
    site = Site()
    turns = Turns(site)  # type: ignore[arg-type]  # a bare application
    long = _ask(turns, "GET", "/long")
    assert site.under_way.wait(PATIENCE)
    second = _ask(turns, "GET", "/page")
    _ask(turns, "POST", "/form").join(PATIENCE)
    assert site.served == ["/form"]
    site.may_end.set()
    for thread in (long, second):
        thread.join(PATIENCE)
    assert site.served == ["/form", "/long", "/page"]


def test_a_page_that_steps_aside_lets_others_pass() -> None:
    site = Site(steps_aside=True)
    turns = Turns(site)  # type: ignore[arg-type]  # a bare application
    long = _ask(turns, "GET", "/long")
    assert site.under_way.wait(PATIENCE)
    _ask(turns, "GET", "/page").join(PATIENCE)
    assert site.served == ["/page"]
    site.may_end.set()
    long.join(PATIENCE)
    assert site.served == ["/page", "/long"]


def test_a_page_that_fails_gives_its_turn_back() -> None:
    turns = Turns(Site())  # type: ignore[arg-type]  # a bare application
    with pytest.raises(ValueError, match="broken"):
        turns({"REQUEST_METHOD": "GET", "PATH_INFO": "/broken"}, lambda *_: lambda _data: None)  # type: ignore[arg-type, return-value]  # a bare call
    _ask(turns, "GET", "/page").join(PATIENCE)
    assert turns._application.served == ["/page"]  # type: ignore[attr-defined]  # the application given above


def test_stepping_aside_without_a_turn_does_nothing() -> None:
    with aside():
        pass


def test_pages_that_step_aside_leave_their_seats_too() -> None:
    """Otherwise those who come back wait for the turn of a page that waits for one of their seats."""
    site = Site(steps_aside=True)
    turns = Turns(Seats(site, 1))  # type: ignore[arg-type]  # a bare application
    long = _ask(turns, "GET", "/long")
    assert site.under_way.wait(PATIENCE)
    _ask(turns, "GET", "/page").join(PATIENCE)
    assert site.served == ["/page"]
    site.may_end.set()
    long.join(PATIENCE)
    assert site.served == ["/page", "/long"]
    _ask(turns, "GET", "/page").join(PATIENCE)  # the seat is there again
    assert site.served[2:] == ["/page"]

"""Steps that several scenes take."""

from __future__ import annotations

from collections.abc import Callable

from demo.accounts import PASSWORD
from tests.e2e.visitor import Visitor

QUEUE = "/can-bo/don-thu"
Go = Callable[[Visitor], None]


def page(address: str) -> Go:
    """To an address of its own."""
    return lambda visitor: visitor.open(address)


def link(name: str) -> Go:
    """By a link or button of the page."""
    return lambda visitor: visitor.click(name)


def stay(_: Visitor) -> None:
    """The same page once more, with other numbers."""


def unfold(title: str) -> Go:
    """Open a part of the page that is folded away."""

    def go(visitor: Visitor) -> None:
        visitor.unfold(title)

    return go


def first_of(view: str) -> Go:
    """The first petition of a view of the queue, opened to work on it."""

    def go(visitor: Visitor) -> None:
        visitor.open(f"{QUEUE}?muc={view}")
        visitor.click(visitor.page.locator(".queue__what a").first)
        visitor.click("Mở đơn để làm việc")

    return go


def type_password(user_name: str) -> Go:
    """The first step of signing in, filled in."""

    def go(visitor: Visitor) -> None:
        visitor.open("/can-bo")
        visitor.fill("Tên đăng nhập", user_name)
        visitor.fill("Mật khẩu", PASSWORD)

    return go

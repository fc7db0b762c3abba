"""Signing in as the demo's officials."""

from __future__ import annotations

import time

import pyotp

from accounts.totp import INTERVAL
from demo.accounts import PASSWORD, secret_of
from tests.e2e.visitor import Visitor
from tests.support.waiting import wait_until

CLERK, HANDLER, LEADER = "tiepnhan", "xuly", "lanhdao"
PUBLISHER, SECRETARY, BOARD = "congkhai", "doithoai", "bantt"


# What each official's phone showed last: whoever comes later in the run meets the same product, which knows it.
_SHOWN: dict[str, int] = {}


class Phones:
    """The officials' authenticator apps; a code works once, so each remembers the last it showed."""

    def code(self, user_name: str) -> str:
        """A code that was not used before; the next one is accepted a little early, as from a fast clock."""
        counter = max(_step(), _SHOWN.get(user_name, 0) + 1)
        # One step early is taken, two are not: who signs in three times within half a minute waits for the next.
        wait_until(lambda: _step() >= counter - 1, what="a code that is not too early", seconds=3.0 * INTERVAL)
        _SHOWN[user_name] = counter
        return pyotp.HOTP(secret_of(user_name)).at(counter)


def _step() -> int:
    return int(time.time()) // INTERVAL


def sign_in(visitor: Visitor, user_name: str, phones: Phones) -> None:
    """With the password and the code of an authenticator app."""
    visitor.open("/can-bo")
    visitor.fill("Tên đăng nhập", user_name)
    visitor.fill("Mật khẩu", PASSWORD)
    visitor.click("Tiếp tục")
    visitor.fill("Mã", phones.code(user_name))
    visitor.click("Vào làm việc")
    assert visitor.page.url.endswith("/can-bo"), visitor.page.url


def step_in(visitor: Visitor, user_name: str) -> None:
    """By the demo's button that spares the typing."""
    visitor.open("/can-bo/dang-nhap")
    button = visitor.page.locator("form").filter(has=visitor.page.locator(f'input[value="{user_name}"]'))
    visitor.click(button.get_by_role("button"))
    assert visitor.page.url.endswith("/can-bo"), visitor.page.url

"""Signing in as the demo's officials."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import pyotp

from accounts.totp import INTERVAL
from demo.accounts import PASSWORD, secret_of
from tests.e2e.visitor import Visitor

CLERK, HANDLER, LEADER = "tiepnhan", "xuly", "lanhdao"
PUBLISHER, SECRETARY, BOARD = "congkhai", "doithoai", "bantt"


@dataclass
class Phones:
    """The officials' authenticator apps; a code works once, so each remembers the last it showed."""

    shown: dict[str, int] = field(default_factory=dict)

    def code(self, user_name: str) -> str:
        """A code that was not used before; the next one is accepted a little early, as from a fast clock."""
        counter = max(int(time.time()) // INTERVAL, self.shown.get(user_name, 0) + 1)
        self.shown[user_name] = counter
        return pyotp.HOTP(secret_of(user_name)).at(counter)


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

"""A mail server on loopback that takes its time, writes down what it got, and can tell when a mail is under way."""

from __future__ import annotations

import asyncio
import email
import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

from aiosmtpd.controller import Controller

_SLOW = 0.12


class Mailbox:
    """aiosmtpd's handler: each mail takes a while before and after its text arrived."""

    def __init__(self) -> None:
        self.received: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._ambushes: list[Callable[[], None]] = []

    def ambush(self, act: Callable[[], None]) -> None:
        """Do this in the middle of the next mail."""
        with self._lock:
            self._ambushes.append(act)

    def waits(self) -> int:
        """How many ambushes no mail has fallen into yet."""
        with self._lock:
            return len(self._ambushes)

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Before the text: what is killed here was surely not sent."""
        await asyncio.sleep(_SLOW / 2)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """The text is here, the sender does not know yet: what is killed here may or may not have been sent."""
        message_id = str(email.message_from_bytes(envelope.content)["Message-ID"]).strip()
        with self._lock:
            self.received[message_id] += 1
            act = self._ambushes.pop(0) if self._ambushes else None
        if act is not None:
            act()
        await asyncio.sleep(_SLOW)
        return "250 OK"


def serve(mailbox: Mailbox, port: int) -> Controller:
    """Start the mail server; the caller stops it."""
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    return controller

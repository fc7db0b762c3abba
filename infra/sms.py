"""Outgoing text messages through a gateway that takes one JSON object over HTTPS."""

from __future__ import annotations

import http.client
import json
import ssl
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from core.ports import DeliveryFailed, DeliveryUnknown

_TOOK = range(200, 300)
# Said before anything was done with it: the gateway surely did not send.
_REFUSED = range(300, 500)
_BUSY = 408


@dataclass(frozen=True)
class HttpTextMessenger:
    """POSTs `{"to": "84912345678", "text": "…"}` with the token as `Authorization: Bearer`. Follows no redirect.

    What a contracted gateway wants otherwise is a few lines in front of it (docs/operations.md).
    """

    url: str
    token: str = field(repr=False)
    timeout: float = 20

    def send(self, *, to: str, text: str) -> None:
        """Send now, once. Raises DeliveryFailed when it surely did not go, DeliveryUnknown when it may have."""
        number = international(to)
        if number is None:
            raise DeliveryFailed("not_a_number")
        body = json.dumps({"to": number, "text": text}, ensure_ascii=False).encode()
        connection = self._connect()
        try:
            status = self._post(connection, body)
        finally:
            connection.close()
        if status in _TOOK:
            return
        if status in _REFUSED and status != _BUSY:
            raise DeliveryFailed(f"http_{status}")
        raise DeliveryUnknown(f"http_{status}")

    def _connect(self) -> http.client.HTTPConnection:
        parts = urlsplit(self.url)
        host, port = parts.hostname or "", parts.port
        connection: http.client.HTTPConnection
        if parts.scheme == "https":
            context = ssl.create_default_context()
            connection = http.client.HTTPSConnection(host, port, timeout=self.timeout, context=context)
        else:
            connection = http.client.HTTPConnection(host, port, timeout=self.timeout)
        try:
            connection.connect()
        except OSError as error:
            raise DeliveryFailed(type(error).__name__) from error
        return connection

    def _post(self, connection: http.client.HTTPConnection, body: bytes) -> int:
        parts = urlsplit(self.url)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        headers = {"Content-Type": "application/json; charset=utf-8", "Authorization": f"Bearer {self.token}"}
        try:
            connection.request("POST", path, body=body, headers=headers)
            return connection.getresponse().status
        except (OSError, http.client.HTTPException) as error:
            raise DeliveryUnknown(type(error).__name__) from error


def international(phone: str) -> str | None:
    """A telephone number as gateways want it: digits with the country's code; None when it is none."""
    digits = "".join(c for c in phone if c.isascii() and c.isdigit())
    if digits.startswith("0") and not digits.startswith("00"):
        digits = "84" + digits[1:]
    return digits if 10 <= len(digits) <= 15 else None

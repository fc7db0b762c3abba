"""JSON over HTTP to the province's portal: one try, short, small, no redirect followed."""

from __future__ import annotations

import base64
import http.client
import json
import ssl
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from core.ports import PortalRefused, PortalUnavailable

TIMEOUT = 5.0
MOST_BYTES = 256 * 1024
_REFUSED = range(400, 500)


def get_json(url: str, *, bearer: str = "") -> dict[str, Any]:
    """The object at an address. Raises PortalUnavailable."""
    headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
    status, told = _ask("GET", url, None, headers)
    if status != 200 or told is None:
        raise PortalUnavailable
    return told


def post_form(url: str, fields: Mapping[str, str], *, credentials: tuple[str, str] | None) -> dict[str, Any]:
    """What comes back for a form. Raises PortalRefused when it was refused, PortalUnavailable otherwise."""
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    if credentials is not None:
        # RFC 6749, 2.3.1: both are encoded as in a form first.
        pair = ":".join(quote(part, safe="") for part in credentials)
        headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
    status, told = _ask("POST", url, urlencode(fields).encode(), headers)
    if status in _REFUSED:
        raise PortalRefused
    if status != 200 or told is None:
        raise PortalUnavailable
    return told


def _ask(method: str, url: str, body: bytes | None, headers: Mapping[str, str]) -> tuple[int, dict[str, Any] | None]:
    parts = urlsplit(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection = _connection(url)
    try:
        connection.request(method, path, body=body, headers={"Accept": "application/json", **headers})
        answer = connection.getresponse()
        data = answer.read(MOST_BYTES + 1)
    except (OSError, http.client.HTTPException):
        raise PortalUnavailable from None
    finally:
        connection.close()
    return answer.status, _object(data)


def _object(data: bytes) -> dict[str, Any] | None:
    """The object it holds; None for anything else, or too much of it: the status still tells."""
    try:
        told = json.loads(data) if len(data) <= MOST_BYTES else None
    except ValueError:
        return None
    return told if isinstance(told, dict) else None


def _connection(url: str) -> http.client.HTTPConnection:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise PortalUnavailable from None
    if parts.scheme == "https":
        return http.client.HTTPSConnection(host, port, timeout=TIMEOUT, context=ssl.create_default_context())
    return http.client.HTTPConnection(host, port, timeout=TIMEOUT)

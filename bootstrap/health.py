"""Asks the web server that we started whether it serves."""

from __future__ import annotations

import http.client

from bootstrap.settings import Settings

_ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - looked up, not bound


def answers(settings: Settings, *, path: str = "/healthz", timeout: float = 5.0) -> bool:
    """Whether the path answers 200 on this machine."""
    connection = http.client.HTTPConnection(_ANYWHERE.get(settings.host, settings.host), settings.port, timeout=timeout)
    try:
        connection.request("GET", path, headers={"Host": f"localhost:{settings.port}", "Connection": "close"})
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()

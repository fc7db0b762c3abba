"""Who really calls, behind proxies the installation trusts (TRUSTED_PROXIES; none by default).

A header from anyone else is ignored: whoever could set it could pretend to be a thousand different visitors.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING

from agencies.portal.content import is_prefix

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class TrustedProxies:
    """WSGI middleware: the right-most address of X-Forwarded-For that is not a trusted proxy is the caller."""

    def __init__(self, application: WSGIApplication, trusted: Sequence[str]) -> None:
        self._application = application
        self._trusted = tuple(ip_network(network) for network in trusted)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Serve the request."""
        if self._trusted and self._is_trusted(environ.get("REMOTE_ADDR", "")):
            self._believe(environ)
        return self._application(environ, start_response)

    def _believe(self, environ: WSGIEnvironment) -> None:
        for hop in reversed(environ.get("HTTP_X_FORWARDED_FOR", "").split(",")):
            caller = hop.strip()
            if not _is_address(caller):
                break
            environ["REMOTE_ADDR"] = caller
            if not self._is_trusted(caller):
                break
        if environ.get("HTTP_X_FORWARDED_PROTO") in ("http", "https"):
            environ["wsgi.url_scheme"] = environ["HTTP_X_FORWARDED_PROTO"]
        _move_prefix(environ)

    def _is_trusted(self, text: str) -> bool:
        return _is_address(text) and any(ip_address(text) in network for network in self._trusted)


def _move_prefix(environ: WSGIEnvironment) -> None:
    """The path under which the proxy shows us goes into SCRIPT_NAME, whether or not it was left in the path."""
    prefix = environ.get("HTTP_X_FORWARDED_PREFIX", "").rstrip("/")
    if not is_prefix(prefix):
        return
    environ["SCRIPT_NAME"] = prefix
    path = environ.get("PATH_INFO", "")
    if path == prefix or path.startswith(prefix + "/"):
        environ["PATH_INFO"] = path[len(prefix) :] or "/"


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True

"""Language by address: /en/… is English, everything else Vietnamese. No cookie, so that pages can be cached."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import has_request_context, request

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ENGLISH = "/en"


class LanguagePrefix:
    """Moves /en from the path to SCRIPT_NAME, so that every url_for keeps the reader's language."""

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Serve the request."""
        path = environ.get("PATH_INFO", "")
        if path == ENGLISH or path.startswith(ENGLISH + "/"):
            environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + ENGLISH
            environ["PATH_INFO"] = path[len(ENGLISH) :] or "/"
        return self._application(environ, start_response)


def current_language() -> str:
    """`vi` or `en`."""
    return "en" if has_request_context() and request.script_root.endswith(ENGLISH) else "vi"


def other_language_url() -> str:
    """This page in the other language."""
    root, path = request.script_root, request.path
    base = root[: -len(ENGLISH)] if root.endswith(ENGLISH) else root + ENGLISH
    query = request.query_string.decode("ascii", "ignore")
    return base + path + (f"?{query}" if query else "")

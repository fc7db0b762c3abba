"""Language by address: /en/… is English, everything else Vietnamese. No cookie, so that pages can be cached."""

from __future__ import annotations

from collections.abc import Iterable
from contextvars import ContextVar
from typing import TYPE_CHECKING

from flask import has_request_context, request

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ENGLISH = "/en"
# The root of the request's addresses. Beside Flask's own, because it is asked for a hundred times per page.
_ROOT: ContextVar[str | None] = ContextVar("root", default=None)


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
        before = _ROOT.set(environ.get("SCRIPT_NAME", ""))
        try:
            return self._application(environ, start_response)
        finally:
            _ROOT.reset(before)


def current_root() -> str:
    """What every address of this request begins with: "", "/en", or behind a folder of the reverse proxy."""
    root = _ROOT.get()
    if root is None:
        return request.script_root if has_request_context() else ""
    return root


def without_language(root: str) -> str:
    """A root without our own /en: the path under which a proxy shows us, or nothing."""
    return root[: -len(ENGLISH)] if root.endswith(ENGLISH) else root


def root_of_site() -> str:
    """What every address of this request begins with, whatever the language."""
    return without_language(current_root())


def current_language() -> str:
    """`vi` or `en`."""
    return "en" if current_root().endswith(ENGLISH) else "vi"


def other_language_url() -> str:
    """This page in the other language."""
    root, path = request.script_root, request.path
    base = without_language(root) if root.endswith(ENGLISH) else root + ENGLISH
    query = request.query_string.decode("ascii", "ignore")
    return base + path + (f"?{query}" if query else "")

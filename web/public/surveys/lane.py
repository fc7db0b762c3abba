"""The short way for ratings, in front of Flask: on a campaign day they come by the thousand each second.

Takes exactly `POST /ks/<code>` with a plain small form that can be accepted at once. Whatever is unusual goes on to
the view, untouched: that is where messages and pages are made. Both ask the same `receive`.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from bootstrap.runtime import Runtime
from bootstrap.settings import Settings
from core.actor import ANONYMOUS
from core.errors import DomainError
from surveys.errors import AnswerNotSaved
from surveys.queries import find_open_point
from surveys.ratings import OpenPoint, Posted
from web.languages import current_language, current_root
from web.public.surveys.open_points import FRESH_SECONDS, OpenPoints
from web.public.surveys.receiving import NOT_SAVED, receive
from web.security import PRIVATE, fixed_headers

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PREFIX = "/ks/"
# Ticket, face, channel and the device's own number come to some 200 bytes.
LONGEST_BODY = 512
_FORM = "application/x-www-form-urlencoded"
_CODE_LENGTH = 6


class RatingLane:
    """WSGI middleware; one per process."""

    def __init__(self, application: WSGIApplication, runtime: Runtime, settings: Settings) -> None:
        self._application = application
        self._runtime = runtime
        # Who asks for pages never to be kept (EDGE_CACHE_SECONDS=0) gets no memory here either.
        seconds = min(FRESH_SECONDS, settings.edge_cache_seconds)
        self._points = OpenPoints(self._find, seconds=seconds)
        self._headers = [
            ("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", "0"),
            *fixed_headers(secure=settings.secure_cookies), ("Cache-Control", PRIVATE),
        ]  # fmt: skip

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Serve the request."""
        if environ["REQUEST_METHOD"] == "POST" and environ.get("PATH_INFO", "").startswith(PREFIX):
            target = self._take(environ)
            if target is not None:
                start_response("303 SEE OTHER", [("Location", target), *self._headers])
                return [b""]
        return self._application(environ, start_response)

    def _take(self, environ: WSGIEnvironment) -> str | None:
        """Where the accepted rating goes on; None when the view has to see to it."""
        path = environ["PATH_INFO"]
        posted = _posted(environ) if _is_code(path[len(PREFIX) :]) else None
        if posted is None:
            return None
        try:
            point = self._points.get(path[len(PREFIX) :])
            query = receive(self._runtime, posted, point, language=current_language())
        except AnswerNotSaved as error:
            environ[NOT_SAVED] = error
        except (DomainError, SQLAlchemyError):
            return None
        else:
            return f"{current_root()}{path}/cam-on{query}"
        return None

    def _find(self, code: str) -> OpenPoint | None:
        with self._runtime.reading(ANONYMOUS) as ctx:
            return find_open_point(ctx, code)


def _is_code(text: str) -> bool:
    return len(text) == _CODE_LENGTH and text.isascii() and text.isalnum() and text.upper() == text


def _posted(environ: WSGIEnvironment) -> Posted | None:
    """The fields, when the body is a plain small form; it is left as if nobody had read it."""
    length = environ.get("CONTENT_LENGTH", "")
    if environ.get("CONTENT_TYPE") != _FORM or not (length.isascii() and length.isdigit() and len(length) < 4):
        return None
    if int(length) > LONGEST_BODY or "HTTP_TRANSFER_ENCODING" in environ:
        return None
    body = environ["wsgi.input"].read(int(length))
    environ["wsgi.input"] = BytesIO(body)
    return read_plain_form(body)


def read_plain_form(body: bytes) -> Posted | None:
    """The fields of a form that nothing is encoded in; None when something is."""
    if b"%" in body or b"+" in body or not body.isascii():
        return None
    fields: dict[str, str] = {}
    for pair in body.decode("ascii").split("&"):
        name, _, value = pair.partition("=")
        fields.setdefault(name, value)  # of a name given twice the first counts, as in the view
    return Posted(fields.get("ve", ""), fields.get("diem", ""), fields.get("kenh", ""), fields.get("ma", ""))

"""The web application in this process, so that a test can move its clock; the browser is a real one."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from werkzeug.serving import WSGIRequestHandler, make_server

from accounts import sessions, sign_in
from accounts.states import Factor
from bootstrap.runtime import Runtime
from core.actor import Actor
from tests.e2e.product import Product
from tests.e2e.visitor import Visitor

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - the name is werkzeug's
        """Nothing: what goes wrong the visitor sees."""


class _Whole:
    """Reads each answer to its end and closes it before the first byte goes out: werkzeug's server leaves an answer
    open when the browser drops the connection, as a page that goes offline does.
    """

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        """Serve the request."""
        answer = self._application(environ, start_response)
        try:
            return [b"".join(answer)]
        finally:
            if hasattr(answer, "close"):
                answer.close()


@contextmanager
def served(app: Flask, data_dir: Path) -> Iterator[Product]:
    """Serve it on a free port of this machine."""
    server = make_server("127.0.0.1", 0, _Whole(app), threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Product(f"http://localhost:{server.server_port}", data_dir)
    finally:
        server.shutdown()
        thread.join()


def let_in(visitor: Visitor, app: Flask, runtime: Runtime, official: Actor) -> None:
    """Sign an official in anew: after a jump of the clock the session before it is over."""
    assert official.account_id is not None
    token = sessions.new_token()
    with runtime.transaction() as ctx:
        session_id = sessions.open_session(ctx, account_id=official.account_id, token=token, device="Test")
        sign_in.factor_was_right(
            ctx, account_id=official.account_id, session_id=session_id, token=token, how=Factor.TOTP
        )
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    cookie = {"name": app.config["SESSION_COOKIE_NAME"], "value": str(signer.dumps({"_user_id": token}))}
    visitor.context.clear_cookies()
    visitor.context.add_cookies([{**cookie, "url": visitor.base}])

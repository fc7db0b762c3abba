"""Where the gateway hands over text messages that came in: `POST /api/v1/sms`."""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping
from typing import Any, cast

from flask import Blueprint, Response, abort, current_app, request

from feedback.texting.services import TextIn
from web.api.sms.replies import Replies
from web.api.sms.routing import take_text, words_of
from web.context import runtime, transaction
from web.extensions import csrf
from web.gates import public

bp = Blueprint("api_sms", __name__, url_prefix="/api/v1")

# A signed message is good for five minutes; a repeated one is known by its id for days.
FRESH = 300
LARGEST = 8192
_LONGEST = {"id": 100, "from": 30, "text": 2000}


@bp.post("/sms")
@public
def receive() -> Response:
    """Take a message in: 202 whatever becomes of it, 403 without the secret, 404 where nothing is set up.

    Body: JSON or a form with `id`, `from`, `text`. Either `Authorization: Bearer SECRET`, or `X-Sms-Timestamp` (in
    seconds) and `X-Sms-Signature` (hex of HMAC-SHA256 over "timestamp.body").
    """
    sms = runtime().settings.sms
    if sms is None or not sms.inbound_secret:
        abort(404)
    if (request.content_length or 0) > LARGEST:
        abort(413)
    body = request.get_data()
    if not _is_the_gateway(sms.inbound_secret, body):
        abort(403)
    message = _message(body)
    if message is None:
        abort(400)
    with transaction() as ctx:
        taken = take_text(ctx, message)
    if taken is not None:
        replies().say(message.sender, words_of(taken))
    return Response("accepted", status=202, mimetype="text/plain")


def replies() -> Replies:
    """The one of this process."""
    send = runtime().sms.send
    made = current_app.extensions.setdefault("sms_replies", Replies(lambda to, text: send(to=to, text=text)))
    return cast(Replies, made)


# It comes from a machine that holds a secret, not from a browser that holds a cookie.
csrf.exempt(receive)


def _is_the_gateway(secret: str, body: bytes) -> bool:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return hmac.compare_digest(token.strip().encode(), secret.encode())
    stamp, given = (request.headers.get(f"X-Sms-{name}", "") for name in ("Timestamp", "Signature"))
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= 12):
        return False
    signed = hmac.new(secret.encode(), stamp.encode() + b"." + body, "sha256").hexdigest()
    fresh = abs(runtime().clock().timestamp() - int(stamp)) <= FRESH
    return hmac.compare_digest(signed.encode(), given.strip().lower().encode()) and fresh


def _message(body: bytes) -> TextIn | None:
    values: Any = request.form
    if request.mimetype == "application/json":
        try:
            values = json.loads(body)
        except ValueError:
            return None
    if not isinstance(values, Mapping):
        return None
    parts = [str(values.get(name) or "")[:most] for name, most in _LONGEST.items()]
    return TextIn(*parts) if all(parts[:2]) else None

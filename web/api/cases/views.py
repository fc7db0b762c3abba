"""`GET /api/v1/vu-viec?sau=POSITION`: records of petitions, for whoever holds a key of the province.

Read on from `next` until `more` is false; asking again for the same position does no harm (docs/export.md).
"""

from __future__ import annotations

import json

from flask import Blueprint, Response, abort, request

from reports.exporting.packages import PAGE, records_after
from reports.exporting.schema import NAME, schema_bytes
from reports.exporting.tokens import bearer_of, note_page
from web.context import transaction
from web.gates import public, public_page

bp = Blueprint("api_cases", __name__, url_prefix="/api/v1")
_SCHEMA_TYPE = "application/schema+json"


@bp.get("/vu-viec")
@public
def records() -> Response:
    """A page of records: 401 without a key that holds, 400 for a position that is none."""
    after, size = _whole("sau", 0, 2**62), _whole("toi-da", PAGE, PAGE)
    with transaction() as ctx:
        bearer = bearer_of(ctx, _secret())
        if bearer is None:
            return _refused()
        found = records_after(ctx, bearer.province_id, after, max(size, 1))
        note_page(ctx, bearer, after=after, upto=found.position, records=len(found.records))
    body = {"schema": NAME, "records": found.records, "next": found.position, "more": found.more}
    response = Response(json.dumps(body, ensure_ascii=False), mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.get("/luoc-do/vu-viec-1.json")
@public_page
def schema() -> Response:
    """The form of a record, as a JSON Schema."""
    return Response(schema_bytes(), mimetype=_SCHEMA_TYPE)


def _secret() -> str:
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else ""


def _refused() -> Response:
    return Response(
        '{"error": "unauthorized"}', status=401, mimetype="application/json", headers={"WWW-Authenticate": "Bearer"}
    )


def _whole(name: str, default: int, most: int) -> int:
    text = request.args.get(name, str(default))
    if not (text.isascii() and text.isdigit() and len(text) < 20):
        abort(400)
    return min(int(text), most)

"""Pages that are not kept at the edge are compressed on their way out: the phones of this product are on 3G."""

from __future__ import annotations

import gzip

from flask import Flask, Response, request

SMALLEST = 1024
LEVEL = 5  # 0.1 ms for a page of 17 KB


def install(app: Flask) -> None:
    """Compress HTML answers for whoever accepts it."""
    app.after_request(_compress)


def _compress(response: Response) -> Response:
    if (
        response.mimetype != "text/html"
        or response.direct_passthrough
        or response.cache_control.public  # the edge keeps both forms
        or "Content-Encoding" in response.headers
        or "gzip" not in request.headers.get("Accept-Encoding", "")
    ):
        return response
    body = response.get_data()
    if len(body) >= SMALLEST:
        response.set_data(gzip.compress(body, LEVEL, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    return response

"""What is uploaded stays in memory until it is sealed: a disk would keep it in the clear, deleted or not."""

from __future__ import annotations

from io import BytesIO
from typing import IO

from flask import Request


class MemoryRequest(Request):
    """A request whose files are never spooled to TMPDIR, as Werkzeug does from 500 kB on.

    MAX_CONTENT_LENGTH bounds one request, `web.seats` how many are read at a time.
    """

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return BytesIO()

"""The petition beside a list: what the address names with `xem`, when it is in the official's lists."""

from __future__ import annotations

from uuid import UUID

from flask import request

from core.errors import NotFound
from feedback.queries import get_case
from web.context import actor, read_context
from web.staff.petitions.page import CasePage, gather


def chosen() -> CasePage | None:
    """The petition to glance at. A sealed one is not opened by glancing."""
    try:
        seen = get_case(read_context(), UUID(request.args["xem"]), viewer=actor())
    except (KeyError, ValueError, NotFound):
        return None
    return gather(read_context(), seen, glance=True)

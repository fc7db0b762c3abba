"""Where taking in by the many begins; sheets, typed lines, receipts and scans are in their own modules."""

from __future__ import annotations

from flask import render_template, request

from core.paging import PageRequest
from feedback.bulk.queries import list_batches
from feedback.bulk.waiting import count_waiting
from web.context import actor, read_context
from web.staff.bulk import receipt_views, scan_views, sheet_views, typed_views
from web.staff.bulk.blueprint import bp, clerk

__all__ = ["bp", "receipt_views", "scan_views", "sheet_views", "typed_views"]


@bp.get("")
@clerk
def index() -> str:
    """The three ways, and one's own imports."""
    ctx, page = read_context(), PageRequest(20, request.args.get("sau"))
    return render_template(
        "staff/bulk/index.html", batches=list_batches(ctx, viewer=actor(), page=page),
        waiting=count_waiting(ctx, viewer=actor()), after=page.after,
    )  # fmt: skip

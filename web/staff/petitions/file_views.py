"""The files a petition came with, for whoever may read it."""

from __future__ import annotations

from uuid import UUID

from flask import Response

from casework.enclosures import read_enclosure
from core.errors import Forbidden
from feedback.policies import can_open
from feedback.queries import get_case
from feedback.services import note_opening
from web.context import actor, read_context, transaction
from web.files import enclosure_response
from web.staff.petitions.blueprint import bp, gate


@bp.get("/<uuid:petition_id>/tep/<uuid:file_id>")
@gate
def enclosed(petition_id: UUID, file_id: UUID) -> Response:
    """A PDF or a recording. Of a sealed petition each request is audited, pieces too: who asks says which piece."""
    seen = get_case(read_context(), petition_id, viewer=actor())
    if not can_open(actor(), seen.facts()):
        raise Forbidden
    if seen.sealed:
        with transaction() as ctx:
            note_opening(ctx, seen.id)
    found, data = read_enclosure(read_context(), petition_id, file_id)
    return enclosure_response(data, found.kind, found.media_type)

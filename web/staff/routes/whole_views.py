"""What came with a petition before it was split: photos and files, for whoever may read one of its parts."""

from __future__ import annotations

from uuid import UUID

from flask import Response, request

from casework.attachments import ImageSize, read_attachment
from casework.enclosures import read_enclosure
from core.errors import Forbidden, NotFound
from feedback.policies import can_open
from feedback.queries import get_case
from feedback.routes.queries import whole_of
from web.context import actor, read_context
from web.files import enclosure_response
from web.staff.petitions.blueprint import gate
from web.staff.routes.acting import note_if_sealed
from web.staff.routes.blueprint import bp


@bp.get("/don-thu/<uuid:petition_id>/goc/<uuid:whole_id>/anh/<uuid:photo_id>")
@gate
def photo(petition_id: UUID, whole_id: UUID, photo_id: UUID) -> Response:
    """A photo of the whole. Of a sealed part each photo shown is audited."""
    _allow(petition_id, whole_id)
    size = ImageSize.THUMB if request.args.get("nho") else ImageSize.DISPLAY
    return Response(read_attachment(read_context(), whole_id, photo_id, size), mimetype="image/jpeg")


@bp.get("/don-thu/<uuid:petition_id>/goc/<uuid:whole_id>/tep/<uuid:file_id>")
@gate
def enclosed(petition_id: UUID, whole_id: UUID, file_id: UUID) -> Response:
    """A PDF or a recording of the whole, audited likewise."""
    _allow(petition_id, whole_id)
    found, data = read_enclosure(read_context(), whole_id, file_id)
    return enclosure_response(data, found.kind, found.media_type)


def _allow(petition_id: UUID, whole_id: UUID) -> None:
    seen = get_case(read_context(), petition_id, viewer=actor())
    if not can_open(actor(), seen.facts()):
        raise Forbidden
    if whole_id not in whole_of(read_context(), petition_id):
        raise NotFound
    note_if_sealed(seen)

"""The blueprint of the questionnaire builder, and what its pages share."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from accounts.matrix import Capability, roles_for
from agencies.queries import get_card
from core.text import slug
from surveys.building import drafts
from surveys.building.drafts import Draft
from surveys.documents import Fault, to_document
from surveys.forms import QuestionSet
from web.context import actor, read_context, transaction
from web.gates import requires
from web.rendering import show_agency

bp = Blueprint("staff_questionnaires", __name__, url_prefix="/can-bo/phieu-khao-sat")
BUILDERS = roles_for(Capability.SURVEY_MANAGE)
builder = requires(*BUILDERS)
Page = str | tuple[str, int] | BaseResponse


def own() -> Sequence[UUID]:
    """The agencies whose questionnaires the official writes."""
    return actor().agencies(*BUILDERS)


def begin_draft(document: dict[str, Any], *, agency_id: UUID | None = None, code: str = "") -> BaseResponse:
    """Make a draft of a document and go there."""
    wanted = agency_id or _uuid(request.form.get("xa", "")) or own()[0]
    with transaction() as ctx:
        draft_id = drafts.create_draft(ctx, wanted, document, code=code)
    return redirect(url_for(".draft", draft_id=draft_id), code=303)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def fault_text(fault: Fault) -> str:
    """What is wrong, with its place: “Câu 3, lựa chọn 2: …”."""
    said = str(gettext(fault.text, **{name: str(value) for name, value in fault.values.items()}))
    if fault.option:
        return str(gettext("Câu %(n)s, lựa chọn %(m)s: %(said)s", n=fault.question, m=fault.option, said=said))
    return str(gettext("Câu %(n)s: %(said)s", n=fault.question, said=said)) if fault.question else said


def shown(draft_id: UUID) -> Draft:
    """The draft of the address, its agency in the frame. Raises NotFound."""
    ctx = read_context()
    found = drafts.get_draft(ctx, draft_id)
    show_agency(get_card(ctx, found.agency_id))
    return found


def preview_page(form: QuestionSet, back: str) -> str:
    """A questionnaire as citizens see it."""
    return render_template("staff/surveys/builder/preview.html", form=form, back=back, given=request.args)


def as_file(form: QuestionSet) -> Response:
    """A questionnaire as a JSON file."""
    response = Response(json.dumps(to_document(form), ensure_ascii=False, indent=2) + "\n", mimetype="application/json")
    response.headers.set("Content-Disposition", "attachment", filename=f"phieu-{slug(form.title) or 'khao-sat'}.json")
    return response

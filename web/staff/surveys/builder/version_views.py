"""Opening drafts, and the versions that come of it: to read, to end, to write anew."""

from __future__ import annotations

from uuid import UUID

from flask import Response, redirect, render_template, url_for
from werkzeug.wrappers import Response as BaseResponse

from agencies.queries import AgencyCard, get_card, list_service_points
from core.clock import local_date
from core.errors import DomainError, Forbidden, NotFound, StaleVersion
from surveys.building import versions
from surveys.building.drafts import Draft
from surveys.building.versions import OpenDraft, Version
from surveys.documents import to_document
from web.context import read_context, transaction
from web.errors import add_to_form
from web.rendering import show_agency
from web.staff.surveys.builder.blueprint import (
    Page,
    as_file,
    begin_draft,
    bp,
    builder,
    fault_text,
    own,
    preview_page,
    shown,
)
from web.staff.surveys.builder.forms import OpenForm


@bp.get("/ban-thao/<uuid:draft_id>/mo")
@builder
def opening(draft_id: UUID) -> str:
    """From when to when, and where."""
    found = shown(draft_id)
    ctx = read_context()
    agency = get_card(ctx, found.agency_id)
    form = OpenForm(
        formdata=None, version=str(found.version), since=local_date(ctx.now), targets=[f"agency:{agency.id}"]
    )
    return _opening_page(found, agency, form)


def _opening_page(found: Draft, agency: AgencyCard, form: OpenForm) -> str:
    form.offer(agency, list_service_points(read_context(), agency.id))
    return render_template(
        "staff/surveys/builder/open.html", draft=found, agency=agency, form=form,
        faults=[fault_text(one) for one in found.faults],
    )  # fmt: skip


@bp.post("/ban-thao/<uuid:draft_id>/mo")
@builder
def open_it(draft_id: UUID) -> Page:
    """Open the draft: from then on it is a version that nobody edits."""
    found = shown(draft_id)
    agency = get_card(read_context(), found.agency_id)
    form = OpenForm()
    form.offer(agency, list_service_points(read_context(), agency.id))
    if form.validate_on_submit():
        assert form.since.data is not None
        command = OpenDraft(draft_id, form.seen(), form.since.data, form.until.data, form.places())
        try:
            with transaction() as ctx:
                form_id = versions.open_draft(ctx, command)
        except (NotFound, Forbidden, StaleVersion):
            raise
        except DomainError as error:
            add_to_form(form, error)
        else:
            return redirect(url_for(".version", form_id=form_id), code=303)
    return _opening_page(found, agency, form), 422


@bp.get("/ban/<uuid:form_id>")
@builder
def version(form_id: UUID) -> str:
    """An opened version: what it asks, where and when; to read only."""
    found = _version(form_id)
    ctx = read_context()
    points = [point for agency_id in own() for point in list_service_points(ctx, agency_id, active_only=False)]
    return render_template(
        "staff/surveys/builder/version.html", version=found, now=ctx.now, own=found.agency_id in own(),
        points={point.id: point for point in points},
        numbers={question.key: number for number, question in enumerate(found.form.questions, start=1)},
    )  # fmt: skip


def _version(form_id: UUID) -> Version:
    ctx = read_context()
    found = versions.get_version(ctx, form_id)
    cards = [get_card(ctx, agency_id) for agency_id in own()]
    # Its own, what ships, and what the province asks in its communes.
    if found.agency_id is not None and not any(found.agency_id in (card.id, card.province_id) for card in cards):
        raise NotFound
    show_agency(cards[0])
    return found


@bp.get("/ban/<uuid:form_id>/xem-thu")
@builder
def preview_version(form_id: UUID) -> str:
    """A version as citizens see it."""
    return preview_page(_version(form_id).form, url_for(".version", form_id=form_id))


@bp.post("/ban/<uuid:form_id>/thoi")
@builder
def end(form_id: UUID) -> BaseResponse:
    """Stop asking it."""
    with transaction() as ctx:
        versions.end_version(ctx, form_id)
    return redirect(url_for(".version", form_id=form_id), code=303)


@bp.post("/ban/<uuid:form_id>/ban-moi")
@builder
def rewrite(form_id: UUID) -> BaseResponse:
    """Write the next version of one's own, or a questionnaire of one's own after another's."""
    found = _version(form_id)
    if found.agency_id in own():
        return begin_draft(to_document(found.form), agency_id=found.agency_id, code=found.code)
    return begin_draft(to_document(found.form))  # fmt: skip


@bp.get("/ban/<uuid:form_id>.json")
@builder
def version_json(form_id: UUID) -> Response:
    """A version as a file."""
    return as_file(_version(form_id).form)

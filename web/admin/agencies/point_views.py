"""Counters: adding, renaming, closing."""

from __future__ import annotations

from uuid import UUID

from flask import render_template
from flask_babel import gettext
from werkzeug.wrappers import Response

from agencies import services
from agencies.commands import CreateServicePoint, UpdateServicePoint
from agencies.policies import can_manage
from agencies.queries import get_card, get_service_point
from agencies.states import AgencyKind
from core.errors import NotFound
from web.admin.agencies.blueprint import bp, done, gate, item_url, managed, saved
from web.admin.agencies.forms import EditPointForm, PointForm
from web.context import actor, read_context
from web.forms import typed


@bp.route("/<code>/quay-moi", methods=["GET", "POST"])
@gate
def new_point(code: str) -> str | Response | tuple[str, int]:
    """Add a counter to a commune or province."""
    card = managed(code)
    if card.kind not in (AgencyKind.PROVINCE, AgencyKind.COMMUNE):
        raise NotFound
    form = PointForm()
    if form.validate_on_submit():
        command = CreateServicePoint(agency_id=card.id, number=typed(form.number), name=typed(form.name))
        if saved(form, lambda ctx: services.create_service_point(ctx, command)):
            return done(gettext("Đã thêm %(name)s.", name=command.number), item_url(code))
    page = render_template("admin/agencies/point.html", card=card, form=form, point=None)
    return (page, 422) if form.errors else page


@bp.route("/quay/<uuid:point_id>", methods=["GET", "POST"])
@gate
def edit_point(point_id: UUID) -> str | Response | tuple[str, int]:
    """Rename a counter, close it, open it again."""
    ctx = read_context()
    point = get_service_point(ctx, point_id)
    card = get_card(ctx, point.agency_id)
    if not can_manage(actor(), card.path):
        raise NotFound
    form = EditPointForm(obj=point)
    if form.validate_on_submit():
        command = UpdateServicePoint(
            service_point_id=point.id, version=form.version.data or 0, number=typed(form.number),
            name=typed(form.name), active=bool(form.active.data),
        )  # fmt: skip
        if saved(form, lambda ctx: services.update_service_point(ctx, command)):
            return done(gettext("Đã lưu %(name)s.", name=command.number), item_url(card.code))
    page = render_template("admin/agencies/point.html", card=card, form=form, point=point)
    return (page, 422) if form.errors else page

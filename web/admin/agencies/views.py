"""Units for their administrators: contact data, opening, hamlets, offices."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from agencies import services
from agencies.commands import CreateHamlet, CreateOffice, OpenAgency, RenameAgency, UpdateAgency
from agencies.policies import COMMUNE_ADMIN, PROVINCE_ADMIN, can_govern
from agencies.queries import list_at_paths, list_children, list_open_communes, list_service_points, search_units
from agencies.states import AgencyKind
from core.errors import NotFound
from web.admin.agencies import point_views
from web.admin.agencies.blueprint import bp, done, gate, item_url, managed, saved
from web.admin.agencies.forms import ContactForm, GovernedContactForm, HamletForm, NameForm, OfficeForm
from web.context import actor, read_context
from web.forms import Form, typed

__all__ = ["bp", "point_views"]

_GOVERNMENT = (AgencyKind.PROVINCE, AgencyKind.COMMUNE)
Page = str | Response | tuple[str, int]


@bp.get("")
@gate
def index() -> str:
    """The agencies the administrator looks after, and a search over those below."""
    ctx, query = read_context(), request.args.get("q", "").strip()[:80]
    tops = list_at_paths(ctx, actor().paths(COMMUNE_ADMIN, PROVINCE_ADMIN))
    provinces = [card for card in tops if card.kind == AgencyKind.PROVINCE]
    hits = [hit for hit in search_units(ctx, query, limit=50) if can_govern(actor(), hit.path)] if query else []
    opened = [card for province in provinces for card in list_open_communes(ctx, province.id)]
    return render_template(
        "admin/agencies/index.html", tops=tops, provinces=provinces, opened=opened, query=query, hits=hits
    )


@bp.route("/<code>", methods=["GET", "POST"])
@gate
def item(code: str) -> Page:
    """One agency: its contact data, and the parts below it."""
    card = managed(code)
    governed = can_govern(actor(), card.path) and card.kind in _GOVERNMENT
    form = (GovernedContactForm if governed else ContactForm)(obj=card)
    if form.validate_on_submit():
        command = UpdateAgency(
            agency_id=card.id, version=form.version.data or 0, hotline=typed(form.hotline),
            desk_address=typed(form.desk_address), remote=bool(form.remote.data) if governed else None,
        )  # fmt: skip
        if saved(form, lambda ctx: services.update_agency(ctx, command)):
            return done(gettext("Đã lưu."), item_url(code))
    ctx = read_context()
    page = render_template(
        "admin/agencies/item.html", card=card, form=form, governed=governed,
        parts=list_children(ctx, card.id) if card.kind == AgencyKind.COMMUNE else (),
        offices=list_children(ctx, card.id, AgencyKind.OFFICE) if card.kind == AgencyKind.PROVINCE else (),
        points=list_service_points(ctx, card.id, active_only=False) if card.kind in _GOVERNMENT else (),
    )  # fmt: skip
    return (page, 422) if form.errors or form.form_errors else page


@bp.route("/<code>/mo", methods=["GET", "POST"])
@gate
def open_desk(code: str) -> Page:
    """Open the desk: people may write from now on."""
    card = managed(code)
    if card.kind not in _GOVERNMENT or not can_govern(actor(), card.path):
        raise NotFound
    form = ContactForm(obj=card)
    if form.validate_on_submit():
        command = OpenAgency(agency_id=card.id, hotline=typed(form.hotline), desk_address=typed(form.desk_address))
        if saved(form, lambda ctx: services.open_agency(ctx, command)):
            return done(gettext("%(name)s đã mở.", name=card.name), item_url(code))
    return _form_page("admin/agencies/open.html", card=card, form=form)


@bp.route("/<code>/ten", methods=["GET", "POST"])
@gate
def rename(code: str) -> Page:
    """Another name; the address stays."""
    card = managed(code)
    if card.kind in _GOVERNMENT and not can_govern(actor(), card.path):
        raise NotFound
    form = NameForm(obj=card)
    if form.validate_on_submit():
        command = RenameAgency(agency_id=card.id, version=form.version.data or 0, name=typed(form.name))
        if saved(form, lambda ctx: services.rename_agency(ctx, command)):
            return done(gettext("Đã đổi tên."), item_url(code))
    return _form_page("admin/agencies/rename.html", card=card, form=form)


@bp.route("/<code>/thon-moi", methods=["GET", "POST"])
@gate
def new_hamlet(code: str) -> Page:
    """Add a hamlet to a commune."""
    card = managed(code)
    if card.kind != AgencyKind.COMMUNE:
        raise NotFound
    form = HamletForm()
    if form.validate_on_submit():
        command = CreateHamlet(commune_id=card.id, subtype=typed(form.subtype), short_name=typed(form.name))
        if saved(form, lambda ctx: services.create_hamlet(ctx, command)):
            return done(gettext("Đã thêm %(name)s.", name=f"{command.subtype} {command.short_name}"), item_url(code))
    return _form_page("admin/agencies/hamlet.html", card=card, form=form)


@bp.route("/<code>/phong-moi", methods=["GET", "POST"])
@gate
def new_office(code: str) -> Page:
    """Add an office to a commune or province."""
    card = managed(code)
    if card.kind not in _GOVERNMENT:
        raise NotFound
    form = OfficeForm()
    if form.validate_on_submit():
        command = CreateOffice(agency_id=card.id, name=typed(form.name))
        if saved(form, lambda ctx: services.create_office(ctx, command)):
            return done(gettext("Đã thêm %(name)s.", name=command.name), item_url(code))
    return _form_page("admin/agencies/office.html", card=card, form=form)


@bp.route("/<code>/ket-thuc", methods=["GET", "POST"])
@gate
def end(code: str) -> Page:
    """Dissolve a hamlet or an office, after asking once more."""
    card = managed(code)
    if card.kind in _GOVERNMENT:
        raise NotFound
    form = Form()
    if form.validate_on_submit() and saved(form, lambda ctx: services.end_part(ctx, card.id)):
        flash(gettext("%(name)s đã kết thúc hoạt động.", name=card.name))
        return redirect(url_for("admin_agencies.index"), code=303)
    return _form_page("admin/agencies/end.html", card=card, form=form)


def _form_page(template: str, **values: object) -> Page:
    page, form = render_template(template, **values), values["form"]
    return (page, 422) if getattr(form, "errors", None) else page

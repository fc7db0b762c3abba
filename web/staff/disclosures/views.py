"""The pages of the officer in charge of publication: draft, preview, publish, replace, withdraw."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from accounts.roles import Role
from agencies.queries import AgencyCard, get_card, list_children
from agencies.states import AgencyKind
from core.blocks import outline
from core.context import Context
from core.errors import DomainError
from core.paging import PageRequest
from disclosures import queries, services
from disclosures.commands import DraftDisclosure, EditDisclosure, WithdrawDisclosure
from disclosures.policies import can_publish
from disclosures.queries import DisclosureView
from disclosures.states import DISCLOSURE, Channel, DisclosureAct, DisclosureState
from disclosures.telling import Telling, tellings
from web.context import actor, read_context, transaction
from web.errors import add_to_form, message
from web.files import pdf_response, size_text, take_pdf
from web.forms import VersionForm
from web.gates import requires
from web.staff.disclosures import legal_items
from web.staff.disclosures.blueprint import bp
from web.staff.disclosures.forms import DisclosureForm, WithdrawForm

__all__ = ["bp", "legal_items"]

Answer = str | BaseResponse | tuple[str, int]
publisher = requires(Role.PUBLISHER)
reader = requires(Role.PUBLISHER, Role.LEADER)


@bp.get("")
@reader
def index() -> str:
    """Drafts and published items of the agencies where one publishes."""
    wanted = request.args.get("trang-thai", "")
    state = DisclosureState(wanted) if wanted in set(DisclosureState) else None
    after = request.args.get("sau")
    page = queries.list_own(read_context(), viewer=actor(), state=state, page=PageRequest(30, after))
    return render_template(
        "staff/disclosures/index.html", page=page, state=state, states=list(DisclosureState), after=after,
        can_write=Role.PUBLISHER in actor().roles(),
    )  # fmt: skip


def _agencies() -> list[AgencyCard]:
    return [get_card(read_context(), agency_id) for agency_id in actor().agencies(Role.PUBLISHER)]


@bp.route("/moi", methods=["GET", "POST"])
@publisher
def create() -> Answer:
    """Begin an item."""
    form = DisclosureForm()
    form.offer(queries.legal_items(read_context()).values(), _agencies())
    if form.validate_on_submit():
        try:
            file = take_pdf(form.file.data)
            with transaction() as ctx:
                command = DraftDisclosure(form.agency_id(), form.content(), file)
                disclosure_id = services.draft_disclosure(ctx, command)
        except DomainError as error:
            add_to_form(form, error)
        else:
            return redirect(url_for("staff_disclosures.item", disclosure_id=disclosure_id), code=303)
    return _form_page(form, None)


@bp.route("/<uuid:disclosure_id>/sua", methods=["GET", "POST"])
@publisher
def edit(disclosure_id: UUID) -> Answer:
    """Change a draft."""
    view = queries.get_own(read_context(), disclosure_id, viewer=actor())
    DISCLOSURE.target(view.state, DisclosureAct.EDIT)
    kept = ("title", "summary", "issuer", "number", "issued_on", "source", "posting_to", "other_law", "historical")
    form = DisclosureForm(
        data={name: getattr(view, name) for name in kept},
        legal_item=view.legal_item.code, agency=str(view.agency_id), version=str(view.version),
    )  # fmt: skip
    form.offer(queries.legal_items(read_context()).values(), [get_card(read_context(), view.agency_id)])
    if form.validate_on_submit():
        try:
            file = take_pdf(form.file.data)
            command = EditDisclosure(view.id, form.seen(), form.content(), file, form.drop_file.data)
            with transaction() as ctx:
                services.edit_disclosure(ctx, command)
        except DomainError as error:
            add_to_form(form, error)
        else:
            return redirect(url_for("staff_disclosures.item", disclosure_id=disclosure_id), code=303)
    return _form_page(form, view)


def _form_page(form: DisclosureForm, view: DisclosureView | None) -> Answer:
    page = render_template("staff/disclosures/form.html", form=form, item=view)
    return (page, 422) if request.method == "POST" else page


@bp.get("/<uuid:disclosure_id>")
@reader
def item(disclosure_id: UUID) -> str:
    """One item as the public sees or will see it, and what can be done with it."""
    ctx = read_context()
    view = queries.get_own(ctx, disclosure_id, viewer=actor())
    may = bool(can_publish(actor(), view.agency_id))
    return render_template(
        "staff/disclosures/item.html", item=view, card=get_card(ctx, view.agency_id), outline=outline(view.body),
        acts={act.value for act in DISCLOSURE.acts_from(view.state)} if may else set(),
        version_form=VersionForm(version=str(view.version)),
        file_size=size_text(view.file.size) if view.file else "", due=queries.publication_due(ctx, view),
        hamlets=_told(view) if Channel.HAMLET_HEAD in view.legal_item.channels and view.published_at else [],
    )  # fmt: skip


def _told(view: DisclosureView) -> list[tuple[AgencyCard, list[Telling]]]:
    """Each hamlet, with what its head noted."""
    ctx = read_context()
    told = tellings(ctx, [view.id]).get(view.id, ())
    hamlets = list_children(ctx, view.agency_id, AgencyKind.HAMLET)
    return [(hamlet, [one for one in told if one.hamlet_id == hamlet.id]) for hamlet in hamlets]


@bp.get("/<uuid:disclosure_id>/tep.pdf")
@reader
def file(disclosure_id: UUID) -> Response:
    """The PDF, of a draft too."""
    view, data = queries.read_own_file(read_context(), disclosure_id, viewer=actor())
    return pdf_response(data, view.name)


def _act(disclosure_id: UUID, act: Callable[[Context, int], Any], done: str, *, target: str | None = None) -> Answer:
    """Run an act of a button and say how it went."""
    form = VersionForm()
    here = url_for("staff_disclosures.item", disclosure_id=disclosure_id)
    if not form.validate_on_submit():
        return redirect(here, code=303)
    try:
        with transaction(public=True) as ctx:
            result = act(ctx, form.seen())
    except DomainError as error:
        flash(message(error))
        return redirect(here, code=303)
    flash(done)
    if isinstance(result, UUID):
        return redirect(url_for("staff_disclosures.edit", disclosure_id=result), code=303)
    return redirect(target or here, code=303)


@bp.post("/<uuid:disclosure_id>/dang")
@publisher
def publish(disclosure_id: UUID) -> Answer:
    """Make it public now."""
    return _act(
        disclosure_id,
        lambda ctx, seen: services.publish_disclosure(ctx, disclosure_id, version=seen),
        gettext("Đã công khai. Bà con xem được ngay."),
    )


@bp.post("/<uuid:disclosure_id>/ban-moi")
@publisher
def replace(disclosure_id: UUID) -> Answer:
    """Begin the next edition."""
    return _act(
        disclosure_id,
        lambda ctx, _seen: services.begin_replacement(ctx, disclosure_id),
        gettext("Đã tạo bản nháp mới. Bản cũ vẫn công khai cho tới khi đăng bản này."),
    )


@bp.post("/<uuid:disclosure_id>/bo-nhap")
@publisher
def discard(disclosure_id: UUID) -> Answer:
    """Throw a draft away."""
    return _act(
        disclosure_id,
        lambda ctx, seen: services.discard_draft(ctx, disclosure_id, version=seen),
        gettext("Đã bỏ bản nháp."),
        target=url_for("staff_disclosures.index"),
    )


@bp.route("/<uuid:disclosure_id>/go", methods=["GET", "POST"])
@publisher
def withdraw(disclosure_id: UUID) -> Answer:
    """Take an item down, with the reason the public will read."""
    view = queries.get_own(read_context(), disclosure_id, viewer=actor())
    form = WithdrawForm(version=str(view.version))
    if form.validate_on_submit():
        try:
            with transaction(public=True) as ctx:
                services.withdraw_disclosure(ctx, WithdrawDisclosure(view.id, form.seen(), form.reason.data or ""))
        except DomainError as error:
            add_to_form(form, error)
        else:
            flash(gettext("Đã gỡ xuống. Trang của mục vẫn còn và nêu lý do."))
            return redirect(url_for("staff_disclosures.item", disclosure_id=disclosure_id), code=303)
    page = render_template("staff/disclosures/withdraw.html", form=form, item=view)
    return (page, 422) if request.method == "POST" else page

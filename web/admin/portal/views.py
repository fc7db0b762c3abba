"""The portal's frame: prepare, look, put in use, take down; the addresses at which communes are read."""

from __future__ import annotations

from contextlib import closing
from uuid import UUID

from flask import Blueprint, Response, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from accounts.matrix import Capability, roles_for
from agencies.portal import services
from agencies.portal.content import check_content, contrast
from agencies.portal.logos import MAX_LOGO_BYTES, Logo, prepare_logo
from agencies.portal.queries import FrameCard, find_frame, list_addresses
from agencies.portal.states import FrameState
from agencies.queries import get_card, list_open_communes
from casework.images import prepare_image
from core.context import Context
from core.errors import DomainError, NotFound
from web import errors
from web.admin.portal.forms import ActForm, AddressForm, FrameForm
from web.context import actor, read_context, runtime, transaction
from web.forms import typed
from web.gates import requires
from web.portal.framing import site_base
from web.rendering import show_agency

bp = Blueprint("admin_portal", __name__, url_prefix="/quan-tri/cong-tinh")
KEEPERS = roles_for(Capability.PORTAL_MANAGE)


@bp.get("")
@requires(*KEEPERS)
def index() -> str:
    """What is in use, what is being prepared, the addresses."""
    return _index_page(_address_form(), ActForm())


@bp.route("/khung", methods=["GET", "POST"])
@requires(*KEEPERS)
def edit() -> ResponseReturnValue:
    """Head and foot; kept as a draft, then looked at."""
    ctx = read_context()
    known = _draft(ctx) or _live(ctx)
    form = FrameForm.of(known.content if known else None)
    if form.validate_on_submit():
        try:
            content, picture = check_content(form.content()), _logo(form)
            with transaction() as writing:
                services.save_draft(writing, _province(), content, logo=picture, keep_logo=not form.drop_logo.data)
        except DomainError as error:
            errors.add_to_form(form, error)
        else:
            return redirect(url_for(".preview"), code=303)
    page = render_template("admin/portal/edit.html", form=form, has_logo=bool(known and known.logo_mark))
    return (page, 422) if form.is_submitted() else page


@bp.get("/khung/xem-thu")
@requires(*KEEPERS)
def preview() -> str:
    """The draft around a page of citizens, before anybody else sees it."""
    ctx = read_context()
    draft = _draft(ctx)
    if draft is None:
        raise NotFound
    g.frame_preview = draft.frame
    show_agency(get_card(ctx, _province()))
    ratio = contrast(draft.content.ground, draft.content.ink)
    return render_template("admin/portal/preview.html", draft=draft, form=ActForm(), ratio=ratio)


@bp.post("/khung/dung")
@requires(*KEEPERS)
def publish() -> ResponseReturnValue:
    """Put the draft around the public pages."""
    with transaction(public=True) as ctx:
        services.publish_draft(ctx, _province())
    return _done(gettext("Khung mới đã lên các trang của bà con."))


@bp.post("/khung/bo-ban-soan")
@requires(*KEEPERS)
def drop() -> ResponseReturnValue:
    """Forget the draft."""
    with transaction() as ctx:
        services.drop_draft(ctx, _province())
    return _done(gettext("Đã bỏ bản đang soạn."))


@bp.post("/khung/go")
@requires(*KEEPERS)
def take_down() -> ResponseReturnValue:
    """Pages without the portal's frame again."""
    with transaction(public=True) as ctx:
        services.take_down(ctx, _province())
    return _done(gettext("Đã gỡ khung. Các trang trở lại như cũ."))


@bp.post("/dia-chi")
@requires(*KEEPERS)
def add_address() -> ResponseReturnValue:
    """Let a unit be read at a domain or path."""
    form = _address_form()
    if form.validate_on_submit():
        try:
            with transaction(public=True) as ctx:
                address = services.add_address(ctx, UUID(form.agency.data), typed(form.address))
        except DomainError as error:
            errors.add_to_form(form, error)
        else:
            return _done(gettext("Đã gắn %(address)s.", address=address))
    return _index_page(form, ActForm(formdata=None)), 422


@bp.post("/dia-chi/chinh")
@requires(*KEEPERS)
def make_main() -> ResponseReturnValue:
    """What is printed and linked from now on."""
    with transaction(public=True) as ctx:
        services.make_main(ctx, typed(ActForm().address))
    return _done(gettext("Từ giờ in và dẫn về địa chỉ này."))


@bp.post("/dia-chi/bo")
@requires(*KEEPERS)
def remove_address() -> ResponseReturnValue:
    """The unit is no longer read there."""
    with transaction(public=True) as ctx:
        services.remove_address(ctx, typed(ActForm().address))
    return _done(gettext("Đã bỏ địa chỉ."))


def _index_page(form: AddressForm, act: ActForm) -> str:
    ctx = read_context()
    addresses = [(row, site_base(row.address)) for row in list_addresses(ctx, _province())]
    return render_template(
        "admin/portal/index.html", form=form, act=act, live=_live(ctx), draft=_draft(ctx), addresses=addresses,
        public_url=runtime().settings.public_url,
    )  # fmt: skip


def _address_form() -> AddressForm:
    ctx, form = read_context(), AddressForm()
    units = [get_card(ctx, _province()), *list_open_communes(ctx, _province())]
    form.agency.choices = [SelectChoice("", gettext("Chọn đơn vị")), *(SelectChoice(str(u.id), u.name) for u in units)]
    return form


def _logo(form: FrameForm) -> Logo | None:
    upload = form.logo.data
    if not upload or not getattr(upload, "filename", ""):
        return None
    with closing(upload):
        data = upload.stream.read(MAX_LOGO_BYTES + 1)
    logo = prepare_logo(data)
    prepare_image(data)  # for its refusal of an identity card: everybody sees this picture
    return logo


def _draft(ctx: Context) -> FrameCard | None:
    return find_frame(ctx, _province(), FrameState.DRAFT)


def _live(ctx: Context) -> FrameCard | None:
    return find_frame(ctx, _province(), FrameState.LIVE)


def _province() -> UUID:
    return actor().agencies(*KEEPERS)[0]


def _done(text: str) -> Response:
    flash(text, "success")
    response = redirect(url_for(".index"), code=303)
    assert isinstance(response, Response)
    return response

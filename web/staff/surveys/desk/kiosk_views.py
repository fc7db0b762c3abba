"""Tablets at the desk: preparing one with a PIN, its pairing code, taking one off."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import PasswordField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired

from accounts.matrix import Capability, roles_for
from agencies.queries import ServicePointCard, get_card, list_service_points
from core.errors import DomainError, Forbidden, NotFound
from surveys.kiosks.pairing import list_kiosks, prepare_kiosk, revoke_kiosk
from web.context import actor, read_context, runtime, transaction
from web.errors import add_to_form
from web.forms import Form, typed
from web.gates import requires
from web.public.surveys.wording import point_label
from web.rendering import show_agency

bp = Blueprint("staff_survey_kiosks", __name__, url_prefix="/can-bo/may-tai-quay")
DESK = roles_for(Capability.SURVEY_DESK)
Page = str | tuple[str, int] | Response


class KioskForm(Form):
    """For which counter, and the PIN that leads out of the page."""

    point = SelectField(_l("Quầy"), validators=[InputRequired(_l("Chọn một quầy."))])
    pin = PasswordField(_l("Mã PIN để thoát"), validators=[InputRequired(_l("Đặt mã PIN từ 4 đến 8 chữ số."))])


@bp.get("")
@requires(*DESK)
def index() -> str:
    """The tablets of one's own counters."""
    return _page(KioskForm(formdata=None))


def _page(form: KioskForm, code: str | None = None) -> str:
    ctx, points = read_context(), _points()
    form.point.choices = [SelectChoice(str(one.id), f"{point_label(one)} · {one.name}") for one in points]
    return render_template(
        "staff/surveys/desk/kiosks.html", form=form, points={one.id: one for one in points}, code=code,
        kiosks=list_kiosks(ctx, actor().agencies(*DESK)),
        now=ctx.now, address=(runtime().settings.public_url or "").partition("://")[2],
    )  # fmt: skip


def _points() -> Sequence[ServicePointCard]:
    ctx, own = read_context(), actor().agencies(*DESK)
    show_agency(get_card(ctx, own[0]))
    return [point for agency_id in own for point in list_service_points(ctx, agency_id)]


@bp.post("")
@requires(*DESK)
def prepare() -> Page:
    """Prepare a tablet; its code is shown on this one page and never again."""
    form = KioskForm()
    form.point.choices = [SelectChoice(str(one.id), one.name) for one in _points()]
    if not form.validate_on_submit():
        return _page(form), 422
    try:
        with transaction() as ctx:
            code = prepare_kiosk(ctx, service_point_id=UUID(typed(form.point)), pin=typed(form.pin))
    except (NotFound, Forbidden):
        raise NotFound from None
    except DomainError as error:
        add_to_form(form, error)
        return _page(form), 422
    return _page(KioskForm(formdata=None), code=f"{code[:4]}-{code[4:]}")


@bp.post("/<uuid:kiosk_id>/go")
@requires(*DESK)
def revoke(kiosk_id: UUID) -> Response:
    """Take a tablet off."""
    with transaction() as ctx:
        revoke_kiosk(ctx, kiosk_id)
    return redirect(url_for(".index"), code=303)

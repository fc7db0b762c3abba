"""Screens in the hall: put up, opened by their address, withdrawn."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import BooleanField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired

from accounts.matrix import Capability, roles_for
from agencies.queries import get_card
from core.errors import DomainError, Forbidden, NotFound
from surveys.walls.screens import list_walls, put_up_wall, withdraw_wall
from web.context import actor, read_context, runtime, transaction
from web.errors import add_to_form
from web.forms import Form
from web.gates import requires
from web.rendering import show_agency

bp = Blueprint("staff_walls", __name__, url_prefix="/can-bo/man-hinh-sanh")
DESK = roles_for(Capability.SURVEY_DESK)
desk = requires(*DESK)
Page = str | tuple[str, int] | Response


class WallForm(Form):
    """Where, and what beside the figures."""

    place = SelectField(_l("Đơn vị"), validators=[InputRequired(_l("Chọn đơn vị."))])
    with_dialogue = BooleanField(_l("Buổi đối thoại sắp tới"))
    with_disclosures = BooleanField(_l("Tài liệu vừa công khai"))


@bp.get("")
@desk
def index() -> str:
    """The screens that are up."""
    return _page(WallForm(formdata=None, with_dialogue=True, with_disclosures=True))


def _page(form: WallForm) -> str:
    ctx = read_context()
    cards = [get_card(ctx, agency_id) for agency_id in actor().agencies(*DESK)]
    show_agency(cards[0])
    form.place.choices = [SelectChoice(str(card.id), card.name) for card in cards]
    walls = list_walls(ctx, [card.id for card in cards])
    return render_template(
        "staff/surveys/walls.html", form=form, walls=walls, cards={card.id: card for card in cards},
        public_url=runtime().settings.public_url,
    )  # fmt: skip


@bp.post("")
@desk
def put_up() -> Page:
    """Give a screen its address."""
    form = WallForm()
    form.place.choices = [SelectChoice(str(agency_id), "") for agency_id in actor().agencies(*DESK)]
    if form.validate_on_submit():
        try:
            with transaction() as ctx:
                put_up_wall(
                    ctx, agency_id=UUID(str(form.place.data)), with_dialogue=bool(form.with_dialogue.data),
                    with_disclosures=bool(form.with_disclosures.data),
                )  # fmt: skip
        except (NotFound, Forbidden):
            raise
        except DomainError as error:
            add_to_form(form, error)
        else:
            return redirect(url_for(".index"), code=303)
    return _page(form), 422


@bp.post("/tat")
@desk
def withdraw() -> Response:
    """Its address shows nothing any more."""
    try:
        wall_id = UUID(request.form.get("id", ""))
    except ValueError:
        raise NotFound from None
    with transaction() as ctx:
        withdraw_wall(ctx, wall_id)
    return redirect(url_for(".index"), code=303)

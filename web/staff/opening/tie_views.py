"""quan hệ của cán bộ: each declares their own, a leader those of the people who work there."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts.matrix import Capability, roles_for
from accounts.queries import Person
from accounts.ties.services import declare_tie, end_tie, list_people, list_ties, list_workers
from accounts.ties.states import Tie
from agencies.queries import get_card
from core.context import Context
from core.errors import DomainError, Forbidden, NotFound
from web.context import actor, read_context, transaction
from web.errors import add_to_form
from web.gates import requires
from web.staff.opening.forms import TieForm

bp = Blueprint("staff_ties", __name__, url_prefix="/can-bo/quan-he")
gate = requires(*roles_for(Capability.OWN_ACCOUNT))


@bp.route("", methods=["GET", "POST"])
@gate
def index() -> ResponseReturnValue:
    """What was declared, and one more."""
    ctx, form = read_context(), TieForm()
    people = list_people(ctx)
    form.offer(people, _colleagues(ctx))
    if form.validate_on_submit():
        try:
            with transaction() as writing:
                declare_tie(writing, UUID(form.who.data), UUID(form.other.data), Tie(form.tie.data))
        except (NotFound, Forbidden):
            raise
        except DomainError as error:
            add_to_form(form, error)
        else:
            flash(gettext("Đã ghi. Đơn giữ kín nói về người ấy từ nay không tới tay người kê khai."), "success")
            return redirect(url_for(".index"), code=303)
    page = render_template("staff/opening/ties.html", form=form, lines=list_ties(read_context()), people=people)
    return page, 422 if form.errors else 200


@bp.post("/<uuid:tie_id>/het")
@gate
def end(tie_id: UUID) -> ResponseReturnValue:
    """It is no longer so."""
    with transaction() as ctx:
        end_tie(ctx, tie_id)
    flash(gettext("Đã ghi là hết từ hôm nay."), "success")
    return redirect(url_for(".index"), code=303)


def _colleagues(ctx: Context) -> Sequence[Person]:
    """Who works at the actor's own agencies and in the province above them."""
    here = {grant.agency_id for grant in actor().grants}
    return list_workers(ctx, here | {get_card(ctx, one).province_id for one in here})

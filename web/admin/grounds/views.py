"""The lists of grounds: read by every administrator, kept by the province."""

from __future__ import annotations

from itertools import groupby

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts.roles import Role
from agencies.queries import get_card
from core.errors import DomainError, NotFound
from feedback.proceedings.catalogue import LIST_NAMES, Entry, Lists, find_choice, list_choices
from feedback.proceedings.services import keep_choice
from web.admin.grounds.forms import EntryForm
from web.context import actor, read_context, transaction
from web.errors import add_to_form
from web.formatting import label
from web.forms import typed
from web.gates import requires

bp = Blueprint("admin_grounds", __name__, url_prefix="/quan-tri/can-cu")


@bp.get("")
@requires(Role.PROVINCE_ADMIN, Role.COMMUNE_ADMIN)
def index() -> str:
    """Every list, with where it stands in the law; on wish only what is still to be confirmed."""
    entries = list_choices(read_context())
    doubted = [entry for entry in entries if entry.to_be_confirmed]
    only_doubted = request.args.get("loc") == "cho-xac-nhan"
    shown = doubted if only_doubted else entries
    return render_template(
        "admin/grounds/index.html", groups=[(name, list(group)) for name, group in groupby(shown, _name)],
        total=len(entries), doubted=len(doubted), only_doubted=only_doubted,
        may_edit=Role.PROVINCE_ADMIN in actor().roles(),
    )  # fmt: skip


@bp.route("/<code>", methods=["GET", "POST"])
@requires(Role.PROVINCE_ADMIN)
def entry(code: str) -> ResponseReturnValue:
    """Note that it was looked up, or until when it is offered."""
    found = find_choice(read_context(), code)
    if found is None:
        raise NotFound
    form = EntryForm(data={"confirmed_by": found.confirmed_by, "ends_on": found.ends_on})
    if not found.open:
        del form.ends_on
    if form.validate_on_submit():
        try:
            _keep(code, form)
        except DomainError as error:
            add_to_form(form, error)
        else:
            flash(gettext("Đã ghi."), "success")
            return redirect(url_for(".index"), code=303)
    page = render_template("admin/grounds/entry.html", entry=found, name=_name(found), form=form)
    return (page, 422) if form.is_submitted() else page


def _keep(code: str, form: EntryForm) -> None:
    province = get_card(read_context(), actor().agencies(Role.PROVINCE_ADMIN)[0])
    ends_on = form.ends_on.data if "ends_on" in form else None
    with transaction() as ctx:
        keep_choice(
            ctx, code, province_id=province.id, province_path=province.path, confirmed_by=typed(form.confirmed_by),
            ends_on=ends_on,
        )  # fmt: skip


def _name(one: Entry) -> str:
    return gettext(LIST_NAMES[one.list]) if isinstance(one.list, Lists) else label(one.list)

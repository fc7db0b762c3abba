"""Texts of the desk to begin an answer with."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from agencies.queries import get_card
from core.errors import DomainError, NotFound
from feedback.policies import STAFF_ROLES
from feedback.queries.desk_reads import Canned, list_canned
from feedback.services import retire_canned, save_canned
from feedback.states import Field
from web.context import actor, read_context, transaction
from web.errors import add_to_form
from web.forms import typed
from web.staff.petitions.blueprint import bp, gate
from web.staff.petitions.forms import ActForm, CannedForm

Page = str | Response | tuple[str, int]


@bp.get("/mau-tra-loi")
@gate
def canned() -> str:
    """All texts of the official's desks."""
    return render_template("staff/petitions/canned.html", texts=_texts())


@bp.route("/mau-tra-loi/moi", methods=["GET", "POST"])
@gate
def new_canned() -> Page:
    """Write one."""
    return _edit(None)


@bp.route("/mau-tra-loi/<uuid:canned_id>", methods=["GET", "POST"])
@gate
def edit_canned(canned_id: UUID) -> Page:
    """Change one."""
    return _edit(_find(canned_id))


@bp.post("/mau-tra-loi/<uuid:canned_id>/bo")
@gate
def drop_canned(canned_id: UUID) -> Response:
    """Take one out of use."""
    with transaction() as ctx:
        retire_canned(ctx, canned_id, version=ActForm().seen())
    flash(gettext("Đã bỏ mẫu trả lời."), "success")
    return redirect(url_for("staff_petitions.canned"), code=303)


def _edit(known: Canned | None) -> Page:
    form = CannedForm(obj=known, data={"field": known.field.value if known and known.field else ""})
    form.agency.choices = [SelectChoice(str(one), get_card(read_context(), one).name) for one in _desks()]
    if form.validate_on_submit():
        try:
            _save(form, known)
        except NotFound:
            raise
        except DomainError as error:
            add_to_form(form, error)
        else:
            flash(gettext("Đã lưu mẫu trả lời."), "success")
            return redirect(url_for("staff_petitions.canned"), code=303)
    page = render_template("staff/petitions/canned_form.html", form=form, known=known)
    return (page, 422) if form.errors else page


def _save(form: CannedForm, known: Canned | None) -> None:
    with transaction() as ctx:
        save_canned(
            ctx, agency_id=known.agency_id if known else UUID(form.agency.data or str(_desks()[0])),
            title=typed(form.title), body=typed(form.body), field=Field(form.field.data) if form.field.data else None,
            canned_id=known.id if known else None, version=form.seen(),
        )  # fmt: skip


def _find(canned_id: UUID) -> Canned:
    for one in _texts():
        if one.id == canned_id:
            return one
    raise NotFound


def _texts() -> list[Canned]:
    return list(list_canned(read_context(), agencies=_desks()))


def _desks() -> tuple[UUID, ...]:
    return actor().agencies(*STAFF_ROLES)

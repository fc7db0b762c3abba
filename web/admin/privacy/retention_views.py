"""How long what is kept: the schedule, what the coming night would erase, what past nights erased."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from accounts.matrix import Capability, roles_for
from core.errors import DomainError, Forbidden, NotFound
from privacy.policies import oversees_retention, sets_retention
from privacy.retention.acting import Preview, preview
from privacy.retention.rules import BY_CODE
from privacy.retention.schedule import SetTerm, Term, list_runs, set_term, terms
from privacy.states import Span
from web.admin.privacy.forms import TermForm
from web.context import actor, read_context, transaction
from web.errors import add_to_form
from web.forms import typed
from web.gates import requires

bp = Blueprint("admin_retention", __name__, url_prefix="/quan-tri/thoi-han-luu")
Page = str | Response | tuple[str, int]


@dataclass(frozen=True, slots=True)
class Coming:
    """A term, and what the coming night finds by it."""

    term: Term
    found: Preview

    @property
    def reached(self) -> bool:
        """Whether anything has come to its end."""
        return bool(self.found.due or self.found.held)


@bp.get("")
@requires(*roles_for(Capability.RETENTION_SEE))
def index() -> str:
    """Every term in force; the officer of a commune reads them, the province's sets them."""
    return render_template(
        "admin/privacy/retention.html",
        terms=terms(read_context()),
        may_set=bool(sets_retention(actor())),
        oversees=bool(oversees_retention(actor())),
        may_hold=_may_hold(),
    )


@bp.get("/xem-truoc")
@requires(*roles_for(Capability.RETENTION_SEE))
def coming() -> Page:
    """How many the coming night would erase by each rule, and what past nights did: over all communes together."""
    if not oversees_retention(actor()):
        return redirect(url_for("admin_retention.index"), code=303)
    ctx = read_context()
    rows = [Coming(term, preview(ctx, term)) for term in terms(ctx) if term.rule.task == "privacy.retain"]
    return render_template(
        "admin/privacy/coming.html", rows=rows, runs=list_runs(ctx), may_set=bool(sets_retention(actor())),
        may_hold=_may_hold(),
    )  # fmt: skip


def _may_hold() -> bool:
    return not actor().roles().isdisjoint(roles_for(Capability.HOLD_PLACE))


@bp.route("/<code>", methods=["GET", "POST"])
@requires(*roles_for(Capability.RETENTION_SET))
def term(code: str) -> Page:
    """Set or confirm one."""
    if not sets_retention(actor()):
        return redirect(url_for("admin_retention.index"), code=303)
    rule = BY_CODE.get(code)
    if rule is None or rule.technical:
        raise NotFound
    now = next(one for one in terms(read_context()) if one.rule.code == code)
    form = TermForm(data={"length": now.length, "span": now.span.value})
    if form.validate_on_submit():
        command = SetTerm(
            code, form.length.data, Span(form.span.data), form.valid_from.data or date.min, typed(form.document_number)
        )
        try:
            with transaction() as ctx:
                set_term(ctx, command)
        except Forbidden:
            raise
        except DomainError as error:
            add_to_form(form, error)
        else:
            flash(gettext("Đã ghi thời hạn. Việc xoá theo thời hạn này làm vào ban đêm, từ ngày áp dụng."), "success")
            return redirect(url_for("admin_retention.index"), code=303)
    page = render_template("admin/privacy/term.html", form=form, rule=rule, now=now)
    return (page, 422) if request.method == "POST" else page

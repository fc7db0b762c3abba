"""The contents of article 11 as the province words them."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from accounts.roles import Role
from core.errors import DomainError, NotFound
from disclosures import queries, services
from web.context import actor, read_context, transaction
from web.errors import add_to_form
from web.gates import requires
from web.staff.disclosures.blueprint import bp
from web.staff.disclosures.forms import LegalItemForm


@bp.get("/danh-muc")
@requires(Role.PUBLISHER, Role.LEADER, Role.PROVINCE_ADMIN)
def legal_items() -> str:
    """All contents with their rules and channels."""
    return render_template(
        "staff/disclosures/legal_items.html", items=queries.legal_items(read_context()).values(),
        can_edit=Role.PROVINCE_ADMIN in actor().roles(),
    )  # fmt: skip


@bp.route("/danh-muc/<code>", methods=["GET", "POST"])
@requires(Role.PROVINCE_ADMIN)
def legal_item(code: str) -> str | Response | tuple[str, int]:
    """Reword one."""
    item = queries.legal_items(read_context()).get(code)
    if item is None:
        raise NotFound
    form = LegalItemForm(
        rule=item.rule.value, name=gettext(item.name), description=gettext(item.description), days=item.days,
        channels=[channel.value for channel in item.channels],
    )  # fmt: skip
    form.offer()
    if form.validate_on_submit():
        try:
            with transaction(public=True) as ctx:
                province = actor().agencies(Role.PROVINCE_ADMIN)[0]
                services.edit_legal_item(ctx, form.command(code), agency_id=province)
        except DomainError as error:
            add_to_form(form, error)
        else:
            flash(gettext("Đã lưu danh mục."))
            return redirect(url_for("staff_disclosures.legal_items"), code=303)
    page = render_template("staff/disclosures/legal_item.html", form=form, item=item)
    return (page, 422) if request.method == "POST" else page

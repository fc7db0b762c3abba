"""The hamlet's own page: what to tell people of, what they may have a say in, when to meet, how their matters fare."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from accounts.matrix import Capability, roles_for
from accounts.roles import Role
from agencies.queries import AgencyCard, get_card
from consultations.queries import list_public
from core.clock import local_date
from core.errors import DomainError, NotFound
from core.paging import PageRequest
from dialogues.queries import list_coming, list_past
from disclosures.telling import get_to_tell, list_to_tell, tell_hamlet
from feedback.queries.register import count_for_hamlet
from web.context import actor, read_context, transaction
from web.errors import add_to_form
from web.gates import requires
from web.staff.hamlet.forms import TellForm

bp = Blueprint("staff_hamlet", __name__, url_prefix="/can-bo/thon")
head = requires(*roles_for(Capability.HAMLET_TELL))


def _hamlets() -> list[AgencyCard]:
    return [get_card(read_context(), hamlet_id) for hamlet_id in actor().agencies(Role.HAMLET_HEAD)]


def _commune_of(hamlet: AgencyCard) -> AgencyCard:
    if hamlet.parent_id is None:
        raise NotFound
    return get_card(read_context(), hamlet.parent_id)


@bp.get("")
@head
def index() -> str:
    """One's own hamlet; the others by a tab when somebody stands in for a neighbour."""
    ctx, hamlets = read_context(), _hamlets()
    wanted = request.args.get("thon", "")
    hamlet = next((one for one in hamlets if one.code == wanted), hamlets[0])
    commune = _commune_of(hamlet)
    asked = list_public(ctx, agency_id=commune.id, page=PageRequest(20)).items
    return render_template(
        "staff/hamlet/index.html", hamlet=hamlet, hamlets=hamlets, commune=commune,
        to_tell=list_to_tell(ctx, hamlet.id), asked=[row for row in asked if row.takes_opinions],
        coming=list_coming(ctx, [commune.id], limit=5), past=list_past(ctx, commune.id, PageRequest(2)).items,
        count=count_for_hamlet(ctx, agency_id=commune.id, hamlet_id=hamlet.id),
    )  # fmt: skip


@bp.route("/<uuid:hamlet_id>/da-bao/<uuid:disclosure_id>", methods=["GET", "POST"])
@head
def tell(hamlet_id: UUID, disclosure_id: UUID) -> str | Response | tuple[str, int]:
    """Note that people were told of an item."""
    ctx = read_context()
    hamlet, item = get_card(ctx, hamlet_id), get_to_tell(ctx, hamlet_id, disclosure_id)
    form = TellForm(data={"told_on": local_date(ctx.now)})
    if form.validate_on_submit():
        try:
            with transaction() as writing:
                tell_hamlet(writing, form.command(hamlet_id, disclosure_id))
        except DomainError as error:
            add_to_form(form, error)
        else:
            flash(gettext("Đã ghi. Xã thấy thôn mình đã báo."), "success")
            return redirect(url_for("staff_hamlet.index", thon=hamlet.code), code=303)
    page = render_template("staff/hamlet/tell.html", form=form, hamlet=hamlet, item=item)
    return (page, 422) if request.method == "POST" else page

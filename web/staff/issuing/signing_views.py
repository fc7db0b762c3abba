"""Who signs for whom: a leader hands on their signing for a time, administrators record posts, the province says how
petitions are answered.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from accounts.matrix import Capability, roles_for
from accounts.queries import Person, holders_by_role, names_of
from accounts.roles import ADMINS, Role
from agencies.queries import AgencyCard, get_card
from core.clock import local_date
from core.errors import DomainError, Forbidden, NotFound
from feedback.issuing import services
from feedback.issuing.catalogue import MATTERS, SIGNING
from feedback.issuing.delegations import list_delegations, list_posts
from feedback.issuing.states import AnswerWay, Matter
from feedback.issuing.ways import list_ways
from feedback.papers.states import SignedAs
from feedback.policies import STAFF_ROLES
from web.context import actor, read_context, runtime, transaction
from web.errors import add_to_form
from web.formatting import label
from web.forms import Form, typed
from web.gates import requires
from web.staff.issuing.forms import DelegateForm, PostForm, WayForm

bp = Blueprint("staff_signing", __name__, url_prefix="/can-bo/uy-quyen")
_PAGES = (NotFound, Forbidden)


@bp.route("", methods=["GET", "POST"])
@requires(*roles_for(Capability.SIGNING_DELEGATE))
def index() -> ResponseReturnValue:
    """The delegations of the leader's agency, and a new one."""
    agency_id = _own(Role.LEADER)
    form = DelegateForm(data={"from_on": _today(), "document_on": _today()})
    form.offer([one for one in _people(agency_id) if one.account_id != actor().account_id])
    giver = actor().account_id
    if form.validate_on_submit() and giver is not None:
        try:
            with transaction() as ctx:
                services.delegate(ctx, form.command(agency_id, giver))
        except _PAGES:
            raise
        except DomainError as error:
            add_to_form(form, error)
        else:
            flash(gettext("Đã ghi uỷ quyền."), "success")
            return redirect(url_for(".index"), code=303)
    ctx = read_context()
    found = list_delegations(ctx, [agency_id])
    people = names_of(ctx, {one for each in found for one in (each.giver_id, each.delegate_id)})
    page = render_template(
        "staff/issuing/delegations.html", form=form, found=found, names=people, today=_today(), mine=giver,
        matters=[(one, MATTERS[one]) for one in Matter], forms=[(one, SIGNING[one]) for one in SignedAs],
    )  # fmt: skip
    return (page, 422) if form.is_submitted() else page


@bp.post("/<uuid:delegation_id>/thu-hoi")
@requires(*roles_for(Capability.SIGNING_DELEGATE), *ADMINS)
def revoke(delegation_id: UUID) -> ResponseReturnValue:
    """End it now."""
    if Form().validate_on_submit():
        with transaction() as ctx:
            services.revoke(ctx, delegation_id)
        flash(gettext("Đã thu hồi."), "success")
    back = ".index" if Role.LEADER in actor().roles() else ".posts"
    return redirect(url_for(back), code=303)


@bp.route("/chuc-vu", methods=["GET", "POST"])
@requires(*roles_for(Capability.SIGNING_POSTS))
def posts() -> ResponseReturnValue:
    """Who has which post, kept by the administrator."""
    agency_id = _own(*ADMINS)
    form = PostForm(data={"from_on": _today()})
    form.offer(_people(agency_id))
    if form.validate_on_submit():
        try:
            with transaction() as ctx:
                services.hold_post(ctx, form.command(agency_id))
        except _PAGES:
            raise
        except DomainError as error:
            add_to_form(form, error)
        else:
            flash(gettext("Đã ghi chức vụ."), "success")
            return redirect(url_for(".posts"), code=303)
    ctx = read_context()
    found, given = list_posts(ctx, [agency_id]), list_delegations(ctx, [agency_id])
    who = {one.account_id for one in found} | {one for each in given for one in (each.giver_id, each.delegate_id)}
    page = render_template(
        "staff/issuing/posts.html", form=form, found=found, given=given, names=names_of(ctx, who), today=_today(),
        desk=get_card(ctx, agency_id),
    )  # fmt: skip
    return (page, 422) if form.is_submitted() else page


@bp.route("/cach-tra-loi", methods=["GET", "POST"])
@requires(Role.PROVINCE_ADMIN)
def ways() -> ResponseReturnValue:
    """In which form each kind of petition is answered."""
    province = _province()
    form = WayForm(data={"valid_from": _today()})
    lines = list_ways(read_context(), province.id)
    form.kind.choices = [SelectChoice(one.kind.value, label(one.kind)) for one in lines if one.rule.open]
    if form.validate_on_submit() and isinstance(form.valid_from.data, date):
        kind, way, day = form.petition_kind(), AnswerWay(form.way.data), form.valid_from.data
        try:
            with transaction() as ctx:
                services.set_way(
                    ctx, kind, way, province_id=province.id, province_path=province.path, valid_from=day,
                    document_number=typed(form.document_number),
                )  # fmt: skip
        except _PAGES:
            raise
        except DomainError as error:
            add_to_form(form, error)
        else:
            flash(gettext("Đã ghi cách trả lời."), "success")
            return redirect(url_for(".ways"), code=303)
    page = render_template("staff/issuing/ways.html", form=form, lines=lines)
    return (page, 422) if form.is_submitted() else page


def _own(*roles: Role) -> UUID:
    """The agency one leads or administers; the first of several. Raises Forbidden."""
    own = actor().agencies(*roles)
    if not own:
        raise Forbidden
    return own[0]


def _province() -> AgencyCard:
    return get_card(read_context(), _own(Role.PROVINCE_ADMIN))


def _people(agency_id: UUID) -> list[Person]:
    """Who works with cases there, each once."""
    found = holders_by_role(read_context(), roles=STAFF_ROLES, agency_id=agency_id)
    people = {person.account_id: person for role in STAFF_ROLES for person in found.get(role, [])}
    return sorted(people.values(), key=lambda person: person.name)


def _today() -> date:
    return local_date(runtime().clock())

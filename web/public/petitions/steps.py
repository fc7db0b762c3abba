"""The steps of writing a petition: each its own address, nothing typed lost, back works."""

from __future__ import annotations

from uuid import UUID

from flask import request
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from agencies.queries import AgencyCard, list_children, list_service_points
from agencies.states import AgencyKind
from casework.attachments import MAX_IMAGES
from core.errors import DomainError
from feedback.commands import Spot
from feedback.drafts import Draft
from feedback.states import Concerns, Field
from web.context import read_context
from web.errors import add_to_form
from web.forms import typed
from web.gates import public
from web.public.petitions import concerning, post
from web.public.petitions.blueprint import bp
from web.public.petitions.channels import noticed
from web.public.petitions.drafting import Page, agency_of_step, draft_for, keep, onward, show_step
from web.public.petitions.enclosing import take_in
from web.public.petitions.forms import (
    ConcernsForm,
    PhotosForm,
    WhatForm,
    WhereForm,
    hamlet_choices,
    point_choices,
)


@bp.route("/gui-don/<code>/lien-quan", methods=["GET", "POST"])
@public
def concerns(code: str) -> Page:
    """Whom it concerns, asked before anything is told; says who will be able to read in each case."""
    card, draft = agency_of_step(code), draft_for(code)
    offered = concerning.choices(card)
    form = ConcernsForm(data=_concerns_data(draft, request.args.get("quay", "")))
    form.concerns.choices = [SelectChoice(value, choice.text) for value, choice in offered.items()]
    bring: list[AgencyCard] = []
    if form.validate_on_submit():
        ctx, chosen = read_context(), Concerns(form.concerns.data)
        wrong = post.hindrance(ctx, card, chosen)
        if wrong is None:
            keep(code, point_code=typed(form.point)[:12], concerns=chosen)
            return onward("petitions.what", code)
        add_to_form(form, wrong)
        bring = post.places_to_go(ctx, card, chosen)
    shut = post.not_taken(read_context(), card)
    hints = {value: post.BRING_IT if Concerns(value) in shut else one.hint for value, one in offered.items()}
    return show_step("concerns", form, card=card, hints=hints, bring=bring, told=draft is not None and draft.what)


@bp.route("/gui-don/<code>/chuyen-gi", methods=["GET", "POST"])
@public
def what(code: str) -> Page:
    """What happened, and what the writer would like. Words that come before the first answer are kept all the same."""
    card, draft = agency_of_step(code), draft_for(code)
    unasked = draft is None or draft.concerns is None
    if unasked and request.method == "GET":
        return onward("petitions.concerns", code)
    form = WhatForm(data=_what_data(draft))
    if form.validate_on_submit():
        keep(
            code, what=typed(form.what), wanted=typed(form.wanted),
            field=Field(form.field.data) if form.field.data else None,
        )  # fmt: skip
        return onward("petitions.concerns" if unasked else "petitions.where", code)
    return show_step("what", form, card=card)


@bp.route("/gui-don/<code>/o-dau", methods=["GET", "POST"])
@public
def where(code: str) -> Page:
    """Where: hamlet, counter, words, or "where I am". Says first if the matter may belong elsewhere."""
    card, draft = agency_of_step(code), draft_for(code)
    if draft is None:
        return onward("petitions.concerns", code)
    ctx, hamlet = read_context(), str(draft.hamlet_id or "")
    form = WhereForm(data={"hamlet": hamlet, "at_point": draft.at_point, "place": draft.place, "spot": draft.spot})
    form.hamlet.choices = hamlet_choices(list_children(ctx, card.id, AgencyKind.HAMLET))
    form.at_point.choices = point_choices(list_service_points(ctx, card.id))
    if form.validate_on_submit():
        keep(
            code, place=typed(form.place), at_point=typed(form.at_point), spot=form.chosen_spot(),
            hamlet_id=UUID(form.hamlet.data) if form.hamlet.data else None,
        )  # fmt: skip
        return onward("petitions.photos", code)
    return show_step("where", form, card=card, spot=Spot.parse(typed(form.spot)), elsewhere=noticed(draft.what))


@bp.route("/gui-don/<code>/anh", methods=["GET", "POST"])
@public
def photos(code: str) -> Page:
    """Up to two photos, a PDF, a voice note; made safe and sealed before anything is written to the database."""
    card, draft = agency_of_step(code), draft_for(code)
    if draft is None:
        return onward("petitions.concerns", code)
    form = PhotosForm()
    if form.validate_on_submit():
        try:
            take_in(code, draft, form)
        except DomainError as error:
            add_to_form(form, error)
        else:
            return onward("petitions.photos" if "them" in request.form else "petitions.writer", code)
        draft = draft_for(code) or draft  # what came before a refused file is kept
    return show_step("photos", form, card=card, draft=draft, most=MAX_IMAGES)


def _concerns_data(draft: Draft | None, point_code: str) -> dict[str, object]:
    if draft is None:
        return {"point": point_code[:12]}
    return {"concerns": draft.concerns.value if draft.concerns else None, "point": draft.point_code}


def _what_data(draft: Draft | None) -> dict[str, object]:
    if draft is None:
        return {}
    return {"what": draft.what, "wanted": draft.wanted, "field": draft.field.value if draft.field else ""}

"""By law: the sender takes the petition back, or begins what counts from a signature."""

from __future__ import annotations

from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length, Optional

from agencies.queries import get_card
from core.clock import local_date
from core.context import Context
from core.errors import DomainError, NotFound
from deadlines.explaining import Explanation
from feedback.aftermath.commands import TakeBack
from feedback.aftermath.labels import LABELS
from feedback.aftermath.queries import followed_by
from feedback.aftermath.services.wishing import begin_wish, end_wish
from feedback.aftermath.services.withdrawing import take_back
from feedback.aftermath.states import Part, Wish, WishAct
from feedback.machine import FORMAL_KINDS
from feedback.proceedings.machine import CONTINUED
from feedback.proceedings.queries import find_proceeding, lodging_term, term
from feedback.queries import CaseView
from web.context import read_context, transaction
from web.errors import add_to_form
from web.forms import Form, at_most, typed
from web.gates import public
from web.opened import opened
from web.public.petitions.afterwards import PETITION, case_of, wishes_of
from web.public.petitions.blueprint import bp
from web.public.petitions.drafting import Page
from web.public.petitions.forms import EmptyForm
from web.rendering import show_agency

_LONGEST = 2000


class TakeBackForm(Form):
    """How much is taken back."""

    part = RadioField(
        _l("Bà con rút gì?"),
        choices=[SelectChoice(one.value, _l(LABELS[one])) for one in Part],
        default=Part.ALL.value,
        validators=[InputRequired(_l("Chọn một cách."))],
    )
    text = TextAreaField(_l("Rút phần nào, những ai rút, vì sao?"), validators=[Optional(), at_most(1000)])


class WishForm(Form):
    """What the sender wants to do by law, in words."""

    text = TextAreaField(
        _l("Bà con muốn nói gì với nơi nhận?"),
        validators=[
            InputRequired(_l("Ghi vài lời cho rõ, ít nhất 10 chữ cái.")),
            Length(10, _LONGEST, _l("Viết từ 10 đến 2.000 ký tự.")),
        ],
    )


@bp.route("/tra-cuu/don/rut", methods=["GET", "POST"])
@public
def withdraw() -> Page:
    """Take the petition back, whole or in part; of a signed one: how that is done."""
    petition_id = opened(PETITION)
    if petition_id is None:
        return redirect(url_for("petitions.track"), code=303)
    form = TakeBackForm()
    if form.validate_on_submit():
        try:
            with transaction() as ctx:
                take_back(ctx, petition_id, TakeBack(Part(form.part.data), typed(form.text)))
        except DomainError as error:
            add_to_form(form, error)
        else:
            return redirect(url_for("petitions.case"), code=303)
    case = case_of(petition_id)
    desk = get_card(read_context(), case.agency_id)
    show_agency(desk)
    wishes = wishes_of(read_context(), case, followed_by(read_context(), petition_id))
    page = render_template(
        "public/petitions/withdraw.html", form=form, case=case, desk=desk, formal=case.kind in FORMAL_KINDS,
        wishes=[one for one in wishes if one in (Wish.WITHDRAW, Wish.WITHDRAW_PART)],
    )  # fmt: skip
    return (page, 422) if request.method == "POST" else page


@bp.route("/tra-cuu/don/theo-luat/<wish>", methods=["GET", "POST"])
@public
def begin_formal(wish: str) -> Page:
    """Begin a formal act: what it is, its term, and that it counts from the signature."""
    petition_id = opened(PETITION)
    if petition_id is None:
        return redirect(url_for("petitions.track"), code=303)
    if wish not in set(Wish):
        raise NotFound
    form, chosen = WishForm(), Wish(wish)
    case = case_of(petition_id)
    if chosen not in wishes_of(read_context(), case, followed_by(read_context(), petition_id)):
        raise NotFound
    if form.validate_on_submit():
        try:
            with transaction() as ctx:
                begin_wish(ctx, petition_id, chosen, typed(form.text))
        except DomainError as error:
            add_to_form(form, error)
        else:
            return redirect(url_for("petitions.case", _anchor="theo-luat-cho-ky"), code=303)
    desk = get_card(read_context(), case.agency_id)
    show_agency(desk)
    page = render_template(
        "public/petitions/begin_formal.html", form=form, case=case, desk=desk, wish=chosen,
        why=_wish_term(read_context(), case, chosen),
    )  # fmt: skip
    return (page, 422) if request.method == "POST" else page


@bp.post("/tra-cuu/don/theo-luat/<uuid:wish_id>/thoi")
@public
def call_off_wish(wish_id: UUID) -> Page:
    """Think better of it before signing."""
    petition_id = opened(PETITION)
    if petition_id is not None and EmptyForm().validate_on_submit():
        if wish_id not in {one.id for one in followed_by(read_context(), petition_id).wishes}:
            raise NotFound
        with transaction() as ctx:
            end_wish(ctx, wish_id, WishAct.CALL_OFF)
    return redirect(url_for("petitions.case"), code=303)


def _wish_term(ctx: Context, case: CaseView, wish: Wish) -> Explanation | None:
    """Of a second complaint: until when it may be lodged; of denouncing on: within how long the superior decides, if it
    came in today.
    """
    view = find_proceeding(ctx, case.id)
    if view is not None and wish is Wish.SECOND_COMPLAINT:
        return lodging_term(ctx, view, case.agency_id)
    return term(ctx, CONTINUED, local_date(ctx.now), case.agency_id) if wish is Wish.DENOUNCE_ON else None

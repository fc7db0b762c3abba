"""After the answer: the sender does not agree, asks the Board, looks at what was done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import Response, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length, Optional

from agencies.queries import get_card
from core.clock import local_date
from core.context import Context
from core.errors import DomainError, NotFound
from deadlines.explaining import Explanation
from feedback.aftermath.commands import Disagree
from feedback.aftermath.labels import LABELS
from feedback.aftermath.policies import ways_open
from feedback.aftermath.queries import Followed, followed_by, last_found_at, open_ask_of
from feedback.aftermath.services.asking import call_off
from feedback.aftermath.services.disputing import board_sits, disagree
from feedback.aftermath.services.wishing import possible_wishes
from feedback.aftermath.states import Doubt, Way, Wish
from feedback.claims.commands import Looked
from feedback.claims.machine import CLAIM
from feedback.claims.queries import Claim, get_claim, list_claims
from feedback.claims.services import look
from feedback.claims.states import ClaimAct, ClaimState, Eye, Side
from feedback.inventory import inventory_of
from feedback.proceedings.queries import term
from feedback.queries import CaseView, find_case_view, get_tracked
from feedback.services.upkeep import SILENCE_ROW
from feedback.states import PetitionState
from web.context import read_context, transaction
from web.errors import add_to_form
from web.forms import at_most, typed
from web.gates import public
from web.opened import opened
from web.public.petitions.blueprint import bp
from web.public.petitions.drafting import Page
from web.public.petitions.forms import EmptyForm
from web.rendering import show_agency
from web.scenes import ScenesForm, scene_response, taken_in

PETITION = "petition"
_LONGEST = 2000


class DisagreeForm(ScenesForm):
    """Why not, in choices and words, with photos; and what should happen now."""

    stars = RadioField(
        _l("Bà con thấy thế nào?"),
        choices=[SelectChoice("2", _l("Không hài lòng")), SelectChoice("1", _l("Rất không hài lòng"))],
        validators=[InputRequired(_l("Chọn một trong hai mức."))],
    )
    doubts = SelectMultipleField(
        _l("Còn điều gì chưa được?"),
        choices=[SelectChoice(one.value, _l(LABELS[one])) for one in Doubt],
        validators=[InputRequired(_l("Chọn ít nhất một điều chưa được."))],
    )
    text = TextAreaField(
        _l("Kể rõ thêm"),
        validators=[
            InputRequired(_l("Cho biết còn chỗ nào chưa được, để xem lại cho đúng.")),
            Length(10, _LONGEST, _l("Viết từ 10 đến 2.000 ký tự.")),
        ],
    )
    way = RadioField(_l("Bà con muốn thế nào?"), validators=[InputRequired(_l("Chọn một cách."))])
    contact = StringField(_l("Cách để Ban hỏi thêm bà con"), validators=[Optional(), at_most(200)])


class LookedForm(ScenesForm):
    """What the sender saw there."""

    text = TextAreaField(_l("Bà con thấy thế nào?"), validators=[Optional(), at_most(_LONGEST)])
    open_photos = BooleanField(_l("Cho mọi người xem lời và ảnh này, không kèm tên tôi"))


@dataclass(frozen=True, slots=True)
class Afterwards:
    """What the tracking page shows of it. `silence`: until when the sender may say something about the answer."""

    followed: Followed
    claims: Sequence[Claim]
    silence: Explanation | None
    wishes: Sequence[Wish]

    def may_look(self, claim: Claim) -> bool:
        """Whether the sender may still say what they saw of this claim."""
        return claim.seen_by(Eye.SENDER) is None and CLAIM.allows(claim.state, ClaimAct.CONTRADICT)


def afterwards_of(ctx: Context, case: CaseView) -> Afterwards:
    """For whoever proved to hold the code."""
    has = inventory_of(ctx, case.id)
    followed = followed_by(ctx, case.id) if has.followed else Followed([], [], [])
    told = list_claims(ctx, case.id) if has.claims else []
    claims = [one for one in told if one.state is not ClaimState.RETRACTED]
    silence = None
    if case.state is PetitionState.ANSWERED and case.answered_at and followed.open_ask is None:
        since = last_found_at(ctx, case.id) if followed.asks else None
        silence = term(ctx, SILENCE_ROW, local_date(since or case.answered_at), case.agency_id)
    return Afterwards(followed, claims, silence, wishes_of(ctx, case, followed))


@bp.route("/tra-cuu/don/chua-dong-y", methods=["GET", "POST"])
@public
def disagree_with() -> Page:
    """Say why one does not agree and what should happen now."""
    petition_id = opened(PETITION)
    if petition_id is None:
        return redirect(url_for("petitions.track"), code=303)
    case = case_of(petition_id)
    form = disagree_form(case)
    if form.validate_on_submit():
        try:
            with taken_in(petition_id, (Side.DOUBT, form.photos)) as scenes, transaction() as ctx:
                command = Disagree(
                    Way(form.way.data), int(form.stars.data), typed(form.text),
                    tuple(Doubt(one) for one in form.doubts.data or ()), scenes, typed(form.contact),
                )  # fmt: skip
                disagree(ctx, petition_id, command)
        except DomainError as error:
            add_to_form(form, error)
        else:
            return redirect(url_for("petitions.case"), code=303)
    page = disagree_page(case, form)
    return (page, 422) if request.method == "POST" else page


def disagree_form(case: CaseView, **data: object) -> DisagreeForm:
    """The form with the ways that are open now; `data`: what was said on the page before."""
    ctx = read_context()
    ways = ways_open(
        case.facts(), board_here=board_sits(ctx, case.agency_id), asked_before=open_ask_of(ctx, case.id) is not None
    )
    form = DisagreeForm(formdata=None, data=data) if data else DisagreeForm()
    form.way.choices = [SelectChoice(way.value, _l(LABELS[way])) for way in ways]
    if not form.way.data and request.method == "GET":
        form.way.data = ways[0].value
    return form


def disagree_page(case: CaseView, form: DisagreeForm) -> str:
    """The page of the form."""
    tracked = get_tracked(read_context(), case.id)
    show_agency(get_card(read_context(), case.agency_id))
    offered = {value for value, *_rest in form.way.iter_choices()}
    return render_template(
        "public/petitions/disagree.html", form=form, case=case, tracked=tracked, board=Way.BOARD.value in offered,
        sealed=case.sealed,
    )  # fmt: skip


@bp.post("/tra-cuu/don/ban-thanh-tra/thoi")
@public
def call_off_board() -> Page:
    """Ask the Board no more."""
    petition_id = opened(PETITION)
    if petition_id is not None and EmptyForm().validate_on_submit():
        request_id = open_ask_of(read_context(), petition_id)
        if request_id is None:
            raise NotFound
        with transaction() as ctx:
            call_off(ctx, request_id)
    return redirect(url_for("petitions.case"), code=303)


@bp.route("/tra-cuu/don/viec-da-lam/<uuid:claim_id>/<any('dung', 'chua'):word>", methods=["GET", "POST"])
@public
def looked(claim_id: UUID, word: str) -> Page:
    """Confirm that the work is done, or say that it is not, with photos if one likes."""
    petition_id = opened(PETITION)
    if petition_id is None:
        return redirect(url_for("petitions.track"), code=303)
    claim = get_claim(read_context(), claim_id)
    if claim.petition_id != petition_id:
        raise NotFound
    form, done = LookedForm(), word == "dung"
    if form.validate_on_submit():
        try:
            with taken_in(petition_id, (Side.SEEN, form.photos)) as scenes, transaction(public=True) as ctx:
                look(ctx, claim_id, Looked(done, typed(form.text), scenes, open_photos=bool(form.open_photos.data)))
        except DomainError as error:
            add_to_form(form, error)
        else:
            return redirect(url_for("petitions.case", _anchor="viec-da-lam"), code=303)
    case = case_of(petition_id)
    show_agency(get_card(read_context(), case.agency_id))
    page = render_template("public/petitions/looked.html", form=form, claim=claim, case=case, done=done)
    return (page, 422) if request.method == "POST" else page


@bp.get("/tra-cuu/don/anh-cho/<uuid:scene_id>")
@public
def scene(scene_id: UUID) -> Response:
    """A photo of the place, for the sender."""
    petition_id = opened(PETITION)
    if petition_id is None:
        raise NotFound
    return scene_response(petition_id, scene_id)


def case_of(petition_id: UUID) -> CaseView:
    """The case as it is. Raises NotFound."""
    case = find_case_view(read_context(), petition_id)
    if case is None:
        raise NotFound
    return case


def wishes_of(ctx: Context, case: CaseView, followed: Followed) -> list[Wish]:
    """What the sender may begin by law now, without what waits for a signature."""
    if case.state is not PetitionState.PROCEEDING:
        return []
    waiting = {one.wish for one in followed.open_wishes}
    return [wish for wish in possible_wishes(ctx, case.id, case.facts()) if wish not in waiting]

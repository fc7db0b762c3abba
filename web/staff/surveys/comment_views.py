"""Comments of surveys: read by one person, covered, then hidden, shown to officials or published."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from accounts.roles import Role
from agencies.queries import ServicePointCard, get_card, get_service_point
from casework.redaction import Piece, Span
from core.errors import DomainError, Forbidden, NotFound
from core.text import N_
from surveys.commands import ReviewComment
from surveys.comments.covering import cut, in_words, left_open, look_for, spans_of
from surveys.comments.queries import OpenComment, get_comment, list_by_state
from surveys.services import review_comment
from surveys.states import CommentAct, CommentState
from web.context import read_context, transaction
from web.errors import add_to_form
from web.forms import typed
from web.gates import requires
from web.rendering import show_agency
from web.staff.surveys.forms import ReviewForm, place_of, spans_sent

bp = Blueprint("staff_survey_comments", __name__, url_prefix="/can-bo/khao-sat/loi-nhan")
reads = requires(Role.SURVEY_MANAGER)
Page = str | tuple[str, int] | BaseResponse
TABS = {
    CommentState.WAITING: N_("Chờ đọc"), CommentState.PUBLISHED: N_("Mọi người xem được"),
    CommentState.SHOWN: N_("Chỉ cán bộ xem"),
}  # fmt: skip
_SAID = {
    CommentAct.SHOW: N_("Cán bộ đọc được lời nhắn này, chỗ che không hiện."),
    CommentAct.PUBLISH: N_("Đã công bố. Lời nhắn hiện ở trang kết quả khi tháng ấy khép lại và quầy đủ 5 lượt."),
    CommentAct.HIDE: N_("Không ai đọc được lời nhắn này nữa."),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A part of a comment's words: plain, or a place that is or may be covered."""

    text: str
    span: Span | None = None
    value: str = ""
    on: bool = False


@bp.get("")
@reads
def index() -> str:
    """Sealed comments, oldest first; on the other tabs what others read by now."""
    ctx = read_context()
    ids = ctx.actor.agencies(Role.SURVEY_MANAGER)
    show_agency(get_card(ctx, ids[0]))
    state = next((one for one in TABS if one.value == request.args.get("muc")), CommentState.WAITING)
    comments = list_by_state(ctx, ids, state)
    points = {one.service_point_id: get_service_point(ctx, one.service_point_id) for one in _one_of_each(comments)}
    rows = [(one, points[one.service_point_id], _cut_up(one.text, look_for(one.text))) for one in comments]
    return render_template("staff/surveys/comments.html", state=state, tabs_of=TABS, rows=rows)


def _one_of_each(comments: Sequence[OpenComment]) -> Sequence[OpenComment]:
    return list({one.service_point_id: one for one in comments}.values())


@bp.get("/<uuid:answer_id>")
@reads
def comment(answer_id: UUID) -> str:
    """One comment: what looks private is covered to begin with, and how others would read it."""
    found = get_comment(read_context(), answer_id)
    return _page(found, ReviewForm(formdata=None), look_for(found.text))


@bp.post("/<uuid:answer_id>")
@reads
def decide(answer_id: UUID) -> Page:
    """Look at it again as it is covered now, or decide. Publishing needs the very text that was looked at."""
    form, found = ReviewForm(), get_comment(read_context(), answer_id)
    spans = spans_sent(request.form.getlist("che"))
    act = next((one for one in found.acts if one.value == request.form.get("viec")), None)
    if not form.validate_on_submit():
        return _page(found, form, spans), 422
    if act is None or (act is not CommentAct.HIDE and _digest(found, form, spans) != form.seen.data):
        return _page(found, form, spans, asked=act)
    public = act is CommentAct.PUBLISH or found.state is CommentState.PUBLISHED
    try:
        with transaction(public=public) as ctx:
            review_comment(ctx, ReviewComment(answer_id, act, spans, typed(form.more), bool(form.sure.data)))
    except (Forbidden, NotFound):
        raise NotFound from None
    except DomainError as error:
        add_to_form(form, error)
        return _page(found, form, spans), 422
    flash(gettext(_SAID[act]), "success")
    return redirect(url_for(".index"), code=303)


def _page(found: OpenComment, form: ReviewForm, ticked: Sequence[Span], *, asked: CommentAct | None = None) -> str:
    """`asked`: an act that was put off because the text had not been looked at as it is covered now."""
    ctx = read_context()
    show_agency(get_card(ctx, found.agency_id))
    spans = spans_of(found.text, ticked, typed(form.more))
    form.seen.data = _digest(found, form, ticked)
    offered = sorted({*look_for(found.text), *ticked})
    point: ServicePointCard = get_service_point(ctx, found.service_point_id)
    return render_template(
        "staff/surveys/comment.html", comment=found, form=form, point=point, asked=asked, acts=found.acts,
        places=_cut_up(found.text, offered, spans), pieces=_pieces(found, form, ticked),
        open=[found.text[one.start : one.end] for one in left_open(found.text, spans)],
    )  # fmt: skip


def _pieces(found: OpenComment, form: ReviewForm, ticked: Sequence[Span]) -> Sequence[Piece]:
    return cut(found.text, spans_of(found.text, ticked, typed(form.more)))


def _digest(found: OpenComment, form: ReviewForm, ticked: Sequence[Span]) -> str:
    """Names the words as others would read them."""
    return hashlib.sha256(in_words(_pieces(found, form, ticked)).encode()).hexdigest()[:24]


def _cut_up(text: str, offered: Sequence[Span], covered: Sequence[Span] = ()) -> Sequence[Place]:
    """The words cut at every place that could be covered; the first of two that share a letter."""
    places, at = list[Place](), 0
    for span in offered:
        if span.start < at or span.end > len(text):
            continue
        if text[at : span.start]:
            places.append(Place(text[at : span.start]))
        on = any(one.start <= span.start and span.end <= one.end for one in covered)
        places.append(Place(text[span.start : span.end], span, place_of(span), on))
        at = span.end
    return [*places, Place(text[at:])] if text[at:] else places

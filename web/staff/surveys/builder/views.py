"""Writing questionnaires: drafts and their questions, ready sets, JSON in and out."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask import Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from agencies.queries import get_card
from core.errors import NotFound
from core.ids import random_id
from surveys.building import drafts, versions
from surveys.building.drafts import Draft
from surveys.building.ready import find_ready, ready_sets
from surveys.documents import parse_document, to_document
from surveys.errors import DocumentFaulty
from surveys.forms import ASKED_EXTRA, COUNTER, Question
from surveys.states import QuestionKind
from web.context import read_context, transaction
from web.rendering import show_agency
from web.staff.surveys.builder import version_views
from web.staff.surveys.builder.blueprint import (
    Page,
    as_file,
    begin_draft,
    bp,
    builder,
    fault_text,
    own,
    preview_page,
    shown,
)
from web.staff.surveys.builder.forms import HeadForm, ImportForm, QuestionForm

__all__ = ["bp", "version_views"]
# Besides the kinds: the one question that every version counts together, and that few may read.
EXTRA = ASKED_EXTRA


@bp.get("")
@builder
def index() -> str:
    """What is asked now, what is being written, and ready sets to begin from."""
    ctx = read_context()
    agencies = [get_card(ctx, agency_id) for agency_id in own()]
    show_agency(agencies[0])
    asked = versions.list_versions(ctx, [card.id for card in agencies])
    return render_template(
        "staff/surveys/builder/index.html", agencies=agencies, drafts=drafts.list_drafts(ctx, own()), now=ctx.now,
        open=[one for one in asked if not one.is_over(ctx.now)], over=[one for one in asked if one.is_over(ctx.now)],
        ready=ready_sets(),
    )  # fmt: skip


@bp.post("/moi")
@builder
def begin() -> Page:
    """Begin a draft: empty or from a ready set."""
    name = request.form.get("bo", "")
    ready = find_ready(name) if name else None
    if name and ready is None:
        raise NotFound
    return begin_draft(ready.document if ready else drafts.new_document())


@bp.get("/nhap")
@builder
def bring() -> str:
    """A questionnaire from a file."""
    show_agency(get_card(read_context(), own()[0]))
    return render_template("staff/surveys/builder/bring.html", form=ImportForm(), faults=())


@bp.post("/nhap")
@builder
def take_in() -> Page:
    """Read it and say at which place what is wrong."""
    form, faults = ImportForm(), []
    if form.validate_on_submit():
        sent = form.file.data.read() if form.file.data else b""
        try:
            document = to_document(parse_document(sent or (form.text.data or "").encode(), form_id=random_id()))
        except DocumentFaulty as error:
            faults = [fault_text(fault) for fault in error.faults]
        else:
            return begin_draft(document)
    show_agency(get_card(read_context(), own()[0]))
    return render_template("staff/surveys/builder/bring.html", form=form, faults=faults), 422


@bp.get("/ban-thao/<uuid:draft_id>")
@builder
def draft(draft_id: UUID) -> str:
    """A draft with its questions in their order."""
    found = shown(draft_id)
    form = HeadForm(
        formdata=None, version=str(found.version), title=found.form.title, english=found.form.english_title,
        in_english="en" in found.form.languages,
    )  # fmt: skip
    return _draft_page(found, form)


def _draft_page(found: Draft, form: HeadForm) -> str:
    return render_template(
        "staff/surveys/builder/draft.html", draft=found, form=form, faults=[fault_text(one) for one in found.faults],
        kinds=list(QuestionKind), has_extra=any(one.key == EXTRA for one in found.form.questions), extra=EXTRA,
        numbers={question.key: number for number, question in enumerate(found.form.questions, start=1)},
    )  # fmt: skip


@bp.post("/ban-thao/<uuid:draft_id>")
@builder
def save_head(draft_id: UUID) -> Page:
    """Name and languages."""
    form = HeadForm()
    if not form.validate_on_submit():
        return _draft_page(shown(draft_id), form), 422
    with transaction() as ctx:
        drafts.save_head(
            ctx, draft_id, seen=form.seen(), title=form.title.data or "", english=form.english.data or "",
            languages=form.languages(),
        )  # fmt: skip
    return redirect(url_for(".draft", draft_id=draft_id), code=303)


@bp.post("/ban-thao/<uuid:draft_id>/sap-xep")
@builder
def arrange(draft_id: UUID) -> Page:
    """Move a question up or down, or take it out; the buttons say which."""
    act, _, place = request.form.get("viec", "").partition(":")
    number = int(place) if place.isdecimal() and len(place) < 4 else 0
    seen = request.form.get("version", -1, type=int)
    with transaction() as ctx:
        if act == "bo":
            drafts.remove_question(ctx, draft_id, seen=seen, number=number)
        else:
            drafts.move_question(ctx, draft_id, seen=seen, number=number, step=1 if act == "xuong" else -1)
    return redirect(url_for(".draft", draft_id=draft_id, _anchor="cac-cau"), code=303)


@bp.get("/ban-thao/<uuid:draft_id>/cau/<int:number>")
@builder
def question(draft_id: UUID, number: int) -> str:
    """One question of a draft, or a new one at the end."""
    found = shown(draft_id)
    asked = _question(found, number, request.args.get("kieu", ""))
    form = QuestionForm(formdata=None)
    form.offer(found.form, number)
    form.fill(asked, found.version)
    return _question_page(found, number, asked, form)


def _question(found: Draft, number: int, kind: str) -> Question:
    listed = found.form.questions
    if 1 <= number <= len(listed):
        return listed[number - 1]
    if number != len(listed) + 1:
        raise NotFound
    if kind == EXTRA:
        return next(one for one in COUNTER.questions if one.key == EXTRA)
    if kind not in list(QuestionKind):
        raise NotFound
    return Question("", QuestionKind(kind), "", "", high=10 if kind == QuestionKind.NUMBER else 0)


def _question_page(
    found: Draft, number: int, asked: Question, form: QuestionForm, faults: Sequence[str] = ()
) -> str:  # fmt: skip
    return render_template(
        "staff/surveys/builder/question.html", draft=found, number=number, question=asked, form=form, faults=faults,
        is_first=number == 1, english="en" in found.form.languages,
    )  # fmt: skip


@bp.post("/ban-thao/<uuid:draft_id>/cau/<int:number>")
@builder
def save_question(draft_id: UUID, number: int) -> Page:
    """Save it."""
    found = shown(draft_id)
    asked = _question(found, number, request.args.get("kieu", ""))
    form, faults = QuestionForm(), []
    form.offer(found.form, number)
    if form.validate_on_submit():
        made = form.question(asked.key, asked.kind)
        try:
            with transaction() as ctx:
                drafts.put_question(ctx, draft_id, seen=form.seen(), number=number, question=made)
        except DocumentFaulty as error:
            faults = [fault_text(fault) for fault in error.faults]
        else:
            return redirect(url_for(".draft", draft_id=draft_id, _anchor="cac-cau"), code=303)
    return _question_page(found, number, asked, form, faults), 422


@bp.get("/ban-thao/<uuid:draft_id>/xem-thu")
@builder
def preview(draft_id: UUID) -> str:
    """The draft as citizens will see it."""
    return preview_page(shown(draft_id).form, url_for(".draft", draft_id=draft_id))


@bp.post("/ban-thao/<uuid:draft_id>/bo")
@builder
def remove(draft_id: UUID) -> BaseResponse:
    """Throw a draft away."""
    with transaction() as ctx:
        drafts.remove_draft(ctx, draft_id, seen=request.form.get("version", -1, type=int))
    return redirect(url_for(".index"), code=303)


@bp.get("/ban-thao/<uuid:draft_id>.json")
@builder
def draft_json(draft_id: UUID) -> Response:
    """A draft as a file."""
    return as_file(shown(draft_id).form)

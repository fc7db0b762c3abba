"""Reading, taking in, answering questions."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from core.errors import DomainError
from dialogues import queries, questions
from web.context import read_context, transaction
from web.errors import add_to_form
from web.forms import typed
from web.staff.dialogues.blueprint import bp, gate
from web.staff.dialogues.forms import AnswerForm, ReasonForm, WordingForm


def _back(dialogue_id: UUID, text: str) -> Response:
    flash(text, "success")
    return redirect(url_for("staff_dialogues.item", dialogue_id=dialogue_id), code=303)


@bp.route("/cau-hoi/<uuid:question_id>", methods=["GET", "POST"])
@gate
def question(question_id: UUID) -> str | Response:
    """Read a question and take it in, in wording without names."""
    with transaction() as ctx:
        text = questions.read_sealed(ctx, question_id)
    view, dialogue_id = queries.get_question(read_context(), question_id)
    form = WordingForm(text=text, version=str(view.version))
    if form.validate_on_submit():
        try:
            with transaction(public=True) as ctx:
                questions.accept_question(ctx, question_id, version=form.seen(), text=typed(form.text))
        except DomainError as error:
            add_to_form(form, error)
        else:
            return _back(dialogue_id, gettext("Câu hỏi đã được đưa vào buổi đối thoại."))
    return _page(question_id, text, form=form)


@bp.post("/cau-hoi/<uuid:question_id>/tra-loi")
@gate
def answer(question_id: UUID) -> str | Response:
    """Record the answer."""
    form = AnswerForm()
    _, dialogue_id = queries.get_question(read_context(), question_id)
    if form.validate_on_submit():
        try:
            with transaction(public=True) as ctx:
                questions.answer_question(ctx, question_id, version=form.seen(), answer=typed(form.answer))
        except DomainError as error:
            add_to_form(form, error)
        else:
            return _back(dialogue_id, gettext("Đã ghi câu trả lời."))
    return _page(question_id, None, answer_form=form)


@bp.post("/cau-hoi/<uuid:question_id>/khong-dua-vao")
@gate
def decline(question_id: UUID) -> str | Response:
    """Leave it out, with a reason for its sender."""
    form = ReasonForm()
    _, dialogue_id = queries.get_question(read_context(), question_id)
    if form.validate_on_submit():
        try:
            with transaction() as ctx:
                questions.decline_question(ctx, question_id, version=form.seen(), reason=typed(form.reason))
        except DomainError as error:
            add_to_form(form, error)
        else:
            return _back(dialogue_id, gettext("Đã báo lý do cho người hỏi."))
    return _page(question_id, None, reason_form=form)


def _page(
    question_id: UUID, text: str | None, *, form: WordingForm | None = None, answer_form: AnswerForm | None = None,
    reason_form: ReasonForm | None = None,
) -> str:  # fmt: skip
    if text is None:
        with transaction() as ctx:
            text = questions.read_sealed(ctx, question_id)
    view, dialogue_id = queries.get_question(read_context(), question_id)
    version = str(view.version)
    return render_template(
        "staff/dialogues/question.html",
        question=view,
        dialogue_id=dialogue_id,
        original=text,
        form=form or WordingForm(formdata=None, text=text, version=version),
        answer_form=answer_form or AnswerForm(formdata=None, version=version),
        reason_form=reason_form or ReasonForm(formdata=None, version=version),
    )

"""Promises: made, claimed done, dropped."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from core.errors import DomainError, NotFound
from dialogues import commitments, queries
from dialogues.commands import MakeCommitment
from dialogues.states import CommitmentAct
from web.context import read_context, transaction
from web.errors import add_to_form
from web.forms import typed
from web.staff.dialogues.blueprint import bp, gate, own_agency
from web.staff.dialogues.forms import NoteForm, PromiseForm


@bp.route("/cam-ket/moi", methods=["GET", "POST"])
@gate
def make_promise() -> str | Response:
    """Record a promise, of a dialogue (?buoi=…) or not."""
    dialogue_id = _dialogue_of_request()
    form = PromiseForm()
    if form.validate_on_submit():
        command = MakeCommitment(
            agency_id=own_agency(), dialogue_id=dialogue_id, text=typed(form.text), owner=typed(form.owner),
            due_on=form.due(),
        )  # fmt: skip
        try:
            with transaction(public=True) as ctx:
                commitments.make_commitment(ctx, command)
        except DomainError as error:
            add_to_form(form, error)
        else:
            flash(gettext("Đã ghi lời hứa. Bà con thấy ngay trên trang của xã."), "success")
            return redirect(_home(dialogue_id), code=303)
    return render_template("staff/dialogues/promise_form.html", form=form, back=_home(dialogue_id))


@bp.route("/cam-ket/<uuid:commitment_id>/<any('bao-xong', 'khong-lam'):word>", methods=["GET", "POST"])
@gate
def settle_promise(commitment_id: UUID, word: str) -> str | Response:
    """Say that a promise is done, or that it is not going to be."""
    act = CommitmentAct.CLAIM if word == "bao-xong" else CommitmentAct.DROP
    promise = queries.get_commitment(read_context(), commitment_id)
    form = NoteForm(version=str(promise.version))
    if form.validate_on_submit():
        try:
            with transaction(public=True) as ctx:
                commitments.act_on_commitment(ctx, commitment_id, act=act, note=typed(form.note), version=form.seen())
        except DomainError as error:
            add_to_form(form, error)
        else:
            flash(gettext("Đã ghi. Ban Thanh tra nhân dân sẽ xem lại."), "success")
            return redirect(_home(promise.dialogue_id), code=303)
    return render_template(
        "staff/dialogues/promise_note.html", form=form, promise=promise, act=act, back=_home(promise.dialogue_id)
    )


def _dialogue_of_request() -> UUID | None:
    raw = request.args.get("buoi")
    if not raw:
        return None
    try:
        dialogue_id = UUID(raw)
    except ValueError:
        raise NotFound from None
    return queries.get_managed_dialogue(read_context(), dialogue_id).id


def _home(dialogue_id: UUID | None) -> str:
    if dialogue_id is None:
        return url_for("staff_dialogues.index")
    return url_for("staff_dialogues.item", dialogue_id=dialogue_id)

"""Dialogues as citizens see them: what is coming, what was said, what was promised."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from agencies.queries import get_card
from agencies.states import AgencyKind
from core.errors import DomainError
from core.paging import PageRequest
from dialogues import queries, regional
from dialogues.commands import AskQuestion
from dialogues.erasing import erase_question
from dialogues.questions import CASE_TYPE, ask_question
from dialogues.states import DialogueState
from web.budgets import SUBMISSIONS, UNREVIEWED, spend
from web.context import read_context, transaction
from web.errors import add_to_form
from web.forms import Form, typed
from web.gates import public, public_page
from web.notice import NOTICE_VERSION
from web.opened import opened
from web.public.addressing import agency_of_page
from web.public.dialogues.calendar import calendar_feed
from web.public.dialogues.forms import QuestionForm
from web.public.privacy.forms import EraseForm
from web.public.privacy.words import what_is_left
from web.receipts import Receipt, forget_everything, keep_receipt, read_receipt
from web.rendering import show_agency

bp = Blueprint("dialogues", __name__)


@bp.get("/xa/<code>/doi-thoai")
@public_page
def commune_index(code: str) -> str:
    """Coming and past dialogues of a commune."""
    ctx = read_context()
    card = agency_of_page(ctx, code, AgencyKind.COMMUNE)
    coming = queries.list_coming(ctx, [card.id])
    past = queries.list_past(ctx, card.id, PageRequest(size=20, after=request.args.get("sau")))
    return render_template("public/dialogues/index.html", card=card, coming=coming, past=past)


@bp.get("/tinh/<code>/doi-thoai")
@public_page
def province_index(code: str) -> str:
    """Coming and past dialogues of a province and of all its communes."""
    ctx = read_context()
    card = agency_of_page(ctx, code, AgencyKind.PROVINCE)
    coming = regional.list_coming_under(ctx, card.path, PageRequest(size=20, after=request.args.get("toi")))
    past = regional.list_past_under(ctx, card.path, PageRequest(size=20, after=request.args.get("sau")))
    return render_template("public/dialogues/province.html", card=card, coming=coming, past=past)


@bp.get("/xa/<code>/doi-thoai.ics")
@public_page
def feed(code: str) -> Response:
    """The commune's dialogues for any calendar program."""
    ctx = read_context()
    card = agency_of_page(ctx, code, AgencyKind.COMMUNE)
    events = [*queries.list_coming(ctx, [card.id], limit=50)]
    events += queries.list_past(ctx, card.id, PageRequest(size=50)).items
    return Response(calendar_feed(card, events, ctx.now), mimetype="text/calendar")


@bp.get("/tinh/<code>/doi-thoai.ics")
@public_page
def province_feed(code: str) -> Response:
    """The same for a province and all its communes."""
    ctx = read_context()
    card = agency_of_page(ctx, code, AgencyKind.PROVINCE)
    events = regional.coming_and_past(ctx, card.path, most=100)
    return Response(calendar_feed(card, events, ctx.now), mimetype="text/calendar")


@bp.get("/doi-thoai/<uuid:dialogue_id>")
@public_page
def item(dialogue_id: UUID) -> str:
    """One dialogue: how to join, questions and answers, conclusions, promises."""
    ctx = read_context()
    dialogue = queries.get_public_dialogue(ctx, dialogue_id)
    card = get_card(ctx, dialogue.agency_id)
    show_agency(card)
    return render_template(
        "public/dialogues/item.html",
        card=card,
        dialogue=dialogue,
        takes_questions=dialogue.state is DialogueState.ANNOUNCED and ctx.now < dialogue.starts_at,
        questions=queries.list_public_questions(ctx, dialogue_id),
        commitments=queries.list_commitments(ctx, dialogue_id=dialogue_id, page=PageRequest(size=50)).items,
    )


@bp.route("/doi-thoai/<uuid:dialogue_id>/dat-cau-hoi", methods=["GET", "POST"])
@public
def ask(dialogue_id: UUID) -> str | BaseResponse | tuple[str, int]:
    """Send a question before the dialogue."""
    dialogue = queries.get_public_dialogue(read_context(), dialogue_id)
    show_agency(get_card(read_context(), dialogue.agency_id))
    form = QuestionForm()
    if form.validate_on_submit():
        command = AskQuestion(
            dialogue_id=dialogue_id,
            text=typed(form.text),
            notice_version=NOTICE_VERSION,
            name=typed(form.name),
            phone=typed(form.phone),
        )
        try:
            with transaction() as ctx:
                spend(ctx, SUBMISSIONS, hard=UNREVIEWED)
                asked = ask_question(ctx, command)
        except DomainError as error:
            add_to_form(form, error)
        else:
            keep_receipt(Receipt(asked.issued.number, asked.issued.access_code, f"question:{dialogue_id}"))
            return redirect(url_for("dialogues.receipt", dialogue_id=dialogue_id), code=303)
    page = render_template("public/dialogues/ask.html", dialogue=dialogue, form=form)
    return (page, 422) if request.method == "POST" else page


@bp.get("/doi-thoai/<uuid:dialogue_id>/da-gui")
@public
def receipt(dialogue_id: UUID) -> str | BaseResponse:
    """The question's number and access code, on this device only."""
    kept = read_receipt(f"question:{dialogue_id}")
    if kept is None:
        return redirect(url_for("dialogues.item", dialogue_id=dialogue_id), code=303)
    dialogue = queries.get_public_dialogue(read_context(), dialogue_id)
    show_agency(get_card(read_context(), dialogue.agency_id))
    return render_template("public/dialogues/receipt.html", dialogue=dialogue, receipt=kept)


@bp.post("/doi-thoai/<uuid:dialogue_id>/xoa")
@public
def wipe(dialogue_id: UUID) -> BaseResponse:
    """Leave nothing of the question on this device."""
    if Form().validate_on_submit():
        forget_everything()
    return redirect(url_for("dialogues.item", dialogue_id=dialogue_id), code=303)


@bp.get("/doi-thoai/cau-hoi-cua-toi")
@public
def followed() -> str | BaseResponse:
    """The question this visitor has opened with its number and code."""
    question_id = opened(CASE_TYPE)
    if question_id is None:
        return redirect(url_for("petitions.track"), code=303)
    ctx = read_context()
    question, dialogue_id = queries.get_question(ctx, question_id)
    dialogue = queries.get_public_dialogue(ctx, dialogue_id)
    show_agency(get_card(ctx, dialogue.agency_id))
    left = what_is_left(ctx, question_id)
    return render_template("public/dialogues/followed.html", question=question, dialogue=dialogue, left=left)


@bp.route("/doi-thoai/cau-hoi-cua-toi/xoa", methods=["GET", "POST"])
@public
def erase() -> str | BaseResponse | tuple[str, int]:
    """Take back one's name, or the question too; what is public of it has no name."""
    question_id, form = opened(CASE_TYPE), EraseForm()
    if question_id is None:
        return redirect(url_for("petitions.track"), code=303)
    if form.validate_on_submit():
        try:
            with transaction() as ctx:
                erase_question(ctx, question_id, words=form.what.data == "words")
        except DomainError as error:
            add_to_form(form, error)
        else:
            return redirect(url_for("dialogues.followed"), code=303)
    page = render_template("public/privacy/erase.html", form=form, back=url_for("dialogues.followed"))
    return (page, 422) if request.method == "POST" else page

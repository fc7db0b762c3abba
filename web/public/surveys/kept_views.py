"""Rating without a connection: the worker that keeps pages and answers on the device, and where it brings them."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

from flask import Response, current_app, redirect, render_template, request, url_for
from flask.json import dumps
from werkzeug.datastructures import MultiDict

from agencies.queries import find_service_point_by_code, get_card
from core.actor import ANONYMOUS
from core.errors import DomainError, NotFound
from surveys import queries, tickets
from surveys.commands import AddDetails
from surveys.errors import AnswerNotSaved, DetailsAlreadyGiven, TicketInvalid
from surveys.patterns.pace import count_paces, paces_of, weigh
from surveys.ratings import Kept, Posted, accept_kept
from surveys.services import add_details
from web.context import read_context, runtime, transaction
from web.errors import message
from web.extensions import csrf
from web.gates import public, public_page
from web.languages import current_language
from web.public.surveys.blueprint import Page, bp, show
from web.public.surveys.details import COMMENT, PREFIX, conditions_of, read_given
from web.public.surveys.rating_views import rating_page

Fields = MultiDict[str, str]
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


@bp.app_template_global("ratings_wait_offline")
def ratings_wait_offline() -> bool:
    """Whether browsers keep pages and answers of ours without a connection: on HTTPS and on the machine itself only."""
    url = urlsplit(runtime().settings.public_url or "http://localhost")
    return url.scheme == "https" or url.hostname in _LOCAL


@bp.get("/ks/worker.js")
@public_page
def worker() -> Response:
    """The service worker of the survey pages; from their own folder, since it looks after nothing else."""
    script = Path(current_app.static_folder or "", "js", "survey_worker.js").read_text(encoding="utf-8")
    return Response(script, mimetype="text/javascript")


@bp.get("/ks/cho-gui")
@public_page
def waiting() -> str:
    """What a device shows while it cannot reach us: that the answer is kept, and what happens next."""
    return render_template("public/surveys/waiting.html")


@bp.get("/ks/<code>/noi-them")
@public_page
def kept_more(code: str) -> Page:
    """The questions after the faces on one page, as a device keeps it: for a rating that waits there."""
    ctx = read_context()
    point = find_service_point_by_code(ctx, code)
    asked = queries.find_asked(ctx, point.id) if point is not None and point.active else None
    if point is None or asked is None:
        raise NotFound
    show(get_card(ctx, point.agency_id))
    return render_template(
        "public/surveys/kept_more.html", point=point, questions=asked.form.optional, given=Fields(),
        conditions=conditions_of(asked.form),
    )  # fmt: skip


@bp.post("/ks/<code>/noi-them")
@public
def send_kept_more(code: str) -> Page:
    """The same page sent straight to us, by a browser that lost its worker meanwhile."""
    point, fields = find_service_point_by_code(read_context(), code), request.form
    try:
        take_kept(Kept(posted_of(fields), fields.get("tuoi", "")), point.id if point else None, fields)
    except DomainError as error:
        return rating_page(code, error=error, status=503 if isinstance(error, AnswerNotSaved) else 422)
    return redirect(url_for("surveys.thanks", code=code, buoc="xong"), code=303)


csrf.exempt(send_kept_more)


@bp.post("/ks/<code>/gui-sau")
@public
def send_kept(code: str) -> Response:
    """Take what a device kept: a rating, however old, or what came after one. Sent again it changes nothing."""
    point = find_service_point_by_code(read_context(), code)
    fields = request.form
    try:
        if "p" in fields:
            is_new = _take_more(fields)
        else:
            kept = Kept(posted_of(fields), fields.get("tuoi", ""))
            is_new = take_kept(kept, point.id if point else None, fields)
    except DomainError as error:
        return said(error)
    return taken(is_new=is_new)


# As with the pages themselves: the ticket stands for the session's token.
csrf.exempt(send_kept)


def posted_of(fields: Fields) -> Posted:
    """The fields of the page with the five faces."""
    return Posted(*(fields.get(name, "") for name in ("ve", "diem", "kenh", "ma")))


def take_kept(kept: Kept, point_id: UUID | None, fields: Fields) -> bool:
    """Save a rating that may have waited, and what was answered with it; True when it was new.

    Raises TicketInvalid, ScoreMissing, AnswerNotSaved, CommentTooLong.
    """
    answer, page = accept_kept(runtime().keys, kept, point_id, language=current_language(), now=runtime().clock())
    paces = paces_of(runtime().keys, answer, page)
    with runtime().reading(ANONYMOUS) as ctx:
        answer = weigh(ctx, answer, paces)
    is_new = runtime().survey_writer.save(answer)
    if is_new and paces:
        with transaction() as ctx:
            count_paces(ctx, paces)
    _add(answer.id, answer.form_id, fields)
    return is_new


def _take_more(fields: Fields) -> bool:
    """What somebody answered after the faces. Raises TicketInvalid, DetailsAlreadyGiven, CommentTooLong, NotFound."""
    receipt = tickets.read_kept_receipt(runtime().keys, fields.get("p", ""), now=runtime().clock())
    if receipt is None:
        raise TicketInvalid
    return _add(tickets.answer_id(runtime().keys, receipt.number), receipt.form_id, fields)


def _add(answer_id: UUID, form_id: UUID, fields: Fields) -> bool:
    if not any(name.startswith(PREFIX) or name == COMMENT for name in fields):
        return False
    with runtime().reading(ANONYMOUS) as ctx:
        form = queries.get_form(ctx, form_id)
    given = read_given(fields, form)
    if given.is_empty:
        return False
    try:
        with transaction() as ctx:
            add_details(ctx, AddDetails(answer_id, given.values, given.comment, given.texts))
    except DetailsAlreadyGiven:
        return False  # it was brought before, and only the answer to that was lost
    return True


def taken(*, is_new: bool) -> Response:
    """What the worker waits for before it forgets an answer."""
    return Response(dumps({"moi": is_new}), mimetype="application/json")


def said(error: DomainError) -> Response:
    """Why something is not taken; the worker tells the person and asks no more, unless it was only not saved."""
    status = 503 if isinstance(error, AnswerNotSaved) else 404 if isinstance(error, NotFound) else 422
    return Response(dumps({"loi": message(error)}), status=status, mimetype="application/json")

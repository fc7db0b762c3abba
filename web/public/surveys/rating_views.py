"""Rating a service point: one screen, two taps, no cookie; then as many questions as somebody wants to answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from agencies.queries import find_service_point_by_code, get_card
from core.actor import ANONYMOUS
from core.errors import DomainError, NotFound
from surveys import queries, tickets
from surveys.answering import next_page, pages_of
from surveys.commands import AddDetails
from surveys.documents import MOST_QUESTIONS
from surveys.errors import AnswerNotSaved, DetailsAlreadyGiven, ScoreMissing, TicketInvalid
from surveys.forms import COUNTER_CODE, OVERALL, QuestionSet
from surveys.ratings import Posted
from surveys.services import add_details
from surveys.slips.codes import is_screen_mark
from surveys.states import Channel, Source
from surveys.tickets import Ticket
from web.context import read_context, runtime, transaction
from web.errors import message
from web.extensions import csrf
from web.gates import public
from web.languages import current_language
from web.public.surveys.blueprint import Page, bp, show
from web.public.surveys.details import Given, carried, read_given
from web.public.surveys.receiving import NOT_SAVED, receive, thanks_query
from web.public.surveys.wording import in_words

PLAIN = "text/plain"


@bp.get("/ks/<code>")
@public
def rate(code: str) -> Page:
    """Five faces and a button."""
    mark = request.args.get("m", "")
    point = find_service_point_by_code(read_context(), code) if mark else None
    ctx = read_context()
    seen = point is not None and is_screen_mark(ctx.keys, point.id, mark, ctx.now)
    return rating_page(code, source=Source.SCREEN if seen else Source.CODE)


@bp.post("/ks/<code>")
@public
def send(code: str) -> Page:
    """Save one rating; a second tap on the same page is the same rating.

    The signed ticket stands in for the session's token. Plain ratings are taken in by `web.public.surveys.lane`
    before they come here.
    """
    posted = Posted(*(request.form.get(name, "") for name in ("ve", "diem", "kenh", "ma")))
    with runtime().reading(ANONYMOUS) as ctx:
        point = queries.find_open_point(ctx, code)
    try:
        if NOT_SAVED in request.environ:
            raise AnswerNotSaved
        query = receive(runtime(), posted, point, language=current_language())
    except DomainError as error:
        return _refused(code, posted, error)
    # Nobody reads the body of a redirect; the lane sends none either.
    return Response(status=303, headers={"Location": url_for("surveys.thanks", code=code) + query}, mimetype=PLAIN)


# The ticket is bound to one answer and needs no cookie, which the session's token would.
csrf.exempt(send)


def _thanks_url(code: str, receipt: str, step: str) -> str:
    return url_for("surveys.thanks", code=code) + thanks_query(receipt, step)


def _refused(code: str, posted: Posted, error: DomainError) -> Page:
    """The page once more, with what was chosen and, where it is still good, the same ticket."""
    chosen = "" if isinstance(error, ScoreMissing) else posted.score
    usable = None if isinstance(error, TicketInvalid) else posted.ticket
    ticket = tickets.read_ticket(runtime().keys, usable, now=runtime().clock()) if usable else None
    status = 503 if isinstance(error, AnswerNotSaved) else 422
    return rating_page(code, error=error, ticket=ticket, chosen=chosen, status=status)


def rating_page(
    code: str, *, error: DomainError | None = None, ticket: Ticket | None = None, chosen: str = "", status: int = 422,
    source: Source = Source.CODE, number: UUID | None = None,
) -> Page:  # fmt: skip
    """The five faces of a counter, or why nothing is asked there."""
    ctx = read_context()
    point = find_service_point_by_code(ctx, code)
    if point is None:
        return render_template("public/surveys/find.html", typed=code[:40], unknown=True), 404
    agency = show(get_card(ctx, point.agency_id))
    if not (point.active and agency.in_force):
        return render_template("public/surveys/closed.html", agency=agency, point=point), 410
    asked = queries.find_asked(ctx, point.id)
    if asked is None:
        return render_template("public/surveys/closed.html", agency=agency, point=point), 410
    ticket = ticket or tickets.new_ticket(
        service_point_id=point.id, agency_id=agency.id, form_id=asked.form.id, now=ctx.now,
        source=source, number=number,
    )  # fmt: skip
    page = render_template(
        "public/surveys/rate.html", agency=agency, point=point, chosen=chosen, person=asked.person,
        question=_own_words(asked.form), verified=ticket.source is Source.SLIP,
        error=message(error) if error else None, ticket=tickets.sign_ticket(ctx.keys, ticket),
        more=asked.form.id.hex[:8], channel=Channel.WEB if request.values.get("kenh") == Channel.WEB else Channel.QR,
    )  # fmt: skip
    return (page, status) if error else page


def _own_words(form: QuestionSet) -> str:
    """What the faces ask, when somebody put it in other words than ours."""
    first = form.questions[0]
    return "" if form.code == COUNTER_CODE else in_words(first.text, first.english)


@bp.get("/ks/<code>/cam-on")
@public
def thanks(code: str) -> Page:
    """Thanks, and three more questions for whoever wants."""
    return _thanks_page(code, request.args.get("p", ""), request.args.get("buoc", ""))


@bp.post("/ks/<code>/them")
@public
def send_more(code: str) -> Page:
    """The questions after the faces, page by page; saved after the last. The signed receipt says whose they are."""
    text = request.form.get("p", "")
    receipt = tickets.read_receipt(runtime().keys, text, now=runtime().clock())
    if receipt is None:
        return redirect(_thanks_url(code, "", "het-gio"), code=303)
    form = queries.get_form(read_context(), receipt.form_id)
    given = read_given(request.form, form)
    at = min(request.form.get("trang", 0, type=int), MOST_QUESTIONS)
    onward = None if "xong" in request.form else next_page(form, {**given.values, OVERALL: receipt.overall}, at + 1)
    if given.wrong:
        return _thanks_page(code, text, "", at=at, error=gettext("Còn câu chưa đúng, xem lại giúp."), given=given)
    if onward is not None:
        return _thanks_page(code, text, "", at=onward[0], given=given)
    return _save_more(code, text, receipt, given, at)


def _save_more(code: str, text: str, receipt: Ticket, given: Given, at: int) -> Page:
    if given.is_empty:
        nothing = gettext("Chọn ít nhất một mục, hoặc đóng trang này cũng được.")
        return _thanks_page(code, text, "", at=at, error=nothing, given=given)
    answer_id = tickets.answer_id(runtime().keys, receipt.number)
    try:
        with transaction() as ctx:
            add_details(ctx, AddDetails(answer_id, given.values, given.comment, given.texts))
    except (DetailsAlreadyGiven, NotFound):
        return redirect(_thanks_url(code, text, "da-gui"), code=303)
    except DomainError as error:
        return _thanks_page(code, text, "", at=at, error=message(error), given=given)
    return redirect(_thanks_url(code, text, "xong"), code=303)


csrf.exempt(send_more)


def _thanks_page(
    code: str, text: str, step: str, *, at: int = 0, error: str | None = None, given: Given | None = None
) -> Page:
    ctx = read_context()
    point = find_service_point_by_code(ctx, code)
    if point is None:
        return render_template("public/surveys/find.html", typed=code[:40], unknown=True), 404
    agency = show(get_card(ctx, point.agency_id))
    receipt = tickets.read_receipt(ctx.keys, text, now=ctx.now)
    asks = receipt is not None and step not in ("xong", "da-gui")
    page = render_template(
        "public/surveys/thanks.html", agency=agency, point=point, step=step, error=error,
        receipt=text if receipt else "", overall=receipt.overall if receipt else 0,
        **(_questions(receipt, at, given or Given()) if receipt and asks else {}),
    )  # fmt: skip
    return (page, 422) if error else page


def _questions(receipt: Ticket, at: int, given: Given) -> dict[str, Any]:
    """One page of questions after the faces, with what was answered before carried along."""
    form = queries.get_form(read_context(), receipt.form_id)
    values = {**given.values, OVERALL: receipt.overall}
    first, found = next_page(form, values), next_page(form, values, at)
    number, shown = found if found is not None else (at, ())
    is_first = first is None or number == first[0]
    return {
        "questions": shown, "page_number": number, "is_first": is_first,
        "has_more": number + 1 < len(pages_of(form)), "wrong": given.wrong, "answers": request.form,
        "carried": carried(request.form, form, shown, with_comment=not is_first),
    }  # fmt: skip

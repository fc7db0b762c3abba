"""Rating a service point: one screen, two taps, no cookie; and what all the ratings say."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from agencies.queries import (
    AgencyCard,
    ServicePointCard,
    find_card_by_code,
    find_service_point_by_code,
    get_card,
    list_service_points,
)  # fmt: skip
from agencies.states import AgencyKind
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
from surveys.states import Channel, Source
from surveys.statistics import Tally, total
from surveys.tickets import Ticket
from web.context import read_context, runtime, transaction
from web.errors import message
from web.extensions import csrf
from web.formatting import number, percent
from web.gates import public, public_page
from web.languages import current_language
from web.public.surveys.details import Given, carried, read_given
from web.public.surveys.receiving import NOT_SAVED, receive, thanks_query
from web.rendering import show_agency

bp = Blueprint("surveys", __name__)

Page = str | tuple[str, int] | Response
PLAIN = "text/plain"


@bp.get("/ks")
@public
def find() -> Page:
    """Type the code that stands on the poster."""
    typed = request.args.get("ma", "").strip()
    if not typed:
        return render_template("public/surveys/find.html", typed="", unknown=False)
    point = find_service_point_by_code(read_context(), typed[:40])
    if point is None:
        return render_template("public/surveys/find.html", typed=typed[:40], unknown=True), 404
    return redirect(url_for("surveys.rate", code=point.code), code=303)


@bp.get("/ks/<code>")
@public
def rate(code: str) -> Page:
    """Five faces and a button."""
    return _rating_page(code)


@bp.post("/ks/<code>")
@public
def send(code: str) -> Page:
    """Save one rating; a second tap on the same page is the same rating.

    The signed ticket stands in for the session's token. Plain ratings are taken in by `web.public.surveys.lane`
    before they come here.
    """
    posted = Posted(*(request.form.get(name, "") for name in ("ve", "diem", "kenh")))
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
    return _rating_page(code, error=error, ticket=ticket, chosen=chosen, status=status)


def _rating_page(
    code: str, *, error: DomainError | None = None, ticket: Ticket | None = None, chosen: str = "", status: int = 422
) -> Page:
    ctx = read_context()
    point = find_service_point_by_code(ctx, code)
    if point is None:
        return render_template("public/surveys/find.html", typed=code[:40], unknown=True), 404
    agency = _show(get_card(ctx, point.agency_id))
    if not (point.active and agency.in_force):
        return render_template("public/surveys/closed.html", agency=agency, point=point), 410
    asked = queries.find_asked(ctx, point.id)
    if asked is None:
        return render_template("public/surveys/closed.html", agency=agency, point=point), 410
    ticket = ticket or tickets.new_ticket(
        service_point_id=point.id, agency_id=agency.id, form_id=asked.form.id, now=ctx.now
    )
    page = render_template(
        "public/surveys/rate.html", agency=agency, point=point, chosen=chosen, person=asked.person,
        question=_own_words(asked.form), verified=ticket.source is Source.SLIP,
        error=message(error) if error else None, ticket=tickets.sign_ticket(ctx.keys, ticket),
        channel=Channel.WEB if request.values.get("kenh") == Channel.WEB else Channel.QR,
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
    agency = _show(get_card(ctx, point.agency_id))
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


@bp.get("/xa/<code>/khao-sat")
@public_page
def choose(code: str) -> str:
    """The service points of a commune: rate one, or see what people said."""
    return _results_page(code, AgencyKind.COMMUNE)


@bp.get("/tinh/<code>/khao-sat")
@public_page
def choose_province(code: str) -> str:
    """The same for a province's own service points."""
    return _results_page(code, AgencyKind.PROVINCE)


def _results_page(code: str, kind: AgencyKind) -> str:
    ctx = read_context()
    agency = find_card_by_code(ctx, code, kind)
    if agency is None:
        raise NotFound
    _show(agency)
    points = list_service_points(ctx, agency.id)
    tallies = {found.service_point_id: found.tally for found in queries.point_summaries(ctx, agency.id)}
    rows = [(point, tallies.get(point.id, Tally())) for point in points]
    return render_template(
        "public/surveys/choose.html", agency=agency, rows=rows, period=queries.public_period(ctx.now),
        # Only what is shown is added up: a sum over all would give away the one that is held back.
        total=total(tally for _, tally in rows if tally.shown),
    )  # fmt: skip


def _show(agency: AgencyCard) -> AgencyCard:
    show_agency(agency)
    return agency


@bp.app_template_global("in_words")
def in_words(text: str, english: str = "") -> str:
    """A text of a questionnaire in the reader's language, as far as it was given in it."""
    if current_language() == "en" and english:
        return english
    return gettext(text) if text else ""


@bp.app_template_filter("interval")
def interval(tally: Tally) -> str:
    """69,4–78,2 %: the interval of a share."""
    return f"{number(tally.low * 100, 1)}–{percent(tally.high)}"


@bp.app_template_global("point_label")
def point_label(point: ServicePointCard) -> str:
    """Quầy 3: service points are named by number, never by who sits there."""
    digits = point.number.strip().removeprefix("Quầy ")
    return gettext("Quầy %(number)s", number=digits) if digits.isdigit() else point.number

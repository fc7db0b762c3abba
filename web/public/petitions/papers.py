"""Issued papers on their sender's page: what each is, when it reached them and how that is known, what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import Response, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from agencies.queries import AgencyCard, get_card
from casework.sealing import CaseKey, open_case_key
from core.clock import local_date
from core.context import Context
from core.errors import NotFound
from core.text import N_
from deadlines.errors import NoSuchRule
from deadlines.explaining import Explanation
from feedback.delivery.following import Following, follows, start_of
from feedback.delivery.plans import for_senders_page
from feedback.delivery.proofs import Received
from feedback.delivery.queries import DeliveryRow, list_deliveries, received_of
from feedback.delivery.services import note_opened
from feedback.delivery.states import Basis, DeliveryState, Recipient, Way
from feedback.inventory import inventory_of
from feedback.issuing.queries import PaperRow, issued_papers, number_of, read_original, read_signed, signed_file
from feedback.proceedings.queries import find_proceeding, term
from feedback.queries import CaseView, find_case_view
from web.context import read_context, transaction
from web.files import pdf_response, size_text
from web.formatting import label
from web.gates import public
from web.opened import opened
from web.public.petitions.blueprint import bp
from web.public.petitions.forms import EmptyForm
from web.public.petitions.paper_words import how_to, if_nothing, what_it_is
from web.rendering import show_agency

PETITION = "petition"
Page = str | BaseResponse
_NOT_YET = N_("Thời hạn tính từ ngày bà con nhận được văn bản. Chưa ghi nhận ngày ấy nên chưa có ngày hết hạn.")
_NO_LAST_DAY = N_("Luật không định ngày cuối. Nơi nhận phải xem xét trong thời hạn tính từ ngày nhận đơn mới.")


@dataclass(frozen=True, slots=True)
class ListedPaper:
    """A paper on the tracking page. `opened`: its page was opened with number and code."""

    id: UUID
    name: str
    number: str
    day: date | None
    received: Received | None
    opened: bool


@dataclass(frozen=True, slots=True)
class NextTerm:
    """What may follow: until when and why that day, or why there is no day yet."""

    title: str
    how: str
    why: Explanation | None
    waiting: str
    unsure: bool
    calculator: str


@dataclass(frozen=True, slots=True)
class ShownPaper:
    """One paper, explained."""

    listed: ListedPaper
    what: str
    nothing: str
    terms: Sequence[NextTerm]
    ways: Sequence[tuple[str, str]]
    size: str


def papers_of(ctx: Context, petition_id: UUID) -> list[ListedPaper]:
    """What was issued to the sender, newest first. For whoever proved to hold the code."""
    if not inventory_of(ctx, petition_id).papers:
        return []
    papers = [paper for paper in issued_papers(ctx, petition_id) if for_senders_page(paper.kind)]
    if not papers:
        return []
    key, deliveries = open_case_key(ctx, petition_id), list_deliveries(ctx, petition_id)
    return [_listed(ctx, paper, deliveries, key) for paper in reversed(papers)]


@bp.get("/tra-cuu/don/van-ban/<uuid:paper_id>")
@public
def paper(paper_id: UUID) -> Page:
    """What the paper is and what comes next. Looking here counts as nothing: opening the paper is a button."""
    here = _here()
    if here is None:
        return redirect(url_for("petitions.track"), code=303)
    ctx = read_context()
    found, desk = _mine(ctx, here.id, paper_id), get_card(ctx, here.agency_id)
    show_agency(desk)
    return render_template("public/petitions/paper.html", case=here, desk=desk, paper=_shown(ctx, here, found, desk))


@bp.route("/tra-cuu/don/van-ban/<uuid:paper_id>/tep.pdf", methods=["GET", "POST"])
@public
def paper_file(paper_id: UUID) -> Page:
    """The signed file itself. The first time it is asked for by a button: that day counts as receipt."""
    here = _here()
    if here is None:
        return redirect(url_for("petitions.track"), code=303)
    if request.method == "POST":
        if EmptyForm().validate_on_submit():
            with transaction() as ctx:
                note_opened(ctx, here.id, paper_id)
        return redirect(url_for("petitions.paper_file", paper_id=paper_id), code=303)
    ctx = read_context()
    found = _mine(ctx, here.id, paper_id)
    listed = _listed(ctx, found, list_deliveries(ctx, here.id), open_case_key(ctx, here.id))
    if not listed.opened:
        return redirect(url_for("petitions.paper", paper_id=paper_id), code=303)
    return _file(ctx, found)


def _file(ctx: Context, paper: PaperRow) -> Response:
    """A digitally signed file as it came, else it would lose its signature; of a scan the safe copy."""
    signed, data = read_signed(ctx, paper.id)
    if signed.is_signed_pdf:
        signed, data = read_original(ctx, paper.id)
    response = pdf_response(data, "van-ban.pdf")
    response.headers["Cache-Control"] = "no-store"
    return response


def _here() -> CaseView | None:
    petition_id = opened(PETITION)
    return find_case_view(read_context(), petition_id) if petition_id else None


def _mine(ctx: Context, petition_id: UUID, paper_id: UUID) -> PaperRow:
    for one in issued_papers(ctx, petition_id):
        if one.id == paper_id and for_senders_page(one.kind):
            return one
    raise NotFound


def _listed(ctx: Context, paper: PaperRow, deliveries: Sequence[DeliveryRow], key: CaseKey) -> ListedPaper:
    number = number_of(ctx, paper.id, key=key)
    return ListedPaper(
        paper.id, label(paper.kind), number.text if number else "", number.day if number else None,
        received_of(deliveries, paper.id),
        any(
            one.paper_id == paper.id and one.way is Way.PAGE and one.state is DeliveryState.REACHED
            for one in deliveries
        ),
    )  # fmt: skip


def _shown(ctx: Context, case: CaseView, paper: PaperRow, desk: AgencyCard) -> ShownPaper:
    key, deliveries = open_case_key(ctx, case.id), list_deliveries(ctx, case.id)
    listed = _listed(ctx, paper, deliveries, key)
    view = find_proceeding(ctx, case.id)
    track = view.track if view else None
    file = signed_file(ctx, paper.id, key=key)
    return ShownPaper(
        listed, what_it_is(paper.kind), if_nothing(paper.kind, track),
        [_term(ctx, paper, listed, one, desk) for one in follows(paper.kind, track)],
        [
            (label(one.way), _end(one)) for one in deliveries
            if one.paper_id == paper.id and one.recipient in (Recipient.SENDER, Recipient.REPRESENTATIVE)
            and one.state is not DeliveryState.CANCELLED
        ],
        size_text(file.size) if file else "",
    )  # fmt: skip


def _term(
    ctx: Context, paper: PaperRow, listed: ListedPaper, one: Following, desk: AgencyCard
) -> NextTerm:  # fmt: skip
    issued_on = listed.day or local_date(paper.issued_at or ctx.now)
    start = start_of(one, issued_on=issued_on, received_on=listed.received.day if listed.received else None)
    why: Explanation | None = None
    if start is not None:
        with suppress(NoSuchRule):  # before the law that sets it
            why = term(ctx, one.row, start, paper.agency_id, variant=one.variant)
    return NextTerm(
        label(one.right), how_to(one.right), why, "" if why else _waiting(one),
        one.to_be_confirmed,
        url_for("public_deadlines.calculator", viec=why.rule_id, ngay=start.isoformat(), xa=desk.code)
        if why and start else "",
    )  # fmt: skip


def _waiting(one: Following) -> str:
    """Why there is no day yet."""
    text = _NOT_YET if one.basis is Basis.RECEIVED else _NO_LAST_DAY
    return str(gettext(text))


def _end(one: DeliveryRow) -> str:
    day = one.settled_on or one.sent_on
    return f"{label(one.state)}, {day:%d/%m/%Y}" if day else label(one.state)

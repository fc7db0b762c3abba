"""Public posting of decisions and conclusions, for those who redact, approve and hang up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts.matrix import Capability, roles_for
from accounts.queries import names_of
from casework.sealing import open_case_key
from core.context import Context
from core.errors import DomainError, Forbidden, NotFound, StaleVersion
from core.paging import PageRequest
from core.transitions import TransitionNotAllowed
from feedback.delivery import postings
from feedback.delivery.commands import EndPosting, ProposePosting, StartPosting
from feedback.delivery.policies import can_post, can_propose, can_see_posting
from feedback.delivery.postings.forms import Form, find_form, forms_of
from feedback.delivery.postings.queries import (
    PostingRow,
    facts_before,
    facts_of,
    get_posting,
    list_for,
    open_words,
)
from feedback.delivery.scans import Scan, discard_scan, read_scan
from feedback.delivery.states import PostingAct, PostingForm
from feedback.issuing.queries import PaperRow, get_paper, number_of
from feedback.issuing.states import PaperState
from feedback.proceedings.queries import find_proceeding
from feedback.queries import CaseView, find_case_view
from feedback.services import note_opening
from web.context import actor, read_context, runtime, transaction
from web.errors import add_to_form
from web.forms import VersionForm, typed
from web.gates import requires
from web.staff.delivery.forms import EndForm, ProposeForm, ReturnForm, SeenForm, StartForm
from web.staff.delivery.uploading import take_pdf_scan, take_scan
from web.staff.delivery.views import scan_response

bp = Blueprint("staff_postings", __name__, url_prefix="/can-bo/niem-yet")
WORKERS = roles_for(Capability.POSTING_KEEP)
SIZE = 30
_PAGES = (NotFound, Forbidden, StaleVersion, TransitionNotAllowed)


@dataclass(frozen=True, slots=True)
class Doing:
    """An act on a posting: its form, and how it is done."""

    act: PostingAct
    form: type[VersionForm]
    send: Callable[[Context, PostingRow, VersionForm, Scan | None], object]


DOINGS: dict[str, Doing] = {
    "duyet": Doing(
        PostingAct.APPROVE, SeenForm,
        lambda ctx, row, form, _scan: postings.approve_posting(ctx, row.id, version=form.seen()),
    ),
    "tra-lai": Doing(
        PostingAct.RETURN, ReturnForm,
        lambda ctx, row, form, _scan: postings.return_posting(
            ctx, row.id, comment=typed(form["comment"]), version=form.seen()
        ),
    ),
    "treo": Doing(
        PostingAct.POST, StartForm,
        lambda ctx, row, form, scan: postings.start_posting(
            ctx, row.id, StartPosting(typed(form["place"]), form["day"].data, scan), version=form.seen()
        ),
    ),
    "go": Doing(
        PostingAct.END, EndForm,
        lambda ctx, row, form, scan: postings.end_posting(
            ctx, row.id, EndPosting(form["day"].data, "", scan), version=form.seen()
        ),
    ),
    "go-som": Doing(
        PostingAct.REMOVE, EndForm,
        lambda ctx, row, form, scan: postings.remove_posting(
            ctx, row.id, EndPosting(form["day"].data, typed(form["words"]), scan), version=form.seen()
        ),
    ),
    "bo": Doing(
        PostingAct.DROP, SeenForm,
        lambda ctx, row, form, _scan: postings.drop_posting(ctx, row.id, version=form.seen()),
    ),
}  # fmt: skip


@bp.get("")
@requires(*WORKERS)
def index() -> str:
    """Every posting the official may know of, last changed first."""
    over = request.args.get("muc") == "xong"
    page = list_for(
        read_context(), viewer=actor(), page=PageRequest(SIZE, request.args.get("sau")), over=over
    )  # fmt: skip
    return render_template("staff/delivery/postings.html", page=page, over=over, after=request.args.get("sau"))


@bp.route("/van-ban/<uuid:paper_id>", methods=["GET", "POST"])
@requires(*WORKERS)
def propose(paper_id: UUID) -> ResponseReturnValue:
    """Make the redacted version of a paper."""
    paper, case = _paper(paper_id)
    return _propose(paper, case, None)


@bp.get("/<uuid:posting_id>")
@requires(*WORKERS)
def one(posting_id: UUID) -> str:
    """A posting with its redacted version, and what can be done now."""
    row, case = _posting(posting_id)
    return _one(row, case)


@bp.route("/<uuid:posting_id>/lam-lai", methods=["GET", "POST"])
@requires(*WORKERS)
def again(posting_id: UUID) -> ResponseReturnValue:
    """Hand in another version after it was returned."""
    row, case = _posting(posting_id)
    if not can_post(actor(), PostingAct.PROPOSE, facts_of(read_context(), row, case.facts())):
        raise Forbidden
    return _propose(get_paper(read_context(), row.paper_id), case, row)


@bp.post("/<uuid:posting_id>/<slug>")
@requires(*WORKERS)
def act(posting_id: UUID, slug: str) -> ResponseReturnValue:
    """Do one act."""
    row, case = _posting(posting_id)
    doing = DOINGS.get(slug)
    if doing is None:
        raise NotFound
    form, photo = doing.form(), None
    if form.validate_on_submit():
        try:
            photo = take_scan(case.id, form["photo"].data) if "photo" in form else None
            with transaction(public=True) as ctx:
                doing.send(ctx, row, form, photo)
        except _PAGES:
            raise
        except DomainError as error:
            discard_scan(runtime().files, photo)
            add_to_form(form, error)
        else:
            flash(gettext("Đã ghi."), "success")
            return redirect(url_for("staff_postings.one", posting_id=row.id), code=303)
    return _one(row, case, filled=(slug, form)), 422


@bp.get("/<uuid:posting_id>/ban-che.pdf")
@requires(*WORKERS)
def redacted(posting_id: UUID) -> Response:
    """The redacted version, for whoever approves it."""
    return _scan(posting_id, "redacted")


@bp.get("/<uuid:posting_id>/anh/<which>")
@requires(*WORKERS)
def photo(posting_id: UUID, which: str) -> Response:
    """The photo of the board, hanging or empty."""
    return _scan(posting_id, {"treo": "photo", "go": "photo_down"}.get(which, ""))


def _scan(posting_id: UUID, name: str) -> Response:
    row, case = _posting(posting_id)
    ctx, key = read_context(), open_case_key(read_context(), case.id)
    found: Scan | None = getattr(open_words(ctx, row, key=key), name, None) if name else None
    if found is None:
        raise NotFound
    return scan_response(found, read_scan(ctx.files, key, found))


def _paper(paper_id: UUID) -> tuple[PaperRow, CaseView]:
    paper = get_paper(read_context(), paper_id)
    case = find_case_view(read_context(), paper.petition_id)
    if case is None or paper.state is not PaperState.ISSUED:
        raise NotFound
    facts = facts_before(read_context(), case.id, paper.agency_id, case.facts())
    if not can_propose(actor(), facts) or not _forms(paper):
        raise NotFound
    return paper, case


def _posting(posting_id: UUID) -> tuple[PostingRow, CaseView]:
    row = get_posting(read_context(), posting_id)
    case = find_case_view(read_context(), row.petition_id)
    if case is None or not can_see_posting(actor(), facts_of(read_context(), row, case.facts())):
        raise NotFound
    return row, case


def _forms(paper: PaperRow) -> Sequence[Form]:
    view = find_proceeding(read_context(), paper.petition_id)
    return forms_of(paper.kind, view.track if view else None)


def _propose(paper: PaperRow, case: CaseView, row: PostingRow | None) -> ResponseReturnValue:
    form = ProposeForm(data=_begun(row))
    form.offer([one for one in _forms(paper) if row is None or one.form is row.form])
    if form.validate_on_submit():
        scan: Scan | None = None
        try:
            scan = take_pdf_scan(case.id, form.redacted.data)
            command = ProposePosting(paper.id, PostingForm(form.form.data), typed(form.title), scan)
            with transaction(public=True) as ctx:
                made = postings.propose_posting(ctx, command, posting_id=row.id if row else None)
        except _PAGES:
            raise
        except DomainError as error:
            discard_scan(runtime().files, scan)
            add_to_form(form, error)
        else:
            flash(gettext("Đã trình. Một người khác phải duyệt bản này."), "success")
            return redirect(url_for("staff_postings.one", posting_id=made), code=303)
    _note(case)
    number = number_of(read_context(), paper.id)
    page = render_template(
        "staff/delivery/propose.html", case=case, paper=paper, number=number, form=form, row=row,
        forms=_forms(paper),
    )  # fmt: skip
    return (page, 422) if form.is_submitted() else page


def _begun(row: PostingRow | None) -> dict[str, object]:
    if row is None:
        return {}
    return {"form": row.form.value, "title": open_words(read_context(), row).title, "version": str(row.version)}


def _one(row: PostingRow, case: CaseView, *, filled: tuple[str, VersionForm] | None = None) -> str:
    _note(case)
    ctx = read_context()
    paper = get_paper(ctx, row.paper_id)
    view = find_proceeding(ctx, case.id)
    facts = facts_of(ctx, row, case.facts())
    forms: dict[str, VersionForm] = {}
    for slug, doing in DOINGS.items():
        if not can_post(ctx.actor, doing.act, facts):
            continue
        form = (
            filled[1] if filled and filled[0] == slug else doing.form(formdata=None, data={"version": str(row.version)})
        )
        for field in form:
            field.id = f"{slug}-{field.short_name}"
            field.label.field_id = field.id
        forms[slug] = form
    return render_template(
        "staff/delivery/posting.html", case=case, row=row, paper=paper, number=number_of(ctx, paper.id),
        words=open_words(ctx, row), forms=forms, form=filled[1] if filled else None,
        law=find_form(paper.kind, view.track if view else None, row.form),
        names=names_of(ctx, {one for one in (row.proposed_by, row.approved_by) if one}),
        may_again=bool(can_post(ctx.actor, PostingAct.PROPOSE, facts)),
    )  # fmt: skip


def _note(case: CaseView) -> None:
    """Whatever shows something of a sealed case is an opening, written down before."""
    if case.sealed:
        with transaction() as ctx:
            note_opening(ctx, case.id)

"""Checking the answers, sending, and the receipt."""

from __future__ import annotations

from uuid import UUID

from flask import redirect, render_template, session, url_for
from werkzeug.wrappers import Response

from agencies.queries import AgencyCard, find_card_by_code, list_children
from agencies.states import AgencyKind
from casework.locks.closing import is_locked
from casework.proofs import Challenge
from core.context import Context
from core.errors import DomainError
from deadlines.queries import explain_view, list_clocks
from feedback.drafts import Draft, Ticket, delete_draft, load_draft
from feedback.queries import similar
from feedback.reviewing.queries import held_among
from feedback.reviewing.services import hold_back
from feedback.services import Desk, submit_draft
from feedback.states import Concerns
from web.admission import Admission, admit, offered
from web.budgets import SUBMISSIONS, spend
from web.context import read_context, runtime, transaction
from web.errors import add_to_form
from web.gates import public
from web.identity import current_login
from web.notice import NOTICE_VERSION
from web.public.identity.vouched import forget as forget_portal_person
from web.public.petitions import concerning, post
from web.public.petitions.blueprint import bp
from web.public.petitions.drafting import agency_of_step, draft_for, point_named, step_of, ticket
from web.public.petitions.forms import EmptyForm
from web.public.petitions.texting import sends_texts
from web.receipts import forget_everything
from web.security import LEFT, WIPED

# In the session: which draft's code its writer has confirmed to keep.
KEPT = "da-giu-ma"
Page = str | Response | tuple[str, int]


@bp.route("/gui-don/<code>/kiem-tra", methods=["GET", "POST"])
@public
def check(code: str) -> Page:
    """Everything once more, who receives it, the privacy notice; then send."""
    mine, form = ticket(), EmptyForm()
    if mine is not None and form.validate_on_submit():
        try:
            _send(mine)
        except DomainError as error:
            add_to_form(form, error)
        else:
            forget_portal_person()  # who signed in did so for this petition, not for the next one
            return redirect(url_for("petitions.receipt", code=code), code=303)
    card, draft = agency_of_step(code), draft_for(code)
    if draft is None or not draft.what or draft.concerns is None:
        return redirect(url_for(_missing(draft), code=code), code=303)
    return _check_page(card, draft, form)


@bp.get("/gui-don/<code>/da-gui")
@public
def receipt(code: str) -> Page:
    """Number and secret code: shown on this device only, until wiped or a day later."""
    agency_of_step(code)
    ctx = read_context()
    draft = load_draft(ctx, ticket())
    if draft is None or draft.receipt is None or draft.agency_code != code:
        return redirect(url_for("petitions.start", code=code), code=303)
    mine = ticket()
    clock = next(iter(list_clocks(ctx, "petition", draft.case_id)), None)
    desk = find_card_by_code(ctx, draft.receipt.desk_code)
    return render_template(
        "public/petitions/receipt.html", receipt=draft.receipt, desk=desk, code=code,
        why=explain_view(ctx, clock) if clock else None,
        kept=mine is not None and session.get(KEPT) == mine.id.hex,
        held=bool(held_among(ctx, [draft.case_id])), texts=sends_texts(), locked=is_locked(ctx, draft.case_id),
    )  # fmt: skip


@bp.post("/gui-don/<code>/da-giu-ma")
@public
def keep_code(code: str) -> Page:
    """The citizen says that the code is kept; noted in this browser only, for this petition."""
    mine = ticket()
    if mine is not None and EmptyForm().validate_on_submit():
        session[KEPT] = mine.id.hex
    return redirect(url_for("petitions.receipt", code=code, _anchor="ma"), code=303)


@bp.post("/gui-don/<code>/xoa-khoi-may")
@public
def wipe(code: str) -> Page:
    """Forget the draft or the receipt on this device and on the server."""
    mine, response = ticket(), redirect(url_for("petitions.wiped", code=code), code=303)
    # An official who tries the page out stays known to this browser: the cookies are theirs.
    signed_in = current_login() is not None
    if EmptyForm().validate_on_submit():
        if mine is not None:
            with transaction() as ctx:
                unused = delete_draft(ctx, mine)
            for key in unused:
                runtime().files.delete(key)
        forget_everything()
        response.headers["Clear-Site-Data"] = LEFT if signed_in else WIPED
    return response


@bp.get("/gui-don/<code>/da-xoa")
@public
def wiped(code: str) -> str:
    """Says that nothing is left here."""
    agency_of_step(code)
    return render_template("public/petitions/wiped.html", code=code)


def _send(mine: Ticket) -> None:
    """Send the draft; from a network that sends a lot only with a proof of work, or for a clerk to look at first."""
    with transaction() as ctx:
        spent = spend(ctx, SUBMISSIONS)
        busy = spent is not None and spent.over
        draft = load_draft(ctx, mine, lock=True) if busy else None
        known = draft is not None and draft.receipt is not None  # sent before: the same receipt again
        admission = Admission.THROUGH if known else admit(ctx, spent, mine.id.bytes)
        receipt = submit_draft(ctx, mine, notice_version=NOTICE_VERSION, boot=post.boot())
        if draft is not None and admission is Admission.REVIEW and not receipt.tracked_at:
            hold_back(ctx, draft.case_id)


def _check_page(card: AgencyCard, draft: Draft, form: EmptyForm) -> Page:
    ctx = read_context()
    desk: Desk | None = None
    try:
        desk = post.desk_for(ctx, card, draft.concerns) if draft.concerns else None
    except DomainError as error:
        add_to_form(form, error)
    page = render_template(
        "public/petitions/check.html", card=card, draft=draft, form=form, desk=desk, step=step_of("check"),
        hamlet=_hamlet(card, draft.hamlet_id), point=point_named(ctx, card.id, draft.point_code),
        alike=_alike(ctx, draft, desk), most_alike=similar.MOST,
        about=concerning.about(card, draft.concerns) if draft.concerns else "", proof=_proof(ctx),
    )  # fmt: skip
    return (page, 422) if form.form_errors else page


def _proof(ctx: Context) -> Challenge | None:
    mine = ticket()
    return offered(ctx, mine.id.bytes) if mine else None


def _alike(ctx: Context, draft: Draft, desk: Desk | None) -> similar.Others:
    """Who wrote about the like, when the draft says where and what about and speaks of nobody."""
    if desk is None or draft.hamlet_id is None or draft.field is None or draft.concerns is not Concerns.NOBODY:
        return similar.NOBODY_ELSE
    return similar.others_open(
        ctx, agency_id=desk.agency.id, hamlet_id=draft.hamlet_id, field=draft.field, place=draft.place, text=draft.what
    )


def _hamlet(card: AgencyCard, hamlet_id: UUID | None) -> str:
    if hamlet_id is None:
        return ""
    hamlets = list_children(read_context(), card.id, AgencyKind.HAMLET)
    return next((unit.name for unit in hamlets if unit.id == hamlet_id), "")


def _missing(draft: Draft | None) -> str:
    return "petitions.concerns" if draft is None or draft.concerns is None else "petitions.what"

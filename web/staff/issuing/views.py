"""Official papers of a case: drafted, checked, talked about, approved or returned."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts.matrix import Capability, roles_for
from bootstrap.papers import paper_maker
from core.context import Context
from core.errors import DomainError, Forbidden, NotFound, StaleVersion
from core.text import slug
from core.transitions import TransitionNotAllowed
from feedback.issuing import services
from feedback.issuing.catalogue import WITHOUT_NUMBER
from feedback.issuing.listing import for_signer, of_drafter
from feedback.issuing.policies import can_draft
from feedback.issuing.queries import read_original, read_signed
from feedback.issuing.reading import note_read, read_paper, view_paper
from feedback.issuing.services.moving import PaperTarget
from feedback.papers.labels import LABELS
from feedback.papers.policies import fits
from feedback.papers.states import PaperFormat, PaperKind
from feedback.papers.writing import paper_facts
from feedback.queries import CaseView, get_case
from web.context import actor, read_context, transaction
from web.errors import add_to_form
from web.forms import typed
from web.gates import requires
from web.papers import file_response, paper_response
from web.staff.issuing.drafting import draft_form, names_sender, page_of, template_of
from web.staff.issuing.forms import DraftForm, WordsForm, named

bp = Blueprint("staff_issuing", __name__, url_prefix="/can-bo")
WORKERS = roles_for(Capability.PETITION_SEE)
READERS = roles_for(Capability.PAPER_READ)
_BY_SLUG = {slug(LABELS[kind]): kind for kind in PaperKind}
SLUGS = {kind: name for name, kind in _BY_SLUG.items()}
_PAGES = (NotFound, Forbidden)
_LOST = (StaleVersion, TransitionNotAllowed)


@bp.get("/van-ban")
@requires(*WORKERS)
def index() -> str:
    """What waits for this official's approval, and their own papers that are on their way."""
    ctx = read_context()
    return render_template("staff/issuing/index.html", waiting=for_signer(ctx), own=of_drafter(ctx))


@bp.route("/don-thu/<uuid:petition_id>/van-ban-di/<name>", methods=["GET", "POST"])
@requires(*WORKERS)
def begin(petition_id: UUID, name: str) -> ResponseReturnValue:
    """Begin an official paper of a case."""
    case, kind = get_case(read_context(), petition_id, viewer=actor()), _BY_SLUG.get(name)
    if kind is None or kind in WITHOUT_NUMBER or not fits(kind, paper_facts(case)):
        raise NotFound
    if not can_draft(actor(), case.facts()):
        raise Forbidden
    ctx = read_context()
    template = template_of(ctx, case, kind)
    form = draft_form(ctx, case, kind, template, None if request.method == "POST" else {})
    if form.validate_on_submit():
        try:
            with transaction() as ctx:
                paper_id = services.begin_paper(ctx, petition_id, form.draft(kind))
            return _submitted(PaperTarget(paper_id), gettext("Đã lưu dự thảo."))
        except _PAGES:
            raise
        except DomainError as error:
            add_to_form(form, error)
    page = render_template(
        "staff/issuing/begin.html", case=case, kind=kind, form=form, template=template,
        rows={ask.name: ask.rows for ask in template.shipped.asks}, names_sender=names_sender(template),
    )  # fmt: skip
    return (page, 422) if form.is_submitted() else page


@bp.get("/van-ban/<uuid:paper_id>")
@requires(*WORKERS)
def paper(paper_id: UUID) -> ResponseReturnValue:
    """One paper: how it stands, what it says, who did what."""
    return _page(paper_id)


@bp.post("/van-ban/<uuid:paper_id>/luu")
@requires(*WORKERS)
def save(paper_id: UUID) -> ResponseReturnValue:
    """Keep the draft; put it before its signer when asked to."""
    ctx = read_context()
    view = view_paper(ctx, paper_id)
    template = template_of(ctx, view.case, view.paper.kind)
    form = draft_form(ctx, view.case, view.paper.kind, template, None)
    if not form.validate_on_submit():
        return _page(paper_id, form=form), 422
    seen = form.seen()
    try:
        with transaction() as ctx:
            services.save(ctx, PaperTarget(paper_id, -1 if seen is None else seen), form.draft(view.paper.kind))
    except _LOST:
        return _page(paper_id, lost=True), 409
    return _submitted(PaperTarget(paper_id), gettext("Đã lưu dự thảo."))


def _submitted(target: PaperTarget, saved: str) -> ResponseReturnValue:
    """After the draft was kept: hand it in when that button was pressed."""
    where = url_for(".paper", paper_id=target.paper_id)
    if request.form.get("viec") != "trinh":
        flash(saved, "success")
        return redirect(where, code=303)
    try:
        with transaction() as ctx:
            services.submit(ctx, target)
    except _PAGES:
        raise
    except DomainError as error:
        return _page(target.paper_id, error=error), 422
    flash(gettext("Đã trình. Người ký thấy văn bản này ở trang Văn bản."), "success")
    return redirect(where, code=303)


def _recall(ctx: Context, target: PaperTarget, _text: str) -> None:
    services.recall(ctx, target)


def _drop(ctx: Context, target: PaperTarget, _text: str) -> None:
    services.drop(ctx, target)


def _approve(ctx: Context, target: PaperTarget, _text: str) -> None:
    services.approve_paper(ctx, target)


_ACTS: Mapping[str, tuple[Callable[[Context, PaperTarget, str], None], str]] = {
    "rut-lai": (_recall, "Đã rút lại để sửa."),
    "bo": (_drop, "Đã bỏ dự thảo."),
    "gop-y": (services.comment, "Đã ghi ý kiến."),
    "tra-lai": (services.return_paper, "Đã trả lại cho người soạn."),
    "duyet": (_approve, "Đã duyệt. Văn thư cấp số."),
}


@bp.post("/van-ban/<uuid:paper_id>/<any('rut-lai', 'bo', 'gop-y', 'tra-lai', 'duyet'):name>")
@requires(*WORKERS)
def act(paper_id: UUID, name: str) -> ResponseReturnValue:
    """Do one act. What somebody else was quicker with is told, and no word is lost."""
    form = named(WordsForm(), name)
    send, done = _ACTS[name]
    if not form.validate_on_submit():
        return _page(paper_id, words=form), 422
    try:
        with transaction() as ctx:
            send(ctx, PaperTarget(paper_id, form.seen() if name != "gop-y" else None), typed(form.text))
    except _LOST:
        return _page(paper_id, words=form, lost=True), 409
    except _PAGES:
        raise
    except DomainError as error:
        add_to_form(form, error)
        return _page(paper_id, words=form, error=error), 422
    flash(gettext(done), "success")
    return redirect(_after(paper_id), code=303)


@bp.get("/van-ban/<uuid:paper_id>/tep.<any('docx', 'pdf'):made_as>")
@requires(*READERS)
def file(paper_id: UUID, made_as: str) -> ResponseReturnValue:
    """The paper's text as it stands, with number and date once it has them. Its reading is audited."""
    with transaction() as ctx:
        written = read_paper(ctx, paper_id)
    maker = paper_maker()
    data = maker.fill(written.template or maker.compose(written.form), written.values, written.stamp)
    if made_as == PaperFormat.PDF:
        data = maker.pdf(data, written.stamp)
    return paper_response(data, written.file_name, PaperFormat(made_as))


@bp.get("/van-ban/<uuid:paper_id>/ban-ky")
@requires(*READERS)
def signed(paper_id: UUID) -> ResponseReturnValue:
    """The signed paper as a safe PDF. Its reading is audited."""
    name = _noted(paper_id)
    _, data = read_signed(read_context(), paper_id)
    return file_response(data, "application/pdf", f"{name}.pdf")


@bp.get("/van-ban/<uuid:paper_id>/ban-goc/<int:position>")
@requires(*READERS)
def original(paper_id: UUID, position: int) -> ResponseReturnValue:
    """What was uploaded, untouched. Its reading is audited."""
    name = _noted(paper_id)
    found, data = read_original(read_context(), paper_id, position)
    ending = found.media_type.rpartition("/")[2]
    return file_response(data, found.media_type, f"{name}-{position + 1}.{ending}")


def _noted(paper_id: UUID) -> str:
    with transaction() as ctx:
        view = view_paper(ctx, paper_id)
        if not view.readable:
            raise Forbidden
        note_read(ctx, view, "read_signed")
    return "van-ban" if view.case.sealed else slug(LABELS[view.paper.kind])


def _after(paper_id: UUID) -> str:
    """Back to the paper while it is still ours to see."""
    try:
        view_paper(read_context(), paper_id)
    except NotFound:
        return url_for(".index")
    return url_for(".paper", paper_id=paper_id)


def _page(
    paper_id: UUID, *, form: DraftForm | None = None, words: WordsForm | None = None, lost: bool = False,
    error: DomainError | None = None,
) -> str:  # fmt: skip
    view = view_paper(read_context(), paper_id)
    if view.case.sealed and view.readable:
        with transaction() as ctx:
            note_read(ctx, view)
        view = view_paper(read_context(), paper_id)
    ctx = read_context()
    page = page_of(ctx, view, filled=form)
    if error is not None and page.form is not None and words is None:
        add_to_form(page.form, error)
    shown = page.form if page.form is not None and page.form.errors else words
    return render_template(
        "staff/issuing/paper.html", page=page, paper=view.paper, case=view.case, form=shown, lost=lost,
        words=words or WordsForm(formdata=None, data={"version": str(view.paper.version)}),
        names_sender=page.template is not None and names_sender(page.template),
        may_see_case=_sees(view.case),
    )  # fmt: skip


def _sees(case: CaseView) -> bool:
    try:
        get_case(read_context(), case.id, viewer=actor())
    except NotFound:
        return False
    return True

"""Official documents of a petition: which fit now, what is still to be filled in, and the file as Word or PDF."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from accounts.matrix import Capability, roles_for
from agencies.queries import get_card
from bootstrap.papers import paper_maker
from core.errors import DomainError, Forbidden, NotFound
from core.text import slug
from feedback.issuing.catalogue import WITHOUT_NUMBER
from feedback.issuing.policies import can_draft
from feedback.issuing.queries import list_papers
from feedback.issuing.states import UNDER_WAY
from feedback.papers.fields import IDENTITY_NAMES
from feedback.papers.labels import LABELS
from feedback.papers.policies import can_write, fits, fitting, senders_shown
from feedback.papers.shipped import shipped
from feedback.papers.states import PaperFormat, PaperKind
from feedback.papers.templates import InForce, own_kinds, template_in_force
from feedback.papers.writing import WrittenPaper, paper_facts, write_paper
from feedback.policies import can_open
from feedback.queries import CaseView, get_case
from web.context import actor, read_context, transaction
from web.errors import add_to_form
from web.gates import requires
from web.papers import paper_response
from web.staff.papers.forms import PaperForm, paper_form

bp = Blueprint("staff_papers", __name__, url_prefix="/can-bo/don-thu/<uuid:petition_id>/van-ban")
WORKERS = roles_for(Capability.PETITION_SEE)
_BY_SLUG = {slug(LABELS[kind]): kind for kind in PaperKind}
_SLUGS = {kind: name for name, kind in _BY_SLUG.items()}
_PAGES = (NotFound, Forbidden)


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A document that fits, for the list."""

    kind: PaperKind
    name: str
    code: str
    provisional: bool
    own: bool
    begins: bool  # an official one can be begun by this official


@bp.get("")
@requires(*WORKERS)
def index(petition_id: UUID) -> str:
    """The documents that fit the case as it stands."""
    case = _case(petition_id)
    ctx = read_context()
    own = own_kinds(ctx, get_card(ctx, case.agency_id).province_id)
    papers = list_papers(ctx, case.id)
    under_way = {one.kind for one in papers if one.state in UNDER_WAY} | WITHOUT_NUMBER
    drafts = bool(can_draft(actor(), case.facts()))
    lines = [
        _line(kind, own=kind in own, begins=drafts and kind not in under_way) for kind in fitting(paper_facts(case))
    ]
    return render_template("staff/papers/index.html", case=case, lines=lines, papers=papers)


@bp.get("/<name>")
@requires(*WORKERS)
def paper(petition_id: UUID, name: str) -> str:
    """What is still to be said before the document can be made. Nothing of the case is opened yet."""
    case, kind = _case(petition_id), _kind(name)
    template = _template(case, kind)
    return _page(case, kind, template, paper_form(template.shipped.asks, empty=True))


@bp.post("/<name>")
@requires(*WORKERS)
def make(petition_id: UUID, name: str) -> ResponseReturnValue:
    """The document as a file, made now and kept nowhere; its making is audited before a byte leaves."""
    case, kind = _case(petition_id), _kind(name)
    template = _template(case, kind)
    form = paper_form(template.shipped.asks)
    form.offer(senders_shown(actor(), case.facts()))
    if form.validate_on_submit():
        try:
            with transaction() as ctx:
                written = write_paper(ctx, petition_id, form.command(kind))
        except _PAGES:
            raise
        except DomainError as error:
            add_to_form(form, error)
        else:
            return _file(written, PaperFormat.PDF if request.form.get("dang") == PaperFormat.PDF else PaperFormat.DOCX)
    return _page(case, kind, template, form), 422


def _file(written: WrittenPaper, made_as: PaperFormat) -> Response:
    maker = paper_maker()
    data = maker.fill(written.template or maker.compose(written.form), written.values, written.stamp)
    if made_as is PaperFormat.PDF:
        data = maker.pdf(data, written.stamp)
    return paper_response(data, written.file_name, made_as)


def _case(petition_id: UUID) -> CaseView:
    case = get_case(read_context(), petition_id, viewer=actor())
    if not can_open(actor(), case.facts()):
        raise Forbidden
    return case


def _kind(name: str) -> PaperKind:
    kind = _BY_SLUG.get(name)
    if kind is None:
        raise NotFound
    return kind


def _template(case: CaseView, kind: PaperKind) -> InForce:
    if not fits(kind, paper_facts(case)) or not can_write(actor(), kind, paper_facts(case)):
        raise NotFound
    ctx = read_context()
    return template_in_force(ctx, get_card(ctx, case.agency_id).province_id, kind)


def _line(kind: PaperKind, *, own: bool, begins: bool) -> PaperLine:
    form = shipped(kind)
    return PaperLine(kind, _SLUGS[kind], form.code, form.provisional and not own, own, begins)


def _page(case: CaseView, kind: PaperKind, template: InForce, form: PaperForm) -> str:
    form.offer(senders_shown(actor(), case.facts()))
    return render_template(
        "staff/papers/paper.html", case=case, kind=kind, name=_SLUGS[kind], template=template, form=form,
        signs="chuc_vu_ky" in template.fields, names_sender=bool(template.fields & IDENTITY_NAMES),
        dated="ngay_van_ban" in template.fields, rows={ask.name: ask.rows for ask in template.shipped.asks},
    )  # fmt: skip

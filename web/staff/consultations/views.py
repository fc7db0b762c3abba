"""The consultation desk: write a draft, open it, close it, hand the result in."""

from __future__ import annotations

from uuid import UUID

from flask import Response, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from agencies.queries import AgencyCard, get_card
from consultations import queries, services
from consultations.commands import DraftConsultation, EditConsultation
from consultations.periods import shortest_period
from consultations.policies import PREPARERS, can_approve, can_prepare
from consultations.queries import ConsultationView
from consultations.states import CONSULTATION, ConsultationAct, ConsultationState
from core.blocks import outline
from core.errors import DomainError
from core.paging import PageRequest
from web.context import actor, read_context, transaction
from web.errors import add_to_form
from web.files import pdf_response, size_text, take_pdf
from web.staff.consultations import compiling
from web.staff.consultations.acting import press, send
from web.staff.consultations.blueprint import bp, preparer, reader
from web.staff.consultations.forms import ConsultationForm, ExtendForm

__all__ = ["bp", "compiling"]

Answer = str | BaseResponse | tuple[str, int]


@bp.get("")
@reader
def index() -> str:
    """All consultations of the agencies where one prepares or leads."""
    after = request.args.get("sau")
    page = queries.list_own(read_context(), viewer=actor(), page=PageRequest(30, after))
    return render_template(
        "staff/consultations/index.html", page=page, after=after, can_write=bool(actor().agencies(*PREPARERS))
    )


def _agencies() -> list[AgencyCard]:
    return [get_card(read_context(), agency_id) for agency_id in actor().agencies(*PREPARERS)]


@bp.route("/moi", methods=["GET", "POST"])
@preparer
def create() -> Answer:
    """Begin a consultation."""
    form = ConsultationForm()
    agencies = _agencies()
    form.offer(agencies)
    if form.validate_on_submit():
        try:
            file = take_pdf(form.file.data)
            with transaction() as ctx:
                command = DraftConsultation(form.agency_id(), form.content(), file)
                consultation_id = services.draft_consultation(ctx, command)
        except DomainError as error:
            add_to_form(form, error)
        else:
            return redirect(url_for("staff_consultations.item", consultation_id=consultation_id), code=303)
    return _form_page(form, None, agencies[0])


@bp.route("/<uuid:consultation_id>/sua", methods=["GET", "POST"])
@preparer
def edit(consultation_id: UUID) -> Answer:
    """Change a consultation that is not yet open."""
    view = queries.get_own(read_context(), consultation_id, viewer=actor())
    CONSULTATION.target(view.state, ConsultationAct.EDIT)
    kept = ("title", "summary", "source", "closes_on", "other_law")
    form = ConsultationForm(
        data={name: getattr(view, name) for name in kept}, forms=[way.value for way in view.forms],
        agency=str(view.agency_id), topic=view.topic.value, version=str(view.version),
    )  # fmt: skip
    card = get_card(read_context(), view.agency_id)
    form.offer([card])
    if form.validate_on_submit():
        try:
            file = take_pdf(form.file.data)
            command = EditConsultation(view.id, form.seen(), form.content(), file, form.drop_file.data)
            with transaction() as ctx:
                services.edit_consultation(ctx, command)
        except DomainError as error:
            add_to_form(form, error)
        else:
            return redirect(url_for("staff_consultations.item", consultation_id=consultation_id), code=303)
    return _form_page(form, view, card)


def _form_page(form: ConsultationForm, view: ConsultationView | None, card: AgencyCard) -> Answer:
    shortest = shortest_period(read_context(), province_id=card.province_id)
    page = render_template("staff/consultations/form.html", form=form, item=view, shortest=shortest)
    return (page, 422) if request.method == "POST" else page


@bp.get("/<uuid:consultation_id>")
@reader
def item(consultation_id: UUID) -> str:
    """One consultation: where it stands, and what can be done now."""
    ctx = read_context()
    view = queries.get_own(ctx, consultation_id, viewer=actor())
    compiled = view.state not in (ConsultationState.DRAFT, ConsultationState.OPEN)
    return render_template(
        "staff/consultations/item.html", item=view, card=get_card(ctx, view.agency_id), outline=outline(view.body),
        acts={act.value for act in CONSULTATION.acts_from(view.state)},
        may_prepare=bool(can_prepare(actor(), view.agency_id)), may_approve=bool(can_approve(actor(), view.agency_id)),
        figures=queries.count_opinions(ctx, view.id), groups=queries.list_groups(ctx, view.id) if compiled else [],
        file_size=size_text(view.file.size) if view.file else "",
    )  # fmt: skip


@bp.get("/<uuid:consultation_id>/du-thao.pdf")
@reader
def file(consultation_id: UUID) -> Response:
    """The draft's PDF, before it is open too."""
    view, data = queries.read_file(read_context(), consultation_id, viewer=actor())
    return pdf_response(data, view.name)


@bp.post("/<uuid:consultation_id>/mo")
@preparer
def open_it(consultation_id: UUID) -> BaseResponse:
    """Publish the draft and take opinions."""
    return press(
        consultation_id,
        lambda ctx, seen: services.open_to_opinions(ctx, consultation_id, version=seen),
        gettext("Đã mở lấy ý kiến. Bà con góp ý được ngay."),
    )


@bp.post("/<uuid:consultation_id>/dong")
@preparer
def close(consultation_id: UUID) -> BaseResponse:
    """Stop taking opinions after the last day."""
    return press(
        consultation_id,
        lambda ctx, seen: services.close_consultation(ctx, consultation_id, version=seen),
        gettext("Đã đóng. Giờ xếp ý kiến vào nhóm và trả lời từng nhóm."),
    )


@bp.route("/<uuid:consultation_id>/keo-dai", methods=["GET", "POST"])
@preparer
def extend(consultation_id: UUID) -> Answer:
    """Give people more time."""
    view = queries.get_own(read_context(), consultation_id, viewer=actor())
    form = ExtendForm(version=str(view.version))
    if form.validate_on_submit():
        day = form.closes_on.data
        assert day is not None  # the validator has seen to it
        answer = send(
            consultation_id, form,
            lambda ctx: services.extend_consultation(ctx, consultation_id, version=form.seen(), closes_on=day),
            gettext("Đã kéo dài thời gian góp ý."),
        )  # fmt: skip
        if answer:
            return answer
    page = render_template("staff/consultations/extend.html", form=form, item=view)
    return (page, 422) if request.method == "POST" else page

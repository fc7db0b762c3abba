"""Answers on their way to the public: one covers, another approves; taken down at once when need be."""

from __future__ import annotations

from collections.abc import Callable, Collection
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from accounts.matrix import Capability, roles_for
from casework.redaction import Span
from core.context import Context
from core.errors import DomainError, Forbidden, NotFound, StaleVersion
from core.paging import PageRequest
from core.text import N_
from core.transitions import TransitionNotAllowed
from feedback.publishing import services
from feedback.publishing.errors import NotPublishable
from feedback.publishing.queries import Covering, list_unpublished, list_versions, read_covering, read_version
from feedback.publishing.states import Part, PublicationAct
from web.context import actor, read_context, transaction
from web.errors import add_to_form
from web.forms import VersionForm, typed
from web.gates import requires
from web.staff.publishing.forms import CoverForm, ReasonForm, place_of

bp = Blueprint("staff_publishing", __name__, url_prefix="/can-bo/cong-khai-tra-loi")
gate = requires(*roles_for(Capability.PETITION_SEE))
Page = str | BaseResponse | tuple[str, int]
SIZE = 30
TABS = {"cho": N_("Đang che, chờ duyệt"), "chua": N_("Chưa công khai"), "dang": N_("Đang công khai")}
_PAGES = (NotFound, Forbidden, StaleVersion, TransitionNotAllowed)
_Send = Callable[[Context, UUID, int, str], object]
ACTS: dict[str, tuple[PublicationAct, _Send, str]] = {
    "trinh": (
        PublicationAct.PROPOSE, lambda ctx, of, seen, _text: services.propose(ctx, of, version=seen),
        N_("Đã trình. Lãnh đạo khác người che sẽ đọc và duyệt."),
    ),
    "tra-lai": (
        PublicationAct.RETURN, lambda ctx, of, seen, text: services.send_back(ctx, of, version=seen, comment=text),
        N_("Đã trả lại để che thêm."),
    ),
    "duyet": (
        PublicationAct.PUBLISH, lambda ctx, of, seen, _text: services.publish(ctx, of, version=seen),
        N_("Đã công khai."),
    ),
    "go": (
        PublicationAct.WITHDRAW, lambda ctx, of, seen, text: services.withdraw(ctx, of, version=seen, reason=text),
        N_("Đã gỡ. Trang công khai không còn bản này nữa."),
    ),
    "bo": (
        PublicationAct.DROP, lambda ctx, of, seen, _text: services.drop(ctx, of, version=seen),
        N_("Đã bỏ bản che này."),
    ),
}  # fmt: skip
_WITH_REASON = ("tra-lai", "go")


@bp.get("")
@gate
def index() -> str:
    """What is being covered, what waits for approval, what is public, what nobody has begun."""
    ctx, after = read_context(), request.args.get("sau")
    tab = request.args.get("muc", "cho")
    tab = tab if tab in TABS else "cho"
    asked = PageRequest(SIZE, after)
    if tab == "chua":
        page = list_unpublished(ctx, viewer=actor(), page=asked)
    else:
        page = list_versions(ctx, viewer=actor(), page=asked, waiting=tab == "cho")
    return render_template("staff/publishing/index.html", tab=tab, tabs_of=TABS, page=page, after=after)


@bp.route("/don/<uuid:petition_id>", methods=["GET", "POST"])
@gate
def cover(petition_id: UUID) -> Page:
    """Cover: a tick for each place that looks private, more by hand; saved as often as wanted."""
    try:
        seen = read_covering(read_context(), petition_id, viewer=actor())
    except (Forbidden, NotPublishable) as error:
        # A link from the list or the case: say why instead of shutting the door.
        flash(gettext(error.text), "info")
        return redirect(url_for(".index"), code=303)
    form = CoverForm()
    if form.validate_on_submit():
        try:
            return _saved(petition_id, form)
        except _PAGES:
            raise
        except DomainError as error:
            add_to_form(form, error)
    if request.method == "GET":
        form.version.data, form.digest.data = str(seen.version or ""), seen.source.digest
        form.with_body.data, form.with_hamlet.data = seen.work.with_body, seen.work.with_hamlet
        form.note.data = seen.work.note
    ticked = request.form.getlist("che") if request.method == "POST" else None
    parts = [(part, _places(seen, part, ticked)) for part in Part]
    page = render_template("staff/publishing/cover.html", seen=seen, form=form, parts=parts)
    return (page, 422) if request.method == "POST" else page


@bp.get("/ban/<uuid:publication_id>")
@gate
def version(publication_id: UUID) -> str:
    """A version: what was written beside what will be read, and what still looks private."""
    return _version_page(publication_id)


@bp.post("/ban/<uuid:publication_id>/<any('trinh', 'tra-lai', 'duyet', 'go', 'bo'):slug>")
@gate
def act(publication_id: UUID, slug: str) -> Page:
    """Do one act on a version."""
    form = ReasonForm() if slug in _WITH_REASON else VersionForm()
    if form.validate_on_submit():
        _act, send, said = ACTS[slug]
        text = typed(form.text) if isinstance(form, ReasonForm) else ""
        try:
            with transaction(public=True) as ctx:
                send(ctx, publication_id, form.seen(), text)
        except _PAGES:
            raise
        except DomainError as error:
            flash(gettext(error.text), "info")
        else:
            flash(gettext(said), "success")
            return redirect(url_for(".index") if slug == "bo" else _version_url(publication_id), code=303)
        return redirect(_version_url(publication_id), code=303)
    return _version_page(publication_id, filled=(slug, form)), 422


def _saved(petition_id: UUID, form: CoverForm) -> BaseResponse:
    with transaction() as ctx:
        publication_id = services.save_work(ctx, petition_id, form.command(request.form))
    if "xem" in request.form:
        return redirect(_version_url(publication_id), code=303)
    flash(gettext("Đã lưu. Xem lại các chỗ che bên dưới."), "success")
    return redirect(url_for(".cover", petition_id=petition_id), code=303)


def _places(seen: Covering, part: Part, ticked: Collection[str] | None) -> list[dict[str, object]]:
    """The words of a part cut at every place that is or could be covered; what was just sent stays ticked."""
    text, at, cut = seen.source.texts.get(part, ""), 0, list[dict[str, object]]()
    for span, covered, fixed in seen.offered(part):
        place = place_of(part, span)
        if span.start > at:
            cut.append({"text": text[at : span.start], "span": None})
        on = covered if ticked is None else place in ticked
        cut.append({"text": text[span.start : span.end], "span": span, "place": place, "on": on, "fixed": fixed})
        at = max(at, span.end)
    return [*cut, {"text": text[at:], "span": None}] if text[at:] else cut


def _version_page(publication_id: UUID, *, filled: tuple[str, VersionForm] | None = None) -> str:
    found = read_version(read_context(), publication_id, viewer=actor())
    forms: dict[str, VersionForm] = {
        slug: ReasonForm(formdata=None) if slug in _WITH_REASON else VersionForm(formdata=None)
        for slug, (an_act, _send, _said) in ACTS.items()
        if an_act in found.acts
    }
    if filled:
        forms[filled[0]] = filled[1]
    sides = [
        (part, _marked(found.work.texts[part], found.work.spans.get(part, ()), found.suspicious(part)),
         found.work.pieces(part))
        for part in found.work.shown()
    ]  # fmt: skip
    return render_template(
        "staff/publishing/version.html", found=found, forms=forms, form=filled[1] if filled else None, sides=sides,
        may_cover=PublicationAct.SAVE in found.acts,
    )  # fmt: skip


def _marked(text: str, covered: object, suspicious: list[Span]) -> list[tuple[str, str]]:
    """The original cut up: what is covered, what looks private and is not, and the rest."""
    spans = [(span, "covered") for span in covered] if isinstance(covered, list) else []
    spans += [(span, "left") for span in suspicious if not any(span.meets(one) for one, _ in spans)]
    cut, at = list[tuple[str, str]](), 0
    for span, kind in sorted(spans):
        cut += [(text[at : span.start], ""), (text[span.start : span.end], kind)]
        at = span.end
    return [one for one in [*cut, (text[at:], "")] if one[0]]


def _version_url(publication_id: UUID) -> str:
    return url_for(".version", publication_id=publication_id)

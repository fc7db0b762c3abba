"""A tablet at the desk: one person after the other, nothing left of the last one."""

from __future__ import annotations

from flask import Response, redirect, render_template, request, url_for
from flask.json import dumps
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as BaseResponse

from agencies.queries import AgencyCard, ServicePointCard, get_card, get_service_point
from core.clock import local_date
from core.errors import DomainError, NotFound
from surveys import queries, tickets
from surveys.errors import AnswerNotSaved
from surveys.forms import OVERALL, Question, QuestionSet
from surveys.kiosks.errors import PairingUnknown, PinTriedTooOften, PinWrong
from surveys.kiosks.pairing import Kiosk, Told, check_pin, find_kiosk, note_seen, note_told, pair_kiosk
from surveys.ratings import Kept
from surveys.states import QuestionKind
from web.context import read_context, runtime, transaction
from web.errors import message
from web.extensions import csrf
from web.gates import public
from web.portal.framing import public_base
from web.public.surveys.blueprint import Page, bp, show
from web.public.surveys.details import conditions_of
from web.public.surveys.kept_views import posted_of, said, take_kept, taken
from web.public.surveys.wording import in_words

# Without scripts: the page of thanks makes way for the next person, an opened PIN page for the faces.
NEXT_SECONDS, BACK_SECONDS = 10, 30
# As many as the longest ready set has; what goes on after that is for a telephone.
MOST_TAPPED = 12


@bp.get("/ks/may")
@public
def pairing() -> str:
    """Where the code of the desk is typed, on the tablet."""
    return _pairing("")


def _pairing(typed: str, error: DomainError | None = None) -> str:
    return render_template(
        "public/surveys/pairing.html", typed=typed, error=message(error) if error else None,
        field=error.field if error else "",
    )  # fmt: skip


@bp.post("/ks/may")
@public
def pair() -> Page:
    """Pair this tablet: its address is its key from now on."""
    typed = request.form.get("ma", "")[:40]
    try:
        with transaction() as ctx:
            key = pair_kiosk(ctx, typed, request.form.get("pin", ""))
    except (PairingUnknown, PinTriedTooOften) as error:
        return _pairing(typed, error), 422
    if key is None:
        return _pairing(typed, PinWrong()), 422
    return redirect(url_for("surveys.kiosk", key=key), code=303)


# Nobody is signed in on a tablet: there is no session that could be abused.
csrf.exempt(pair)


@bp.get("/ks/may/<key>")
@public
def kiosk(key: str) -> Page:
    """The five faces, for whoever stands before the tablet now."""
    return _faces(key)


def _faces(key: str, error: DomainError | None = None, status: int = 422) -> Page:
    ctx = read_context()
    point = _point(key)
    agency = show(get_card(ctx, point.agency_id))
    asked = queries.find_asked(ctx, point.id) if point.active and agency.in_force else None
    if asked is None:
        return render_template("public/surveys/closed.html", agency=agency, point=point), 410
    ticket = tickets.new_ticket(service_point_id=point.id, agency_id=agency.id, form_id=asked.form.id, now=ctx.now)
    first = asked.form.questions[0]
    page = render_template(
        "public/surveys/kiosk.html", agency=agency, point=point, key=key, ticket=tickets.sign_ticket(ctx.keys, ticket),
        question=in_words(first.text, first.english), questions=_tappable(asked.form),
        conditions=conditions_of(asked.form), given=MultiDict[str, str](), error=message(error) if error else None,
        address=_short(_tell_address(point)), home=_home(agency),
    )  # fmt: skip
    return (page, status) if error else page


def _tappable(form: QuestionSet) -> list[Question]:
    """What can be answered by tapping, and what depends on that: no keyboard that remembers anything.

    A ready set fits as a whole: without its last indicator the nine have no class.
    """
    known, shown = {OVERALL}, []
    for one in form.optional:
        asked = one.when.question in known if one.when else len(known) <= MOST_TAPPED
        if asked and one.kind not in (QuestionKind.TEXT, QuestionKind.NUMBER):
            shown.append(one)
            known.add(one.key)
    return shown


def _kiosk(key: str) -> Kiosk:
    found = find_kiosk(read_context(), key)
    if found is None:
        raise NotFound
    return found


def _point(key: str) -> ServicePointCard:
    return get_service_point(read_context(), _kiosk(key).service_point_id)


@bp.post("/ks/may/<key>")
@public
def send_from_kiosk(key: str) -> Page:
    """Save one rating, at once or after an outage; a script gets JSON, a plain page goes on to the thanks."""
    fields, by_script = request.form, request.accept_mimetypes.best == "application/json"
    kept = Kept(posted_of(fields), fields.get("tuoi", ""), by_kiosk=True)
    try:
        found = _kiosk(key)
        is_new = take_kept(kept, found.service_point_id, fields)
    except NotFound:
        if by_script:
            return said(NotFound())
        raise
    except DomainError as error:
        status = 503 if isinstance(error, AnswerNotSaved) else 422
        return said(error) if by_script else _faces(key, error, status)
    if found.seen_on != local_date(runtime().clock()):
        with transaction() as ctx:
            note_seen(ctx, found)
    return taken(is_new=is_new) if by_script else redirect(url_for("surveys.kiosk_thanks", key=key), code=303)


csrf.exempt(send_from_kiosk)


@bp.get("/ks/may/<key>/cam-on")
@public
def kiosk_thanks(key: str) -> BaseResponse:
    """Thanks, and back to the faces: for a tablet without scripts. Nothing in it says what was answered."""
    ctx, point = read_context(), _point(key)
    show(get_card(ctx, point.agency_id))
    page = render_template("public/surveys/kiosk_thanks.html", point=point, key=key)
    return Response(page, headers={"Refresh": f"{NEXT_SECONDS}; url={url_for('surveys.kiosk', key=key)}"})


@bp.get("/ks/may/<key>/ma.svg")
@public
def kiosk_code(key: str) -> Response:
    """The way to the petition form on one's own telephone, as a picture."""
    address = _tell_address(_point(key))
    if address is None:
        raise NotFound
    return Response(runtime().posters.code(address), mimetype="image/svg+xml")


def _tell_address(point: ServicePointCard) -> str | None:
    """The short way to the petition form: fewer squares to scan, fewer letters to type."""
    base, path = public_base(point.agency_id), url_for("surveys.tell", code=point.code)
    return base + path.removeprefix(request.script_root) if base else None


def _short(address: str | None) -> str:
    return address.partition("://")[2] if address else ""


def _home(card: AgencyCard) -> str:
    return url_for("public.province" if card.code == card.province_code else "public.commune", code=card.code)


@bp.post("/ks/may/<key>/tin")
@public
def tell_state(key: str) -> Response:
    """How the tablet stands: what waits on it, since when, what we refused. For the page of the desk."""
    found, said_so = _kiosk(key), request.form
    waiting, seconds, refused = (max(0, said_so.get(name, 0, type=int)) for name in ("cho", "tu", "hong"))
    with transaction() as ctx:
        note_told(ctx, found, Told(waiting, seconds, refused, keeps=said_so.get("giu") == "1"))
    return Response(dumps({"ghi": True}), mimetype="application/json")


csrf.exempt(tell_state)


@bp.get("/ks/may/<key>/ra")
@public
def leaving(key: str) -> BaseResponse:
    """Asks for the PIN; whoever came here by mistake is taken back."""
    _kiosk(key)
    page = render_template("public/surveys/leave.html", key=key, error=None)
    return Response(page, headers={"Refresh": f"{BACK_SECONDS}; url={url_for('surveys.kiosk', key=key)}"})


@bp.post("/ks/may/<key>/ra")
@public
def leave(key: str) -> Page:
    """Leave the tablet's page with the PIN, for the authority's own page."""
    found, by_script = _kiosk(key), request.accept_mimetypes.best == "application/json"
    try:
        with transaction() as ctx:
            right = check_pin(ctx, found.id, request.form.get("pin", ""))
        if not right:
            raise PinWrong
    except (PinWrong, PinTriedTooOften) as error:
        if by_script:
            return said(error)
        return render_template("public/surveys/leave.html", key=key, error=message(error)), 422
    home = _home(get_card(read_context(), found.agency_id))
    if by_script:
        return Response(dumps({"toi": home}), mimetype="application/json")
    return redirect(home, code=303)


csrf.exempt(leave)

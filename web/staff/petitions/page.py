"""What the case page shows, gathered once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from flask import url_for
from flask_babel import gettext
from wtforms import HiddenField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from accounts.queries import names_of
from agencies.queries import AgencyCard, find_service_point_by_code, get_card
from casework.attachments import Attachment
from casework.enclosures import Enclosure, list_enclosed
from casework.errors import CaseShredded
from casework.identity import Identity
from casework.locks.errors import CaseLocked
from casework.policies import IdentityFacts, can_open_identity
from casework.sealing import open_case_key
from casework.timeline import list_entries
from core.context import Context
from core.text import N_
from deadlines.explaining import Explanation
from deadlines.queries import ClockView, explain_view, list_clocks
from deadlines.states import ClockState
from feedback.desk.queries import Recorded, find_record
from feedback.inventory import Inventory, inventory_of
from feedback.issuing.queries import PaperRow, list_papers
from feedback.issuing.states import AnswerWay
from feedback.issuing.ways import answer_way
from feedback.machine import HANDLER_STATES
from feedback.policies import acts_for, can_claim, can_open, is_assignee
from feedback.proceedings.catalogue import refusal_reasons
from feedback.queries import (
    Answer,
    CaseView,
    Note,
    OpenContent,
    list_answers,
    list_assignable,
    list_notes,
    open_content,
    ruling_clock,
)
from feedback.states import Act, AnswerState, Happened, PetitionState, RefusalReason, Source, Urgency
from web.formatting import label
from web.public.petitions.words import ClockCard, Told, clock_card, timeline_words
from web.staff.petitions.acts import DOINGS, Doing
from web.staff.petitions.forms import ActForm

# Sent by themselves: no desk took it in.
_GONE = N_("Nội dung đơn này đã được xoá, không ai mở lại được. Số đơn, ngày tháng và các bước vẫn còn.")
_BY_THEMSELVES = (Source.PORTAL, Source.QR)


@dataclass(frozen=True, slots=True)
class Opened:
    """What only a reader of the petition sees."""

    content: OpenContent
    notes: Sequence[Note]
    answers: Sequence[Answer]
    photos: Sequence[Attachment]
    files: Sequence[Enclosure]


@dataclass(frozen=True, slots=True)
class CasePage:
    """Everything the page of a petition shows to this official."""

    case: CaseView
    desk: AgencyCard
    about: AgencyCard
    hamlet: str
    point: str
    opened: Opened | None
    why_closed: str
    clocks: Sequence[ClockCard]
    why: Explanation | None
    timeline: Sequence[Told]
    names: Mapping[UUID, str]
    forms: Mapping[str, ActForm]
    has: Inventory
    may_open_identity: bool
    identity: Identity | None = None
    recorded: Recorded | None = None  # how it was taken in at the desk
    papers: Sequence[PaperRow] = ()  # official papers, oldest first
    on_paper: bool = False  # it is answered by a signed paper
    open_slug: str = field(default="")

    @property
    def identity_left(self) -> bool:
        """Whether whoever sent it left anything of themselves."""
        return self.has.identity

    @property
    def title(self) -> str:
        """The clerk's title, also when it is sealed and this reader may open it."""
        return self.case.title or (self.opened.content.title if self.opened else "")

    def url(self, slug: str) -> str:
        """Where an act is sent."""
        return url_for("staff_petitions.act", petition_id=self.case.id, slug=slug)


def gather(
    ctx: Context,
    case: CaseView,
    *,
    filled: tuple[str, ActForm] | None = None,
    identity: Identity | None = None,
    glance: bool = False,
    begun: str = "",
) -> CasePage:
    """Read what belongs to the page. A sealed petition was decided on and audited by the caller; a glance from the
    list opens none.
    """
    readable = can_open(ctx.actor, case.facts())
    gone = bool(readable) and _destroyed(ctx, case.id)
    shown = bool(readable) and not gone and not (glance and case.sealed)
    clocks = list_clocks(ctx, "petition", case.id)
    ruling = ruling_clock(clocks)
    entries = list_entries(ctx, case.id, kinds=Happened)
    has = inventory_of(ctx, case.id)
    opened = _open(ctx, case, has) if shown else None
    desk = get_card(ctx, case.agency_id)
    people = {entry.account_id for entry in entries} | {case.assignee_id, *case.team}
    people |= {UUID(entry.params["assignee"]) for entry in entries if entry.params.get("assignee")}
    people |= {answer.author_id for answer in opened.answers} if opened else set()
    names = names_of(ctx, people)
    hamlet_id = opened.content.content.hamlet_id if opened else None
    scanned = opened.content.content.point_code if opened else ""
    point = find_service_point_by_code(ctx, scanned) if scanned else None
    on_paper = not glance and _on_paper(ctx, case, desk)
    about = get_card(ctx, opened.content.about) if opened and opened.content.about != desk.id else desk
    return CasePage(
        case=case,
        desk=desk,
        about=about,
        hamlet=get_card(ctx, hamlet_id).name if hamlet_id else "",
        point=f"{point.number}, {point.name}" if point else "",
        opened=opened,
        why_closed=_GONE if gone else readable.reason,
        clocks=_cards(clocks, desk.name),
        why=explain_view(ctx, ruling) if ruling else None,
        timeline=timeline_words(entries, names=names),
        names=names,
        forms={} if glance else _forms(ctx, case, opened, filled, begun, on_paper=on_paper),
        has=has,
        may_open_identity=bool(can_open_identity(ctx.actor, identity_facts(case))),
        identity=identity,
        papers=list_papers(ctx, case.id) if readable and has.papers and not glance and not gone else (),
        on_paper=on_paper,
        recorded=find_record(ctx, case.id) if shown and has.record and case.source not in _BY_THEMSELVES else None,
        open_slug=filled[0] if filled else "soan" if begun else "",
    )


def identity_facts(case: CaseView) -> IdentityFacts:
    """What decides who may learn who sent it."""
    return IdentityFacts(case.agency_id, case.assignee_id, case.sealed, case.team)


def doings_for(ctx: Context, case: CaseView, latest: Answer | None, *, on_paper: bool) -> list[Doing]:
    """The acts this official may do now; drafting and proposing follow the same policy."""
    allowed = set(acts_for(ctx.actor, case.facts()))
    drafting = case.state in HANDLER_STATES and is_assignee(ctx.actor, case.facts())
    has_draft = latest is not None and latest.state is AnswerState.DRAFT
    special = {"soan": drafting, "nhan": bool(can_claim(ctx.actor, case.facts()))}
    if on_paper:
        allowed.discard(Act.APPROVE)  # its signed paper is approved instead
    offered = []
    for doing in DOINGS.values():
        if doing.slug in special:
            if special[doing.slug]:
                offered.append(doing)
        elif doing.act in allowed and (doing.slug != "trinh" or has_draft):
            offered.append(doing)
    return offered


def _on_paper(ctx: Context, case: CaseView, desk: AgencyCard) -> bool:
    """Whether it is about to be answered, and by a signed paper."""
    answering = case.state in (*HANDLER_STATES, PetitionState.AWAITING_APPROVAL, PetitionState.AWAITING_ISSUE)
    return answering and answer_way(ctx, case.agency_id, case.kind, province_id=desk.province_id) is AnswerWay.PAPER


def _cards(clocks: Sequence[ClockView], agency_name: str) -> list[ClockCard]:
    """The clocks that run or wait; when none does, the last that ended."""
    live = [clock for clock in clocks if clock.state in (ClockState.RUNNING, ClockState.PAUSED)]
    return [clock_card(clock, agency_name) for clock in live or clocks[-1:]]


def _destroyed(ctx: Context, petition_id: UUID) -> bool:
    """Whether what it said was destroyed: by its term, or by two people."""
    try:
        open_case_key(ctx, petition_id)
    except CaseShredded:
        return True
    except CaseLocked:
        return False
    return False


def _open(ctx: Context, case: CaseView, has: Inventory) -> Opened:
    key = open_case_key(ctx, case.id)
    photos, files = list_enclosed(ctx, case.id, key=key) if has.enclosed else ([], [])
    return Opened(
        open_content(ctx, case.id, key=key),
        list_notes(ctx, case.id, key=key) if has.notes else [],
        list_answers(ctx, case.id) if has.answers else [],
        photos,
        files,
    )


def _forms(
    ctx: Context,
    case: CaseView,
    opened: Opened | None,
    filled: tuple[str, ActForm] | None,
    begun: str,
    *,
    on_paper: bool,
) -> dict[str, ActForm]:
    """The acts as forms. Who may not open a sealed case may still give it to somebody else: the policy says so."""
    latest = opened.answers[0] if opened and opened.answers else None
    forms: dict[str, ActForm] = {}
    leaving = {Act.REFUSE, Act.GUIDE}.intersection(acts_for(ctx.actor, case.facts()))
    reasons = refusal_reasons(ctx) if leaving else []
    for doing in doings_for(ctx, case, latest, on_paper=on_paper):
        if filled and filled[0] == doing.slug:
            form = filled[1]
        else:
            data = _data(doing, case, opened, latest)
            if doing.slug == "soan" and begun:
                data["text"] = "\n\n".join(str(part) for part in (data.get("text"), begun) if part)
            form = doing.form(formdata=None, data=data, prefix="")
        forms[doing.slug] = prepare(ctx, doing, form, case, reasons=reasons)
    return forms


def prepare(
    ctx: Context, doing: Doing, form: ActForm, case: CaseView, *, reasons: Sequence[RefusalReason] | None = None
) -> ActForm:
    """Give a form its choices, and ids of its own: several forms stand on one page. `reasons`: if read already."""
    if doing.act is Act.ASSIGN and doing.slug == "giao":
        people = list_assignable(ctx, case.agency_id)
        form.assignee.choices = [
            SelectChoice("", gettext("Chọn")),
            *(SelectChoice(str(person.account_id), person.name) for person in people),
        ]
    if doing.act in (Act.REFUSE, Act.GUIDE):
        form.reason.choices = [SelectChoice("", gettext("Chọn"))] + [
            SelectChoice(reason.value, label(reason))
            for reason in (refusal_reasons(ctx) if reasons is None else reasons)
        ]
    for each in form:
        each.id = f"{doing.slug}-{each.short_name}"
        each.label.field_id = each.id
    return form


def kept_words(form: ActForm) -> list[tuple[str, str]]:
    """What was typed into a form that came too late, by label: shown again so that no word is lost."""
    texts = (field for field in form if isinstance(field, StringField) and not isinstance(field, HiddenField))
    return [(str(field.label.text), str(field.data)) for field in texts if field.data]


def _data(doing: Doing, case: CaseView, opened: Opened | None, latest: Answer | None) -> dict[str, object]:
    data: dict[str, object] = {"version": str(case.version)}
    if doing.slug == "phan-loai" and opened:
        content = opened.content.content
        data |= {"field": content.field.value if content.field else "", "urgency": Urgency.ORDINARY.value}
        # What another desk, or whoever split it, made of it: a suggestion.
        data |= {"title": opened.content.title, "kind": case.kind.value if case.kind else None}
    if doing.slug == "soan" and latest is not None:
        data |= {"outcome": latest.outcome.value, "text": latest.text, "public_text": latest.public_text}
    if doing.slug == "giao" and case.state is not PetitionState.TRIAGED:
        data["assignee"] = str(case.assignee_id or "")
    return data

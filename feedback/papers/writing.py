"""A document of a case, ready to be laid out. Nothing of it is kept; that it was made is audited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from agencies.queries import get_card
from casework.errors import IdentityNotGiven
from casework.identity import Identity, open_identity
from casework.masking import masker
from casework.policies import IdentityFacts
from casework.sealing import CaseKey, open_case_key
from core import audit
from core.clock import start_of_day
from core.context import Context
from core.errors import Forbidden
from core.papers import PaperForm, PaperStamp
from core.text import clean, slug
from feedback.papers.commands import WritePaper
from feedback.papers.errors import NotWithName, PaperDoesNotFit, ReasonMissing
from feedback.papers.fields import AGENCY, IDENTITY_NAMES, ISSUE
from feedback.papers.formal import Issued, formal, issued
from feedback.papers.gathering import gather, sender
from feedback.papers.labels import LABELS
from feedback.papers.policies import PaperFacts, can_write, fits, senders_shown
from feedback.papers.states import PaperKind, SenderShown
from feedback.papers.templates import InForce, template_in_force
from feedback.papers.wording import NO_DAY, SIGNATURES, day_words
from feedback.queries.cases import CaseView, get_case, open_content
from feedback.services.moving import SUBJECT
from feedback.services.triaging import note_opening

_STRIPPED = "(không nêu)"
_ANY_PAPER = "Văn bản"


@dataclass(frozen=True, slots=True)
class WrittenPaper:
    """What the layout needs. `template` None: the shipped form."""

    form: PaperForm
    template: bytes | None
    values: Mapping[str, str] = field(repr=False)
    stamp: PaperStamp
    file_name: str
    version_id: str = ""  # of the province's template; empty: the shipped form


def paper_facts(case: CaseView) -> PaperFacts:
    """What decides which documents fit."""
    return PaperFacts(case.facts(), case.kind)


def write_paper(ctx: Context, petition_id: UUID, command: WritePaper) -> WrittenPaper:
    """Fill a document from the case, inside `transaction()`: the making is audited, and so is every opening by it.

    The sender's name and address stand in it only where asked for, by whoever may learn them, for a reason on record;
    a denunciation goes to verification without them (Denunciation Act art. 56). Raises NotFound, Forbidden,
    PaperDoesNotFit, NotWithName, ReasonMissing.
    """
    case = get_case(ctx, petition_id, viewer=ctx.actor)
    facts = paper_facts(case)
    if not fits(command.kind, facts):
        raise PaperDoesNotFit
    if not can_write(ctx.actor, command.kind, facts):
        raise Forbidden
    if command.sender not in senders_shown(ctx.actor, case.facts()):
        raise NotWithName
    template = template_in_force(ctx, get_card(ctx, case.agency_id).province_id, command.kind)
    if case.sealed:
        note_opening(ctx, case.id)
    values = _values(ctx, case, command, template)
    _record(ctx, case, command, template)
    return WrittenPaper(
        template.shipped.form, template.data, values, _stamp(case, command),
        file_name(command.kind, case), str(template.version.id) if template.version else "",
    )  # fmt: skip


def file_name(kind: PaperKind, case: CaseView) -> str:
    """What the file is called on somebody's machine. Of a sealed case that it is a paper, not which, nor of whom."""
    return "van-ban" if case.sealed else f"{slug(LABELS[kind])}-{case.number}"


def title_within(kind: PaperKind, case: CaseView) -> str:
    """What the file says it is to whoever looks at its properties, or at a list of opened files."""
    return _ANY_PAPER if case.sealed else LABELS[kind]


def _values(ctx: Context, case: CaseView, command: WritePaper, template: InForce) -> dict[str, str]:
    key = open_case_key(ctx, case.id)
    values = {**gather(ctx, case, key), **formal(ctx, case, key)}
    values |= {name: text for name, text in command.asked.items() if text.strip()}
    values |= _issue(command, issued(ctx, case, key, command.kind))
    if not template.shipped.identity or command.sender is SenderShown.STRIPPED:
        values = _masked(ctx, case, key, values)
    return values | _sender(ctx, case, command, template)


def _masked(ctx: Context, case: CaseView, key: CaseKey, values: Mapping[str, str]) -> dict[str, str]:
    """Without whoever sent it in any word of the case or of the writer; the office's own names stay."""
    about = get_card(ctx, open_content(ctx, case.id, key=key).about)
    mask = masker(ctx, case.id, tells_nothing=(about.name, about.province_name, about.short_name), key=key)
    own = {field.name for field in (*AGENCY, *ISSUE)}
    return {name: text if name in own else mask(clean(text)) for name, text in values.items()}


def _sender(ctx: Context, case: CaseView, command: WritePaper, template: InForce) -> dict[str, str]:
    if not template.fields & IDENTITY_NAMES:
        return {}
    if command.sender is SenderShown.STRIPPED:
        return dict.fromkeys(IDENTITY_NAMES, _STRIPPED)
    if command.sender is SenderShown.BLANK:
        return {}
    if command.reason is None:
        raise ReasonMissing
    facts = IdentityFacts(case.agency_id, case.assignee_id, case.sealed, case.team)
    try:
        found: Identity | None = open_identity(ctx, case.id, case_type=SUBJECT, facts=facts, reason=command.reason)
    except IdentityNotGiven:
        found = None
    return sender(found)


def _issue(command: WritePaper, known: Issued) -> dict[str, str]:
    above, title = SIGNATURES[command.signed_as]
    return {
        "so_van_ban": command.number.strip() or known.number,
        "ngay_van_ban": day_words(command.issued_on or known.day) or NO_DAY,
        "quyen_ky": above, "chuc_vu_ky": command.title.strip().upper() or title, "nguoi_ky": command.signer.strip(),
    }  # fmt: skip


def _stamp(case: CaseView, command: WritePaper) -> PaperStamp:
    """Dated as the paper is, else as the case was received: never with the moment somebody made the file."""
    day: date | None = command.issued_on
    return PaperStamp(title_within(command.kind, case), start_of_day(day) if day else case.received_at)


def _record(ctx: Context, case: CaseView, command: WritePaper, template: InForce) -> None:
    audit.record(
        ctx, agency_id=case.agency_id, action="feedback:paper:write", subject_type=SUBJECT, subject_id=case.id,
        paper=command.kind.value, sender=command.sender.value,
        template=str(template.version.id) if template.version else "shipped",
    )  # fmt: skip

"""The living part of a home page in words: figures with their denominators, news, the line under each task."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from agencies.queries import AgencyCard
from agencies.states import AgencyKind
from consultations.queries import ConsultationRow
from core.context import Context
from dialogues.queries import CommitmentTally, DialogueCard
from dialogues.states import DialogueState
from disclosures.queries import DisclosureRow
from feedback.queries import CommuneFacts
from surveys.statistics import Tally
from web import formatting
from web.public.home.findings import findings_of
from web.public.home.links import link, overdue_url


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure; `note` carries denominator, interval and period."""

    label: str
    value: str
    note: str = ""
    kind: str = ""
    url: str | None = None


@dataclass(frozen=True, slots=True)
class NewsLine:
    """Something newly published."""

    title: str
    meta: str
    url: str


@dataclass(frozen=True, slots=True)
class HomeFacts:
    """Everything may be missing; then its section is."""

    figures: Sequence[Fact]
    news: Sequence[NewsLine]
    consultation_line: str
    dialogue_line: str
    promises_line: str


def home_facts(ctx: Context, card: AgencyCard) -> HomeFacts:
    """All that the domains have to say about an agency."""
    found = findings_of(ctx, card.id, path=card.path if card.kind == AgencyKind.PROVINCE else None)
    figures = [*_petition_figures(found.petitions, overdue_url(card)), *_satisfaction(found.satisfaction)]
    return HomeFacts(
        figures=figures,
        news=[_news(row) for row in found.disclosures],
        consultation_line=_consultation(found.consultation),
        dialogue_line=_dialogue(found.dialogue),
        promises_line=_promises(found.promises),
    )


def _petition_figures(facts: CommuneFacts, overdue_url: str | None) -> list[Fact]:
    if not (facts.open or facts.answered):
        return []
    figures = [Fact(_("Đơn đang giải quyết"), formatting.number(facts.open))]
    if facts.answered:
        # A decimal of a share of few petitions would say more than is known.
        share = formatting.percent(facts.answered_on_time / facts.answered, 1 if facts.answered >= 100 else 0)
        note = _("%(part)s/%(all)s đơn, 90 ngày", part=facts.answered_on_time, all=facts.answered)
        figures.append(Fact(_("Trả lời đúng hạn"), share, note))
    overdue = formatting.number(facts.overdue)
    figures.append(Fact(_("Quá hạn"), overdue, _("đơn chưa trả lời"), "late" if facts.overdue else "", overdue_url))
    return figures


def _satisfaction(tally: Tally) -> list[Fact]:
    if not tally.shown or tally.share is None:
        return []
    note = _(
        "từ %(low)s đến %(high)s, %(n)s phiếu, ba tháng đã khép",
        low=formatting.number(tally.low * 100), high=formatting.percent(tally.high, 0), n=formatting.number(tally.n),
    )  # fmt: skip
    return [Fact(_("Hài lòng tại quầy"), formatting.percent(tally.share, 0), note)]


def _news(row: DisclosureRow) -> NewsLine:
    if row.historical:
        posted = _("tài liệu trước đây")
    elif row.posting_to:
        days = {"since": formatting.short_day(row.posting_from), "until": formatting.day(row.posting_to)}
        posted = _("niêm yết từ %(since)s đến %(until)s", **days)
    else:
        posted = _("niêm yết từ %(since)s", since=formatting.day(row.posting_from))
    return NewsLine(row.title, f"{_(row.legal_item)} · {posted}", link("disclosures.item", disclosure_id=row.id) or "")


def _consultation(row: ConsultationRow | None) -> str:
    if row is None:
        return str(_("Chưa có dự thảo nào đang lấy ý kiến"))
    left = _("còn %(n)s ngày", n=row.days_left) if row.days_left else _("hôm nay là ngày cuối")
    return f"{row.title} · {left}"


def _dialogue(card: DialogueCard | None) -> str:
    if card is None:
        return str(_("Xem các buổi đã họp và kết luận"))
    if card.state is DialogueState.POSTPONED:
        return str(_("Buổi tới đang hoãn · gửi câu hỏi trước"))
    day = formatting.capitalized(formatting.long_day(card.starts_at))
    return str(_("%(day)s · gửi câu hỏi trước", day=day))


def _promises(tally: CommitmentTally) -> str:
    if not tally.total:
        return str(_("Chưa có cam kết nào"))
    parts = [_("%(n)s cam kết", n=tally.total), _("%(n)s xong", n=tally.kept)]
    if tally.overdue:
        parts.append(_("%(n)s trễ hạn", n=tally.overdue))
    return " · ".join(parts)

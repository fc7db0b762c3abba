"""The fields of a document, read from the case. What nobody wrote down stays empty: the paper shows dots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from agencies.queries import get_card
from casework.behalf import Behalf
from casework.enclosures import list_enclosed
from casework.identity import Identity
from casework.sealing import CaseKey
from casework.states import Enclosed
from core.context import Context
from deadlines.queries import ClockView, list_clocks, list_events
from deadlines.states import EventKind
from feedback.desk.queries import find_record
from feedback.labels import LABELS
from feedback.papers.wording import KIND_WORDS, counted, day_words, office_words
from feedback.queries.answers import approved_answer, latest_answer
from feedback.queries.cases import CaseView, Note, OpenContent, list_notes, open_content
from feedback.queries.tracking import ruling_clock
from feedback.services.moving import FIRST_REPLY_ROW, SETTLING_ROW, SUBJECT
from feedback.states import NoteKind

# By when a matter is settled: complaints of both instances, denunciations, reports (law sheet §9.10).
_SETTLING_ROWS = frozenset({34, 37, 45, SETTLING_ROW})
_TITLE = 160  # letters of what was written that stand for a title nobody gave


def gather(ctx: Context, case: CaseView, key: CaseKey) -> dict[str, str]:
    """What the case itself says. The caller has decided that the reader may, and audits it."""
    desk = get_card(ctx, case.agency_id)
    clocks = list_clocks(ctx, SUBJECT, case.id)
    return {
        **office_words(desk),
        **_case(ctx, case, open_content(ctx, case.id, key=key)),
        **_enclosed(ctx, case.id, key),
        **_handed_on(ctx, case.id, key),
        **_terms(ctx, clocks, sealed=case.sealed),
        **_notes(list_notes(ctx, case.id, key=key)),
        **_answer(ctx, case.id, key),
    }


def sender(identity: Identity | None) -> dict[str, str]:
    """Who sent it, as a paper names them: several with whoever speaks for them, an organisation by its own name."""
    if identity is None:
        return {}
    name = identity.behalf.organisation or identity.name
    return {
        "nguoi_gui": name + _others(identity.behalf), "nguoi_gui_dia_chi": identity.address,
        "nguoi_gui_dien_thoai": identity.phone,
    }  # fmt: skip


def _others(behalf: Behalf) -> str:
    if behalf.authorised_by:
        return f" (được {behalf.authorised_by} ủy quyền)"
    return f" và {behalf.people - 1} người khác" if behalf.people > 1 else ""


def _case(ctx: Context, case: CaseView, opened: OpenContent) -> dict[str, str]:
    content = opened.content
    field = case.field or content.field
    hamlet_id = case.hamlet_id or content.hamlet_id
    where = [
        content.place,
        get_card(ctx, hamlet_id).name if hamlet_id else "",
        get_card(ctx, opened.about).name,
    ]
    first = content.what.strip().split("\n", 1)[0]
    return {
        "so_don": case.number, "ngay_nhan": day_words(case.received_at), "loai_don": KIND_WORDS[case.kind],
        "linh_vuc": LABELS[field] if field else "", "cach_gui": LABELS[case.source].lower(),
        "tom_tat": (case.title or opened.title or _cut(first)).rstrip(" .;,"), "noi_dung": content.what.strip(),
        "mong_muon": content.wanted.strip(), "noi_xay_ra": ", ".join(part for part in where if part),
        "ket_qua": LABELS[case.outcome].lower() if case.outcome else "",
    }  # fmt: skip


def _cut(text: str) -> str:
    if len(text) <= _TITLE:
        return text
    return text[:_TITLE].rsplit(" ", 1)[0] + "…"


def _enclosed(ctx: Context, case_id: UUID, key: CaseKey) -> dict[str, str]:
    photos, files = list_enclosed(ctx, case_id, key=key)
    pdfs = sum(one.kind is Enclosed.PDF for one in files)
    return {"tep_kem": counted(len(photos), pdfs, len(files) - pdfs)}


def _handed_on(ctx: Context, case_id: UUID, key: CaseKey) -> dict[str, str]:
    """Which body handed it on (a delegate, the Front, the level above): it is told what became of it."""
    came = find_record(ctx, case_id, key=key)
    return {"noi_chuyen_don": came.details.handed_on_by if came else ""}


def _terms(ctx: Context, clocks: Sequence[ClockView], *, sealed: bool) -> dict[str, str]:
    """By when: the first reply, the term that rules now, and the last extension with its reason.

    Of a sealed case the log of clocks holds no reason, only where it stands: whoever writes the paper says it.
    """
    first = next((clock for clock in clocks if clock.row == FIRST_REPLY_ROW), None)
    settling = [clock for clock in clocks if clock.row in _SETTLING_ROWS]
    ruling = settling[-1] if settling else ruling_clock(clocks)
    extended = [
        event for clock in clocks if clock.extended_by for event in list_events(ctx, clock.id)
        if event.kind is EventKind.EXTENDED
    ]  # fmt: skip
    last = max(extended, key=lambda event: event.at, default=None)
    return {
        "han_tra_loi": day_words(first.due_at) if first else "",
        "han_giai_quyet": day_words(ruling.due_at) if ruling else "",
        "gia_han_den": day_words(last.to_due) if last else "",
        "ly_do_gia_han": last.reason if last and not sealed else "",
    }  # fmt: skip


_NOTE_FIELDS: Mapping[NoteKind, str] = {
    NoteKind.GUIDANCE: "huong_dan", NoteKind.REFUSAL: "ly_do_tu_choi", NoteKind.QUESTION: "cau_hoi",
    NoteKind.FORWARDING: "ly_do_chuyen",
}  # fmt: skip


def _notes(notes: Sequence[Note]) -> dict[str, str]:
    """The newest text of each kind; of a forwarding the first line is where it went."""
    found = {_NOTE_FIELDS[note.kind]: note.text for note in notes if note.kind in _NOTE_FIELDS}
    to, _, why = found.get("ly_do_chuyen", "").partition("\n")
    return {**found, "noi_chuyen_den": to, "ly_do_chuyen": why} if why else found


def _answer(ctx: Context, case_id: UUID, key: CaseKey) -> dict[str, str]:
    answer = approved_answer(ctx, case_id, key=key) or latest_answer(ctx, case_id)
    if answer is None:
        return {}
    return {"noi_dung_tra_loi": answer.text, "ket_qua": LABELS[answer.outcome].lower()}

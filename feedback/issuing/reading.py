"""A paper's text, as it was frozen when it was put before its signer, with number and date once it has them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from agencies.queries import get_card
from casework.locks.errors import CaseLocked
from casework.sealing import CaseKey, open_case_key
from core import audit
from core.clock import start_of_day
from core.context import Context
from core.errors import Forbidden, NotFound
from core.papers import BLANK, PaperForm, PaperStamp
from feedback.issuing.facts import standing_of
from feedback.issuing.policies import PaperStanding, can_know, can_read
from feedback.issuing.queries import (
    PaperNumber,
    PaperRow,
    SignedFile,
    StepLine,
    get_paper,
    list_steps,
    number_of,
    open_content,
    signed_file,
)
from feedback.papers.shipped import shipped
from feedback.papers.templates import read_version
from feedback.papers.wording import NO_DAY, day_words
from feedback.papers.writing import WrittenPaper, file_name, title_within
from feedback.queries.cases import CaseView, find_case_view
from feedback.services.moving import SUBJECT

_FIELD = re.compile(r"\{\{(\??)([a-z0-9_]+)\}\}")


@dataclass(frozen=True, slots=True)
class PaperView:
    """A paper as whoever may know of it sees it. `content` and `steps`' words only for a reader."""

    paper: PaperRow
    standing: PaperStanding
    case: CaseView
    readable: bool
    content: Mapping[str, Any]
    number: PaperNumber | None
    steps: Sequence[StepLine]
    file: SignedFile | None
    lines: Sequence[str]

    @property
    def frozen(self) -> bool:
        """Whether its text stands as it was submitted."""
        return "values" in self.content


def view_paper(ctx: Context, paper_id: UUID) -> PaperView:
    """The paper, for whoever acts. Raises NotFound for anybody who may not know of it."""
    paper = get_paper(ctx, paper_id)
    case = find_case_view(ctx, paper.petition_id)
    if case is None:
        raise NotFound
    standing = standing_of(ctx, paper, case.facts())
    if not can_know(ctx.actor, standing):
        raise NotFound
    readable = bool(can_read(ctx.actor, standing))
    try:
        key = open_case_key(ctx, case.id)
    except CaseLocked:
        if readable:
            raise
        # A desk with a key of its own: the registry sees that it waits, and its number once somebody inside says it.
        return PaperView(paper, standing, case, False, {}, None, (), None, ())
    content = open_content(ctx, paper, key=key) if readable else {}
    return PaperView(
        paper, standing, case, readable, content, number_of(ctx, paper_id, key=key),
        list_steps(ctx, paper, key=key) if readable else (), signed_file(ctx, paper_id, key=key),
        preview(paper, content, number_of(ctx, paper_id, key=key)) if content.get("values") else (),
    )  # fmt: skip


def read_paper(ctx: Context, paper_id: UUID) -> WrittenPaper:
    """The frozen paper ready to be laid out, inside `transaction()`: the reading is audited.

    Raises NotFound, and Forbidden to a records clerk when the case is sealed, and while nothing is frozen.
    """
    view = view_paper(ctx, paper_id)
    if not view.readable or not view.frozen:
        raise Forbidden
    note_read(ctx, view)
    version = view.content.get("version", "")
    template = None
    if version:
        template = read_version(ctx, get_card(ctx, view.paper.agency_id).province_id, UUID(version))[1]
    day = view.number.day if view.number else None
    kind, case = view.paper.kind, view.case
    stamp = PaperStamp(title_within(kind, case), start_of_day(day) if day else case.received_at)
    # It may have been sealed since it was frozen.
    name = file_name(kind, case) if case.sealed else view.content["file_name"]
    return WrittenPaper(shipped(kind).form, template, values_of(view.content, view.number), stamp, name)


def note_read(ctx: Context, view: PaperView, what: str = "read") -> None:
    """Audit that a paper of a sealed case, or a signed file, was opened; inside the transaction that shows it."""
    audit.record(
        ctx, agency_id=view.paper.agency_id, action=f"feedback:official_paper:{what}", subject_type=SUBJECT,
        subject_id=view.case.id, paper=view.paper.kind.value, paper_id=str(view.paper.id),
    )  # fmt: skip


def values_of(content: Mapping[str, Any], number: PaperNumber | None) -> dict[str, str]:
    """The frozen values, with number and date."""
    values: dict[str, str] = {**content["values"], "so_van_ban": "", "ngay_van_ban": NO_DAY}
    if number is not None:
        values |= {"so_van_ban": number.digits, "ngay_van_ban": day_words(number.day)}
    return values


def preview(paper: PaperRow, content: Mapping[str, Any], number: PaperNumber | None) -> list[str]:
    """Its words in plain lines, for the page; the layout is the file's. Of the shipped form: a province's own template
    is read as a file.
    """
    if content.get("version"):
        return []
    form, values = shipped(paper.kind).form, values_of(content, number)
    filled = [_filled(line, values) for line in _of(form)]
    return [part.strip() for line in filled for part in line.split("\n") if part.strip()]


def _of(form: PaperForm) -> Sequence[str]:
    to = [f"Kính gửi: {', '.join(form.to)}"] if form.to else []
    signature = ("{{?quyen_ky}}", "{{chuc_vu_ky}}", "{{nguoi_ky}}")
    return [form.name, form.about, *to, *form.basis, form.authority, *form.body, *signature]


def _filled(line: str, values: Mapping[str, str]) -> str:
    wanted = _FIELD.match(line)
    if wanted and wanted[1] and not values.get(wanted[2], "").strip():
        return ""
    text = _FIELD.sub(lambda found: values.get(found[2], "").strip() or BLANK, line)
    return text.replace("**", "")


def key_of(ctx: Context, view: PaperView) -> CaseKey:
    """The case key, to seal an upload with; the caller has decided."""
    return open_case_key(ctx, view.case.id)

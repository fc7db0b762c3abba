"""bản thảo phiếu: a questionnaire while it is being written. What is half done is kept; opening asks for all of it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from core import audit
from core.context import Context
from core.errors import Forbidden, NotFound, StaleVersion
from core.ids import random_symbols, uuid7
from surveys.documents import FORMAT, MOST_QUESTIONS, TOO_MANY, Fault, question_faults, read_document, to_document
from surveys.errors import DocumentFaulty
from surveys.forms import COUNTER, Question, QuestionSet
from surveys.models import SurveyDraft
from surveys.policies import can_build


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft with all that still keeps it from being opened."""

    id: uuid.UUID
    agency_id: uuid.UUID
    code: str
    changed_at: datetime
    version: int
    form: QuestionSet
    faults: Sequence[Fault]


def new_document(title: str = "") -> dict[str, Any]:
    """An empty questionnaire: the faces that every one begins with."""
    first = to_document(replace(COUNTER, questions=COUNTER.questions[:1]))["questions"]
    return {"format": FORMAT, "title": {"vi": title}, "languages": ["vi"], "questions": first}


def create_draft(ctx: Context, agency_id: uuid.UUID, document: dict[str, Any], *, code: str = "") -> uuid.UUID:
    """Begin a draft from a document: empty, a ready set, a file, or an opened version. Raises Forbidden."""
    if not can_build(ctx.actor, agency_id=agency_id):
        raise Forbidden
    draft_id = uuid7()
    ctx.session.execute(
        insert(SurveyDraft).values(
            id=draft_id, agency_id=agency_id, code=code, content=document, changed_at=ctx.now, version=1
        )
    )
    _record(ctx, draft_id, agency_id, "create")
    return draft_id


_COLUMNS = tuple(getattr(SurveyDraft, name) for name in ("id", "agency_id", "code", "changed_at", "version", "content"))


def get_draft(ctx: Context, draft_id: uuid.UUID) -> Draft:
    """A draft for whoever writes questionnaires there. Raises NotFound."""
    row = ctx.session.execute(select(*_COLUMNS).where(SurveyDraft.id == draft_id)).one_or_none()
    if row is None or not can_build(ctx.actor, agency_id=row.agency_id):
        raise NotFound
    return _draft(row)


def lock_draft(ctx: Context, draft_id: uuid.UUID, *, seen: int) -> Draft:
    """The same, locked for a change. Raises NotFound, StaleVersion."""
    row = ctx.session.execute(select(*_COLUMNS).where(SurveyDraft.id == draft_id).with_for_update()).one_or_none()
    if row is None or not can_build(ctx.actor, agency_id=row.agency_id):
        raise NotFound
    if row.version != seen:
        raise StaleVersion
    return _draft(row)


def _draft(row: Any) -> Draft:
    form, faults = read_document(row.content, form_id=row.id, code=row.code)
    return Draft(row.id, row.agency_id, row.code, row.changed_at, row.version, form, faults)


def list_drafts(ctx: Context, agency_ids: Sequence[uuid.UUID]) -> Sequence[Draft]:
    """The drafts of these agencies, the last changed first."""
    d = SurveyDraft
    rows = ctx.session.execute(
        select(*_COLUMNS).where(d.agency_id.in_(agency_ids)).order_by(d.changed_at.desc(), d.id).limit(50)
    )
    return [_draft(row) for row in rows]


def save_head(
    ctx: Context, draft_id: uuid.UUID, *, seen: int, title: str, english: str, languages: Sequence[str]
) -> None:
    """Change name and languages. Raises NotFound, StaleVersion."""
    _change(
        ctx, draft_id, seen,
        lambda form: replace(form, title=title, english_title=english, languages=tuple(languages)),
    )  # fmt: skip


def put_question(ctx: Context, draft_id: uuid.UUID, *, seen: int, number: int, question: Question) -> None:
    """Put a question in a place (from 1): in place of the one there, or at the end.

    A new one gets a key of its own. Raises NotFound, StaleVersion, DocumentFaulty.
    """

    def put(form: QuestionSet) -> QuestionSet:
        kept = list(form.questions)
        known = {one.key for one in kept}
        if number > len(kept):
            kept.append(replace(question, key=question.key if _is_free(question.key, known) else _new_key(known)))
        else:
            kept[number - 1] = question
        if len(kept) > MOST_QUESTIONS:
            raise DocumentFaulty([Fault(TOO_MANY, values={"limit": MOST_QUESTIONS})])
        changed = replace(form, questions=tuple(kept))
        faults = question_faults(changed, number, kept[number - 1])
        if faults:
            raise DocumentFaulty(faults)
        return changed

    _change(ctx, draft_id, seen, put)


def _is_free(key: str, known: set[str]) -> bool:
    return bool(key) and key not in known


def _new_key(known: set[str]) -> str:
    while (key := f"q_{random_symbols(5).lower()}") in known:
        pass
    return key


def move_question(ctx: Context, draft_id: uuid.UUID, *, seen: int, number: int, step: int) -> None:
    """Move a question up (-1) or down (1); the faces stay first. Raises NotFound, StaleVersion."""

    def move(form: QuestionSet) -> QuestionSet:
        here, there = number - 1, number - 1 + step
        if min(here, there) < 1 or max(here, there) >= len(form.questions):
            return form
        kept = list(form.questions)
        kept[here], kept[there] = kept[there], kept[here]
        return replace(form, questions=tuple(kept))

    _change(ctx, draft_id, seen, move)


def remove_question(ctx: Context, draft_id: uuid.UUID, *, seen: int, number: int) -> None:
    """Take a question out; the faces stay. Raises NotFound, StaleVersion."""

    def remove(form: QuestionSet) -> QuestionSet:
        kept = [one for place, one in enumerate(form.questions, start=1) if place != number or place == 1]
        return replace(form, questions=tuple(kept))

    _change(ctx, draft_id, seen, remove)


def remove_draft(ctx: Context, draft_id: uuid.UUID, *, seen: int) -> None:
    """Throw a draft away. Raises NotFound, StaleVersion."""
    draft = lock_draft(ctx, draft_id, seen=seen)
    ctx.session.execute(delete(SurveyDraft).where(SurveyDraft.id == draft_id))
    _record(ctx, draft_id, draft.agency_id, "delete")


def _change(ctx: Context, draft_id: uuid.UUID, seen: int, change: Callable[[QuestionSet], QuestionSet]) -> None:
    draft = lock_draft(ctx, draft_id, seen=seen)
    content = to_document(change(draft.form))
    ctx.session.execute(
        update(SurveyDraft)
        .where(SurveyDraft.id == draft_id)
        .values(content=content, changed_at=ctx.now, version=draft.version + 1)
    )


def _record(ctx: Context, draft_id: uuid.UUID, agency_id: uuid.UUID, verb: str) -> None:
    audit.record(
        ctx, agency_id=agency_id, action=f"surveys:draft:{verb}", subject_type="survey_draft", subject_id=draft_id
    )

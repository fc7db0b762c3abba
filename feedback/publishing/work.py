"""What is being covered: the words as they were read, the boxes over them, the photos that are shown. Kept sealed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select

from casework.attachments import list_attachments
from casework.masking import MASK, sender_finder
from casework.redaction import Piece, Reason, Span, cover, joined
from casework.redaction_rules import suggest
from casework.sealing import CaseKey, open_case_key
from core.context import Context
from feedback.models import Petition
from feedback.publishing.errors import NotPublishable
from feedback.publishing.states import Part
from feedback.queries.answers import approved_answer


@dataclass(frozen=True, slots=True)
class Box:
    """A painted rectangle on a photo, in hundredths of its width and height."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Work:
    """A version: the words of each part, what covers them, which photos go along, what a correction changed."""

    texts: Mapping[Part, str]
    spans: Mapping[Part, Sequence[Span]]
    with_body: bool = True
    with_hamlet: bool = False
    photos: Mapping[UUID, Sequence[Box]] = field(default_factory=dict)
    note: str = ""

    def shown(self) -> list[Part]:
        """The parts that are published."""
        return [part for part in Part if self.texts.get(part) and (part is not Part.BODY or self.with_body)]

    def pieces(self, part: Part) -> list[Piece]:
        """One part with its boxes."""
        return cover(self.texts.get(part, ""), self.spans.get(part, ()))

    @property
    def digest(self) -> str:
        """Names the words: places of boxes mean nothing over other words."""
        return digest_of(self.texts)


@dataclass(frozen=True, slots=True)
class Source:
    """The petition and its newest approved answer as they are now, and where whoever sent it is named in them."""

    texts: Mapping[Part, str]
    photos: Sequence[UUID]
    found: Callable[[str], list[Span]] = field(repr=False)

    def locked(self, part: Part) -> list[Span]:
        """What the machine covers in any case: what was left with the case as the sender's."""
        return self.found(self.texts.get(part, ""))

    def masked(self, text: str) -> str:
        """A text of ours without the sender."""
        return "".join(piece.text or MASK for piece in cover(text, self.found(text)))

    def suggested(self, part: Part) -> list[Span]:
        """What looks private, without what is covered in any case."""
        locked = self.locked(part)
        return [one for one in suggest(self.texts.get(part, "")) if not any(one.meets(held) for held in locked)]

    def fresh(self) -> Work:
        """Everything that looks private covered: where covering begins."""
        spans = {part: joined([*self.locked(part), *self.suggested(part)]) for part in Part}
        return Work(self.texts, spans)

    @property
    def digest(self) -> str:
        """Names the words."""
        return digest_of(self.texts)


def read_source(ctx: Context, petition_id: UUID) -> Source:
    """The caller has decided that the reader may. Raises NotPublishable when there is nothing to publish."""
    p = Petition
    row = ctx.session.execute(select(p.title, p.body, p.sealed).where(p.id == petition_id)).one()
    key = open_case_key(ctx, petition_id)
    answer = approved_answer(ctx, petition_id, key=key)
    if row.sealed or answer is None:
        raise NotPublishable
    texts = {Part.TITLE: row.title, Part.BODY: row.body, Part.ANSWER: answer.text}
    find = sender_finder(ctx, petition_id, key=key)
    photos = [photo.id for photo in list_attachments(ctx, petition_id, key=key)]
    return Source(texts, photos, lambda text: [Span(*place, Reason.PRIVATE) for place in find(text)])


def digest_of(texts: Mapping[Part, str]) -> str:
    """Changes with any word."""
    plain = json.dumps([texts.get(part, "") for part in Part], ensure_ascii=False)
    return hashlib.sha256(plain.encode()).hexdigest()[:24]


def work_part(number: int, what: str = "work") -> str:
    """What a sealed text of a version is bound to."""
    return f"publication:{number}:{what}"


def seal_work(key: CaseKey, number: int, work: Work) -> bytes:
    """Under the case's key."""
    kept: dict[str, Any] = {
        "texts": {part.value: text for part, text in work.texts.items()},
        "spans": {part.value: [[s.start, s.end, s.reason.value] for s in work.spans.get(part, ())] for part in Part},
        "with_body": work.with_body, "with_hamlet": work.with_hamlet, "note": work.note,
        "photos": {
            photo.hex: [[b.left, b.top, b.width, b.height] for b in boxes] for photo, boxes in work.photos.items()
        },
    }  # fmt: skip
    return key.seal_json(kept, part=work_part(number))


def open_work(key: CaseKey, number: int, sealed: bytes) -> Work:
    """The caller has decided that the reader may."""
    kept = key.open_json(sealed, part=work_part(number))
    return Work(
        {Part(part): text for part, text in kept["texts"].items()},
        {Part(part): _spans(spans) for part, spans in kept["spans"].items()},
        kept["with_body"], kept["with_hamlet"],
        {UUID(hex=photo): [Box(*box) for box in boxes] for photo, boxes in kept["photos"].items()}, kept["note"],
    )  # fmt: skip


def _spans(kept: Iterable[Sequence[Any]]) -> list[Span]:
    return [Span(start, end, Reason(reason)) for start, end, reason in kept]

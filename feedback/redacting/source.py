"""The words of a sealed petition, and what is covered in them before others read it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from casework.attachments import list_attachments
from casework.masking import sender_finder
from casework.redaction import Piece, Reason, Span, cover, joined, occurrences
from casework.redaction_rules import suggest
from casework.sealing import open_case_key
from core.context import Context
from feedback.publishing.errors import PhraseMissing, SourceChanged
from feedback.queries.cases import open_content


@dataclass(frozen=True, slots=True)
class Words:
    """What was written, where the sender stands in it, what else looks private, which photos came along."""

    text: str
    fixed: Sequence[Span]
    suggested: Sequence[Span]
    photos: Sequence[UUID]

    @property
    def digest(self) -> str:
        """Names the words: places mean nothing over others."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:24]


def read_words(ctx: Context, petition_id: UUID) -> Words:
    """The caller has decided that the reader may. Where it happened is left out: it may be where the sender lives."""
    key = open_case_key(ctx, petition_id)
    written = open_content(ctx, petition_id, key=key)
    parts = (written.title, written.content.what, written.content.wanted)
    text = "\n\n".join(part.strip() for part in parts if part.strip())
    find = sender_finder(ctx, petition_id, key=key)
    fixed = joined(Span(*place, Reason.PRIVATE) for place in find(text))
    suggested = [one for one in suggest(text) if not any(one.meets(held) for held in fixed)]
    return Words(text, fixed, suggested, [photo.id for photo in list_attachments(ctx, petition_id, key=key)])


def covered(words: Words, *, digest: str, kept_open: Collection[str], more: str) -> list[Piece]:
    """The text with its boxes. Raises SourceChanged, PhraseMissing."""
    if words.digest != digest:
        raise SourceChanged
    spans = [*words.fixed, *(one for one in words.suggested if place_of(one) not in kept_open)]
    for phrase in (line.strip() for line in more.splitlines() if line.strip()):
        found = occurrences(words.text, phrase, Reason.PRIVATE)
        if not found:
            raise PhraseMissing(phrase=phrase)
        spans += found
    return cover(words.text, spans)


def place_of(span: Span) -> str:
    """A place as the form names it."""
    return f"{span.start}-{span.end}"

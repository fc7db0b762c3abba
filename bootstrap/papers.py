"""The adapter that writes official documents, for the entry points."""

from __future__ import annotations

from functools import cache

from core.papers import PaperMaker


@cache
def paper_maker() -> PaperMaker:
    """The `core.papers.PaperMaker`; its libraries are loaded with the first document."""
    from infra.papers.maker import WordPaperMaker

    return WordPaperMaker()

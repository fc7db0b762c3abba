"""The adapter that writes official documents, for the entry points."""

from __future__ import annotations

from functools import cache

from core.papers import PaperMaker
from feedback.issuing.files import Tools


@cache
def paper_maker() -> PaperMaker:
    """The `core.papers.PaperMaker`; its libraries are loaded with the first document."""
    from infra.papers.maker import WordPaperMaker

    return WordPaperMaker()


def signed_tools() -> Tools:
    """How signed papers are looked at: cleaned, bound of photos, searched for digital signatures."""
    from infra.pdf import clean_pdf
    from infra.signed_pdf import bind_photos, look_for_signatures

    return Tools(clean_pdf, bind_photos, look_for_signatures)

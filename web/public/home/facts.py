"""What is going on at an agency, put together from the domains for its home page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from agencies.queries import AgencyCard
from core.context import Context


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure with its denominator or period."""

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
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class HomeFacts:
    """The living part of a home page; everything may be missing."""

    figures: Sequence[Fact] = ()
    disclosures: Sequence[NewsLine] = ()
    consultation_line: str = ""
    dialogue_line: str = ""
    promises_line: str = ""


def home_facts(ctx: Context, card: AgencyCard) -> HomeFacts:
    """All that the domains have to say about an agency."""
    return HomeFacts()

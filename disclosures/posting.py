"""How long an item stays posted. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from disclosures.errors import PostingBackwards, PostingTooShort
from disclosures.legal_items import LegalItem
from disclosures.states import PostingRule, Standing


def posting_end(item: LegalItem, *, start: date, chosen: date | None, other_law: str) -> date | None:
    """The last day of posting; None when it has none.

    The day of publication is not counted (Civil Code art. 147.2). A shorter time needs another law, by name (Law
    10/2022 art. 91.1). Raises PostingTooShort, PostingBackwards.
    """
    if chosen is not None and chosen < start:
        raise PostingBackwards
    if item.rule is PostingRule.PERMANENT and not other_law:
        return None
    if item.days is None:
        return chosen
    shortest = start + timedelta(days=item.days)
    if chosen is None:
        return shortest
    if chosen < shortest and not other_law:
        raise PostingTooShort(days=item.days, until=f"{shortest:%d/%m/%Y}")
    return chosen


def standing(rule: PostingRule, posting_to: date | None, *, today: date) -> Standing:
    """How a published item looks today."""
    if posting_to is None:
        return Standing.ALWAYS if rule is PostingRule.PERMANENT else Standing.NO_END
    return Standing.RUNNING if today <= posting_to else Standing.ENDED

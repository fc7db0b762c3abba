"""How surveys name counters, questions and shares on pages."""

from __future__ import annotations

from flask_babel import gettext

from agencies.queries import ServicePointCard
from surveys.statistics import Tally
from web.formatting import number, percent
from web.languages import current_language
from web.public.surveys.blueprint import bp


@bp.app_template_global("in_words")
def in_words(text: str, english: str = "") -> str:
    """A text of a questionnaire in the reader's language, as far as it was given in it."""
    if current_language() == "en" and english:
        return english
    return gettext(text) if text else ""


@bp.app_template_filter("interval")
def interval(tally: Tally) -> str:
    """69,4–78,2 %: the interval of a share."""
    return f"{number(tally.low * 100, 1)}–{percent(tally.high)}"


@bp.app_template_filter("unbroken")
def unbroken(text: str) -> str:
    """A figure whose sign stays with it: in a narrow column "%" would stand on a line of its own."""
    return text.replace(" ", "\u00a0")


@bp.app_template_global("point_label")
def point_label(point: ServicePointCard) -> str:
    """Quầy 3: service points are named by number, never by who sits there."""
    digits = point.number.strip().removeprefix("Quầy ")
    return gettext("Quầy %(number)s", number=digits) if digits.isdigit() else point.number

"""Reading the optional second page by hand: it is a handful of small numbers and one text."""

from __future__ import annotations

from uuid import UUID

from werkzeug.datastructures import MultiDict

from core.text import clean
from surveys.commands import AddDetails

PREFIX = "c-"


def read_details(form: MultiDict[str, str], answer_id: UUID) -> AddDetails:
    """The command from what was posted; the service checks keys and values."""
    values = {}
    for name, text in form.items():
        # One ASCII digit or nothing: a superscript two is a digit to Python as well.
        if name.startswith(PREFIX) and len(text) == 1 and text in "0123456789":
            values[name.removeprefix(PREFIX)[:40]] = int(text)
    return AddDetails(answer_id=answer_id, values=values, comment=clean(form.get("loi-nhan", "")))

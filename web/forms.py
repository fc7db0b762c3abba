"""The base of every form."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field

from core.text import clean


def typed(field: Field) -> str:
    """What was typed into a text field; empty when nothing was."""
    return str(field.data or "")


def _clean(value: Any) -> Any:
    return clean(value) if isinstance(value, str) else value


class Form(FlaskForm):  # type: ignore[misc]  # Flask-WTF is untyped
    """Typed text is normalised (NFC, trimmed, no control characters) before it is checked."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # untyped
        """WTForms' own Vietnamese is missing: every message is ours."""

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
            """Put our cleaning before the field's own filters."""
            filters = list(unbound_field.kwargs.get("filters", ()))
            return unbound_field.bind(form=form, **{**options, "filters": [_clean, *filters]})

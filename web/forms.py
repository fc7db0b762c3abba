"""The base of every form."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField
from wtforms.validators import Length

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


class VersionForm(Form):
    """An act on a record that someone else may have changed meanwhile: it carries the version that was seen."""

    version = HiddenField()

    def seen(self) -> int:
        """The version; -1 (never right) when the field is missing or was tampered with."""
        text = str(self.version.data or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def at_most(characters: int) -> Length:
    """A text no longer than that."""
    return Length(max=characters, message=_l("Viết ngắn lại, tối đa %(most)s ký tự.", most=characters))

"""The words of a page in the reader's language, looked up the short way.

Flask-Babel makes a new holder of catalogues for each request, and asks four times per word which request it is in; a
page has a hundred words. Here the catalogues are read once per process, and templates ask once per word.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import flask_babel
from babel.support import NullTranslations, Translations
from flask import Flask
from jinja2.nodes import EvalContext
from jinja2.utils import pass_eval_context
from markupsafe import escape

from web.languages import current_language

FOLDER = Path(__file__).parent / "translations"


class Catalogs(flask_babel.Domain):  # type: ignore[misc]  # untyped
    """The catalogues by language; Vietnamese, the language of the source, needs none."""

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[str, NullTranslations] = {"vi": NullTranslations()}

    def get_translations(self) -> NullTranslations:
        """The catalogue of the page's language."""
        language = current_language()
        found = self._known.get(language)
        if found is None:
            found = self._known[language] = Translations.load(FOLDER, [language])
        return found


_CATALOGS = Catalogs()
# What Flask-Babel's own gettext and lazy_gettext ask for at each word: there is one answer for every request.
flask_babel.get_domain = lambda: _CATALOGS


def install(app: Flask) -> None:
    """Flask-Babel, and `{{ _("…", name=value) }}` in templates as Jinja's own new style has it, without its detours."""
    flask_babel.Babel(app, locale_selector=current_language)
    app.jinja_env.globals["_"] = _word


@pass_eval_context
def _word(context: EvalContext, text: str, **values: Any) -> str:
    found: str = _CATALOGS.get_translations().gettext(text)
    if context.autoescape:
        found = escape(found)  # not only our own words come here: names that administrators typed do too
    return found % values if values or "%" in found else found

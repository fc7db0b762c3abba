"""The Flask application, with addresses remembered: a page holds thirty links, most of them the same ones each time."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from functools import lru_cache
from typing import Any

from flask import Flask, has_request_context, request
from flask.templating import Environment
from werkzeug.routing import Rule

from web.crashes import told
from web.languages import current_root
from web.uploads import MemoryRequest

_MOST = 4096


class Templates(Environment):
    """Flask's templates, each with its globals in one plain dict.

    Jinja's own chain of maps is walked in Python at every `import` of a macro: a fifth of a page's time. Globals are
    all known before the first template is loaded, so nothing is missed.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The environment's globals, overlaid with the template's own."""
        return {**self.globals, **(d or {})}


class LateRule(Rule):
    """A rule that compiles what writes its addresses when the first one is written.

    Werkzeug compiles two functions for every rule at once: most of the time it takes to make this application, and
    of these functions a process needs a few.
    """

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        def build(rule: Rule, /, **values: Any) -> tuple[str, str]:
            compiled = Rule._compile_builder(rule, append_unknown).__get__(rule)
            setattr(rule, "_build_unknown" if append_unknown else "_build", compiled)
            made: tuple[str, str] = compiled(**values)
            return made

        return build


class Application(Flask):
    """Flask, whose `url_for` builds the address of a page once."""

    jinja_environment = Templates
    url_rule_class = LateRule
    request_class = MemoryRequest

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        # From request to request an address differs by its root only, which carries the language.
        self._address = lru_cache(maxsize=_MOST)(self._build_address)

    def url_for(
        self, /, endpoint: str, *, _anchor: str | None = None, _method: str | None = None, _scheme: str | None = None,
        _external: bool | None = None, **values: Any,
    ) -> str:  # fmt: skip
        """As Flask's own; remembered for plain addresses of this site."""
        special = _anchor or _method or _scheme or _external or endpoint.startswith(".")
        if special or not has_request_context():
            return super().url_for(
                endpoint, _anchor=_anchor, _method=_method, _scheme=_scheme, _external=_external, **values
            )
        try:
            return self._address(current_root(), endpoint, *values.items())
        except TypeError:  # a list among the values cannot be a key
            return super().url_for(endpoint, **values)

    def log_exception(self, exc_info: Any) -> None:
        """Which error, at which view, through which lines. Not what it says: that may be what somebody wrote."""
        error = exc_info[1]
        if error is not None:
            self.logger.error("error at %s %s\n%s", request.method, request.endpoint, told(error))

    def _build_address(self, _root: str, endpoint: str, *values: tuple[str, Any]) -> str:
        return super().url_for(endpoint, **dict(values))

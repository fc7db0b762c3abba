"""Words on a page: translated, and never markup."""

from __future__ import annotations

from flask import Flask, render_template_string


def test_a_name_that_an_administrator_typed_is_shown_as_typed(app: Flask) -> None:
    with app.test_request_context("/"):
        shown = render_template_string("{{ _(name) }}", name='<img src=x onerror="alert(1)">')
        filled = render_template_string('{{ _("Chào %(name)s", name=name) }}', name="<b>An</b>")
    assert shown == "&lt;img src=x onerror=&#34;alert(1)&#34;&gt;"
    assert filled == "Chào &lt;b&gt;An&lt;/b&gt;"


def test_words_follow_the_language_of_the_address(app: Flask) -> None:
    template = '{{ _("Hỏi người trực") }}'
    with app.test_request_context("/"):
        assert render_template_string(template) == "Hỏi người trực"
    with app.test_request_context("/", base_url="http://localhost/en"):
        assert render_template_string(template) == "Ask the person on duty"

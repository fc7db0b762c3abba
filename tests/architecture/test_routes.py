"""Deny by default: every endpoint says who may call it. Addresses are kebab-case."""

from __future__ import annotations

import re

from flask import Flask
from werkzeug.routing import Rule

from web.gates import gate_of

# <converter:name> parts aside: lower-case ASCII words joined by hyphens (/api/v1, /favicon.ico and /.well-known too).
SEGMENT = re.compile(r"\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)?")
VARIABLE = re.compile(r"<[^>]+>")


def _rules(app: Flask) -> list[Rule]:
    return list(app.url_map.iter_rules())


def test_every_endpoint_has_a_gate(bare_app: Flask) -> None:
    missing = [endpoint for endpoint, view in bare_app.view_functions.items() if gate_of(view) is None]
    assert missing == [], "mark the view with @public, @public_page, @signed_in or @requires(…)"


def test_addresses_are_kebab_case_without_diacritics(bare_app: Flask) -> None:
    bad = []
    for rule in _rules(bare_app):
        fixed = [VARIABLE.sub("x", segment) for segment in rule.rule.strip("/").split("/") if segment]
        if not all(SEGMENT.fullmatch(segment) for segment in fixed):
            bad.append(rule.rule)
    assert bad == []


def test_no_address_ends_with_a_slash(bare_app: Flask) -> None:
    assert [rule.rule for rule in _rules(bare_app) if rule.rule != "/" and rule.rule.endswith("/")] == []


def test_forms_without_javascript_can_reach_every_page(bare_app: Flask) -> None:
    """PUT, PATCH and DELETE are for machines: no plain form can send them."""
    sendable = {"GET", "HEAD", "OPTIONS", "POST"}
    pages = [rule for rule in _rules(bare_app) if not rule.rule.startswith("/api/")]
    assert [rule.rule for rule in pages if (rule.methods or set()) - sendable] == []

"""Reads a form the way a browser does, so that a test fills in only what a person would."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from tests.support.html import Page

Values = dict[str, Any]
_SIGN_OUT = "/dang-xuat"  # in the header of every official's page


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a page: where it goes and what it already holds."""

    action: str
    method: str
    values: Values


def find_form(page: Page, *, action: str | None = None) -> Form:
    """The page's form whose action ends so; without it the only form that posts, signing out apart."""
    found = [_read(form) for form in page.all("form")]
    if action is not None:
        fitting = [form for form in found if form.action.partition("?")[0].endswith(action)]
    else:
        fitting = [form for form in found if form.method == "post" and not form.action.endswith(_SIGN_OUT)]
    names = [f"{form.method} {form.action!r}" for form in found]
    assert len(fitting) == 1, f"{len(fitting)} forms fit, expected one; the page has {names}"
    return fitting[0]


def _read(form: Element) -> Form:
    values: Values = {}
    for field in form.iter():
        name = field.get("name")
        if name and field.get("disabled") is None and (value := _value(field)) is not None:
            values.setdefault(name, []).append(value)
    flat = {name: found[0] if len(found) == 1 else found for name, found in values.items()}
    return Form(form.get("action") or "", (form.get("method") or "get").lower(), flat)


def _value(field: Element) -> str | None:
    """What the field would send untouched; None for nothing (buttons, unticked boxes, files)."""
    if field.tag == "textarea":
        return "".join(field.itertext()).removeprefix("\n")
    if field.tag == "select":
        options = list(field.iter("option"))
        chosen = [option for option in options if option.get("selected") is not None] or options[:1]
        return chosen[0].get("value", "".join(chosen[0].itertext())) if chosen else None
    if field.tag != "input" or field.get("type") in ("submit", "button", "image", "reset", "file"):
        return None
    if field.get("type") in ("checkbox", "radio"):
        return field.get("value", "on") if field.get("checked") is not None else None
    return field.get("value", "")

"""The processing register is whole: no column and no public field holds anything that nobody answers for."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from sqlalchemy import JSON, Column, LargeBinary, String

import web.public
from bootstrap.models import MODULES
from core.db import EnumText, Model
from deadlines.states import Confidence
from privacy.register.columns import COLUMNS, NOBODY, purposes_of
from privacy.register.fields import BY_HAND, FIELDS, fields_of
from privacy.register.purposes import BY_CODE, PURPOSES
from privacy.retention.rules import BY_CODE as RULES
from web.forms import Form

_FIELD = re.compile(r"<(?:input|textarea|select)\b[^>]*>")
_NAME = re.compile(r'\bname="([^"]*)"')
_FILLED = re.compile(r"\{\{.*?\}\}")
_CONDITION = re.compile(r"\{% if .*?%\}.*?\{% endif")
_TICKED = re.compile(r"\bchecked\b|\bselected\b")


def holds_words(column: Column[object]) -> bool:
    return isinstance(column.type, (String, JSON, LargeBinary)) and not isinstance(column.type, EnumText)


@pytest.mark.parametrize("name", sorted(Model.metadata.tables))
def test_each_column_has_a_purpose(name: str) -> None:
    assert MODULES
    stored = {column.name for column in Model.metadata.tables[name].columns if holds_words(column)}
    listed = purposes_of(name)
    assert stored == set(listed), f"privacy/register/columns.py: {name}: {sorted(stored ^ set(listed))}"
    sealed = {one for one in stored if one.startswith(("sealed", "boxed")) or one.endswith("_sealed")}
    assert not {one for one in sealed if listed[one] == NOBODY}, "what is sealed is somebody's"


def test_only_known_purposes_are_named() -> None:
    codes = {code for purposes in (*COLUMNS.values(), *FIELDS.values()) for code in purposes}
    assert codes - {NOBODY} <= set(BY_CODE)
    assert len(BY_CODE) == len(PURPOSES)


def all_forms(package: ModuleType = web) -> Iterator[type[Form]]:
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        import_module(module.name)
    waiting = list(Form.__subclasses__())
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        if form.__module__.startswith(f"{package.__name__}."):
            yield form


def public_forms() -> Iterator[type[Form]]:
    return all_forms(web.public)


def typed_fields(form: type[Form]) -> set[str]:
    return {name for name in dir(form) if hasattr(getattr(form, name, None), "field_class")}


def test_each_public_field_has_a_purpose() -> None:
    seen: dict[str, set[str]] = {}
    for form in public_forms():
        fields = typed_fields(form)
        seen.setdefault(form.__name__, set()).update(fields)
        missing = fields - set(fields_of(form.__name__))
        assert form.__name__ in FIELDS, f"privacy/register/fields.py lacks {form.__name__}: {sorted(fields)}"
        assert not missing, f"privacy/register/fields.py: {form.__name__}: {sorted(missing)}"
    assert set(FIELDS) == set(seen)
    for name, fields in seen.items():
        assert fields == set(fields_of(name)), name


def test_consent_is_never_ticked_beforehand() -> None:
    """NĐ 356/2025 art. 6: silence is no consent. No box of any public form is ticked, no wish chosen, by itself."""
    boxes = 0
    for form in public_forms():
        for name in typed_fields(form):
            field = getattr(form, name)
            if field.field_class.__name__ in ("BooleanField", "SelectMultipleField"):
                boxes += 1
                assert not field.kwargs.get("default"), f"{form.__name__}.{name} is ticked beforehand"
    assert boxes >= 6


def public_templates() -> Iterator[tuple[str, str]]:
    folder = Path(web.public.__file__).parents[1] / "templates" / "public"
    for path in sorted(folder.rglob("*.html")):
        yield str(path.relative_to(folder)), path.read_text(encoding="utf-8")


def test_each_field_written_by_hand_has_a_purpose() -> None:
    """Surveys and look-ups write their fields without a form class; uploads and recordings are fields of forms."""
    found = {}
    for name, markup in public_templates():
        tags = [tag for tag in _FIELD.findall(markup) if 'type="hidden"' not in tag]
        if tags:
            found[name] = {_FILLED.sub("*", named[1]) for named in map(_NAME.search, tags) if named}
    declared = {name: {one for names in codes.values() for one in names.split()} for name, codes in BY_HAND.items()}
    assert found == declared
    assert {code for codes in BY_HAND.values() for code in codes} - {NOBODY} <= set(BY_CODE)


def test_what_people_enclose_and_say_is_in_the_register() -> None:
    uploads = {
        (form.__name__, name) for form in public_forms() for name in typed_fields(form)
        if getattr(form, name).field_class.__name__ in ("FileField", "MultipleFileField")
    }  # fmt: skip
    assert ("PhotosForm", "voice") in uploads
    for form, name in uploads:
        purpose = BY_CODE[fields_of(form)[name]]
        assert purpose.sensitive, f"{form}.{name}: a picture or a voice tells who somebody is"
        assert purpose.basis
        assert purpose.kept


def test_no_box_written_by_hand_is_ticked() -> None:
    """A tick may come back after an error, never before the first answer."""
    for name, markup in public_templates():
        for tag in _FIELD.findall(markup):
            assert not _TICKED.search(_CONDITION.sub("", tag)), f"{name}: {tag}"


def test_officials_do_not_consent_for_people() -> None:
    """What a clerk writes down as agreed to, or as seen, is ticked by the clerk each time."""
    boxes = [
        (form, name) for form in all_forms() for name in typed_fields(form)
        if name == "consent" or name.endswith("_seen")
    ]  # fmt: skip
    assert len(boxes) >= 4
    for form, name in boxes:
        assert not getattr(form, name).kwargs.get("default"), f"{form.__name__}.{name}"


def test_each_purpose_says_what_the_law_asks() -> None:
    for purpose in PURPOSES:
        assert purpose.basis, purpose.code
        assert purpose.why, purpose.code
        assert set(purpose.kept) <= set(RULES), purpose.code
        assert isinstance(purpose.confidence, Confidence)
    consented = {purpose.code for purpose in PURPOSES if purpose.ground.value == "consent"}
    assert consented == {"contact", "notices"}

"""Every field that the public fills in, by purpose, form by form. A field that is not here fails a test."""

from __future__ import annotations

from collections.abc import Mapping

from privacy.register.columns import NOBODY

# (form, field) by class name; the web layer's classes are compared with it by a test.
FIELDS: Mapping[str, Mapping[str, str]] = {
    "WhatForm": {"content": "what wanted", NOBODY: "field"},
    "WhereForm": {"place": "hamlet at_point place spot", NOBODY: "without_spot"},
    "ConcernsForm": {"content": "concerns", NOBODY: "point"},
    "PhotosForm": {"files": "photos file voice"},
    "WriterForm": {"behalf": "writer"},
    "ContactForm": {
        "contact": "name phone email",
        "behalf": "people representatives organisation authorised_by",
        NOBODY: "consent attach",
    },
    "SupplementForm": {"content": "text", "files": "photos file voice"},
    "RatingForm": {"content": "rating comment"},
    "DisagreeForm": {"content": "text doubts stars way", "files": "photos", "contact": "contact"},
    "LookedForm": {"content": "text", "files": "photos", NOBODY: "open_photos"},
    "TakeBackForm": {"content": "part text", NOBODY: "sure"},
    "AskForm": {"protection": "dangers names relations urgent words"},
    "ChangeForm": {"protection": "words"},
    "RetaliationForm": {"protection": "avenger deeds when words photos file voice"},
    "TalkForm": {"protection": "text of_leader photos file voice"},
    "WriteOnForm": {"protection": "text photos file voice"},
    "WishForm": {"content": "text"},
    "TrackForm": {"tracking": "number code access_code"},
    "EmptyForm": {},
    "EraseContactForm": {NOBODY: "sure"},
    "OpinionForm": {"opinion": "text stance section", "contact": "name phone", NOBODY: "ticket"},
    "QuestionForm": {"question": "text", "contact": "name phone"},
    "CalculatorForm": {NOBODY: "viec ngay gio"},
    "DataRequestForm": {
        "request": "kind about words name contact new_name new_phone",
        "tracking": "case_number case_code",
        NOBODY: "unit",
    },
    "EraseForm": {NOBODY: "what sure"},
}

# Fields that pages write by hand, without a form class: template under web/templates/public, then by purpose. `*`
# stands for what is filled in when the page is made.
BY_HAND: Mapping[str, Mapping[str, str]] = {
    "answered/index.html": {NOBODY: "q *"},
    "disclosures/index.html": {NOBODY: "loai"},
    "deadlines/calculator.html": {NOBODY: "viec"},
    "surveys/_question.html": {"survey": "c-* *"},
    "surveys/thanks.html": {"survey": "loi-nhan"},
    "surveys/kept_more.html": {"survey": "loi-nhan"},
    "surveys/find.html": {NOBODY: "ma"},
    "surveys/kiosk.html": {"keys": "pin"},
    "surveys/leave.html": {"keys": "pin"},
    "surveys/pairing.html": {"keys": "pin", NOBODY: "ma"},
}


def fields_of(form: str) -> dict[str, str]:
    """Field by field, the purpose's code."""
    return {field: purpose for purpose, fields in FIELDS.get(form, {}).items() for field in fields.split()}

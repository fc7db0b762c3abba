"""The shipped forms: complete, asking only for what there is, silent about denouncers where they must be."""

from __future__ import annotations

import re

import pytest

from feedback.papers.fields import GROUPS, IDENTITY_NAMES, TELLING_NAMES
from feedback.papers.labels import LABELS
from feedback.papers.shipped import shipped
from feedback.papers.states import PaperKind, SignedAs
from feedback.papers.wording import KIND_WORDS, SIGNATURES
from feedback.states import PetitionKind
from infra.papers.checking import check
from infra.papers.composing import compose
from infra.papers.filling import FIELD
from infra.papers.package import read_parts

# Of these a paper goes to the person it is about, or is published (Denunciation Act art. 8, 40).
NAMELESS = {PaperKind.DENUNCIATION_TOLD, PaperKind.CONCLUSION}
# The law sheet only names their official form (§2.1, 2.2, §9.11 item 15): the text is ours until it is at hand.
ONLY_NAMED = set(PaperKind) - {
    PaperKind.REQUEST_MORE,
    PaperKind.GUIDANCE,
    PaperKind.EXTENSION_NOTICE,
    PaperKind.ANSWER,
}


@pytest.mark.parametrize("kind", PaperKind)
def test_a_form_passes_the_check_of_an_uploaded_one(kind: PaperKind) -> None:
    form = shipped(kind)
    checked = check(compose(form.form), known=form.known())
    assert checked.left_out == ()
    assert {ask.name for ask in form.asks} <= set(checked.fields)


@pytest.mark.parametrize("kind", PaperKind)
def test_only_what_may_name_the_sender_has_a_field_for_it(kind: PaperKind) -> None:
    form = shipped(kind)
    assert form.identity is (kind not in NAMELESS)
    assert bool(form.known() & (IDENTITY_NAMES | TELLING_NAMES)) is form.identity


@pytest.mark.parametrize("kind", PaperKind)
def test_the_parts_of_decree_30_are_there(kind: PaperKind) -> None:
    words = read_parts(compose(shipped(kind).form))["word/document.xml"].decode()
    for part in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "{{co_quan}}", "{{so_van_ban}}/"):
        assert part in words
    assert "{{ngay_van_ban}}" in words
    assert "./." in words
    assert ("Nơi nhận:" in words) is not bool(shipped(kind).form.signers)


def test_what_the_law_only_names_is_marked() -> None:
    assert {kind for kind in PaperKind if shipped(kind).provisional} == ONLY_NAMED
    assert all(shipped(kind).code for kind in ONLY_NAMED)


def test_no_field_is_named_twice() -> None:
    names = [field.name for fields in GROUPS.values() for field in fields]
    assert len(names) == len(set(names))
    assert all(FIELD.fullmatch(f"{{{{{name}}}}}") for name in names)


def test_an_optional_line_holds_no_other_field_that_must_show() -> None:
    for kind in PaperKind:
        for line in shipped(kind).form.body:
            if "{{?" in line:
                assert len(re.findall(r"\{\{", line)) == 1, (kind, line)


def test_every_choice_has_words() -> None:
    assert set(SIGNATURES) == set(SignedAs)
    assert set(KIND_WORDS) == {None, *PetitionKind}
    assert len({LABELS[kind] for kind in PaperKind}) == len(PaperKind)

"""Uploaded templates: what is refused, what is taken out, what is said about the PDF."""

from __future__ import annotations

import pytest

from core.papers import MAX_TEMPLATE_BYTES, NotATemplate, TemplateTooLarge, TemplateUnsafe, UnknownFields
from infra.papers.checking import check
from infra.papers.composing import compose
from infra.papers.filling import fill
from infra.papers.package import CORE, R, read_parts
from tests.support.letters import FORM, STAMP, letter, packed, paragraph, words_of_docx

KNOWN = frozenset({"nguoi_gui", "so"})
RUN = '<w:p><w:r><w:{0} r:id="rId9"/></w:r></w:p>'


def test_a_shipped_template_comes_back_whole() -> None:
    known = {"nguoi_gui", "noi_dung", "co_quan", "noi_co_quan", "co_quan_chu_quan", "so_van_ban", "dia_danh"}
    known |= {"ngay_van_ban", "quyen_ky", "chuc_vu_ky", "nguoi_ky"}
    checked = check(compose(FORM), known=known)
    assert set(checked.fields) == known
    assert checked.left_out == ()
    values = dict.fromkeys(known, "x")
    assert words_of_docx(fill(checked.data, values, STAMP)) == words_of_docx(fill(compose(FORM), values, STAMP))


def test_unknown_fields_are_named() -> None:
    with pytest.raises(UnknownFields) as refused:
        check(letter(paragraph("{{so}} {{ten_la}} {{?kia}}")), known=KNOWN)
    assert refused.value.values == {"fields": "ten_la, kia"}


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", packed({"a.txt": b"x"}), packed({"word/document.xml": b"<a/>"})])
def test_what_is_no_word_file_is_refused(data: bytes) -> None:
    with pytest.raises(NotATemplate):
        check(data, known=KNOWN)


def test_too_large_is_refused() -> None:
    with pytest.raises(TemplateTooLarge):
        check(b"x" * (MAX_TEMPLATE_BYTES + 1), known=KNOWN)


def test_a_file_that_grows_when_unpacked_is_refused() -> None:
    import io
    import zipfile

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * 9_000_000)
    with pytest.raises(NotATemplate):
        check(buffer.getvalue(), known=KNOWN)


@pytest.mark.parametrize(
    "body",
    [
        RUN.format("object"),
        RUN.format("hyperlink"),
        '<w:p><w:ins w:author="A"><w:r><w:t>x</w:t></w:r></w:ins></w:p>',
        '<w:p><w:r><w:commentReference w:id="0"/></w:r></w:p>',
        '<w:p><w:r><w:instrText> INCLUDETEXT "a.docx" </w:instrText></w:r></w:p>',
        '<w:p><w:fldSimple w:instr="DDEAUTO cmd"/></w:p>',
    ],
)
def test_what_runs_hides_or_reaches_out_is_refused(body: str) -> None:
    with pytest.raises(TemplateUnsafe):
        check(letter(body), known=KNOWN)


def test_macros_are_refused() -> None:
    with pytest.raises(TemplateUnsafe):
        check(letter(paragraph("x"), **{"word/vbaProject.bin": b"x"}), known=KNOWN)


def test_an_entity_is_never_read() -> None:
    evil = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'
    with pytest.raises(NotATemplate):
        check(letter("", **{"word/document.xml": evil}), known=KNOWN)


def test_who_wrote_the_template_does_not_stay() -> None:
    told = {
        CORE: b"<x>Nguyen Van A</x>",
        "docProps/app.xml": b"<x>Cong ty</x>",
        "customXml/item1.xml": b"<x>bi mat</x>",
    }
    parts = read_parts(check(letter(paragraph("{{so}}"), **told), known=KNOWN).data)
    assert not any(word in b"".join(parts.values()) for word in (b"Nguyen", b"Cong ty", b"bi mat"))
    assert "customXml/item1.xml" not in parts


def test_a_relation_to_the_outside_does_not_stay() -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId9" Type="{R}/attachedTemplate" Target="http://a.example/x" TargetMode="External"/>'
        "</Relationships>"
    )
    checked = check(letter(paragraph("x"), **{"word/_rels/document.xml.rels": relations.encode()}), known=KNOWN)
    assert b"example" not in b"".join(read_parts(checked.data).values())


def test_what_the_pdf_will_not_show_is_said() -> None:
    drawn = "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:pict/></w:r></w:p>"
    assert len(check(letter(drawn), known=KNOWN).left_out) == 2

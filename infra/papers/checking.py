"""An uploaded template made safe: only what a letter needs stays; what runs, hides or reaches out is refused.

What a Word file tells about the people who wrote it (authors, changes, comments, own properties) never stays.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from lxml import etree

from core.papers import (
    MAX_TEMPLATE_BYTES,
    CheckedTemplate,
    NotATemplate,
    TemplateTooLarge,
    TemplateUnsafe,
    UnknownFields,
)
from core.text import N_
from infra.papers.composing import SETTINGS
from infra.papers.filling import fields_in, texts_of
from infra.papers.package import (
    CONTENT_TYPES,
    CORE,
    DOCUMENT,
    RELATIONSHIPS,
    R,
    parse,
    read_parts,
    to_xml,
    w,
    write_parts,
)

_KEPT = frozenset({
    "word/styles.xml", "word/settings.xml", "word/numbering.xml", "word/fontTable.xml", "word/theme/theme1.xml",
    "word/footnotes.xml", "word/endnotes.xml",
})  # fmt: skip
_RELATIONS = "word/_rels/document.xml.rels"
_FRAME = ("[Content_Types].xml", "_rels/.rels", DOCUMENT, _RELATIONS)
_TOLD = (
    w("ins"),
    w("del"),
    w("moveFrom"),
    w("moveTo"),
    w("commentReference"),
    w("object"),
    w("altChunk"),
    w("control"),
)
_RUNS = ("INCLUDE", "DDE", "HYPERLINK", "MACROBUTTON", "LINK", "IMPORT", "DATABASE")
_ROOT = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    f'<Relationships xmlns="{RELATIONSHIPS}"><Relationship Id="rId1" Type="{R}/officeDocument"'
    ' Target="word/document.xml"/><Relationship Id="rId2" Target="docProps/core.xml"'
    ' Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"/></Relationships>'
)
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"


def check(data: bytes, *, known: Collection[str]) -> CheckedTemplate:
    """Clean it and name its fields. Raises TemplateTooLarge, NotATemplate, TemplateUnsafe, UnknownFields."""
    if len(data) > MAX_TEMPLATE_BYTES:
        raise TemplateTooLarge
    parts = read_parts(data)
    if any(name not in parts for name in _FRAME[:2]):
        raise NotATemplate
    _refuse_what_runs(parts)
    kept = _kept(parts)
    fields = fields_in(kept)
    unknown = [name for name in fields if name not in known]
    if unknown:
        raise UnknownFields(fields=", ".join(unknown))
    return CheckedTemplate(write_parts(kept), fields, _left_out(kept))


def _refuse_what_runs(parts: Mapping[str, bytes]) -> None:
    if any("vbaProject" in name or name.startswith(("word/embeddings", "word/activeX")) for name in parts):
        raise TemplateUnsafe
    for name in filter(texts_of, parts):
        root = parse(parts[name])
        if any(element.tag in _TOLD for element in root.iter()):
            raise TemplateUnsafe
        instructions = " ".join(text.text or "" for text in root.iter(w("instrText")))
        instructions += " ".join(field.get(w("instr"), "") for field in root.iter(w("fldSimple")))
        if any(word in instructions.upper() for word in _RUNS):
            raise TemplateUnsafe


def _kept(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts that stay, with the lists of types and relations cut down to them."""
    names = [name for name in parts if name in _KEPT or texts_of(name)]
    relations = _relations(parts.get(_RELATIONS, f'<Relationships xmlns="{RELATIONSHIPS}"/>'.encode()), names)
    kept = {
        "[Content_Types].xml": to_xml(_types(parse(parts["[Content_Types].xml"]), [*names, CORE])),
        "_rels/.rels": _ROOT.encode(), DOCUMENT: parts[DOCUMENT], _RELATIONS: to_xml(relations),
    }  # fmt: skip
    kept |= {name: parts[name] for name in names if name != DOCUMENT}
    if "word/settings.xml" in kept:
        kept["word/settings.xml"] = SETTINGS.encode()
    _refuse_dangling(kept, {str(one.get("Id")) for one in relations})
    return {**kept, CORE: b"<x/>"}


def _relations(xml: bytes, names: Collection[str]) -> etree._Element:
    root = parse(xml)
    for one in list(root):
        inside = one.get("TargetMode") != "External"
        target = str(one.get("Target", ""))
        full = target.removeprefix("/") if target.startswith("/") else f"word/{target}"
        if not inside or full not in names:
            root.remove(one)
    return root


def _types(root: etree._Element, names: Collection[str]) -> etree._Element:
    for one in list(root):
        gone = one.tag.endswith("}Override") and str(one.get("PartName", "")).removeprefix("/") not in names
        extra = one.tag.endswith("}Default") and one.get("Extension") not in ("rels", "xml")
        if gone or extra:
            root.remove(one)
    if not any(one.get("PartName") == f"/{CORE}" for one in root):
        etree.SubElement(root, f"{{{CONTENT_TYPES}}}Override", PartName=f"/{CORE}", ContentType=_CORE_TYPE)
    return root


def _refuse_dangling(kept: Mapping[str, bytes], ids: Collection[str]) -> None:
    """What still points at something that did not stay: a picture, a link, an object."""
    for name in filter(texts_of, kept):
        known = ids if name == DOCUMENT else ()
        for element in parse(kept[name]).iter():
            pointers = [value for key, value in element.attrib.items() if str(key).startswith(f"{{{R}}}")]
            if any(str(value) not in known for value in pointers):
                raise TemplateUnsafe


def _left_out(kept: Mapping[str, bytes]) -> tuple[str, ...]:
    """What Word shows and the PDF does not."""
    root = parse(kept[DOCUMENT])
    found = []
    if any(str(element.tag).endswith(("}drawing", "}pict")) for element in root.iter()):
        found.append(N_("Hình vẽ và hộp chữ"))
    if next(root.iter(w("numPr")), None) is not None:
        found.append(N_("Số thứ tự do Word tự đánh"))
    if next(root.iter(w("footnoteReference")), None) is not None:
        found.append(N_("Chú thích cuối trang"))
    return tuple(found)

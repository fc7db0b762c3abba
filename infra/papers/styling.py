"""How a paragraph or a run of a Word file looks, after its own marks, its style and the document's defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from infra.papers.package import parse, w

_MOST_LEVELS = 12  # of styles built on styles


@dataclass(frozen=True, slots=True)
class Styles:
    """The properties that styles give, by style, each already standing on the one it is based on."""

    paragraphs: Mapping[str, Mapping[str, etree._Element]] = field(default_factory=dict)
    runs: Mapping[str, Mapping[str, etree._Element]] = field(default_factory=dict)
    default: str = ""

    def paragraph(self, own: etree._Element | None) -> dict[str, etree._Element]:
        """What holds for a paragraph with these marks of its own."""
        return {**self.paragraphs.get(self.name(own), {}), **properties(own)}

    def run(self, paragraph: etree._Element | None, own: etree._Element | None) -> dict[str, etree._Element]:
        """What holds for a run with these marks in a paragraph with those."""
        named = own.find(w("rStyle")) if own is not None else None
        by_run = self.runs.get(named.get(w("val"), ""), {}) if named is not None else {}
        return {**self.runs.get(self.name(paragraph), {}), **by_run, **properties(own)}

    def name(self, own: etree._Element | None) -> str:
        """The style a paragraph names, else the document's default."""
        named = own.find(w("pStyle")) if own is not None else None
        return str(named.get(w("val"), "")) if named is not None else self.default


def properties(element: etree._Element | None) -> dict[str, etree._Element]:
    """The marks of a property list by their names."""
    if element is None:
        return {}
    return {etree.QName(child).localname: child for child in element if isinstance(child.tag, str)}


def read_styles(xml: bytes | None) -> Styles:
    """The styles of a document; none when it has none."""
    if xml is None:
        return Styles()
    root = parse(xml)
    base = (
        properties(root.find(f"{w('docDefaults')}/{w('pPrDefault')}/{w('pPr')}")),
        properties(root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")),
    )
    known = {str(style.get(w("styleId"))): style for style in root.iter(w("style"))}
    default = next((name for name, style in known.items() if _is_default(style)), "")
    paragraphs, runs = {"": base[0]}, {"": base[1]}
    for name, style in known.items():
        standing = base if style.get(w("type")) == "paragraph" else ({}, {})
        paragraphs[name], runs[name] = _resolved(name, known, standing)
    return Styles(paragraphs, runs, default)


def _is_default(style: etree._Element) -> bool:
    return style.get(w("type")) == "paragraph" and style.get(w("default")) in ("1", "true", "on")


def _resolved(
    name: str, known: Mapping[str, etree._Element], standing: tuple[dict[str, etree._Element], ...]
) -> tuple[dict[str, etree._Element], dict[str, etree._Element]]:
    chain: list[etree._Element] = []
    while name in known and len(chain) < _MOST_LEVELS:
        chain.append(known[name])
        based = known[name].find(w("basedOn"))
        name = str(based.get(w("val"))) if based is not None else ""
    paragraph, run = dict(standing[0]), dict(standing[1])
    for style in reversed(chain):
        paragraph |= properties(style.find(w("pPr")))
        run |= properties(style.find(w("rPr")))
    return paragraph, run


def is_on(marks: Mapping[str, etree._Element], name: str) -> bool:
    """Whether a mark such as bold is set (and not set to off)."""
    mark = marks.get(name)
    return mark is not None and mark.get(w("val")) not in ("0", "false", "off", "none")


def number(marks: Mapping[str, etree._Element], name: str, *attributes: str) -> float | None:
    """The first number among a mark's attributes; None when there is none."""
    mark = marks.get(name)
    if mark is None:
        return None
    for attribute in attributes:
        value = mark.get(w(attribute))
        if value is not None:
            try:
                return float(value)
            except ValueError:
                return None
    return None

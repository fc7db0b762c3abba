"""What every page of ours must be: valid HTML5, one h1, a title, labelled fields, unique ids, nothing inline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib
from html5lib.constants import E as MESSAGES

_UNLABELLED = {"hidden", "submit", "button", "reset", "image"}
_REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "list")


class Page:
    """A parsed page, or a fragment of one, with the questions that tests ask."""

    def __init__(self, markup: str, *, fragment: bool = False) -> None:
        self.markup = markup
        self.fragment = fragment
        parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
        self.root: Element = parser.parseFragment(markup) if fragment else parser.parse(markup)
        self._errors = parser.errors

    def all(self, *tags: str) -> Iterator[Element]:
        """Every element with one of these tags, in document order."""
        return (element for element in self.root.iter() if element.tag in tags)

    def one(self, tag: str, **attributes: str) -> Element:
        """The only element with this tag and these attributes (`class_` asks for one of its classes)."""
        found = [element for element in self.all(tag) if _matches(element, attributes)]
        assert len(found) == 1, f"{len(found)} <{tag}> with {attributes}, expected one"
        return found[0]

    @property
    def title(self) -> str:
        """The document's title."""
        return " ".join(text(element) for element in self.all("title"))

    @property
    def h1(self) -> str:
        """The page's heading."""
        return text(self.one("h1"))

    @property
    def text(self) -> str:
        """What a reader reads, white space squeezed."""
        return text(self.root)

    def links(self) -> list[str]:
        """Every address linked to."""
        return [element.get("href", "") for element in self.all("a") if element.get("href")]

    def faults(self) -> list[str]:
        """Everything wrong with the page, in words."""
        checks = [self._syntax(), self._ids(), self._references(), self._labels(), self._names(), self._inline()]
        if not self.fragment:
            checks.append(self._frame())
        return [fault for faults in checks for fault in faults]

    def _syntax(self) -> Iterator[str]:
        lines = self.markup.splitlines()
        for (line, column), code, values in self._errors:
            source = lines[line - 1].strip()[:120] if 0 < line <= len(lines) else ""
            yield f"invalid HTML at {line}:{column}: {MESSAGES[code] % values} | {source}"

    def _frame(self) -> Iterator[str]:
        headings = len(list(self.all("h1")))
        if headings != 1:
            yield f"{headings} h1 instead of one"
        if not self.title.strip():
            yield "no title"
        if not self.one("html").get("lang"):
            yield "html without lang"

    def _ids(self) -> Iterator[str]:
        counted = Counter(element.get("id") for element in self.root.iter() if element.get("id") is not None)
        yield from (f"id {name!r} used {number} times" for name, number in counted.items() if number > 1 or not name)

    def _references(self) -> Iterator[str]:
        if self.fragment:
            return
        known = {element.get("id") for element in self.root.iter()}
        for element in self.root.iter():
            for attribute in _REFERENCES:
                for name in (element.get(attribute) or "").split():
                    if name not in known:
                        yield f"<{element.tag} {attribute}={name!r}> refers to nothing"

    def _labels(self) -> Iterator[str]:
        labelled = {label.get("for") for label in self.all("label")}
        wrapped = {id(child) for label in self.all("label") for child in label.iter()}
        for field in self.all("input", "select", "textarea"):
            if field.tag == "input" and field.get("type") in _UNLABELLED:
                continue
            named = field.get("aria-label") or field.get("aria-labelledby") or id(field) in wrapped
            if not named and (field.get("id") is None or field.get("id") not in labelled):
                yield f"<{field.tag} name={field.get('name')!r}> has no label"

    def _names(self) -> Iterator[str]:
        for element in self.all("a", "button"):
            images = " ".join(image.get("alt", "") for image in element.iter("img"))
            if not (text(element) or images or element.get("aria-label") or element.get("aria-labelledby")):
                yield f"<{element.tag} {dict(element.attrib)}> has no name"
        yield from (
            f"<img src={image.get('src')!r}> without alt" for image in self.all("img") if image.get("alt") is None
        )

    def _inline(self) -> Iterator[str]:
        for element in self.root.iter():
            if element.tag == "style" or (element.tag == "script" and not _script_allowed(element)):
                yield f"inline <{element.tag}>"
            for name, value in element.attrib.items():
                if name == "style" or name.startswith("on") or value.strip().lower().startswith("javascript:"):
                    yield f"<{element.tag} {name}={value!r}>: inline style or script"


def _script_allowed(script: Element) -> bool:
    """A file of our own, or data that no browser runs."""
    return script.get("src") is not None or script.get("type") in ("application/json", "application/ld+json")


def _matches(element: Element, attributes: dict[str, str]) -> bool:
    for name, wanted in attributes.items():
        if name == "class_":
            if wanted not in (element.get("class") or "").split():
                return False
        elif element.get(name.replace("_", "-")) != wanted:
            return False
    return True


def text(element: Element) -> str:
    """The text inside an element, white space squeezed."""
    return " ".join("".join(element.itertext()).split())

"""A .docx file as its parts: read with limits, written so that the same parts give the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from html import escape

from lxml import etree

from core.clock import VIETNAM
from core.papers import NotATemplate, PaperStamp

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
DOCUMENT = "word/document.xml"
CORE = "docProps/core.xml"
MOST_PARTS = 60
MOST_BYTES = 8 * 1024 * 1024
# The earliest a zip file can say; what it says about files is of no use, and true for none.
_NO_DATE = (1980, 1, 1, 0, 0, 0)
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)


def w(name: str) -> str:
    """A WordprocessingML name as lxml wants it."""
    return f"{{{W}}}{name}"


def read_parts(data: bytes) -> dict[str, bytes]:
    """The parts of a package by name. Raises NotATemplate, also for one that grows beyond reason when unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_BYTES:
                raise NotATemplate
            parts = {entry.filename: package.read(entry) for entry in entries if not entry.is_dir()}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        # RuntimeError: a password; NotImplementedError: a compression nobody uses for Word files.
        raise NotATemplate from None
    if DOCUMENT not in parts:
        raise NotATemplate
    return parts


def parse(xml: bytes) -> etree._Element:
    """A part as a tree; nothing outside it is ever fetched. Raises NotATemplate."""
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise NotATemplate
    try:
        return etree.fromstring(xml, _PARSER)
    except etree.XMLSyntaxError:
        raise NotATemplate from None


def to_xml(root: etree._Element) -> bytes:
    """A tree as the bytes of a part."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def write_parts(parts: Mapping[str, bytes]) -> bytes:
    """The package: no dates, no machine, parts in the order given (the list of types first, as Word wants it)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, _NO_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            package.writestr(entry, data)
    return buffer.getvalue()


def core_properties(stamp: PaperStamp) -> bytes:
    """What the file says about itself: a title and the day of the case; no author, no editor, no programme."""
    moment = stamp.at.astimezone(VIETNAM).replace(hour=0, minute=0, second=0, microsecond=0)
    said = _w3c(moment)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(stamp.title, quote=False)}</dc:title><dc:language>vi-VN</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{said}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{said}</dcterms:modified></cp:coreProperties>'
    ).encode()


def _w3c(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


@lru_cache(maxsize=64)
def cached_parts(data: bytes) -> Mapping[str, bytes]:
    """The parts of a template that is filled again and again."""
    return read_parts(data)

"""The shipped templates: a form's words laid out by Decree 30/2020 (annex I; law sheet §6.3) as a Word file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from html import escape

from core.papers import PaperForm, PaperStamp
from infra.papers.figures import figures
from infra.papers.package import CORE, R, W, core_properties, write_parts

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
# Twentieths of a point. A4 portrait; margins: top and bottom 20 mm, left 30 mm, right 20 mm.
_PAGE = (11906, 16838)
_TOP, _LEFT, _RIGHT = 1134, 1701, 1134
_FIRST_LINE = 567  # 1 cm
_SINGLE, _AIRY = 240, 276  # a line, and one with a little room, as Word counts them
# Half points.
_BODY, _SMALL, _LIST = 28, 26, 22


def compose(form: PaperForm) -> bytes:
    """The template as .docx."""
    body = "".join((
        _letterhead(form), _title(form), _addressees(form.to), _basis(form), _body(form), _figures(form),
        _foot(form), _section(form),
    ))  # fmt: skip
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _ROOT_RELATIONS,
        "word/document.xml": f'{_HEAD}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body></w:document>',
        "word/_rels/document.xml.rels": _DOCUMENT_RELATIONS,
        "word/styles.xml": _STYLES,
        "word/settings.xml": SETTINGS,
        "word/header1.xml": _PAGE_NUMBER,
    }
    stamp = PaperStamp(form.about or form.name, datetime(2020, 3, 5, tzinfo=UTC))
    return write_parts({**{name: text.encode() for name, text in parts.items()}, CORE: core_properties(stamp)})


def _lies(form: PaperForm) -> bool:
    return form.table is not None and form.table.wide


def _width(form: PaperForm) -> int:
    """Of the text, whichever way the page lies."""
    return _PAGE[_lies(form)] - _LEFT - _RIGHT


def _left_cell(form: PaperForm) -> int:
    """Of the left half of letterhead and foot."""
    return _width(form) * 41 // 100


def _run(text: str, *, size: int = _BODY, bold: bool = False, italic: bool = False) -> str:
    marks = "<w:b/>" * bold + "<w:i/>" * italic
    return (
        f'<w:r><w:rPr>{marks}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'
    )


def _paragraph(
    *runs: str, align: str = "both", before: int = 0, after: int = 0, first: int = 0, left: int = 0, right: int = 0,
    keep: bool = False, border: bool = False, line: int = 0,
) -> str:  # fmt: skip
    properties = "<w:keepNext/>" * keep
    if border:
        properties += '<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
    rule = "auto" if line > _SINGLE else "exact"
    spacing = f' w:line="{line}" w:lineRule="{rule}"' if line else ""
    properties += f'<w:spacing w:before="{before}" w:after="{after}"{spacing}/>'
    if first or left or right:
        properties += f'<w:ind w:left="{left}" w:right="{right}" w:firstLine="{first}"/>'
    properties += f'<w:jc w:val="{align}"/>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def _rule(width: int, share: float) -> str:
    """A line of a share of the width, centred: the upper border of a paragraph with nothing in it."""
    side = int(width * (1 - share) / 2)
    return _paragraph(align="center", before=30, left=side, right=side, border=True, line=80)


def _cell(width: int, *paragraphs: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{"".join(paragraphs)}</w:tc>'


def _table(widths: Sequence[int], rows: Iterable[Sequence[str]]) -> str:
    """A table without lines. `cantSplit`: a signature stays with its name."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    body = "".join(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(row)}</w:tr>" for row in rows)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
    )


def _letterhead(form: PaperForm) -> str:
    """Left: who writes and under which number. Right: state, motto, place and day."""
    narrow = _left_cell(form)
    wide = _width(form) - narrow
    about = () if form.name else (_centred(_run("V/v " + form.about, size=24), before=40),)
    left = _cell(
        narrow,
        _centred(_run("{{?co_quan_chu_quan}}", size=_SMALL)),
        _centred(_run("{{co_quan}}", size=_SMALL, bold=True)),
        _centred(_run("{{?noi_co_quan}}", size=_SMALL, bold=True)),
        _rule(narrow, 0.4),
        _centred(_run("Số: {{so_van_ban}}/" + form.symbol, size=_SMALL), before=60),
        *about,
    )
    right = _cell(
        wide,
        _centred(_run("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=24, bold=True)),
        _centred(_run("Độc lập - Tự do - Hạnh phúc", bold=True)),
        _rule(wide, 0.58),
        _centred(_run("{{dia_danh}}, {{ngay_van_ban}}", italic=True), before=60),
    )
    return _table((narrow, wide), ((left, right),))


def _centred(*runs: str, before: int = 0, after: int = 0) -> str:
    return _paragraph(*runs, align="center", before=before, after=after)


def _title(form: PaperForm) -> str:
    if not form.name:
        return _paragraph(before=120)
    return (
        _paragraph(_run(form.name, bold=True), align="center", before=280, keep=True)
        + _paragraph(_run(form.about, bold=True), align="center", after=40, keep=True)
        + _rule(_width(form), 0.25)
    )


def _addressees(to: Sequence[str]) -> str:
    if not to:
        return ""
    if len(to) == 1:
        return _paragraph(_run("Kính gửi: " + to[0]), align="center", before=160, after=120)
    lines = [_paragraph(_run("Kính gửi:"), align="left", left=1701, before=160)]
    return "".join([*lines, *(_paragraph(_run("- " + one), align="left", left=2268, after=40) for one in to)])


def _basis(form: PaperForm) -> str:
    authority = _centred(_run(form.authority, bold=True), before=120, after=120) if form.authority else ""
    lines = (_paragraph(_run(one, italic=True), before=120, first=_FIRST_LINE, line=_AIRY) for one in form.basis)
    return authority + "".join(lines)


def _body(form: PaperForm) -> str:
    """The paragraphs, in a decision with the word that orders before its first article; the last stays with the
    signature.
    """
    written = []
    for number, line in enumerate(form.body, 1):
        if form.authority and line.startswith("**Điều 1."):
            written.append(_centred(_run("QUYẾT ĐỊNH:", bold=True), before=160, after=60))
        written.append(_line(line, keep=number == len(form.body)))
    return "".join(written)


def _line(line: str, *, keep: bool) -> str:
    """A paragraph of the body; what stands between `**` is bold ("**Điều 1.** …")."""
    pieces = line.split("**")
    runs = [_run(piece, bold=bool(index % 2)) for index, piece in enumerate(pieces) if piece]
    return _paragraph(*runs, before=120, first=_FIRST_LINE, line=_AIRY, keep=keep)


def _foot(form: PaperForm) -> str:
    """Who signs on the right, who receives it on the left; or several who sign side by side."""
    if form.signers:
        width = _width(form) // len(form.signers)
        cells = [_cell(width, *_signature(signer)) for signer in form.signers]
        return _paragraph(before=160, keep=True) + _table([width] * len(cells), (cells,))
    narrow = _left_cell(form)
    wide = _width(form) - narrow
    recipients = [_paragraph(_run("Nơi nhận:", size=24, bold=True, italic=True), align="left")]
    recipients += [_paragraph(_run("- " + one, size=_LIST), align="left") for one in form.recipients]
    signature = (
        _centred(_run("{{?quyen_ky}}", bold=True)),
        _centred(_run("{{chuc_vu_ky}}", bold=True)),
        *_signature_room(),
        _centred(_run("{{?nguoi_ky}}", bold=True)),
    )
    return _paragraph(before=160, keep=True) + _table(
        (narrow, wide), ((_cell(narrow, *recipients), _cell(wide, *signature)),)
    )


def _signature(signer: str) -> Iterable[str]:
    title, _, name = signer.partition("|")
    return (
        _centred(_run(title, bold=True)),
        _centred(_run("(Ký, ghi rõ họ tên)", size=24, italic=True)),
        *_signature_room(),
        _centred(_run(name, bold=True)) if name else _centred(),
    )


def _signature_room() -> tuple[str, ...]:
    return tuple(_centred(_run(" ")) for _ in range(4))


def _figures(form: PaperForm) -> str:
    """The table of a report and what is to be said below it."""
    if form.table is None:
        return ""
    notes = (_paragraph(_run(note, size=_LIST, italic=True), before=60, left=0) for note in form.notes)
    return _paragraph(before=60, keep=True) + figures(form.table, _width(form)) + "".join(notes)


def _section(form: PaperForm) -> str:
    width, height = _PAGE[::-1] if _lies(form) else _PAGE
    turned = ' w:orient="landscape"' if _lies(form) else ""
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/>'
        f'<w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
        f'<w:pgMar w:top="{_TOP}" w:right="{_RIGHT}" w:bottom="{_TOP}" w:left="{_LEFT}" w:header="567" w:footer="567"'
        ' w:gutter="0"/><w:titlePg/></w:sectPr>'
    )


_TYPES = (
    f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_OFFICE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_OFFICE}.styles+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{_OFFICE}.settings+xml"/>'
    f'<Override PartName="/word/header1.xml" ContentType="{_OFFICE}.header+xml"/>'
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    "</Types>"
)
_RELATIONS = f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
_ROOT_RELATIONS = (
    f'{_RELATIONS}<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/>'
    '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"'
    ' Target="docProps/core.xml"/></Relationships>'
)
_DOCUMENT_RELATIONS = (
    f'{_RELATIONS}<Relationship Id="rId1" Type="{R}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{R}/settings" Target="settings.xml"/>'
    f'<Relationship Id="rId3" Type="{R}/header" Target="header1.xml"/></Relationships>'
)
_FACE = "Times New Roman"
_STYLES = (
    f'{_HEAD}<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>'
    f'<w:rFonts w:ascii="{_FACE}" w:hAnsi="{_FACE}" w:eastAsia="{_FACE}" w:cs="{_FACE}"/><w:color w:val="000000"/>'
    f'<w:sz w:val="{_BODY}"/><w:szCs w:val="{_BODY}"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault>'
    "<w:pPrDefault/></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>'
)
SETTINGS = (
    f'{_HEAD}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
    ' w:val="15"/></w:compat></w:settings>'
)
_PAGE_NUMBER = (
    f'{_HEAD}<w:hdr xmlns:w="{W}"><w:p><w:pPr><w:jc w:val="center"/></w:pPr>'
    '<w:r><w:rPr><w:sz w:val="26"/></w:rPr><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:rPr><w:sz w:val="26"/></w:rPr><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:rPr><w:sz w:val="26"/></w:rPr><w:fldChar w:fldCharType="separate"/></w:r>'
    '<w:r><w:rPr><w:sz w:val="26"/></w:rPr><w:t>2</w:t></w:r>'
    '<w:r><w:rPr><w:sz w:val="26"/></w:rPr><w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>'
)

"""PDF cleaning with pikepdf: what is published is only pages."""

from __future__ import annotations

import hashlib
import io

import pikepdf
from pikepdf import Dictionary, Name, Pdf

from core.pdf import MAX_BYTES, CleanPdf, NotAPdf, PdfLocked, PdfTooLarge
from core.pdf_opening import open_pdf

# Of the document's root only this survives. Gone with the rest: OpenAction, AA, AcroForm, Names (JavaScript and
# EmbeddedFiles), Metadata, Collection, URI, Perms. StructTreeRoot stays: screen readers need it.
_ROOT_KEPT = frozenset(
    (
        "/Type",
        "/Pages",
        "/PageLabels",
        "/Outlines",
        "/PageMode",
        "/Lang",
        "/MarkInfo",
        "/StructTreeRoot",
        "/OCProperties",
    )
)
_PAGE_DROPPED = ("/AA", "/Metadata", "/PieceInfo", "/LastModified", "/Thumb", "/PresSteps")
# Links to places in the same document or on the web stay; everything that runs, plays or carries a file goes.
_ACTIONS_KEPT = frozenset({"/GoTo", "/URI"})
_ANNOTATIONS_KEPT = frozenset({"/Link"})


def clean_pdf(data: bytes) -> CleanPdf:
    """The same pages without scripts, actions, forms, attachments, comments and metadata.

    Raises PdfTooLarge, PdfLocked, NotAPdf.
    """
    if len(data) > MAX_BYTES:
        raise PdfTooLarge
    if b"%PDF-" not in data[:1024]:
        raise NotAPdf
    try:
        with open_pdf(data) as pdf:
            _clean(pdf)
            pages = len(pdf.pages)
            cleaned = _save(pdf)
    except pikepdf.PasswordError:
        raise PdfLocked from None
    except (pikepdf.PdfError, ValueError, RuntimeError, KeyError, TypeError, MemoryError):
        # pikepdf meets a damaged file in many ways; for the person they are one.
        raise NotAPdf from None
    if pages == 0:
        raise NotAPdf
    if len(cleaned) > MAX_BYTES:
        raise PdfTooLarge
    return CleanPdf(cleaned, hashlib.sha256(cleaned).hexdigest(), pages)


def _save(pdf: Pdf) -> bytes:
    buffer = io.BytesIO()
    # deterministic_id: the same file gives the same fingerprint, and no trace of the machine.
    pdf.save(buffer, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return buffer.getvalue()


def _clean(pdf: Pdf) -> None:
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    for key in [key for key in pdf.Root.keys() if key not in _ROOT_KEPT]:  # noqa: SIM118 - a pikepdf object
        del pdf.Root[key]
    for page in pdf.pages:
        _clean_page(page.obj)
    for entry in pdf.objects:
        if isinstance(entry, (pikepdf.Dictionary, pikepdf.Stream)):
            _clean_object(entry)


def _clean_page(page: pikepdf.Object) -> None:
    for key in _PAGE_DROPPED:
        if key in page:
            del page[key]
    if "/Annots" in page:
        kept = [note for note in page.Annots if note.get("/Subtype") in _ANNOTATIONS_KEPT]
        page.Annots = pikepdf.Array(kept)


def _clean_object(entry: pikepdf.Dictionary | pikepdf.Stream) -> None:
    for key in ("/AA", "/JS", "/EmbeddedFiles", "/EF", "/AF", "/Metadata", "/PieceInfo"):
        if key in entry:
            del entry[key]
    action = entry.get("/A")
    if isinstance(action, Dictionary) and action.get("/S") not in _ACTIONS_KEPT:
        del entry["/A"]
    if isinstance(action, Dictionary) and "/Next" in action:
        del action[Name("/Next")]

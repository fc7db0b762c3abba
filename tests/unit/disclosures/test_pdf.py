"""A published PDF is pages and nothing else."""

from __future__ import annotations

import hashlib
import io

import pikepdf
import pytest
from pikepdf import Array, AttachedFileSpec, Dictionary, Name, Pdf, String

from core.pdf import MAX_BYTES, NotAPdf, PdfLocked, PdfTooLarge
from infra.pdf import clean_pdf


def saved(pdf: Pdf, **options: object) -> bytes:
    buffer = io.BytesIO()
    pdf.save(buffer, **options)  # type: ignore[arg-type]  # options of pikepdf's own
    return buffer.getvalue()


@pytest.fixture
def loaded() -> bytes:
    """Everything a careless (or worse) office program may put into a file."""
    pdf = Pdf.new()
    pdf.add_blank_page()
    page = pdf.pages[0].obj
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert('doc-secret')"))
    link = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]),
        A=Dictionary(S=Name.URI, URI=String("https://example.vn"), Next=script),
    )  # fmt: skip
    launch = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]),
        A=Dictionary(S=Name.Launch, F=String("cmd-secret.exe")),
    )  # fmt: skip
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 9, 9]), Contents=String("note-secret"))
    page.Annots = Array([pdf.make_indirect(link), pdf.make_indirect(launch), pdf.make_indirect(note)])
    page.AA = Dictionary(O=script)
    pdf.Root.OpenAction = script
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=String("xfa-secret"))
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script])))
    pdf.attachments["danh-sach.xlsx"] = AttachedFileSpec(pdf, b"file-secret", filename="danh-sach.xlsx")
    with pdf.open_metadata() as metadata:
        metadata["dc:creator"] = ["writer-secret"]
    pdf.docinfo["/Author"] = "author-secret"
    return saved(pdf, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)


def test_nothing_active_hidden_or_personal_is_left(loaded: bytes) -> None:
    assert b"secret" in loaded
    cleaned = clean_pdf(loaded)
    with pikepdf.open(io.BytesIO(cleaned.data)) as pdf:
        flat = saved(pdf, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        assert len(pdf.attachments) == 0
        assert len(pdf.pages) == 1
        assert "/Info" not in pdf.trailer
        (link, dead) = pdf.pages[0].obj.Annots
        assert str(link.A.URI) == "https://example.vn"
        assert "/A" not in dead
    for trace in (b"secret", b"JavaScript", b"/Launch", b"/EmbeddedFile", b"/Metadata", b"AcroForm", b"OpenAction"):
        assert trace not in flat


def test_the_fingerprint_is_that_of_the_cleaned_file_and_stable(loaded: bytes) -> None:
    first, second = clean_pdf(loaded), clean_pdf(loaded)
    assert first.sha256 == second.sha256 == hashlib.sha256(first.data).hexdigest()
    assert first.pages == 1


def test_what_cannot_be_published_is_refused_with_its_reason() -> None:
    with pytest.raises(NotAPdf):
        clean_pdf(b"PK\x03\x04 a spreadsheet")
    with pytest.raises(NotAPdf):
        clean_pdf(b"%PDF-1.7 torn apart")
    with pytest.raises(PdfTooLarge):
        clean_pdf(b"%PDF-" + b"0" * MAX_BYTES)
    pdf = Pdf.new()
    pdf.add_blank_page()
    with pytest.raises(PdfLocked):
        clean_pdf(saved(pdf, encryption=pikepdf.Encryption(owner="o", user="u")))

"""What lies packed in a document is unpacked within bounds wherever one is opened."""

from __future__ import annotations

import resource
import zlib

import pytest

from core.pdf_opening import MAX_UNPACKED, open_pdf
from infra.pdf import clean_pdf
from infra.signed_pdf import look_for_signatures


def packed_objects(words: bytes) -> bytes:
    """A document whose font lies in a packed stream of objects, as word processors write them."""
    head = b"3 0 "
    packed = zlib.compress(head + b"<</Type/Font/Words" + words + b">>", 9)
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[4 0 R]/Count 1>>",
        4: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Resources<</Font<</F 3 0 R>>>>>>",
        5: b"<</Type/ObjStm/N 1/First %d/Filter/FlateDecode/Length %d>>stream\n%b\nendstream"
        % (len(head), len(packed), packed),
    }
    out, places = b"%PDF-1.5\n", {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    rows = b"".join(_row(number, places, len(out)) for number in range(7))
    table = b"<</Type/XRef/Size 7/W[1 4 1]/Root 1 0 R/Length %d>>stream\n%b\nendstream" % (len(rows), rows)
    return out + b"6 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF" % (table, len(out))


def _row(number: int, places: dict[int, int], end: int) -> bytes:
    """Where an object lies: the third in the stream of objects, the rest in the open."""
    if number == 3:
        return bytes([2, 0, 0, 0, 5, 0])
    return bytes([1 if number else 0, *places.get(number, end if number else 0).to_bytes(4, "big"), 0])


def test_objects_that_unpack_to_too_much_are_passed_over() -> None:
    with open_pdf(clean_pdf(packed_objects(b"(%b)" % (b"x" * 50_000))).data) as kept:
        assert len(bytes(kept.pages[0].Resources.Font.F.Words)) == 50_000
    cleaned = clean_pdf(packed_objects(b"(%b)" % (b"x" * MAX_UNPACKED)))
    assert cleaned.pages == 1
    with open_pdf(cleaned.data) as left:
        assert left.pages[0].obj.get("/Resources").Font.get("/F") is None


def test_objects_by_the_million_take_no_more_memory_than_documents_may(monkeypatch: pytest.MonkeyPatch) -> None:
    before = resource.getrlimit(resource.RLIMIT_DATA)
    bomb = packed_objects(b"[%b]" % (b"[0]" * 3_000_000))
    assert len(bomb) < 20_000
    monkeypatch.setattr("core.pdf_opening.ROOM", 60_000_000)
    assert look_for_signatures(bomb).check == "none"
    with open_pdf(clean_pdf(bomb).data) as left:
        assert left.pages[0].obj.get("/Resources").Font.get("/F") is None
    assert resource.getrlimit(resource.RLIMIT_DATA) == before

"""What is told of a digitally signed PDF: nothing, intact, changed, and by whom."""

from __future__ import annotations

import io

import pikepdf
import pytest

from infra.pdf import clean_pdf
from infra.signed_pdf import bind_photos, look_for_signatures
from tests.support.issuing import photo, signed_scan
from tests.support.signing import signed_pdf

SIGNER = "Ủy ban nhân dân xã Thử Nghiệm"


@pytest.mark.parametrize("elliptic", [False, True])
def test_a_signed_file_names_its_signer_and_is_intact(elliptic: bool) -> None:
    found = look_for_signatures(signed_pdf(SIGNER, elliptic=elliptic))
    assert (found.check, found.signers) == ("intact", (SIGNER,))


def test_one_changed_byte_is_told() -> None:
    data = signed_pdf(SIGNER)
    at = data.index(b"/MediaBox")
    changed = data[:at] + b"/mediaBox" + data[at + 9 :]
    assert look_for_signatures(changed).check == "changed"


def test_what_was_added_behind_the_signature_is_told() -> None:
    assert look_for_signatures(signed_pdf(SIGNER) + b"\n%% more\n").check == "changed"


def test_a_scan_has_none_and_rubbish_has_none() -> None:
    for data in (signed_scan(), b"%PDF-1.7 nothing", b"", clean_pdf(signed_pdf(SIGNER)).data):
        assert look_for_signatures(data).check == "none"


def test_a_signature_nobody_can_read_is_unknown() -> None:
    data = signed_pdf(SIGNER)
    at = data.index(b"/Contents <") + len(b"/Contents <")
    assert look_for_signatures(data[:at] + b"ff" * 40 + data[at + 80 :]).check == "unknown"


def test_photos_are_bound_in_their_order_on_whole_pages() -> None:
    bound = bind_photos([(photo(), 600, 800), (photo(), 600, 800)])
    assert bound.pages == 2
    with pikepdf.open(io.BytesIO(bound.data)) as pdf:
        assert [float(side) for side in pdf.pages[0].mediabox[2:]] == [595.0, 842.0]

"""Digital signatures in a PDF (ISO 32000-1, 12.8), and photos bound into one, with pikepdf and cryptography.

A signature says over which bytes of the file it was made. What is checked: that these bytes are the whole file but for
the signature itself, that their digest is the one that was signed, and that the key of the certificate signed it. Who
vouches for the certificate is not checked here.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pikepdf
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import NameOID

from core.pdf import CleanPdf
from core.pdf_opening import open_pdf
from core.signed_pdf import SignatureFinding

NONE, INTACT, CHANGED, UNKNOWN = "none", "intact", "changed", "unknown"
_DIGESTS: dict[bytes, hashes.HashAlgorithm] = {
    bytes.fromhex("608648016503040201"): hashes.SHA256(), bytes.fromhex("608648016503040202"): hashes.SHA384(),
    bytes.fromhex("608648016503040203"): hashes.SHA512(), bytes.fromhex("2b0e03021a"): hashes.SHA1(),  # noqa: S303
}  # fmt: skip
_MESSAGE_DIGEST = bytes.fromhex("2a864886f70d010904")
_A4 = (595, 842)


class _Unreadable(Exception):
    """Not made as the standard says, or with an algorithm we do not know."""


@dataclass(frozen=True, slots=True)
class _Node:
    """One DER element."""

    tag: int
    body: bytes
    whole: bytes


def look_for_signatures(data: bytes) -> SignatureFinding:
    """Every signature of the file; changed when none covers the whole file, or one does not fit its bytes."""
    try:
        with open_pdf(data) as pdf:
            found = [(list(map(int, value.ByteRange)), bytes(value.Contents)) for value in _values(pdf)]
    except (pikepdf.PdfError, ValueError, RuntimeError, KeyError, TypeError, AttributeError, MemoryError):
        return SignatureFinding(NONE)
    if not found:
        return SignatureFinding(NONE)
    checks, signers = [], []
    for places, contents in found:
        check, name = _check(data, places, contents)
        checks.append(check)
        signers += [name] if name else []
    if INTACT in checks and not any(_covers(data, places, contents) for places, contents in found):
        checks.append(CHANGED)
    worst = next(one for one in (CHANGED, UNKNOWN, INTACT) if one in checks)
    return SignatureFinding(worst, tuple(dict.fromkeys(signers)))


def bind_photos(photos: Sequence[tuple[bytes, int, int]]) -> CleanPdf:
    """One PDF, a page of A4 for each photo, the photo as large as it fits."""
    pdf = pikepdf.Pdf.new()
    for jpeg, width, height in photos:
        page = pdf.add_blank_page(page_size=_A4 if height >= width else _A4[::-1])
        image = pikepdf.Stream(
            pdf, jpeg, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=width, Height=height,
            ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode,
        )  # fmt: skip
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Photo=image))
        wide, high = (float(part) for part in page.mediabox[2:])
        scale = min(wide / width, high / height)
        left, low = (wide - width * scale) / 2, (high - height * scale) / 2
        drawn = f"q {width * scale:.2f} 0 0 {height * scale:.2f} {left:.2f} {low:.2f} cm /Photo Do Q"
        page.Contents = pikepdf.Stream(pdf, drawn.encode())
    buffer = io.BytesIO()
    pdf.save(buffer, deterministic_id=True)
    data = buffer.getvalue()
    return CleanPdf(data, hashlib.sha256(data).hexdigest(), len(photos))


def _values(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    for entry in pdf.objects:
        if isinstance(entry, pikepdf.Dictionary) and entry.get("/FT") == pikepdf.Name.Sig and "/V" in entry:
            yield entry.V


def _covers(data: bytes, places: Sequence[int], contents: bytes) -> bool:
    """Whether it was made over everything but itself: nothing was added behind it."""
    if len(places) != 4 or places[0] != 0 or places[2] + places[3] != len(data):
        return False
    hole = data[places[1] : places[2]]
    return hole[:1] == b"<" and hole[-1:] == b">" and bytes.fromhex(hole[1:-1].decode("ascii", "replace")) == contents


def _check(data: bytes, places: Sequence[int], contents: bytes) -> tuple[str, str]:
    try:
        if len(places) != 4 or any(not 0 <= place <= len(data) for place in places):
            return CHANGED, ""
        signed = b"".join(data[start : start + length] for start, length in zip(places[::2], places[1::2], strict=True))
        return _verify(_Signed.read(contents), signed)
    except (_Unreadable, ValueError, IndexError, UnicodeDecodeError):
        return UNKNOWN, ""


def _verify(found: _Signed, signed: bytes) -> tuple[str, str]:
    names = found.certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    name = str(names[0].value) if names else ""
    digest = hashes.Hash(found.algorithm)
    digest.update(signed)
    if digest.finalize() != found.digest:
        return CHANGED, name
    key = found.certificate.public_key()
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(found.signature, found.attributes, padding.PKCS1v15(), found.algorithm)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(found.signature, found.attributes, ec.ECDSA(found.algorithm))
        else:
            return UNKNOWN, name
    except InvalidSignature:
        return CHANGED, name
    return INTACT, name


@dataclass(frozen=True, slots=True)
class _Signed:
    """What is needed of a CMS SignedData (RFC 5652) with one signer and signed attributes."""

    certificate: x509.Certificate
    algorithm: hashes.HashAlgorithm
    digest: bytes
    attributes: bytes
    signature: bytes

    @classmethod
    def read(cls, contents: bytes) -> _Signed:
        """Raises _Unreadable, ValueError, IndexError."""
        info = _children(_one(contents))
        data = _children(_children(info[1])[0])
        certificates = [x509.load_der_x509_certificate(one.whole) for one in _children(_tagged(data, 0xA0))]
        signer = _children(_children(data[-1])[0])
        attributes = _tagged(signer, 0xA0)
        algorithm = _DIGESTS.get(_children(signer[2])[0].body)
        if algorithm is None:
            raise _Unreadable
        values = {_children(one)[0].body: _children(_children(one)[1])[0].body for one in _children(attributes)}
        # The signature is over the attributes as a SET, whatever tag they have inside the message.
        as_set = b"\x31" + attributes.whole[1:]
        signature = next(one for one in reversed(signer) if one.tag == 0x04)
        serial = int.from_bytes(_children(signer[1])[-1].body, "big", signed=True)
        own = next((one for one in certificates if one.serial_number == serial), certificates[0])
        return cls(own, algorithm, values[_MESSAGE_DIGEST], as_set, signature.body)


def _tagged(nodes: Sequence[_Node], tag: int) -> _Node:
    for node in nodes:
        if node.tag == tag:
            return node
    raise _Unreadable


def _one(data: bytes) -> _Node:
    return next(_elements(data))


def _children(node: _Node) -> list[_Node]:
    return list(_elements(node.body))


def _elements(data: bytes) -> Iterator[_Node]:
    at = 0
    while at < len(data) and data[at] != 0:
        length, start = data[at + 1], at + 2
        if length == 0x80:
            raise _Unreadable
        if length > 0x80:
            count = length & 0x7F
            length, start = int.from_bytes(data[start : start + count], "big"), start + count
        if start + length > len(data):
            raise _Unreadable
        yield _Node(data[at], data[start : start + length], data[at : start + length])
        at = start + length

"""A PDF signed as a signing programme does it, with a certificate of our own making."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pikepdf
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs7 import PKCS7Options, PKCS7SignatureBuilder
from cryptography.x509.oid import NameOID

_ROOM = 8192


def signed_pdf(name: str, *, elliptic: bool = False) -> bytes:
    """One page with one signature over everything but the signature itself."""
    blank = _with_field()
    hole = blank.index(b"<" + b"00" * _ROOM + b">")
    end = hole + 2 * _ROOM + 2
    places = (0, hole, end, len(blank) - end)
    marks = blank.index(b"/ByteRange [") + len(b"/ByteRange [")
    told = " ".join(str(place) for place in places).encode()
    close = blank.index(b"]", marks)
    ready = blank[:marks] + told.ljust(close - marks) + blank[close:]
    signature = _sign(ready[:hole] + ready[end:], name, elliptic=elliptic).hex().encode()
    return ready[: hole + 1] + signature.ljust(2 * _ROOM, b"0") + ready[end - 1 :]


def _with_field() -> bytes:
    pdf = pikepdf.Pdf.new()
    pdf.add_blank_page()
    value = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Sig, Filter=pikepdf.Name("/Adobe.PPKLite"),
            SubFilter=pikepdf.Name("/adbe.pkcs7.detached"),
            ByteRange=pikepdf.Array([0, 1234567890, 1234567890, 1234567890]), Contents=pikepdf.String("MARK"),
        )
    )  # fmt: skip
    field = pdf.make_indirect(
        pikepdf.Dictionary(FT=pikepdf.Name.Sig, T=pikepdf.String("sig"), V=value, Subtype=pikepdf.Name.Widget)
    )
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]), SigFlags=3)
    buffer = io.BytesIO()
    pdf.save(buffer, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    data = buffer.getvalue()
    # Written so that places stay where they are; readers rebuild the table of places, which is off by then.
    grown = data.replace(b"<4d41524b>", b"<" + b"00" * _ROOM + b">")
    assert grown != data
    return grown


def _sign(data: bytes, name: str, *, elliptic: bool) -> bytes:
    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey = (
        ec.generate_private_key(ec.SECP256R1()) if elliptic else rsa.generate_private_key(65537, 2048)
    )
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2030, 1, 1, tzinfo=UTC))
        .sign(key, hashes.SHA256())
    )
    return (
        PKCS7SignatureBuilder()
        .set_data(data)
        .add_signer(certificate, key, hashes.SHA256())
        .sign(Encoding.DER, [PKCS7Options.DetachedSignature, PKCS7Options.Binary])
    )

"""Ways to tamper with a signed file."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from asn1crypto import cms, core
from asn1crypto.x509 import Certificate
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from everfair.signing.seal.embedded import find_seals
from everfair.signing.seal.exactness import P256_ORDER


def draw_over(pdf: bytes) -> bytes:
    """Append a red rectangle to the first page, as an honest-looking incremental update."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    rectangle = generic.StreamObject(stream_data=b"q 1 0 0 rg 60 500 300 60 re f Q")
    writer.add_stream_to_page(0, writer.add_object(rectangle))
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def flip(pdf: bytes, position: int, bit: int = 0) -> bytes:
    flipped = bytearray(pdf)
    flipped[position] ^= 1 << bit
    return bytes(flipped)


def forge_container(pdf: bytes, change: Callable[[cms.ContentInfo], None]) -> bytes:
    """Change the container of the farthest signature as well-formed DER, in place, padded as before."""
    seal = find_seals(pdf)[-1]
    container = seal.read()
    change(container)
    der: bytes = container.dump(force=True)
    digits = der.hex().upper().encode()
    return pdf[: seal.before + 1] + digits.ljust(len(seal.container), b"0") + pdf[seal.resume - 1 :]


def mirror(signature: bytes) -> bytes:
    """Return the other valid form of an ECDSA signature."""
    r, s = decode_dss_signature(signature)
    return encode_dss_signature(r, P256_ORDER - s)


def mirror_certificate(certificate: Certificate) -> None:
    """Turn the signature under a certificate into its other valid form."""
    certificate["signature_value"] = core.OctetBitString(mirror(certificate["signature_value"].native))

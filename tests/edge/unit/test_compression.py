from __future__ import annotations

import pytest

from everfair.edge.compression import choose_encoding

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        (b"", "identity"),
        (b"identity", "identity"),
        (b"gzip", "gzip"),
        (b"GZIP", "gzip"),
        (b"gzip, br", "br"),
        (b"gzip;q=1.0, zstd;q=0.5", "zstd"),
        (b"br;q=0, zstd ; q=0.000, gzip", "gzip"),
        (b"*", "br"),
        (b"*, br;q=0", "zstd"),
        (b"gzip;q=high", "identity"),
        (b"deflate, compress", "identity"),
        (b"\xff\xfe,,;;==", "identity"),
    ],
)
def test_smallest_acceptable_encoding_is_chosen(accepted: bytes, chosen: str) -> None:
    assert choose_encoding(accepted) == chosen

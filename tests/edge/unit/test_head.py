from __future__ import annotations

import pytest

from everfair.edge.head import ascii_query, clean_scope, read_head
from tests.edge.asking import http_scope

pytestmark = pytest.mark.unit


def test_repeated_headers_are_joined_as_http_says() -> None:
    scope = http_scope("/", headers=[("cookie", "a=1"), ("accept", "x"), ("cookie", "b=2"), ("accept", "y")])

    assert read_head(scope) == {b"host": b"fair.test", b"cookie": b"a=1; b=2", b"accept": b"x,y"}


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        (b"q=%E5%B1%95&a=b+c", b"q=%E5%B1%95&a=b+c"),
        ("q=展&x=%41".encode(), b"q=%E5%B1%95&x=%41"),
        (b"q=\xff", b"q=%FF"),
    ],
)
def test_query_becomes_ascii(raw: bytes, clean: bytes) -> None:
    assert ascii_query(raw) == clean


def test_scope_for_django_has_the_true_length_and_no_doubtful_names() -> None:
    headers = [("x_real_ip", "6.6.6.6"), ("x-real-ip", "10.0.0.1"), ("transfer-encoding", "chunked")]
    scope = http_scope("/?q=1", headers=headers)

    clean = clean_scope(scope, read_head(scope), length=12)

    assert clean["headers"] == [(b"host", b"fair.test"), (b"x-real-ip", b"10.0.0.1"), (b"content-length", b"12")]
    assert clean["query_string"] == b"q=1"

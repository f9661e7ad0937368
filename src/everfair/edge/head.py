"""The headers of a request, as every part of the edge and Django behind it must see them."""

from __future__ import annotations

from urllib.parse import quote_from_bytes

from everfair.edge.protocol import Head, Scope

_PRINTABLE = bytes(range(0x21, 0x7F)).decode()


def read_head(scope: Scope) -> Head:
    """Return the headers by lower-case name, repeated ones joined.

    One reading for the cache key and for Django: two `Accept-Language` lines must not make the key say
    one language and the page another.
    """
    headers = scope["headers"]
    head: Head = dict(headers)
    return head if len(head) == len(headers) else _join(headers)


def _join(headers: list[tuple[bytes, bytes]]) -> Head:
    head: Head = {}
    for name, value in headers:
        glue = b"; " if name == b"cookie" else b","
        head[name] = head[name] + glue + value if name in head else value
    return head


def ascii_query(raw: bytes) -> bytes:
    """Percent-encode what is not printable ASCII: some clients send `?q=服务` as it is."""
    return raw if raw.isascii() else quote_from_bytes(raw, safe=_PRINTABLE).encode()


def clean_scope(scope: Scope, head: Head, *, length: int) -> Scope:
    """Return the scope for Django: joined headers, a true body length, an ASCII query.

    Names with an underscore are left out: WSGI cannot tell `X_Real_IP` from the `X-Real-IP` of a proxy.
    """
    told = {name: value for name, value in head.items() if b"_" not in name and name != b"transfer-encoding"}
    if length or b"content-length" in told:
        told[b"content-length"] = str(length).encode()
    return {**scope, "headers": list(told.items()), "query_string": ascii_query(scope["query_string"])}

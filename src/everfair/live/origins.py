"""Origins of other sites (RFC 6454), as a browser writes them."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from everfair.live.embed_errors import BadOrigin
from everfair.live.models.embed import LONGEST_ORIGIN

_HOST = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*\Z|\[[0-9a-f:.]+\]\Z")
# On these, http is as good as https: nobody else can listen.
_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "[::1]"})
_USUAL_PORTS = {"https": 443, "http": 80}


def origin_of(address: str) -> str:
    """Return the origin of a site's address; `BadOrigin` for what is none, or is not encrypted."""
    try:
        parts = urlsplit(address.strip())
        host, port = _plain_host(parts.hostname or ""), parts.port
    except ValueError:
        raise BadOrigin(origin=address.strip()) from None
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and host in _THIS_MACHINE)
    is_bare = parts.path in {"", "/"} and not (parts.query or parts.fragment or parts.username or parts.password)
    if not (is_safe and is_bare and _HOST.match(host)):
        raise BadOrigin(origin=address.strip())
    origin = f"{parts.scheme}://{host}{f':{port}' if port and port != _USUAL_PORTS[parts.scheme] else ''}"
    if len(origin) > LONGEST_ORIGIN:
        raise BadOrigin(origin=address.strip())
    return origin


def origin_of_page(address: str) -> str:
    """Return the origin of any page's address, "" where there is none."""
    try:
        parts = urlsplit(address)
        host, port = _plain_host(parts.hostname or ""), parts.port
    except ValueError:
        return ""
    usual = _USUAL_PORTS.get(parts.scheme)
    return f"{parts.scheme}://{host}{f':{port}' if port and port != usual else ''}" if usual and host else ""


def _plain_host(host: str) -> str:
    """Return a host as it stands in a header: without capitals, other scripts as Punycode."""
    if ":" in host:
        return f"[{host}]"
    return host.encode("idna").decode().lower() if host else ""

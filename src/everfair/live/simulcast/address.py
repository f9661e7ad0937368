"""Where another platform takes a stream: the server, and the key that it has given for it."""

from __future__ import annotations

from dataclasses import dataclass, field

from everfair.kernel.outside import NotOutside, Sort, Target, inner_hosts, target_of

RTMP = Sort({"rtmp": 1935, "rtmps": 443}, any_port=True)


@dataclass(frozen=True, slots=True)
class Destination:
    """An address taken apart as RTMP says it; `key` is the platform's secret, and `app` may hold one, too."""

    target: Target
    app: str = field(repr=False)
    key: str = field(repr=False)

    @property
    def is_secure(self) -> bool:
        return self.target.scheme == "rtmps"

    @property
    def tc_url(self) -> str:
        return f"{self.target.scheme}://{self.target.host}:{self.target.port}/{self.app}"


def whole_address(server: str, key: str) -> str:
    """Join what platforms hand out apart."""
    return f"{server.rstrip('/')}/{key.lstrip('/')}" if key else server


def destination_of(address: str) -> Destination:
    """Take an address apart; `NotOutside` for one that is no RTMP address, or names no key.

    The key is what follows the last slash, with the question that some platforms put there; the rest is the app.
    """
    target = target_of(address, RTMP, inner=inner_hosts())
    _, _, rest = address.partition("://")[2].partition("/")
    path, question, words = rest.partition("?")
    app, _, name = path.rpartition("/")
    key = f"{name}{question}{words}"
    if not app or not key:
        raise NotOutside(target.host)
    return Destination(target, app, key)

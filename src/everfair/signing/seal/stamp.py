"""What a signature looks like on the paper."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from everfair.kernel.text import Text
from everfair.signing.paper.boxes import Box
from everfair.signing.paper.characters import show_hidden
from everfair.signing.paper.typesetting import typeset
from everfair.signing.seal.signatory import Signatory


def draw_stamp(signatory: Signatory, *, box: Box, serial: str, at: datetime) -> bytes:
    """Return a PDF of one page, as large as the box: name, organisation, time, and TEST / 测试."""
    words = {
        "person": show_hidden(signatory.person),
        "organisations": [show_hidden(name) for name in names_of(signatory.organisation)],
        "at": at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC"),
        "serial": serial,
        "width": box.width,
        "height": box.height,
    }
    return typeset("stamp.typ", words={"stamp": json.dumps(words, ensure_ascii=False)}, created_at=at, tagged=False)


def names_of(organisation: Text) -> tuple[str, ...]:
    """Return its names, each once, Chinese first."""
    return tuple(dict.fromkeys(organisation.pick(language).value for language in ("zh-hans", "en")))

"""Opens a real fair with a real PostgreSQL, and with small programs in place of Django."""

from __future__ import annotations

from everfair.config.options import load_options
from everfair.ops.terminal import plain_words
from everfair.ops.up import Programs, open_fair

PROGRAMS = Programs(
    prepare="tests.ops.standins.prepare",
    web="tests.ops.standins.web",
    worker="tests.ops.standins.worker",
    live="tests.ops.standins.live",
)

if __name__ == "__main__":
    with plain_words():
        open_fair(load_options(), PROGRAMS)

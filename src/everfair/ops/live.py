"""The live process: takes streams in and writes what viewers fetch."""

from __future__ import annotations

import django
from django.conf import settings

from everfair.config.options import load_options
from everfair.ops.collector import calm_collector


def main() -> None:
    """Serve until SIGTERM, then end the takes in good order."""
    django.setup()
    from everfair.kernel.listener import listening_address
    from everfair.live.public import serve_live
    from everfair.replay.public import air_shows

    options = load_options()
    calm_collector()
    serve_live(options, settings.LIVE_ROOT, listening_address(), beside=[air_shows] if options.demo else [])


if __name__ == "__main__":
    main()

"""What must be done before the doors open: the database's shape, and on the first start the demo fair.

Runs as a process of its own, so that its memory is given back, and so that the supervisor stays small.
"""

from __future__ import annotations

from everfair.config.options import load_options
from everfair.ops.progress import RichProgress
from everfair.ops.schema import bring_up_to_date
from everfair.ops.terminal import plain_words, set_up_django


def main() -> None:
    """Exit with 1, and a sentence on the terminal, when the fair can not be opened."""
    set_up_django()
    with plain_words(), RichProgress() as progress:
        bring_up_to_date(progress)
        if load_options().demo:
            load_demo_fair(progress)


def load_demo_fair(progress: RichProgress) -> None:
    """Load it into an empty database; a fair that is there stays as it is."""
    from everfair.fairs.public import current_edition
    from everfair.replay.public import load_replay

    if current_edition() is None:
        load_replay("demo", progress)


if __name__ == "__main__":
    main()

"""The worker process: runs the jobs of every queue."""

from __future__ import annotations

import django
from django.core.management import call_command

SECONDS_TO_FINISH = 10
JOBS_AT_ONCE = 4


def main() -> None:
    """Work until SIGTERM, then finish the jobs at hand."""
    django.setup()
    call_command(
        "procrastinate",
        "worker",
        f"--concurrency={JOBS_AT_ONCE}",
        f"--shutdown-graceful-timeout={SECONDS_TO_FINISH}",
        "--delete-jobs=successful",
    )


if __name__ == "__main__":
    main()

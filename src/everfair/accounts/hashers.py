"""How passwords are kept."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class TunedArgon2(Argon2PasswordHasher):
    """argon2id that costs about 100 ms of one core: dear for who tries many, unnoticed by who signs in once.

    46 MiB is the memory that OWASP recommends for argon2id; three passes over it, on one lane, took 100 ms where it
    was measured (`bench/sign_in.py`). A verification is work for one web thread, so more lanes would only take cores
    from the others. Hashes with other parameters are replaced when their owner signs in.
    """

    time_cost = 3
    memory_cost = 46 * 1024  # KiB
    parallelism = 1

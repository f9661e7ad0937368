"""What every later migration stands on: trigrams, the message counter of real time, the shared cache."""

from __future__ import annotations

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

CACHE_TABLE = """
CREATE TABLE everfair_cache (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX everfair_cache_expires ON everfair_cache (expires);
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        TrigramExtension(),
        migrations.RunSQL(
            "CREATE SEQUENCE kernel_realtime_message", reverse_sql="DROP SEQUENCE kernel_realtime_message"
        ),
        migrations.RunSQL(CACHE_TABLE, reverse_sql="DROP TABLE everfair_cache"),
    ]

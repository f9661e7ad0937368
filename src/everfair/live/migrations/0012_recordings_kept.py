from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

STATES: list[tuple[str, str]] = [
    ("kept", "Kept for the team"),
    ("published", "Published"),
    ("withheld", "Held back by the team"),
    ("expired", "No longer shown: its time is over"),
    ("deleted", "Deleted"),
]


class Migration(migrations.Migration):
    dependencies: ClassVar = [("live", "0011_simulcast")]
    operations: ClassVar = [
        migrations.AlterField("recording", "state", models.CharField(max_length=10, choices=STATES, default="kept")),
        migrations.AddField("recording", "has_card", models.BooleanField(default=True, db_default=True)),
        migrations.AddField(
            "recording", "card", models.CharField(max_length=12, blank=True, default="", db_default="")
        ),
        migrations.AddField(
            "recording", "card_key", models.CharField(max_length=64, blank=True, default="", db_default="")
        ),
        migrations.AddField("recording", "keep_until", models.DateField(null=True, blank=True)),
        migrations.AddField("recording", "told_of", models.DateField(null=True, blank=True)),
        migrations.AddField("recording", "told_days", models.PositiveSmallIntegerField(null=True, blank=True)),
        migrations.AddField("recording", "expired_at", models.DateTimeField(null=True, blank=True)),
        migrations.AddField("recording", "deleted_at", models.DateTimeField(null=True, blank=True)),
    ]

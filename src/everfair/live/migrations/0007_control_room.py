from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("live", "0006_health")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="StreamHealth",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seen_at", models.DateTimeField()),
                ("bits_per_second", models.PositiveIntegerField()),
                ("fps", models.FloatField(null=True)),
                ("dropped", models.PositiveIntegerField(default=0)),
                ("keyframe_seconds", models.FloatField(null=True)),
                ("loudness", models.FloatField(null=True)),
                ("brightness", models.FloatField(null=True)),
                ("black_since", models.DateTimeField(null=True)),
                ("frozen_since", models.DateTimeField(null=True)),
                ("silent_since", models.DateTimeField(null=True)),
                (
                    "stream",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="health", to="live.stream"
                    ),
                ),
                (
                    "take",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="live.take"
                    ),
                ),
            ],
        ),
    ]

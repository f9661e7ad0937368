from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("live", "0009_interpretation")]
    operations: ClassVar = [
        migrations.AlterField(
            model_name="take",
            name="protocol",
            field=models.CharField(
                choices=[
                    ("rtmp", "RTMP"),
                    ("studio", "Browser studio"),
                    ("push", "HTTP push"),
                    ("srt", "SRT"),
                    ("whip", "WHIP"),
                ],
                max_length=8,
            ),
        ),
        migrations.CreateModel(
            name="SrtDoor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("port", models.PositiveIntegerField(unique=True)),
                ("version", models.PositiveIntegerField(db_default=1, default=1)),
                ("opened_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "stream",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="srt_door", to="live.stream"
                    ),
                ),
            ],
            options={"ordering": ["port"]},
        ),
    ]

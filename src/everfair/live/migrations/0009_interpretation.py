from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import everfair.kernel.ids


class Migration(migrations.Migration):
    dependencies: ClassVar = [("live", "0008_captions")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="Channel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", everfair.kernel.ids.PublicIdField()),
                ("language", models.CharField(max_length=16)),
                ("key_version", models.PositiveIntegerField(db_default=1, default=1)),
                ("opened_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "stream",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="channels",
                        to="live.stream",
                    ),
                ),
            ],
            options={"ordering": ["id"]},
        ),
        migrations.CreateModel(
            name="Interpreter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", everfair.kernel.ids.PublicIdField()),
                ("name", models.CharField(max_length=60)),
                ("seat", models.CharField(max_length=64)),
                ("entered_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("seen_at", models.DateTimeField()),
                ("speaking_since", models.DateTimeField(blank=True, null=True)),
                ("offered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "channel",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="interpreters",
                        to="live.channel",
                    ),
                ),
            ],
            options={"ordering": ["id"]},
        ),
        migrations.AddConstraint(
            model_name="channel",
            constraint=models.UniqueConstraint(fields=("stream", "language"), name="one_channel_a_language"),
        ),
        migrations.AddConstraint(
            model_name="interpreter",
            constraint=models.UniqueConstraint(fields=("channel", "seat"), name="one_seat_a_browser"),
        ),
        migrations.AddConstraint(
            model_name="interpreter",
            constraint=models.UniqueConstraint(
                condition=models.Q(("speaking_since__isnull", False)),
                fields=("channel",),
                name="one_microphone_a_booth",
            ),
        ),
        migrations.AddConstraint(
            model_name="interpreter",
            constraint=models.CheckConstraint(
                condition=models.Q(("speaking_since__isnull", True), ("offered_at__isnull", True), _connector="OR"),
                name="microphone_is_offered_to_another",
            ),
        ),
    ]

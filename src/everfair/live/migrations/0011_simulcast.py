from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

import everfair.kernel.ids


class Migration(migrations.Migration):
    dependencies: ClassVar = [("live", "0010_srt")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="Simulcast",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", everfair.kernel.ids.PublicIdField()),
                ("label", models.CharField(max_length=60)),
                ("host", models.CharField(max_length=253)),
                ("address", models.TextField()),
                ("is_on", models.BooleanField(default=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waits until the stream is on air"),
                            ("connecting", "Connecting"),
                            ("sending", "Sent on"),
                            ("failed", "Not sent on"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                (
                    "trouble",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("refused", "The platform refuses it"),
                            ("unreachable", "The platform does not answer"),
                            ("lost", "The connection broke"),
                            ("slow", "The line there is too slow for this picture"),
                            ("address", "The address is not on the public network"),
                            (
                                "secret",
                                "The fair's secret key has changed. Remove this platform and add it again",
                            ),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                ("words", models.CharField(blank=True, default="", max_length=200)),
                ("since", models.DateTimeField(blank=True, null=True)),
                (
                    "stream",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="simulcasts", to="live.stream"
                    ),
                ),
            ],
            options={"ordering": ["id"]},
        ),
    ]

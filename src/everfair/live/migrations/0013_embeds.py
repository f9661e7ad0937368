from __future__ import annotations

from typing import ClassVar

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import everfair.kernel.ids


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("live", "0012_recordings_kept"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations: ClassVar = [
        migrations.CreateModel(
            name="Embed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", everfair.kernel.ids.PublicIdField()),
                ("label", models.CharField(max_length=80)),
                (
                    "origins",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=270), size=None),
                ),
                ("until", models.DateTimeField()),
                ("made_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "stream",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="embeds", to="live.stream"
                    ),
                ),
            ],
            options={"ordering": ["-id"]},
        ),
    ]

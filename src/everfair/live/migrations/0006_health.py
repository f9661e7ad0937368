from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("live", "0005_viewers")]
    operations: ClassVar = [
        migrations.AddField("stream", "trouble", models.CharField(blank=True, db_default="", default="", max_length=300)),
        migrations.AddField("stream", "trouble_at", models.DateTimeField(blank=True, null=True)),
    ]

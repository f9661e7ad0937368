from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

import everfair.kernel.ids
import everfair.kernel.text


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("live", "0001_streams"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations: ClassVar = [
        migrations.AddField(
            model_name="stream",
            name="publishes_recording",
            field=models.BooleanField(db_default=True, default=True),
        ),
        migrations.CreateModel(
            name="Recording",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", everfair.kernel.ids.PublicIdField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("kept", "Kept for the team"),
                            ("published", "Published"),
                            ("withheld", "Held back by the team"),
                        ],
                        default="kept",
                        max_length=10,
                    ),
                ),
                ("from_at", models.DateTimeField(blank=True, null=True)),
                ("until_at", models.DateTimeField(blank=True, null=True)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                (
                    "download",
                    models.CharField(
                        choices=[
                            ("nobody", "Nobody"),
                            ("registered", "Everybody with an account"),
                            ("everybody", "Everybody"),
                        ],
                        default="nobody",
                        max_length=10,
                    ),
                ),
                (
                    "file_state",
                    models.CharField(
                        choices=[
                            ("none", "Not made"),
                            ("making", "Being made"),
                            ("ready", "Ready"),
                            ("failed", "Could not be made"),
                        ],
                        default="none",
                        max_length=8,
                    ),
                ),
                ("file_bytes", models.BigIntegerField(blank=True, null=True)),
                ("file_made_at", models.DateTimeField(blank=True, null=True)),
                ("made_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "stream",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="recording", to="live.stream"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(from_at__isnull=True) | Q(until_at__isnull=True) | Q(from_at__lt=F("until_at")),
                        name="recording_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=~Q(state="published") | Q(published_at__isnull=False),
                        name="published_recording_has_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Chapter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", everfair.kernel.ids.PublicIdField()),
                ("at", models.DateTimeField()),
                ("title", everfair.kernel.text.TextField(default=everfair.kernel.text.Text, max_length=120)),
                (
                    "stream",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="chapters", to="live.stream"
                    ),
                ),
            ],
            options={
                "ordering": ["at"],
                "constraints": [models.UniqueConstraint(fields=("stream", "at"), name="one_chapter_a_moment")],
            },
        ),
        migrations.CreateModel(
            name="Speaker",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", everfair.kernel.ids.PublicIdField()),
                ("name", models.CharField(max_length=120)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("asked_at", models.DateTimeField(blank=True, null=True)),
                ("agrees", models.BooleanField(null=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "noted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "stream",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="speakers", to="live.stream"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("stream", "name"), name="speaker_once_in_a_stream"),
                    models.CheckConstraint(
                        condition=Q(agrees__isnull=True, answered_at__isnull=True)
                        | Q(agrees__isnull=False, answered_at__isnull=False),
                        name="speakers_answer_has_time",
                    ),
                ],
            },
        ),
    ]

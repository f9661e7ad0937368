from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import everfair.kernel.ids


class Migration(migrations.Migration):
    dependencies: ClassVar = [("live", "0007_control_room")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="CaptionTrack",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(max_length=16)),
                (
                    "made",
                    models.CharField(
                        choices=[("typed", "Typed"), ("uploaded", "Uploaded"), ("automatic", "Automatic")],
                        default="typed",
                        max_length=10,
                    ),
                ),
                ("is_shown", models.BooleanField(db_default=True, default=True)),
                ("begun_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "stream",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="caption_tracks", to="live.stream"
                    ),
                ),
            ],
            options={"ordering": ["id"]},
        ),
        migrations.CreateModel(
            name="CaptionCue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", everfair.kernel.ids.PublicIdField()),
                ("begins_at", models.DateTimeField()),
                ("seconds", models.FloatField()),
                ("text", models.CharField(max_length=500)),
                (
                    "track",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="cues", to="live.captiontrack"
                    ),
                ),
            ],
            options={"ordering": ["begins_at", "id"]},
        ),
        migrations.AddConstraint(
            model_name="captiontrack",
            constraint=models.UniqueConstraint(fields=("stream", "language"), name="one_caption_track_a_language"),
        ),
        migrations.AddConstraint(
            model_name="captioncue",
            constraint=models.CheckConstraint(
                condition=models.Q(("seconds__gt", 0), ("seconds__lte", 60)), name="caption_cue_lasts_a_while"
            ),
        ),
        migrations.AddConstraint(
            model_name="captioncue",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="caption_cue_has_words"
            ),
        ),
        migrations.AddIndex(
            model_name="captioncue",
            index=models.Index(fields=["track", "begins_at"], name="caption_cue_in_order"),
        ),
    ]

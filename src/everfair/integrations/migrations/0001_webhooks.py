from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import everfair.kernel.ids


class Migration(migrations.Migration):
    initial: ClassVar = True

    dependencies: ClassVar = [
        ("fairs", "0001_initial"),
        ("kernel", "0004_event_by_time"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Webhook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", everfair.kernel.ids.PublicIdField()),
                ("url", models.CharField(max_length=500)),
                ("secret", models.TextField()),
                ("kinds", models.JSONField(default=list)),
                ("is_on", models.BooleanField(default=True)),
                ("made_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("failures", models.PositiveIntegerField(default=0)),
                ("failing_since", models.DateTimeField(blank=True, null=True)),
                ("stopped_at", models.DateTimeField(blank=True, null=True)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="webhooks", to="fairs.edition"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", everfair.kernel.ids.PublicIdField()),
                ("kind", models.CharField(max_length=80)),
                ("body", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("sending", "Being sent"),
                            ("arrived", "Arrived"),
                            ("dropped", "Not sent: the webhook is off"),
                            ("failed", "Failed"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                (
                    "trouble",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("answer", "It answered with an error"),
                            ("silence", "It did not answer within ten seconds"),
                            ("address", "The address is not on the public network"),
                            ("secret", "The fair's secret key has changed: make a new secret"),
                        ],
                        default="",
                        max_length=8,
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("made_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("claimed_at", models.DateTimeField(blank=True, null=True)),
                ("status", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "event",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="kernel.event"
                    ),
                ),
                (
                    "webhook",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="integrations.webhook",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["waiting", "sending"])),
                        fields=["due_at"],
                        name="webhook_delivery_open",
                    ),
                    models.Index(fields=["made_at"], name="webhook_delivery_by_time"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("webhook", "event"), name="webhook_told_once_an_event")
                ],
            },
        ),
    ]

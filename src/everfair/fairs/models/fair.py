"""A fair: what its editions have in common."""

from __future__ import annotations

from django.db import models

from everfair.kernel.text import TextField


class Fair(models.Model):
    slug = models.SlugField(max_length=40, unique=True)
    name = TextField(max_length=200)
    short_name = TextField(max_length=40)

    def __str__(self) -> str:
        return str(self.name)

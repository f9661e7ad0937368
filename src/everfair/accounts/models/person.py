"""A person: one account everywhere."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now, Upper
from django.utils.translation import gettext as _

from everfair.kernel.ids import PublicIdField
from everfair.kernel.languages import DEFAULT_LANGUAGE


class People(BaseUserManager["Person"]):
    """Finds people by mail, whatever the case it was typed in."""

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Person:
        """Create a person with a hashed password (None: no sign-in by password)."""
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save()
        return person


class Person(AbstractBaseUser):
    """Somebody who can sign in; what they may do comes from memberships and role grants.

    `phone` is in E.164 ("+861012345678"). Who was erased stays as a row without a name, for what others keep.
    """

    public_id = PublicIdField()
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=10, default=DEFAULT_LANGUAGE)
    time_zone = models.CharField(max_length=60, default="Asia/Shanghai")
    avatar = models.ForeignKey("kernel.Upload", models.SET_NULL, null=True, blank=True, related_name="+")
    phone = models.CharField(max_length=20, null=True, blank=True)  # noqa: DJ001 -- no number is not the empty number
    phone_confirmed_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    is_synthetic = models.BooleanField(default=False)
    created_at = models.DateTimeField(db_default=Now())

    objects: ClassVar[People] = People()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        indexes: ClassVar = [
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="person_name_trigrams"),
            models.Index(OpClass(Upper("email"), name="varchar_pattern_ops"), name="person_mail_beginnings"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), name="person_by_mail"),
            models.UniqueConstraint(
                fields=["phone"], condition=Q(phone_confirmed_at__isnull=False), name="person_by_phone"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def shown_name(self) -> str:
        """What others read: the name, or in their language that it was erased."""
        return _("Erased person") if self.erased_at else self.name

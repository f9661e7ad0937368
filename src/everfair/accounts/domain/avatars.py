"""A person's picture: changed, removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.transaction import atomic

from everfair.accounts.models import Person
from everfair.kernel.events import log_event
from everfair.kernel.uploads import forget_upload, take_avatar

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from everfair.kernel.models import Upload


def change_avatar(person: Person, picture: UploadedFile[bytes]) -> None:
    """Show people by this picture from now on; the one before is gone. Raises what `take_avatar` raises."""
    with atomic():
        _set_avatar(person, take_avatar(picture, actor=person))


def remove_avatar(person: Person) -> None:
    with atomic():
        _set_avatar(person, None)


def _set_avatar(person: Person, avatar: Upload | None) -> None:
    person = Person.objects.select_for_update(of=("self",)).select_related("avatar").get(pk=person.pk)
    before, person.avatar = person.avatar, avatar
    if before == avatar:
        return
    person.save(update_fields=["avatar"])
    if before:
        forget_upload(before)
    log_event("person.avatar_changed", actor=person, subject=person, kept=avatar is not None)

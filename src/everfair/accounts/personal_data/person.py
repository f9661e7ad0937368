"""Who somebody is: name, picture, phone; what they agreed to; who looked at their account."""

from __future__ import annotations

from everfair.accounts.models import Consent, DataExport, Person, SupportLook
from everfair.kernel.personal_data import Held, Holder, hold, keep, told
from everfair.kernel.uploads import forget_upload

BLACKENED = "(erased)"


def tell_person(person: Person) -> Held:
    fields = (
        "public_id",
        "name",
        "email",
        "phone",
        "phone_confirmed_at",
        "language",
        "time_zone",
        "created_at",
        "last_login",
    )
    return Held(told(Person.objects.filter(pk=person.pk), *fields), [person.avatar] if person.avatar else [])


def tell_consents(person: Person) -> Held:
    rows = Consent.objects.filter(person=person)
    return Held(told(rows, "purpose", "recipient", "version", "is_given", "language", "at"))


def tell_exports(person: Person) -> Held:
    rows = DataExport.objects.filter(person=person)
    return Held(told(rows, "public_id", "state", "asked_at", "ready_at", "expires_at"))


def forget_exports(person: Person) -> None:
    for export in DataExport.objects.filter(person=person).select_related("upload"):
        export.delete()
        if export.upload:
            forget_upload(export.upload)


def tell_looks(person: Person) -> Held:
    """The person reads when and why; the name of who looked is the supporter's own."""
    return Held(told(SupportLook.objects.filter(person=person), "public_id", "reason", "began_at", "ended_at"))


def tell_looks_taken(person: Person) -> Held:
    rows = SupportLook.objects.filter(supporter=person)
    return Held(told(rows, "public_id", "reason", "began_at", "ended_at"))


def forget_looks(person: Person) -> None:
    """That support looked stays on record; why may name the person."""
    SupportLook.objects.filter(person=person).update(reason=BLACKENED)


# The person's own row is forgotten last, by `erase_person`: the others still read it.
hold(Holder("accounts.person", tell_person, keep, models=("accounts.Person",)))
# Consents stay as proof of what was done by right, under the pseudonym that the person's row becomes.
hold(Holder("accounts.consents", tell_consents, keep, models=("accounts.Consent",)))
hold(Holder("accounts.data_exports", tell_exports, forget_exports, models=("accounts.DataExport",)))
hold(Holder("accounts.support_looks", tell_looks, forget_looks, models=("accounts.SupportLook",)))
hold(Holder("accounts.support_looks_taken", tell_looks_taken, keep, models=("accounts.SupportLook",)))

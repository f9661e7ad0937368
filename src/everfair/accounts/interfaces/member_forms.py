"""The forms of membership: invite, change a role, name who takes over, join."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from everfair.accounts.access import can_change_role, can_invite
from everfair.accounts.domain.handover import Nobody
from everfair.accounts.enums import MemberRole
from everfair.accounts.errors import HeirMissing
from everfair.accounts.interfaces.forms import LONGEST_ADDRESS, LONGEST_PASSWORD
from everfair.accounts.models import Person
from everfair.kernel.text import validate_name, validate_readable

if TYPE_CHECKING:
    from everfair.accounts.domain.handover import Heir
    from everfair.accounts.member import Member


class InviteForm(forms.Form):
    """Offers the roles that the inviter may give."""

    email = forms.EmailField(label=_("E-mail address"), max_length=LONGEST_ADDRESS, validators=[validate_readable])
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)

    def __init__(self, actor: Member, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [  # type: ignore[attr-defined]  # a ChoiceField, as declared above
            (role.value, format_html("<b>{}</b> <small>{}</small>", role.label, role.meaning))
            for role in MemberRole
            if can_invite(actor, role)
        ]


class RoleForm(forms.Form):
    """Offers the roles that `actor` may give to `target`, and the one they have."""

    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, actor: Member, target: Member, *args: Any, **kwargs: Any) -> None:
        kwargs.update(prefix=target.person.public_id, initial={"role": target.role})
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [  # type: ignore[attr-defined]  # a ChoiceField, as declared above
            (role.value, role.label)
            for role in MemberRole
            if role == target.role or can_change_role(actor, target, role)
        ]


class HeirForm(forms.Form):
    """Asks who takes over; nobody is an answer, but has to be said."""

    heir = forms.ChoiceField(
        label=_("Who takes it over?"), widget=forms.RadioSelect, error_messages={"required": HeirMissing.sentence}
    )

    def __init__(self, heirs: list[Person], *args: Any, needed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["heir"].required = needed
        self.heirs = {person.public_id: person for person in heirs}
        self.fields["heir"].choices = [  # type: ignore[attr-defined]  # a ChoiceField, as declared above
            *((person.public_id, str(person)) for person in heirs),
            (Nobody.LEADS.value, _("Nobody for now; every colleague sees it")),
        ]

    def named(self) -> Heir | None:
        """Return who was chosen; None for no answer."""
        answer = self.cleaned_data["heir"]
        return Nobody.LEADS if answer == Nobody.LEADS.value else self.heirs.get(answer)


class JoinForm(forms.Form):
    """Makes an account under the address of an invitation, so it asks for everything but the address."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        validators=[validate_name],
        widget=forms.TextInput({"autocomplete": "name"}),
        help_text=_("As the people you negotiate with should read it."),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=_("At least 10 characters, and not one of the common ones."),
    )
    consent = forms.BooleanField(
        label=_("Everfair may keep my name and e-mail address for my account and show them to those I negotiate with."),
        error_messages={"required": _("Without this there is no account. You can browse the fair without one.")},
    )
    time_zone = forms.CharField(required=False, widget=forms.HiddenInput({"data-time-zone": ""}))

    def __init__(self, email: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        words: dict[str, Any] = super().clean() or {}
        if password := words.get("password"):
            try:
                validate_password(password, Person(name=words.get("name", ""), email=self.email))
            except ValidationError as refusal:
                self.add_error("password", refusal)
        return words

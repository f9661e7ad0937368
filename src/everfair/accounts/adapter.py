"""Where allauth asks the house: who is saved, what is said, which mail is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.db.transaction import atomic
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from everfair.accounts.domain.people import change_password, sign_up_person
from everfair.accounts.interfaces.language_cookie import remember_language
from everfair.accounts.letters import send_letter
from everfair.accounts.models import Person
from everfair.kernel.events import log_event
from everfair.kernel.languages import DEFAULT_LANGUAGE

if TYPE_CHECKING:
    from allauth.account.models import EmailAddress
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

# What is said on the next page; about the rest of allauth's remarks the page itself is clear enough.
REMARKS = {
    "account/messages/email_confirmed.txt": _("Your e-mail address is confirmed. Welcome to the fair."),
    "account/messages/email_confirmation_failed.txt": _("This e-mail address belongs to another account by now."),
    "account/messages/password_changed.txt": _("Your new password is set."),
}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "E-mail address and password do not go together. Check both, or ask for a new password."
        ),
        "too_many_login_attempts": _("Too many wrong passwords. Wait five minutes, or ask for a new password now."),
        "enter_current_password": _("This is not your current password."),
        "account_inactive": _("This account is closed."),
    }

    def save_user(self, request: HttpRequest, user: Person, form: Form, commit: bool = True) -> Person:  # noqa: ARG002, FBT001, FBT002, PLR0917 -- allauth's signature
        data = form.cleaned_data
        user.name = data["name"]
        user.language = get_language() or DEFAULT_LANGUAGE
        user.time_zone = data["time_zone"]
        return sign_up_person(user, data["email"], data["password1"])

    def set_password(self, user: Person, password: str) -> None:
        change_password(user, password)

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        with atomic():
            confirmed = bool(super().confirm_email(request, email_address))
            if confirmed:
                log_event("person.mail_confirmed", actor=email_address.user, subject=email_address.user)
        return confirmed

    def post_login(self, request: HttpRequest, user: Person, **details: Any) -> HttpResponse:
        """The fair speaks the person's language from here on."""
        response: HttpResponse = super().post_login(request, user, **details)
        return remember_language(response, user.language)

    def is_safe_url(self, url: str) -> bool:
        """Take no address that can't be read, and none with control signs, for one of ours."""
        try:
            return url.isprintable() and bool(super().is_safe_url(url))
        except ValueError:
            return False

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *_args: object,
        **_more: object,
    ) -> None:
        remark = REMARKS.get(message_template or "")
        if remark:
            messages.add_message(request, level, str(remark))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write in the language of the person behind the address; to strangers in the page's."""
        known = Person.objects.filter(email=email.lower()).values_list("language", flat=True).first()
        words = {key: value for key, value in context.items() if key not in ("email", "language")}
        send_letter(template_prefix, email=email, language=known or get_language() or DEFAULT_LANGUAGE, **words)

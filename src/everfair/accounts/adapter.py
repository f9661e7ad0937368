"""Where allauth asks the house: who is saved, what is said, which mail is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.db import IntegrityError
from django.db.transaction import atomic
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from everfair.accounts.domain.organisations import note_mail_proved
from everfair.accounts.domain.people import change_password, sign_up_person
from everfair.accounts.domain.phones import confirm_phone, person_by_phone
from everfair.accounts.interfaces.language_cookie import remember_language
from everfair.accounts.interfaces.phone_field import PhoneField
from everfair.accounts.letters import send_letter
from everfair.accounts.models import Person
from everfair.accounts.remarks import ERRORS, REMARKS
from everfair.accounts.sms import TextMessage, sms_sender
from everfair.kernel.events import log_event
from everfair.kernel.languages import DEFAULT_LANGUAGE

if TYPE_CHECKING:
    from allauth.account.models import EmailAddress
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

# Where the code of a letter can be used by a click.
CODE_PAGES = {
    "account/email/login_code": "account_confirm_login_code",
    "account/email/email_confirmation": "account_email_verification_sent",
    "account/email/email_confirmation_signup": "account_email_verification_sent",
}
_STAGES = {"allauth.mfa.stages.AuthenticateStage": "everfair.accounts.login_stages.SecondStep"}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {**DefaultAccountAdapter.error_messages, **ERRORS}

    def save_user(self, request: HttpRequest, user: Person, form: Form, commit: bool = True) -> Person:  # noqa: ARG002, FBT001, FBT002, PLR0917 -- allauth's signature
        data = form.cleaned_data
        user.name = data["name"]
        user.language = get_language() or DEFAULT_LANGUAGE
        user.time_zone = data["time_zone"]
        return sign_up_person(user, data["email"], data.get("password1"))

    def set_password(self, user: Person, password: str) -> None:
        change_password(user, password)

    def reauthenticate(self, user: Person, password: str) -> bool:
        """Keep the session of who is asked for the password once more, also when that renews an old hash."""
        before = user.password
        right = bool(super().reauthenticate(user, password))
        user.refresh_from_db(fields=["password"])
        if user.password != before:
            update_session_auth_hash(context.request, user)
        return right

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Take the address as proved; False, with a remark, if somebody else was quicker."""
        try:
            with atomic():
                confirmed = bool(super().confirm_email(request, email_address))
                if confirmed:
                    log_event("person.mail_confirmed", actor=email_address.user, subject=email_address.user)
                    note_mail_proved(email_address.user)
        except IntegrityError:
            self.add_message(request, messages.ERROR, "account/messages/email_confirmation_failed.txt")
            confirmed = False
        return confirmed

    def post_login(self, request: HttpRequest, user: Person, **details: Any) -> HttpResponse:
        """The fair speaks the person's language from here on."""
        response: HttpResponse = super().post_login(request, user, **details)
        return remember_language(response, user.language)

    def get_login_stages(self) -> list[str]:
        return [_STAGES.get(stage, stage) for stage in super().get_login_stages()]

    def get_reauthentication_methods(self, user: Person) -> list[dict[str, Any]]:
        """Name the ways to prove oneself again in our words."""
        words = {
            "reauthenticate": gettext_lazy("Use the password"),
            "mfa_reauthenticate": gettext_lazy("Use a code"),
            "mfa_reauthenticate:webauthn": gettext_lazy("Use a passkey"),
        }
        return [{**way, "description": words[way["id"]]} for way in super().get_reauthentication_methods(user)]

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
        message: str | None = None,
        **_more: object,
    ) -> None:
        remark = message or REMARKS.get(message_template or "")
        if remark:
            messages.add_message(request, level, str(remark))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write in the language of the person behind the address; to strangers in the page's."""
        known = context["user"].language if context.get("user") else _language_of(email)
        words = {key: value for key, value in context.items() if key not in ("email", "language")}
        if template_prefix in CODE_PAGES:
            words["code_url"] = f"{reverse(CODE_PAGES[template_prefix])}?{urlencode({'code': words['code']})}"
        send_letter(template_prefix, email=email, language=known or get_language() or DEFAULT_LANGUAGE, **words)

    def send_notification_mail(
        self, template_prefix: str, user: Person, context: dict[str, Any] | None = None, **more: Any
    ) -> None:
        """Name the person, whose language counts also when the letter goes to an address that was theirs."""
        super().send_notification_mail(template_prefix, user, {**(context or {}), "user": user}, **more)

    def phone_form_field(self, **kwargs: Any) -> PhoneField:
        return PhoneField(**kwargs)

    def set_phone(self, user: Person, phone: str, verified: bool) -> None:  # noqa: FBT001 -- allauth's signature
        """Keep a number once it is confirmed, not before."""
        if verified:
            confirm_phone(user, phone)

    def set_phone_verified(self, user: Person, phone: str) -> None:
        confirm_phone(user, phone)

    def get_phone(self, user: Person) -> tuple[str, bool] | None:
        return (user.phone, bool(user.phone_confirmed_at)) if user.phone else None

    def get_user_by_phone(self, phone: str) -> Person | None:
        return person_by_phone(phone)

    def send_verification_code_sms(self, user: Person, phone: str, code: str, **_more: Any) -> None:
        with override(user.language):
            text = _("%(code)s is your Everfair code. Tell it to nobody.") % {"code": code}
        sms_sender().send(TextMessage(phone, text, code, user.language))

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count by the address alone: allauth's key contains the host name, and a fair answers to several."""
        del request
        return str(credentials.get("email", "")).lower()


def _language_of(email: str) -> str | None:
    return Person.objects.filter(email=email.lower()).values_list("language", flat=True).first()

"""How mail leaves the fair, when a mail service sends it."""

from __future__ import annotations

from typing import Literal

MailService = Literal["brevo", "mailersend", "mailgun", "mailjet", "postmark", "resend"]

# What each service calls its key.
_KEYS: dict[str, tuple[str, ...]] = {
    "brevo": ("BREVO_API_KEY",),
    "mailersend": ("MAILERSEND_API_TOKEN",),
    "mailgun": ("MAILGUN_API_KEY",),
    "mailjet": ("MAILJET_API_KEY", "MAILJET_SECRET_KEY"),
    "postmark": ("POSTMARK_SERVER_TOKEN",),
    "resend": ("RESEND_API_KEY",),
}


def service_backend(service: MailService) -> str:
    return f"anymail.backends.{service}.EmailBackend"


def service_settings(service: MailService, key: str, report_secret: str | None) -> dict[str, object]:
    """Return anymail's settings; a service with two keys takes them as `key:secret`."""
    names = _KEYS[service]
    parts = key.split(":", len(names) - 1)
    given = dict(zip(names, parts, strict=False))
    return {**given, "REQUESTS_TIMEOUT": (10, 30), **({"WEBHOOK_SECRET": report_secret} if report_secret else {})}

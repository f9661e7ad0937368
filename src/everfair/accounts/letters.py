"""Mail to people, in their own language, as plain text from templates."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation


def send_letter(template: str, *, email: str, language: str, **words: Any) -> None:
    """Render `<template>_subject.txt` and `<template>_message.txt` in a language and send them."""
    words = {key: seen_from_outside(value) if key.endswith("_url") else value for key, value in words.items()}
    with translation.override(language):
        subject = " ".join(render_to_string(f"{template}_subject.txt", words).split())
        body = render_to_string(f"{template}_message.txt", words).strip() + "\n"
    EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [email]).send()


def seen_from_outside(url: str) -> str:
    """Put the fair's public address before a link, whatever host name the request came in by."""
    parts = urlsplit(url)
    if parts.netloc and not settings.OPTIONS.public_url:
        return url
    return str(settings.OPTIONS.address + parts._replace(scheme="", netloc="").geturl())

"""Where the mail service reports what came back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.module_loading import import_string
from django.views.decorators.csrf import csrf_exempt

from everfair.kernel.access import permission
from everfair.kernel.errors import NotFound

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

_REPORTS = {
    "brevo": "anymail.webhooks.brevo.BrevoTrackingWebhookView",
    "mailersend": "anymail.webhooks.mailersend.MailerSendTrackingWebhookView",
    "mailgun": "anymail.webhooks.mailgun.MailgunTrackingWebhookView",
    "mailjet": "anymail.webhooks.mailjet.MailjetTrackingWebhookView",
    "postmark": "anymail.webhooks.postmark.PostmarkTrackingWebhookView",
    "resend": "anymail.webhooks.resend.ResendTrackingWebhookView",
}


@permission("notifications.report_mail", public=True)
@csrf_exempt
def report(request: HttpRequest) -> HttpResponseBase:
    """Hand the report to anymail's view of the service, which checks user and password, and the service's signature."""
    options = settings.OPTIONS
    if options.mail_service is None or not options.mail_report_secret:
        raise NotFound
    view = import_string(_REPORTS[options.mail_service]).as_view()
    answer: HttpResponseBase = view(request)
    return answer

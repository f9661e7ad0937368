"""The tabs that accounts hang."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from everfair.kernel.tabs import Tab, hang_tab

hang_tab("account", Tab("me", _("Overview"), 10, lambda _request, _subject: reverse("accounts:me")))
hang_tab("account", Tab("tokens", _("Programs"), 80, lambda _request, _subject: reverse("accounts:token-list")))

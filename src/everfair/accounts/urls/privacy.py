"""My data: consents, download, erasure."""

from __future__ import annotations

from django.urls import path

from everfair.accounts.views import data_exports, erasure, privacy

urlpatterns = [
    path("me/privacy", privacy.privacy, name="privacy"),
    path("me/privacy/consents/<slug:purpose>/give", privacy.give, name="consent-give"),
    path("me/privacy/consents/<slug:purpose>/withdraw", privacy.withdraw, name="consent-withdraw"),
    path("me/privacy/exports", data_exports.exports, name="export-list"),
    path("me/privacy/exports/<slug:public_id>", data_exports.download, name="export-download"),
    path("me/privacy/erase", erasure.erase, name="person-erase"),
    path("erased", erasure.erased, name="person-erased"),
]

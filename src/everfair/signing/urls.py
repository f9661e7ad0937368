"""Addresses of agreements, and of the public verification."""

from __future__ import annotations

from django.urls import path

from everfair.signing.views import agreement, drafting, signing, verify

app_name = "signing"

urlpatterns = [
    path("agreements/new", drafting.new, name="agreement-new"),
    path("agreements/<slug:public_id>", agreement.show, name="agreement-view"),
    path("agreements/<slug:public_id>/paper.pdf", agreement.paper, name="paper-download"),
    path("agreements/<slug:public_id>/revise", drafting.revise, name="agreement-revise"),
    path("agreements/<slug:public_id>/approve", agreement.approve, name="agreement-approve"),
    path("agreements/<slug:public_id>/sign", signing.sign, name="agreement-sign"),
    path("agreements/<slug:public_id>/decline", agreement.decline, name="agreement-decline"),
    path("verify", verify.check, name="paper-verify"),
    path("verify/<slug:key>", verify.register, name="paper-register"),
]

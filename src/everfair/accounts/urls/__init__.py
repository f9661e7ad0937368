"""My account, organisations, delegations, and the operators' desk for all of them."""

from __future__ import annotations

from everfair.accounts.urls import connections, delegations, desk, me, membership, organisations, privacy, security

app_name = "accounts"
urlpatterns = [
    *me.urlpatterns,
    *security.urlpatterns,
    *privacy.urlpatterns,
    *connections.urlpatterns,
    *membership.urlpatterns,
    *organisations.urlpatterns,
    *delegations.urlpatterns,
    *desk.urlpatterns,
]

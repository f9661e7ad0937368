"""The entrance, under the names that allauth gives its routes; those that we don't use are not mounted."""

from __future__ import annotations

from django.urls import path, re_path

from everfair.accounts.views import entrance

urlpatterns = [
    path("signup/", entrance.sign_up, name="account_signup"),
    path("login/", entrance.sign_in, name="account_login"),
    path("logout/", entrance.sign_out, name="account_logout"),
    path("inactive/", entrance.inactive, name="account_inactive"),
    path("confirm-email/", entrance.mail_sent, name="account_email_verification_sent"),
    re_path(r"^confirm-email/(?P<key>[-:\w]+)/$", entrance.confirm_mail, name="account_confirm_email"),
    path("password/change/", entrance.change_password, name="account_change_password"),
    path("password/reset/", entrance.ask_for_password, name="account_reset_password"),
    path("password/reset/done/", entrance.password_mail_sent, name="account_reset_password_done"),
    path("password/reset/key/done/", entrance.new_password_set, name="account_reset_password_from_key_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        entrance.new_password,
        name="account_reset_password_from_key",
    ),
]

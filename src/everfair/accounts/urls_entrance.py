"""The entrance, under the names that allauth gives its routes; those that we don't use are not mounted."""

from __future__ import annotations

from django.urls import path, re_path

from everfair.accounts.views import entrance, entrance_codes, entrance_passkeys, entrance_steps, security_contact
from everfair.accounts.views import security_factors as factors

urlpatterns = [
    path("signup/", entrance.sign_up, name="account_signup"),
    path("signup/passkey/", entrance.sign_up_by_passkey, name="account_signup_by_passkey"),
    path("signup/passkey/make/", entrance_passkeys.make_first_passkey, name="mfa_signup_webauthn"),
    path("login/", entrance.sign_in, name="account_login"),
    path("login/code/", entrance_codes.ask_for_code, name="account_request_login_code"),
    path("login/code/confirm/", entrance_codes.type_login_code, name="account_confirm_login_code"),
    path("login/passkey/", entrance_passkeys.sign_in_with_passkey, name="mfa_login_webauthn"),
    path("login/step/", entrance_steps.second_step, name="mfa_authenticate"),
    path("logout/", entrance.sign_out, name="account_logout"),
    path("inactive/", entrance.inactive, name="account_inactive"),
    path("confirm-email/", entrance_codes.type_mail_code, name="account_email_verification_sent"),
    path("password/change/", entrance.change_password, name="account_change_password"),
    path("password/set/", security_contact.set_password, name="account_set_password"),
    path("password/reset/", entrance.ask_for_password, name="account_reset_password"),
    path("password/reset/done/", entrance.password_mail_sent, name="account_reset_password_done"),
    path("password/reset/key/done/", entrance.new_password_set, name="account_reset_password_from_key_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        entrance.new_password,
        name="account_reset_password_from_key",
    ),
    path("reauthenticate/", entrance_steps.prove_by_password, name="account_reauthenticate"),
    path("reauthenticate/code/", entrance_steps.prove_by_code, name="mfa_reauthenticate"),
    path("reauthenticate/passkey/", entrance_steps.prove_by_passkey, name="mfa_reauthenticate_webauthn"),
    path("email/", security_contact.change_address, name="account_email"),
    path("phone/", security_contact.change_phone, name="account_change_phone"),
    path("phone/confirm/", security_contact.type_phone_code, name="account_verify_phone"),
    path("security/", factors.factors_index, name="mfa_index"),
    path("passkeys/add/", factors.add_passkey, name="mfa_add_webauthn"),
    path("app/on/", factors.switch_on_app, name="mfa_activate_totp"),
    path("app/off/", factors.switch_off_app, name="mfa_deactivate_totp"),
    path("recovery-codes/", factors.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("recovery-codes/download/", factors.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("recovery-codes/new/", factors.new_recovery_codes, name="mfa_generate_recovery_codes"),
]

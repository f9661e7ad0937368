"""One account, entered in every way: passkey, authenticator app, recovery code, mailed code."""

from __future__ import annotations

import base64
import time
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from tests.journeys.walker import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.journeys.walker import Walker

pytestmark = pytest.mark.journey

SECURITY = "/me/security"
STEP = 30
PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def mark() -> str:
    return uuid4().hex[:6]


def give_passkey_device(walker: Walker) -> None:
    """Let the browser keep passkeys, as a phone does whose owner's finger is always at hand."""
    devtools = walker.page.context.new_cdp_session(walker.page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": PHONE})


def sign_out(walker: Walker) -> None:
    walker.go("/accounts/logout/")
    walker.send()


def press(walker: Walker, form: str) -> None:
    """Press a button whose form is sent by a script, once the device has answered."""
    with walker.page.expect_navigation():
        walker.page.locator(f"{form} button[type=submit]").click()


def prove(walker: Walker) -> None:
    """Type the password once more, where it is asked for."""
    walker.fill(password=PASSWORD)
    walker.send()


def app_code(secret: str, *, later: int = 0) -> str:
    """Return what an authenticator app shows, now or some steps later."""
    app = TOTP(base64.b32decode(secret), 6, SHA1(), STEP, enforce_key_length=False)  # noqa: S303 -- the algorithm of all authenticator apps
    return app.generate(int(time.time()) + later * STEP).decode()


def sign_up_with_passkey(walker: Walker, name: str, address: str) -> None:
    walker.go("/accounts/signup/passkey/")
    walker.fill(name=name, email=address, consent="on")
    walker.send()
    walker.fill(code=walker.code_for(address))
    walker.send()
    walker.picture("passkey-make")
    press(walker, "form[data-passkey=make]")


def test_sign_up_and_sign_in_with_a_passkey(arrive: Callable[..., Walker], mark: str) -> None:
    nok = arrive("en", host="localhost")
    nok.page.add_init_script("PublicKeyCredential.isConditionalMediationAvailable = async () => false")
    give_passkey_device(nok)
    sign_up_with_passkey(nok, "Nok Srisai", f"nok-{mark}@example.org")
    assert nok.page.url.endswith("/me/organisations/new")

    sign_out(nok)
    nok.go("/accounts/login/?next=/me/security")
    press(nok, "form[data-passkey=use]")

    assert nok.page.url.endswith(SECURITY)
    nok.sees("None: you sign in with a passkey or a code.")
    nok.picture("security-passkey")


def test_passkey_is_offered_in_the_address_field(arrive: Callable[..., Walker], mark: str) -> None:
    lin = arrive("zh-hans", host="localhost")
    give_passkey_device(lin)
    sign_up_with_passkey(lin, "林悦", f"lin-key-{mark}@example.org")
    sign_out(lin)

    with lin.page.expect_navigation(url="**/me"):
        lin.page.goto("/accounts/login/")


def test_passkey_as_second_step(arrive: Callable[..., Walker], mark: str) -> None:
    nok, address = arrive("en", host="localhost"), f"nok-two-{mark}@example.org"
    nok.page.add_init_script("PublicKeyCredential.isConditionalMediationAvailable = async () => false")
    give_passkey_device(nok)
    nok.sign_up("Nok Srisai", address)
    nok.go("/accounts/passkeys/add/")
    prove(nok)
    press(nok, "form[data-passkey=make]")
    nok.sees("Each lets you in once")
    nok.picture("recovery-codes")

    sign_out(nok)
    nok.sign_in(address, PASSWORD)
    assert nok.page.url.endswith("/accounts/login/step/")
    nok.picture("second-step")
    press(nok, "form[data-passkey=use]")

    assert nok.page.url.endswith("/me")


def test_authenticator_app_and_recovery_code(arrive: Callable[..., Walker], mark: str) -> None:
    nok, address = arrive("en"), f"nok-app-{mark}@example.org"
    nok.sign_up("Nok Srisai", address)
    nok.go("/accounts/app/on/")
    prove(nok)
    secret = nok.page.locator("[data-secret]").inner_text()
    nok.picture("authenticator-app")
    nok.fill(code=app_code(secret))
    nok.send()
    recovery = nok.page.locator(".codes code").first.inner_text()

    sign_out(nok)
    nok.sign_in(address, PASSWORD)
    nok.fill(code=app_code(secret, later=1))
    nok.send()
    assert nok.page.url.endswith("/me")

    sign_out(nok)
    nok.sign_in(address, PASSWORD)
    nok.fill(code=recovery)
    nok.send()
    nok.go(SECURITY)
    nok.sees("9 are left.")
    nok.picture("security-app")


def test_mailed_code_and_remote_sign_out(arrive: Callable[..., Walker], mark: str) -> None:
    here, there, address = arrive("en"), arrive("en"), f"nok-mail-{mark}@example.org"
    here.sign_up("Nok Srisai", address)

    there.go("/accounts/login/code/")
    there.fill(login=address)
    there.send()
    there.fill(code=there.code_for(address))
    there.send()
    assert there.page.url.endswith("/me")

    here.go(SECURITY)
    here.page.locator("form[action$='/sessions/others/end'] button").click()
    here.sees("Signed out everywhere else.")
    there.page.goto("/me")
    assert "/accounts/login/" in there.page.url


def test_passkeys_where_they_cannot_work(arrive: Callable[..., Walker]) -> None:
    without, elsewhere, tired = arrive("en"), arrive("en"), arrive("en", host="localhost")
    without.page.add_init_script("delete window.PublicKeyCredential")
    refuse = "navigator.credentials.get = async () => { throw new DOMException('no', 'NotAllowedError') }"
    tired.page.add_init_script(refuse)
    expected = {
        without: "This browser cannot use passkeys here.",
        elsewhere: "Passkeys work only at the fair's own address.",
        tired: "Nothing happened: it was cancelled, or it took too long.",
    }

    for walker, sentence in expected.items():
        walker.go("/accounts/login/")
        walker.page.locator("form[data-passkey] button").click()
        walker.page.get_by_role("alert").filter(has_text=sentence).wait_for()

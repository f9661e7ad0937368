"""When what a site was given is good no more."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from allauth.idp.oidc.models import Token

from everfair.accounts.domain.authorisations import withdraw_site
from everfair.accounts.domain.clients import change_client, remove_client, renew_secret
from everfair.accounts.interfaces.client_form import SiteForm, described
from everfair.accounts.models import Person, SiteAuthorisation
from everfair.accounts.tasks import delete_expired_site_tokens
from everfair.kernel.clock import now
from tests.accounts.sites import Site, errors_of, make_site
from tests.factories.accounts import MembershipFactory, make_operator, sign_in

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.fixture
def site() -> Site:
    return make_site()


@pytest.fixture
def person(client: Client) -> Person:
    someone: Person = MembershipFactory.create().person
    sign_in(client, someone)
    return someone


def works(client: Client, site: Site, tokens: dict[str, str]) -> tuple[bool, bool]:
    """Tell whether the access token, and the refresh token, still do anything."""
    looked = site.look(client, tokens["access_token"])
    renewed = site.renew(client, tokens["refresh_token"])
    return looked.status_code == 200, renewed.status_code == 200


def test_withdrawing_ends_tokens_and_waiting_codes(client: Client, site: Site, person: Person) -> None:
    tokens, waiting = site.tokens(client), site.code(client)

    withdraw_site(person, site.row.pk)

    assert works(client, site, tokens) == (False, False)
    assert errors_of(site.exchange(client, waiting)) == (400, "invalid_grant")


@pytest.mark.parametrize("end", [{"is_active": False}, {"erased_at": now() - timedelta(days=1)}])
def test_closed_and_erased_people_are_known_nowhere(
    client: Client, site: Site, person: Person, end: dict[str, object]
) -> None:
    tokens, waiting = site.tokens(client), site.code(client)

    Person.objects.filter(pk=person.pk).update(**end)

    assert works(client, site, tokens) == (False, False)
    assert errors_of(site.exchange(client, waiting)) == (400, "invalid_grant")


@pytest.mark.usefixtures("person")
def test_token_that_survived_a_withdrawal_tells_nothing(client: Client, site: Site) -> None:
    tokens = site.tokens(client)

    SiteAuthorisation.objects.all().delete()

    assert works(client, site, tokens) == (False, False)


@pytest.mark.usefixtures("person")
def test_removed_site_has_no_tokens(client: Client, site: Site) -> None:
    tokens = site.tokens(client)

    remove_client(site.row.pk, actor=make_operator())

    assert works(client, site, tokens) == (False, False)
    assert not Token.objects.exists()


@pytest.mark.usefixtures("person")
def test_renewed_secret_voids_the_old_one(client: Client, site: Site) -> None:
    _, secret = renew_secret(site.row.pk, actor=make_operator())
    old, code = site.secret, site.code(client)

    site.secret = secret

    assert errors_of(site.exchange(client, site.code(client), client_secret=old)) == (401, "invalid_client")
    assert site.exchange(client, code).status_code == 200


@pytest.mark.usefixtures("person")
def test_what_a_site_may_no_longer_learn_old_tokens_do_not_tell(client: Client, site: Site) -> None:
    tokens = site.tokens(client)
    form = SiteForm({**described(site.row), "scopes": ["profile"]})
    assert form.is_valid()

    change_client(site.row.pk, form.particulars(is_public=False), actor=make_operator())

    assert site.look(client, tokens["access_token"]).json().keys() == {"sub", "name", "locale", "zoneinfo"}


@pytest.mark.usefixtures("person")
def test_site_may_give_its_token_back(client: Client, site: Site) -> None:
    tokens = site.tokens(client)

    client.post(
        "/identity/revoke",
        {"token": tokens["access_token"], "client_id": site.row.pk, "client_secret": site.secret},
    )

    assert site.look(client, tokens["access_token"]).status_code == 401


@pytest.mark.usefixtures("person")
def test_expired_tokens_are_deleted(client: Client, site: Site) -> None:
    tokens = site.tokens(client)
    Token.objects.filter(type=Token.Type.ACCESS_TOKEN).update(expires_at=now() - timedelta(seconds=1))

    looked = site.look(client, tokens["access_token"])
    delete_expired_site_tokens(0)

    assert looked.status_code == 401
    assert [token.type for token in Token.objects.all()] == [Token.Type.REFRESH_TOKEN]

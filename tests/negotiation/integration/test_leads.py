"""Who leads a negotiation: whoever begins, and whoever it is handed over to."""

from __future__ import annotations

import pytest

from everfair.accounts.domain.colleagues import change_role, end_membership
from everfair.accounts.domain.handover import Nobody, hand_over, open_work
from everfair.accounts.errors import HeirMissing, HeirUnfit, OpenWork
from everfair.kernel.errors import Forbidden
from everfair.kernel.models import Event
from everfair.negotiation.domain.negotiation import decline_negotiation, withdraw_negotiation
from everfair.negotiation.domain.talks import post_message
from everfair.negotiation.models import Negotiation
from tests.factories.accounts import MembershipFactory, make_member
from tests.factories.membership import roles_of
from tests.factories.negotiation import Talks, colleague_of, make_request, make_talks
from tests.negotiation.browsing import client_of

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def leads(talks: Talks) -> tuple[object, object]:
    fresh = talks.fresh()
    return fresh.initiator_lead, fresh.respondent_lead


def test_who_asks_and_who_accepts_lead() -> None:
    asked = make_request()
    talks = make_talks()

    assert leads(asked) == (asked.buyer.person, None)
    assert leads(talks) == (talks.buyer.person, talks.seller.person)


def test_who_speaks_later_does_not_take_the_lead() -> None:
    talks = make_talks(buyer=make_member())

    post_message(talks.negotiation, actor=colleague_of(talks.seller), body="Me too.")

    assert leads(talks) == (talks.buyer.person, talks.seller.person)


def test_first_to_speak_leads_where_nobody_does() -> None:
    talks = make_talks(buyer=make_member())
    Negotiation.objects.update(respondent_lead=None)
    colleague = colleague_of(talks.seller)

    post_message(talks.negotiation, actor=colleague, body="I go on.")

    assert leads(talks) == (talks.buyer.person, colleague.person)


def test_leaver_hands_everything_open_to_one_colleague() -> None:
    owner = make_member()
    leaver, heir = colleague_of(owner), colleague_of(owner)
    asked, received = make_talks(buyer=leaver), make_talks(seller=leaver)
    over = make_talks(buyer=leaver)
    withdraw_negotiation(over.negotiation, actor=leaver)
    others = make_talks(seller=heir)

    end_membership(leaver, actor=leaver, heir=heir.person)

    assert (leads(asked)[0], leads(received)[1]) == (heir.person, heir.person)
    assert (leads(over)[0], leads(others)[1]) == (leaver.person, heir.person)
    event = Event.objects.get(name="handover.done")
    assert event.payload == {"person": leaver.person.public_id, "to": heir.person.public_id, "things": 2}


def test_open_work_asks_for_an_answer_and_moves_nothing_without() -> None:
    owner = make_member()
    leaver = colleague_of(owner)
    talks = make_talks(seller=leaver)

    with pytest.raises(HeirMissing):
        end_membership(leaver, actor=owner)

    assert leads(talks)[1] == leaver.person
    assert leaver.person.public_id in roles_of(owner)


def test_nobody_is_an_answer() -> None:
    owner = make_member()
    leaver = colleague_of(owner)
    talks = make_talks(seller=leaver)

    end_membership(leaver, actor=owner, heir=Nobody.LEADS)

    assert leads(talks)[1] is None
    assert Event.objects.get(name="handover.done").payload["to"] is None


@pytest.mark.parametrize("who", ["leaver", "statistics", "stranger", "closed"])
def test_unfit_heir_gets_nothing(who: str) -> None:
    owner = make_member()
    leaver = colleague_of(owner)
    closed = colleague_of(owner)
    closed.person.is_active = False
    closed.person.save()
    heir = {
        "leaver": leaver,
        "statistics": colleague_of(owner, "statistics"),
        "stranger": make_member(),
        "closed": closed,
    }[who]
    talks = make_talks(seller=leaver)

    with pytest.raises(HeirUnfit):
        end_membership(leaver, actor=owner, heir=heir.person)

    assert leads(talks)[1] == leaver.person
    assert leaver.person.public_id in roles_of(owner)


def test_other_organisations_work_stays() -> None:
    owner = make_member()
    leaver = colleague_of(owner)
    elsewhere = MembershipFactory.create(person=leaver.person)
    talks = make_talks(seller=leaver)
    other = make_talks(buyer=type(leaver)(leaver.person, elsewhere.organisation, "owner"))

    end_membership(leaver, actor=owner, heir=owner.person)

    assert (leads(talks)[1], leads(other)[0]) == (owner.person, leaver.person)


def test_work_is_handed_over_while_one_stays() -> None:
    owner = make_member()
    tired = colleague_of(owner)
    talks = make_talks(seller=tired)

    assert hand_over(tired, actor=tired, heir=owner.person) == 1

    assert leads(talks)[1] == owner.person
    assert open_work(tired) == []
    assert hand_over(tired, actor=tired, heir=None) == 0
    with pytest.raises(Forbidden):
        hand_over(owner, actor=tired, heir=tired.person)


def test_statistics_role_waits_until_the_work_is_handed_over() -> None:
    owner = make_member()
    seller = colleague_of(owner)
    make_talks(seller=seller)

    with pytest.raises(OpenWork):
        change_role(seller, actor=owner, role="statistics")

    assert roles_of(owner)[seller.person.public_id] == "sales"
    hand_over(seller, actor=owner, heir=owner.person)
    change_role(seller, actor=owner, role="statistics")


def test_declining_leads_nothing() -> None:
    asked = make_request()

    decline_negotiation(asked.negotiation, actor=asked.seller, reason="No.")

    assert leads(asked)[1] is None


def test_list_names_who_leads_and_shows_mine() -> None:
    owner = make_member()
    colleague = colleague_of(owner)
    make_talks(seller=owner, subject="led by the owner")
    make_talks(seller=colleague, subject="led by the colleague")
    make_request(buyer=colleague, subject="asked by the colleague")

    everything = client_of(colleague).get("/negotiations/").content.decode()
    mine = client_of(colleague).get("/negotiations/", {"show": "mine"})

    assert f"led by {owner.person.name}" in everything
    assert [row.party.negotiation.subject for row in mine.context["page"].rows] == [
        "asked by the colleague",
        "led by the colleague",
    ]


def test_statistics_role_sees_figures_only() -> None:
    talks = make_talks()
    client = client_of(colleague_of(talks.seller, "statistics"))

    answers = [client.get("/negotiations/"), client.get(f"/negotiations/{talks.negotiation.public_id}")]
    overview = client.get(f"/organisations/{talks.seller.organisation.public_id}/")

    assert [answer.status_code for answer in answers] == [403, 403]
    assert "Remote consultation" not in overview.content.decode()
    assert [(str(figure.label), figure.value) for figure in overview.context["figures"] if figure.value] == [
        ("In talks", 1)
    ]

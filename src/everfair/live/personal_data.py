"""What the live room holds about a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from everfair.kernel.clock import now
from everfair.kernel.personal_data import Held, Holder, hold, keep, told
from everfair.kernel.realtime import publish
from everfair.live.domain.moderation import tell_hidden
from everfair.live.models import (
    ChatBan,
    ChatLine,
    ChatPace,
    ChatReport,
    ChatTranslation,
    Embed,
    Invitee,
    Poll,
    PollVote,
    Question,
    QuestionVote,
    Speaker,
    StreamKey,
)

if TYPE_CHECKING:
    from everfair.accounts.models import Person


def tell_keys(person: Person) -> Held:
    """Tell which stream keys the person made; of the keys themselves there is nothing but the last four signs."""
    rows = StreamKey.objects.filter(made_by=person)
    return Held(told(rows, "hint", "made_at", "used_at", "revoked_at", stream="stream__title"))


def tell_embeds(person: Person) -> Held:
    """Tell which players of closed streams the person allowed on other sites."""
    rows = Embed.objects.filter(made_by=person)
    return Held(told(rows, "label", "origins", "until", "made_at", "revoked_at", stream="stream__title"))


def tell_invitations(person: Person) -> Held:
    """Tell which closed streams the person may watch, and how many others they invited to which."""
    received = told(Invitee.objects.filter(person=person), "invited_at", stream="stream__title")
    given = told(Invitee.objects.filter(invited_by=person), "invited_at", stream="stream__title")
    return Held([*({**row, "part": "received"} for row in received), *({**row, "part": "given"} for row in given)])


def forget_invitations(person: Person) -> None:
    """Nobody watches in a pseudonym's name."""
    Invitee.objects.filter(person=person).delete()


def tell_speakers(person: Person) -> Held:
    """Tell where the person is named as a speaker, by their mail address, and which answers of others they noted."""
    named = Speaker.objects.filter(email__iexact=person.email) if person.email else Speaker.objects.none()
    theirs = told(named, "name", "asked_at", "agrees", "answered_at", stream="stream__title")
    noted = told(Speaker.objects.filter(noted_by=person), "answered_at", stream="stream__title")
    return Held([*({**row, "part": "speaks"} for row in theirs), *({**row, "part": "noted"} for row in noted)])


def forget_speakers(person: Person) -> None:
    """Who spoke, and agreed, belongs to the recording; nobody is written to any more."""
    if person.email:
        Speaker.objects.filter(email__iexact=person.email).update(email="")


def tell_questions(person: Person) -> Held:
    """Tell what the person asked, also without a name, and which questions of others they wanted to know, too."""
    fields = ("body", "is_anonymous", "state", "asked_at", "taken_up_at", "answered_at")
    asked = told(Question.objects.filter(author=person), *fields, stream="stream__title")
    wanted = told(QuestionVote.objects.filter(person=person), "voted_at", body="question__body")
    return Held([*({**row, "part": "asked"} for row in asked), *({**row, "part": "wanted"} for row in wanted)])


def forget_questions(person: Person) -> None:
    """A question belongs to the show and stays, as do the counts; whose they were does not."""
    Question.objects.filter(author=person).update(author=None)
    QuestionVote.objects.filter(person=person).update(person=None)


def tell_polls(person: Person) -> Held:
    """Tell what the person voted, and which polls they made."""
    votes = told(PollVote.objects.filter(person=person), "voted_at", poll="poll__question", answer="option__label")
    made = told(Poll.objects.filter(made_by=person), "made_at", "state", poll="question")
    return Held([*({**row, "part": "voted"} for row in votes), *({**row, "part": "made"} for row in made)])


def forget_votes(person: Person) -> None:
    """The count stays; whose vote it was does not."""
    PollVote.objects.filter(person=person).update(person=None)


def tell_chat(person: Person) -> Held:
    """Tell what the person wrote beside streams, what they reported, and what they did as a moderator."""
    lines = told(ChatLine.objects.filter(author=person), "body", "sent_at", "hidden_at", stream="stream__title")
    reports = told(ChatReport.objects.filter(reporter=person), "reason", "at", "verdict", line="line__body")
    hidden = told(ChatLine.objects.filter(hidden_by=person), "hidden_at", stream="stream__title")
    settled = told(ChatReport.objects.filter(settled_by=person), "settled_at", "verdict", line="line__body")
    parts = {"wrote": lines, "reported": reports, "hid": hidden, "settled": settled}
    return Held([{**row, "part": part} for part, rows in parts.items() for row in rows])


def forget_chat(person: Person) -> None:
    """What somebody wrote in passing is their own: the words go, and open pages take the lines away.

    That there was a line stays, under the pseudonym, so that what was reported and decided can be followed.
    """
    lines = ChatLine.objects.filter(author=person).select_related("stream")
    tell_hidden(lines.filter(hidden_at=None))
    for line in lines.exclude(pinned_at=None):
        publish(line.stream.channel, "chat-pin", {})
    ChatTranslation.objects.filter(line__author=person).delete()
    lines.filter(hidden_at=None).update(hidden_at=now(), pinned_at=None)
    lines.update(body="", name="", language="", organisation=None)


def tell_bans(person: Person) -> Held:
    """Tell where the person may not write; who decided it is the moderator's own. And whom they stopped themselves."""
    fields = ("at", "until", "reason", "lifted_at")
    theirs = told(ChatBan.objects.filter(person=person), *fields, stream="stream__title")
    given = told(ChatBan.objects.filter(by=person), "at", "until", stream="stream__title")
    lifted = told(ChatBan.objects.filter(lifted_by=person), "lifted_at", stream="stream__title")
    parts = {"received": theirs, "given": given, "lifted": lifted}
    return Held([{**row, "part": part} for part, rows in parts.items() for row in rows])


def forget_bans(person: Person) -> None:
    """Nobody writes under the pseudonym, so nobody needs to be kept from it."""
    ChatBan.objects.filter(person=person).delete()


def tell_pace(person: Person) -> Held:
    rows = ChatPace.objects.filter(person=person)
    return Held(told(rows, last_line="said_at", stream="stream__title"))


def forget_pace(person: Person) -> None:
    ChatPace.objects.filter(person=person).delete()


hold(Holder("live.keys", tell_keys, keep, models=("live.StreamKey",)))
hold(Holder("live.embeds", tell_embeds, keep, models=("live.Embed",)))
hold(Holder("live.invitations", tell_invitations, forget_invitations, models=("live.Invitee",)))
hold(Holder("live.speakers", tell_speakers, forget_speakers, models=("live.Speaker",)))
hold(Holder("live.questions", tell_questions, forget_questions, models=("live.Question", "live.QuestionVote")))
hold(Holder("live.polls", tell_polls, forget_votes, models=("live.Poll", "live.PollVote")))
hold(Holder("live.chat", tell_chat, forget_chat, models=("live.ChatLine", "live.ChatReport")))
hold(Holder("live.chat_bans", tell_bans, forget_bans, models=("live.ChatBan",)))
hold(Holder("live.chat_pace", tell_pace, forget_pace, models=("live.ChatPace",)))

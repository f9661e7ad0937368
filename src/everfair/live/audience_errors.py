"""The refusals of questions, polls and reactions, one class per rule."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from everfair.kernel.errors import Conflict, DomainError


class QuestionsClosed(Conflict):
    code = "questions_closed"
    sentence = _("The host takes no questions here at the moment.")


class QuestionMissing(DomainError):
    code = "question_empty"
    sentence = _("Write your question first.")
    status = 422


class QuestionTooLong(DomainError):
    code = "question_too_long"
    sentence = _("A question has at most %(longest)s characters; this has %(length)s.")
    status = 422


class QuestionDamaged(DomainError):
    code = "question_damaged"
    sentence = _("Some characters arrived damaged. Please type this text again.")
    status = 422


class QuestionUnwelcome(DomainError):
    code = "question_unwelcome"
    sentence = _("The host does not want “%(word)s” here. Ask it in other words.")
    status = 422


class TooManyQuestions(DomainError):
    code = "too_many_questions"
    sentence = _("You asked %(limit)s questions within %(minutes)s minutes. Let others ask, too, and try again soon.")
    status = 429


class AskedAlready(Conflict):
    code = "asked_already"
    sentence = _("You have asked exactly this already. It is in the list.")


class NamesShown(DomainError):
    code = "names_shown"
    sentence = _("Questions without a name are not taken here any more. Send it with your name, or leave it.")


class QuestionMoved(Conflict):
    code = "question_moved"
    sentence = _("This question is by now: %(state)s. Nothing was changed.")


class AuthorProtected(Conflict):
    code = "author_protected"
    sentence = _("Hide the question first: who asked is told in case of abuse only.")


class ReasonMissing(DomainError):
    code = "reveal_reason_missing"
    sentence = _("Write down what the abuse is. It is kept in the log.")
    status = 422


class PollWordsMissing(DomainError):
    code = "poll_words_missing"
    sentence = _("Write the question, and at least two answers.")
    status = 422


class PollTooLong(DomainError):
    code = "poll_too_long"
    sentence = _(
        "At most %(longest)s characters for the question and %(label)s for an answer; at most %(most)s answers."
    )
    status = 422


class NoRightAnswer(DomainError):
    code = "no_right_answer"
    sentence = _("A quiz needs at least one right answer, and one that is wrong.")
    status = 422


class PollMoved(Conflict):
    code = "poll_moved"
    sentence = _("This poll is by now: %(state)s. Nothing was changed.")


class PollClosed(Conflict):
    code = "poll_closed"
    sentence = _("This poll is closed. Your vote was not counted.")


class BadChoice(DomainError):
    code = "bad_choice"
    sentence = _("Choose an answer first.")
    status = 422


class TooManyChoices(DomainError):
    code = "too_many_choices"
    sentence = _("Choose one answer only.")
    status = 422


class BadWatchToken(DomainError):
    code = "bad_watch_token"
    sentence = _("This page was open for too long. Load it again.")
    status = 403

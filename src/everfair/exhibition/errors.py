"""The refusals of the exhibition, one class per rule."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from everfair.kernel.errors import Conflict, DomainError


class NotApprovedYet(DomainError):
    code = "not_approved_yet"
    sentence = _("Your organisation waits for the organiser's approval. You get a mail then, and can exhibit at once.")
    way_out = ("accounts:me", _("See where it stands"))


class AlreadyExhibits(Conflict):
    code = "already_exhibits"
    sentence = _("Your organisation already exhibits in this edition. Its workspace is open.")


class WordsMissing(DomainError):
    code = "words_missing"
    sentence = _("Write this in Chinese, in English, or in both.")
    status = 422


class WordsTooLong(DomainError):
    code = "words_too_long"
    sentence = _("At most %(longest)s characters, please.")
    status = 422


class TooManyBooths(Conflict):
    code = "too_many_booths"
    sentence = _("An exhibitor has at most %(limit)s booths. Change one of yours instead.")


class TooManyProjects(Conflict):
    code = "too_many_projects"
    sentence = _("An exhibitor has at most %(limit)s projects. Change one of yours instead.")


class TooManyOffers(DomainError):
    code = "too_many_offers"
    sentence = _("A project has at most %(limit)s offers. Put the rest into the description.")
    status = 422


class MoveNotAllowed(Conflict):
    code = "project_move_not_allowed"
    sentence = _("This project is “%(state)s” by now. Nothing was changed.")


class ChangedMeanwhile(Conflict):
    code = "changed_meanwhile"
    sentence = _(
        "A colleague saved another version while you were writing. Nothing of theirs or yours is lost: "
        "compare below, then save yours over it or keep theirs."
    )


class ProjectWithdrawn(DomainError):
    code = "project_withdrawn"
    sentence = _("The exhibitor has withdrawn this project. The other projects of the fair are open.")
    status = 410

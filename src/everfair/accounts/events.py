"""What accounts tell the event log."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from everfair.kernel.events import declare

declare("person.signed_up", _("A person made an account."), language=str, time_zone=str, consent=str)
declare("person.mail_confirmed", _("A person proved that an e-mail address is theirs."))
declare("person.password_changed", _("A person set a new password."))
declare("person.preferences_changed", _("A person changed name, language or time zone."), language=str, time_zone=str)
declare("organisation.founded", _("A person registered an organisation; it waits for approval."), kind=str, country=str)
declare("organisation.approved", _("An operator approved an organisation."))
declare("organisation.refused", _("An operator refused an organisation, with a reason."), reason=str)
declare("membership.added", _("A person now acts for an organisation."), person=str, role=str)
declare("role.granted", _("A person was given a role in an edition."), role=str)
declare("api_token.created", _("A person made a token for their programs."), label=str)
declare("api_token.revoked", _("A person revoked a token."), label=str)

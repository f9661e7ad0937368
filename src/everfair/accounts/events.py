"""What accounts tell the event log."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from everfair.kernel.events import declare

declare("person.signed_up", _("A person made an account."), language=str, time_zone=str, consent=str)
declare("person.mail_confirmed", _("A person proved that an e-mail address is theirs."))
declare("person.password_changed", _("A person set a new password."))
declare("person.mail_changed", _("A person signs in with another e-mail address from now on."))
declare("person.phone_confirmed", _("A person proved that a phone number is theirs."))
declare("person.phone_removed", _("A person removed their phone number."))
declare("person.passkey_added", _("A person added a passkey."), label=str)
declare("person.passkey_removed", _("A person removed a passkey."), label=str)
declare("person.app_codes_switched_on", _("A person protects their sign-in with an authenticator app."))
declare("person.app_codes_switched_off", _("A person no longer uses an authenticator app."))
declare("person.recovery_codes_made", _("A person got new recovery codes."))
declare("person.recovery_code_used", _("A person signed in with a recovery code, which is spent now."))
declare("person.session_ended", _("A person signed themselves out on another device."), device=str)
declare("person.preferences_changed", _("A person changed name, language or time zone."), language=str, time_zone=str)
declare("organisation.founded", _("A person registered an organisation; it waits for approval."), kind=str, country=str)
declare("organisation.asked", _("A vetter asked an applicant for more, in words."), words=str)
declare(
    "organisation.answered",
    _("An organisation answered a vetter, or added to its application."),
    words=str,
    changed=list,
    documents=int,
)
declare("organisation.changed", _("An organisation changed what it says of itself."), changed=list)
declare(
    "organisation.changed_checked",
    _("An approved organisation changed what was checked, and is vetted again."),
    words=str,
    changed=list,
    documents=int,
)
declare("organisation.approved", _("An operator or section lead approved an organisation."), words=str)
declare("organisation.refused", _("An operator or section lead refused an organisation, with a reason."), reason=str)
declare("organisation.level_set", _("A vetter set how far an organisation is proved."), level=int, words=str)
declare("membership.added", _("A person now acts for an organisation."), person=str, role=str)
declare(
    "membership.role_changed", _("A member of an organisation was given another role."), person=str, old=str, role=str
)
declare("membership.ended", _("A person left an organisation, or was removed."), person=str, role=str, left=bool)
declare(
    "handover.done",
    _("A member's open work went to a colleague, or to nobody."),
    person=str,
    to=str,
    things=int,
)
declare(
    "invitation.sent",
    _("Somebody was invited by mail to act for an organisation; the key is in the letter alone."),
    invitation=str,
    role=str,
    letter=int,
)
declare("invitation.accepted", _("An invited person now acts for the organisation."), invitation=str, role=str)
declare("invitation.declined", _("An invited person declined."), invitation=str)
declare("invitation.revoked", _("An invitation was taken back, or had grown too old."), invitation=str, expired=bool)
declare("role.granted", _("A person was given a role in an edition."), role=str, zone=str)
declare("role.revoked", _("A person lost a role in an edition."), role=str, zone=str)
declare("person.closed", _("A person was locked out, for a reason."), reason=str)
declare("person.reopened", _("A person who was locked out may sign in again."), reason=str)
declare("person.reminded", _("A person was written to, because their mail address waits for its proof."))
declare("person.avatar_changed", _("A person changed or removed their picture."), kept=bool)
declare(
    "people.searched",
    _("Somebody of the desk searched for people; kept is a keyed digest of the words, not the words."),
    digest=str,
    found=int,
)
declare("audit.exported", _("Somebody downloaded a part of the event log."), rows=int)
declare("support.look_began", _("Support began to look as a person sees, for a reason."), look=str, reason=str)
declare("support.look_ended", _("Support no longer looks as a person sees."), look=str)
declare("api_token.created", _("A person made a token for their programs."), label=str)
declare("api_token.revoked", _("A person revoked a token."), label=str)
declare("consent.given", _("A person agreed to something that they were asked."), purpose=str, version=str)
declare("consent.withdrawn", _("A person took a consent back."), purpose=str, version=str)
declare("data_export.asked", _("A person asked for a download of all data about them."))
declare("data_export.ready", _("The download of a person's data is ready."), expires_at=str)
declare("data_export.failed", _("The download of a person's data could not be made."))
declare("data_export.downloaded", _("A person downloaded the data about them."))
declare("person.erased", _("A person erased their account; what others must keep stays under a pseudonym."))
declare("retention.applied", _("What was kept long enough was deleted, of one kind."), what=str, count=int)
declare("delegation.created", _("An operator opened a trade delegation."), kind=str)
declare("delegation.officer_named", _("A person was named officer of a delegation."), person=str)
declare("delegation.officer_dismissed", _("A person is no longer officer of a delegation."), person=str)
declare("delegation.member_invited", _("A delegation invited an organisation."))
declare("delegation.member_joined", _("An organisation joined a delegation, or was registered by it."), registered=bool)
declare("delegation.member_declined", _("An organisation declined a delegation's invitation."))
declare("delegation.member_left", _("An organisation left a delegation, or was taken out of it."), removed=bool)
declare("import.sent", _("An officer sent a spreadsheet of firms."), source=str)
declare("import.read", _("A spreadsheet of firms was read."), source=str, rows=int, mistaken=int)
declare("import.refused", _("A spreadsheet of firms could not be read."), source=str, problem=str)
declare("import.begun", _("An officer chose rows of a spreadsheet to be applied."), source=str, rows=int)
declare(
    "import.applied",
    _("The chosen rows of a spreadsheet were applied."),
    source=str,
    created=int,
    updated=int,
    invited=int,
    unchanged=int,
)
declare("import.stopped", _("Applying a spreadsheet broke off; what was done is kept."), source=str)
declare(
    "connection.made",
    _("A person can now sign in with an account at an outside identity provider."),
    provider=str,
    how=str,
)
declare("connection.ended", _("A person no longer signs in with an outside identity provider."), provider=str)
declare("client.registered", _("An operator let another site sign people in."), site=str, scopes=list)
declare(
    "client.changed", _("An operator changed another site's addresses or what it may learn."), site=str, scopes=list
)
declare("client.secret_renewed", _("An operator gave another site a new secret; the old one is void."), site=str)
declare("client.removed", _("An operator ended another site's right to sign people in."), site=str)
declare("client.authorised", _("A person let another site know who they are."), client=str, scopes=list)
declare("client.withdrawn", _("A person took back what another site may know."), client=str)

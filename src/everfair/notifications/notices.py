"""What people are told of their account and their organisations; accounts stand below and can't declare it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from everfair.kernel.text import Text
from everfair.notifications.kinds import Kind, declare_kind

ORGANISATIONS, ACCOUNT = _("My organisations"), _("My account")
_SAMPLE = Text({"zh-hans": "远岚智检", "en": "Yuanlan Inspection"})

declare_kind(
    Kind(
        key="organisation_approved",
        group=ORGANISATIONS,
        label=_("Organisation approved"),
        description=_("An operator or section lead approved your organisation."),
        subject=_("%(organisation)s is approved"),
        body=_("%(organisation)s is approved. You can build your booth and publish projects now."),
        sample={"organisation": _SAMPLE},
        obligation=True,
    )
)
declare_kind(
    Kind(
        key="organisation_asked",
        group=ORGANISATIONS,
        label=_("More is asked for"),
        description=_("Before your organisation can be approved, something is missing."),
        subject=_("%(organisation)s: please send what is missing"),
        body=_("Before %(organisation)s can be approved, please answer this:\n\n%(words)s"),
        sample={"organisation": _SAMPLE, "words": _("The seal on the authority letter can't be read.")},
        obligation=True,
    )
)
declare_kind(
    Kind(
        key="organisation_refused",
        group=ORGANISATIONS,
        label=_("Organisation not approved"),
        description=_("Your organisation was refused, with the reason."),
        subject=_("%(organisation)s was not approved"),
        body=_(
            "The operator did not approve %(organisation)s. The reason:\n\n%(reason)s\n\n"
            "You can apply anew with better particulars."
        ),
        sample={"organisation": _SAMPLE, "reason": _("The registration number belongs to another company.")},
        obligation=True,
    )
)
declare_kind(
    Kind(
        key="delegation_invited",
        group=ORGANISATIONS,
        label=_("Invitation to a delegation"),
        description=_("A trade delegation asks your organisation to join it."),
        subject=_("%(delegation)s invites %(organisation)s"),
        body=_(
            "%(delegation)s asks %(organisation)s to join it. Its officers then see your outcomes, but no negotiation."
        ),
        sample={"organisation": _SAMPLE, "delegation": Text({"zh-hans": "浙江省交易团", "en": "Zhejiang delegation"})},
    )
)
declare_kind(
    Kind(
        key="membership_ended",
        group=ORGANISATIONS,
        label=_("No longer acting for an organisation"),
        description=_("An administrator ended your membership of an organisation."),
        subject=_("You no longer act for %(organisation)s"),
        body=_("An administrator of %(organisation)s has ended your membership. Your own account stays as it is."),
        sample={"organisation": _SAMPLE},
        obligation=True,
    )
)
declare_kind(
    Kind(
        key="handover_received",
        group=ORGANISATIONS,
        label=_("Work handed over to you"),
        description=_("A colleague's open negotiations and meetings are yours now."),
        subject=_("%(person)s's open work at %(organisation)s is yours now"),
        body=_("What %(person)s had open at %(organisation)s was handed over to you: %(things)s."),
        sample={"organisation": _SAMPLE, "person": "Lin Yue", "things": 3},
        obligation=True,
    )
)
declare_kind(
    Kind(
        key="role_granted",
        group=ACCOUNT,
        label=_("New role at a fair"),
        description=_("You were given a role in an edition of the fair."),
        subject=_("Your new role at %(edition)s: %(role)s"),
        body=_("You were made %(role)s at %(edition)s. What the role opens is on your account page."),
        sample={"edition": Text({"zh-hans": "2027年服贸会", "en": "CIFTIS 2027"}), "role": _("Section lead")},
        obligation=True,
    )
)
declare_kind(
    Kind(
        key="data_export_ready",
        group=ACCOUNT,
        label=_("Download of my data"),
        description=_("The download of everything that the fair holds about you is ready."),
        subject=_("Your data is ready to download"),
        body=_("The download of everything that the fair holds about you is ready. It is kept for a short time only."),
        sample={},
        obligation=True,
    )
)
declare_kind(
    Kind(
        key="support_looked",
        group=ACCOUNT,
        label=_("Support looked at my account"),
        description=_("Somebody of support looked at the fair as you see it; they could change nothing."),
        subject=_("%(supporter)s of support looked at your account"),
        body=_(
            "%(supporter)s looked at the fair as you see it, without being able to change anything. "
            "The reason given:\n\n%(reason)s"
        ),
        sample={"supporter": "Wang Min", "reason": _("You wrote that your booth page stays empty.")},
        obligation=True,
        urgent=True,
    )
)
declare_kind(
    Kind(
        key="mail_stopped",
        group=ACCOUNT,
        label=_("Mail does not reach me"),
        description=_("Mail to your address came back, or was marked as unwanted."),
        subject=_("Our mail does not reach you at %(address)s"),
        body=_("We send no more notices to %(address)s until you tell us that it works, or confirm another address."),
        sample={"address": "lin.yue@example.org"},
        mail=False,
        obligation=True,
    )
)

"""What the exhibition tells the event log."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from everfair.kernel.events import declare

declare("exhibitor.joined", _("An organisation exhibits in an edition."), zone=str, sector=str)
declare("booth.built", _("An exhibitor built a booth from a template."), template=str)
declare("booth.changed", _("An exhibitor changed a booth."), version=int)
declare("booth.opened", _("An exhibitor opened a booth to everybody."))
declare("project.drafted", _("An exhibitor wrote a project that nobody else sees yet."), sector=str)
declare("project.changed", _("An exhibitor changed a project."), version=int)
declare("project.published", _("An exhibitor published a project."), sector=str, supply_mode=int)
declare("project.withdrawn", _("An exhibitor withdrew a project."))

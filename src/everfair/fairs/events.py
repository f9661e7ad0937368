"""What fairs tell the event log."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from everfair.kernel.events import declare

declare("edition.opened", _("An operator opened a new edition of a fair, in preparation."), slug=str)
declare("edition.moved", _("An operator moved an edition to another state."), came_from=str, went_to=str)
declare("zone.added", _("An operator added a zone to an edition."), zone=str, kind=str)
declare("zone.renamed", _("An operator renamed a zone."), zone=str)
declare("zone.moved", _("An operator changed the order of the zones."), zone=str, direction=str)
declare("zone.removed", _("An operator removed an empty zone."), zone=str)
declare("participation.registered", _("An organisation takes part in an edition."), mode=str)

"""What the live room tells the event log."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from everfair.kernel.events import declare

declare("stream.created", _("A stream was created."), audience=str)
declare("stream.changed", _("A stream was changed."), version=int)
declare("stream.rehearsing", _("A stream's team began to rehearse."))
declare("stream.scheduled", _("A stream's rehearsal ended, or it was opened again for later."))
declare("stream.went_on_air", _("A stream went on air."))
declare("stream.paused", _("A stream was paused."))
declare("stream.ended", _("A stream ended."), by=str)
declare("stream.key_made", _("A stream key was made."), hint=str)
declare("stream.key_revoked", _("A stream key was revoked."), hint=str)
declare("take.began", _("An encoder began to send."), stream=str, protocol=str, public=bool)
declare("take.ended", _("An encoder's take ended."), stream=str, end=str, seconds=int)

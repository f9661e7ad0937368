"""What other apps may use of notifications.

Declare kinds in `<app>/notices.py`, call `notify` in the handlers of events; mail, push, quiet hours and the reader's
own choices are seen to here.
"""

from __future__ import annotations

from everfair.notifications.domain.notify import notify
from everfair.notifications.kinds import Kind, declare_kind

__all__ = ["Kind", "declare_kind", "notify"]

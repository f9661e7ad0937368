"""The API's root: mounts the routes that each app keeps in its `interfaces/api.py`."""

from __future__ import annotations

from ninja import NinjaAPI

from everfair.accounts.interfaces.api import router as account
from everfair.analytics.interfaces.api import router as figures
from everfair.exhibition.interfaces.api import router as exhibition
from everfair.fairs.interfaces.api import router as editions
from everfair.integrations.problems import answer_with_problems
from everfair.kernel.access import mount_permission
from everfair.live.interfaces.api import router as streams
from everfair.programme.interfaces.api import router as programme

api = NinjaAPI(
    title="Everfair",
    version="1",
    description="Read the fair: editions, exhibitors, projects, programme, streams and figures. Texts come in all "
    "languages they were written in, times in UTC, money in minor units.",
    urls_namespace="api",
    openapi_url=None,
    docs_url=None,
)
for router in (account, editions, exhibition, programme, streams, figures):
    api.add_router("", router)
answer_with_problems(api)
mount_permission("api:api-root", "integrations.unknown_route", public=True)

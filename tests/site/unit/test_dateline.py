"""Where an edition stands in its year."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from everfair.fairs.enums import EditionState
from everfair.fairs.models import Edition
from everfair.site.dateline import dateline

pytestmark = pytest.mark.unit


def an_edition(state: EditionState) -> Edition:
    return Edition(
        slug="2020",
        state=state,
        zone_id="Asia/Shanghai",
        opens=date(2020, 9, 4),
        exhibition_from=date(2020, 9, 5),
        closes=date(2020, 9, 9),
    )


@pytest.mark.parametrize(
    ("state", "moment", "sentence"),
    [
        (EditionState.PREPARING, datetime(2020, 8, 1, tzinfo=UTC), "Opens on 4 September 2020."),
        (EditionState.LIVE, datetime(2020, 9, 3, 15, tzinfo=UTC), "Opens on 4 September 2020."),
        (EditionState.LIVE, datetime(2020, 9, 5, 16, tzinfo=UTC), "6 September 2020. Day 3 of 6."),
        (
            EditionState.LIVE,
            datetime(2020, 9, 9, 16, tzinfo=UTC),
            "10 September 2020. The halls are closed, the fair goes on.",
        ),
        (
            EditionState.EVERGREEN,
            datetime(2026, 1, 1, tzinfo=UTC),
            "Closed on 9 September 2020 and open ever since: this fair never ends.",
        ),
        (EditionState.ARCHIVED, datetime(2026, 1, 1, tzinfo=UTC), "Kept as it was on 9 September 2020."),
    ],
)
def test_dateline_tells_the_state_in_the_fair_s_zone(state: EditionState, moment: datetime, sentence: str) -> None:
    with translation.override("en"):
        assert dateline(an_edition(state), moment) == sentence


def test_dateline_in_chinese() -> None:
    with translation.override("zh-hans"):
        said = dateline(an_edition(EditionState.EVERGREEN), datetime(2026, 1, 1, tzinfo=UTC))

    assert said == "2020年9月9日闭幕，至今照常开放：永不落幕的展会。"

"""What hangs on the streams of an edition, for `clear`: table and condition, children before parents."""

from __future__ import annotations

EDITION = "edition_id = %(edition)s"
PEOPLE = "SELECT id FROM accounts_person WHERE is_synthetic"
STREAMS = f"SELECT id FROM live_stream WHERE {EDITION}"  # noqa: S608 -- constants
OF_STREAM = f"stream_id IN ({STREAMS})"
OF_LINE = f"line_id IN (SELECT id FROM live_chatline WHERE {OF_STREAM})"  # noqa: S608 -- constants
OF_POLL = f"poll_id IN (SELECT id FROM live_poll WHERE {OF_STREAM})"  # noqa: S608 -- constants
OF_QUESTION = f"question_id IN (SELECT id FROM live_question WHERE {OF_STREAM})"  # noqa: S608 -- constants
OF_TRACK = f"track_id IN (SELECT id FROM live_captiontrack WHERE {OF_STREAM})"  # noqa: S608 -- constants
OF_CHANNEL = f"channel_id IN (SELECT id FROM live_channel WHERE {OF_STREAM})"  # noqa: S608 -- constants
OF_THEM = f"person_id IN ({PEOPLE})"

LIVE_ROWS = (
    ("live_interpreter", OF_CHANNEL),
    ("live_channel", OF_STREAM),
    ("live_captioncue", OF_TRACK),
    ("live_captiontrack", OF_STREAM),
    ("live_chatreport", OF_LINE),
    ("live_chattranslation", OF_LINE),
    ("live_chatline", OF_STREAM),
    ("live_chatpace", f"{OF_STREAM} OR {OF_THEM}"),
    ("live_chatban", f"{EDITION} OR {OF_THEM}"),
    ("live_chatrules", OF_STREAM),
    ("live_questionvote", OF_QUESTION),
    ("live_question", OF_STREAM),
    ("live_pollvote", OF_POLL),
    ("live_polloption", OF_POLL),
    ("live_poll", OF_STREAM),
    ("live_reactionminute", OF_STREAM),
    ("live_heartbeat", OF_STREAM),
    ("live_viewerminute", OF_STREAM),
    ("live_chapter", OF_STREAM),
    ("live_speaker", OF_STREAM),
    ("live_recording", OF_STREAM),
    ("live_streamhealth", OF_STREAM),
    ("live_srtdoor", OF_STREAM),
    ("live_invitee", f"{OF_STREAM} OR {OF_THEM}"),
    ("live_simulcast", OF_STREAM),
    ("live_take", OF_STREAM),
    ("live_streamkey", OF_STREAM),
    ("live_embed", OF_STREAM),
    ("live_stream", EDITION),
)
# In the streams of other editions their people become nobody.
LIVE_NAMING_PEOPLE = (
    ("live_chatline", "author_id"),
    ("live_chatline", "hidden_by_id"),
    ("live_chatban", "by_id"),
    ("live_chatban", "lifted_by_id"),
    ("live_chatreport", "reporter_id"),
    ("live_chatreport", "settled_by_id"),
    ("live_question", "author_id"),
    ("live_questionvote", "person_id"),
    ("live_poll", "made_by_id"),
    ("live_pollvote", "person_id"),
    ("live_speaker", "noted_by_id"),
    ("live_invitee", "invited_by_id"),
    ("live_streamkey", "made_by_id"),
    ("live_embed", "made_by_id"),
)

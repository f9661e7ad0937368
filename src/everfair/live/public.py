"""What other apps may use of the live room."""

from __future__ import annotations

from everfair.live.domain.keys import MadeKey, make_key, revoke_key
from everfair.live.domain.plans import StreamPlan
from everfair.live.domain.srt import open_srt
from everfair.live.domain.streams import create_stream, end_stream
from everfair.live.engines.configurations import engine_configuration
from everfair.live.enums import Audience
from everfair.live.ingest.ffmpeg import program as ffmpeg_program
from everfair.live.ingest.process import serve_live
from everfair.live.places import StreamPlace, port_of_encoders
from everfair.live.playback.addresses import watch_address
from everfair.live.queries.lists import streams_at_desk
from everfair.live.queries.publish_addresses import given_with, publish_addresses
from everfair.live.queries.streams import StreamCard, address_to_play, card_known_to_all, on_air_now
from everfair.live.queries.watching import stream_to_watch
from everfair.live.runner import Runner, runner_at_the_machine
from everfair.live.storage.forgetting import forget_media

__all__ = [
    "Audience",
    "MadeKey",
    "Runner",
    "StreamCard",
    "StreamPlace",
    "StreamPlan",
    "address_to_play",
    "card_known_to_all",
    "create_stream",
    "end_stream",
    "engine_configuration",
    "ffmpeg_program",
    "forget_media",
    "given_with",
    "make_key",
    "on_air_now",
    "open_srt",
    "port_of_encoders",
    "publish_addresses",
    "revoke_key",
    "runner_at_the_machine",
    "serve_live",
    "stream_to_watch",
    "streams_at_desk",
    "watch_address",
]

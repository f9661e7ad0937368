"""Which pictures and sound can be passed on untouched: H.264 and AAC, which every browser plays.

The first bytes of a tag tell the others apart, also in the notation of Enhanced RTMP (v2), so that each is refused by
name.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from everfair.live.ingest.feed import AUDIO, VIDEO, FlvTag

_H264, _AAC = 7, 10
_IS_ENHANCED_VIDEO, _CODEC_OF_VIDEO, _ENHANCED_AUDIO = 0x80, 0x0F, 9
_SEVERAL_PICTURES, _SEVERAL_SOUNDS = 6, 5

USE_H264 = _("The encoder sends a picture that is not H.264. Set its video codec to H.264.")
USE_AAC = _("The encoder sends sound that is not AAC. Set its audio codec to AAC.")
SEND_ONE = _("The encoder sends several pictures or sounds at once. Set it to one video track and one audio track.")
_HEVC = _("The encoder sends HEVC (H.265), which not every browser plays. Set its video codec to H.264.")
_AV1 = _("The encoder sends AV1, which not every browser plays. Set its video codec to H.264.")
_VP9 = _("The encoder sends VP9, which not every browser plays. Set its video codec to H.264.")
_ENHANCED = _("The encoder packs H.264 or AAC in the new way of Enhanced RTMP. Switch that off; the codecs are right.")
_OPUS = _("The encoder sends Opus, which not every browser plays. Set its audio codec to AAC.")
_MP3 = _("The encoder sends MP3. Set its audio codec to AAC.")

# Numbers are those of Flash Video, and 12 and 13 those that encoders made up before there was a standard.
_VIDEO: dict[int | bytes, str] = {12: _HEVC, b"hvc1": _HEVC, 13: _AV1, b"av01": _AV1, b"vp09": _VP9, b"avc1": _ENHANCED}
_AUDIO: dict[int | bytes, str] = {2: _MP3, 14: _MP3, b".mp3": _MP3, b"Opus": _OPUS, b"mp4a": _ENHANCED}


def trouble_with(tag: FlvTag) -> str:
    """Return the sentence (an English msgid) that refuses a tag's codec, "" for a tag that can be passed on."""
    body = tag.body
    if not body:
        return ""
    if tag.kind == VIDEO:
        return "" if body[0] & 0x8F == _H264 else _trouble_with_video(body)
    if tag.kind == AUDIO:
        return "" if body[0] >> 4 == _AAC else _trouble_with_audio(body)
    return ""


def _trouble_with_video(body: bytes) -> str:
    if not body[0] & _IS_ENHANCED_VIDEO:
        return _VIDEO.get(body[0] & _CODEC_OF_VIDEO, USE_H264)
    if body[0] & 0x0F == _SEVERAL_PICTURES:
        return SEND_ONE
    return _VIDEO.get(body[1:5], USE_H264)


def _trouble_with_audio(body: bytes) -> str:
    if body[0] >> 4 != _ENHANCED_AUDIO:
        return _AUDIO.get(body[0] >> 4, USE_AAC)
    if body[0] & 0x0F == _SEVERAL_SOUNDS:
        return SEND_ONE
    return _AUDIO.get(body[1:5], USE_AAC)

"""What the command line wants a stream to be; read before there is any Django."""

from __future__ import annotations

from dataclasses import dataclass

AUDIENCES = ("public", "registered", "invited")


@dataclass(frozen=True, slots=True)
class StreamWish:
    """`session` and `booth` are public ids; what is not wished is empty."""

    edition: str = ""
    title: str = ""
    title_en: str = ""
    title_zh: str = ""
    session: str = ""
    booth: str = ""
    audience: str = "public"
    language: str = "zh"
    external: str = ""
    srt: bool = False

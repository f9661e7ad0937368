"""The still part of a show's picture, and the small thing that moves across it."""

from __future__ import annotations

from functools import cache
from math import exp, sin
from pathlib import Path

import noto_cjk_sans_otc
from PIL import Image, ImageColor, ImageDraw, ImageFont

from everfair.replay.on_air.pictures import CLOCK, HEIGHT, HORIZON, MOVER_HEIGHTS, WIDTH
from everfair.replay.on_air.shows import Show

FONT = Path(noto_cjk_sans_otc.__file__).parent / "NotoSansCJK-Regular.ttc"
MARGIN = 40

_SIMPLIFIED = 2  # the font file holds a face for each script
_IVORY = (246, 239, 226)
_QUIET = (206, 200, 190)
_MOUNTAINS = ((0, 30), (70, 72), (130, 46), (210, 96), (300, 52), (390, 84), (470, 44), (560, 78), (640, 36))


def draw_card(show: Show) -> Image.Image:
    """Draw the background with the title in both languages, whose show it is, and the clock's caption."""
    card = _sky(show)
    pen = ImageDraw.Draw(card)
    if show.scene == "train":
        _mountains(pen)
    pen.line((0, HORIZON, WIDTH, HORIZON), fill=show.accent, width=2)
    pen.text((MARGIN, 38), f"{show.label.zh} · {show.label.en}", font=_font(14), fill=show.accent)
    pen.text((CLOCK[0], 22), f"{show.clock.zh} {show.clock.en}", font=_font(12), fill=_QUIET)
    pen.text((MARGIN, 96), show.title.zh, font=_font(38), fill=_IVORY)
    pen.text((MARGIN, 152), show.title.en, font=_font(20), fill=_IVORY)
    pen.text((MARGIN, HEIGHT - 46), f"{show.exhibitor.zh}　{show.exhibitor.en}", font=_font(15), fill=_QUIET)
    return card


def draw_mover(show: Show) -> Image.Image:
    """Draw what crosses the picture, on nothing."""
    return _train(show.accent) if show.scene == "train" else _pulse(show.accent)


def _sky(show: Show) -> Image.Image:
    upper, lower = (ImageColor.getrgb(colour) for colour in show.sky)
    column = Image.new("RGB", (1, HEIGHT))
    for y in range(HEIGHT):
        red, green, blue = (round(a + (b - a) * y / HEIGHT) for a, b in zip(upper, lower, strict=True))
        column.putpixel((0, y), (red, green, blue))
    return column.resize((WIDTH, HEIGHT))


def _mountains(pen: ImageDraw.ImageDraw) -> None:
    ridge = [(x, HORIZON - height) for x, height in _MOUNTAINS]
    pen.polygon([(0, HORIZON), *ridge, (WIDTH, HORIZON)], fill=(58, 40, 58))


def _train(accent: str) -> Image.Image:
    train = Image.new("RGBA", (196, MOVER_HEIGHTS["train"]))
    pen = ImageDraw.Draw(train)
    for carriage in range(4):
        left = carriage * 49
        pen.rounded_rectangle((left, 2, left + 45, 23), 4, fill=(178, 62, 48, 255))
        for window in range(4):
            pen.rectangle((left + 5 + window * 10, 7, left + 10 + window * 10, 13), fill=accent)
        for wheel in (8, 30):
            pen.ellipse((left + wheel, 21, left + wheel + 7, 28), fill=(28, 22, 32, 255))
    return train


def _pulse(accent: str) -> Image.Image:
    """Draw one heartbeat, thin enough to lie on the line and fading at both ends."""
    width, height = 150, MOVER_HEIGHTS["pulse"]
    pulse = Image.new("RGBA", (width, height))
    points = [(x, height / 2 - 34 * exp(-(((x - 75) / 22) ** 2)) * sin((x - 75) / 6)) for x in range(width)]
    ImageDraw.Draw(pulse).line(points, fill=accent, width=3, joint="curve")
    return pulse


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONT), size, index=_SIMPLIFIED)

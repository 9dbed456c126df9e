"""The picture that link previews show: title, subtitle, the marks on their line of time.

Drawn with Pillow, which python-pptx brings along; no browser is needed. Everything is drawn
three times too large and made smaller, which smooths the edges.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from PIL import Image, ImageDraw

from timeline.drawing import theme
from timeline.drawing.ticks import ticks
from timeline.model import Hue
from timeline.publishing.fonts import SANS, SCALE, SERIF_BOLD, Font, drawable, fit, font_for
from timeline.publishing.head import PREVIEW_SIZE

_MARGIN: Final = 72
_TITLE_TOP: Final = 66
_TITLE_SIZES: Final = (92, 80, 70, 60, 50, 42)
_SUBTITLE_SIZE: Final = 31
_AXIS: Final = 548  # from the top to the line of time
_YEAR_SIZE: Final = 24
_PITCHES: Final = (36.0, 32.0, 28.0, 24.0, 20.0, 16.0, 12.0)  # from row to row
_SHADES: Final = 13
_SHARE: Final = 0.34  # of it that is the radius of a mark
_NUMBER: Final = re.compile(r"-?(?:\d*\.)?\d+")
_COMMAND: Final = re.compile(r"([MLHVAZ])([^MLHVAZ]*)")


def preview(document: dict[str, Any]) -> bytes:
    """A PNG of 1200 × 630 pixels. The same document makes the same bytes on one machine."""
    width, height = PREVIEW_SIZE
    picture = Image.new("RGB", (width * SCALE, height * SCALE), _colour("paper"))
    sheet = _Sheet(ImageDraw.Draw(picture))
    top = _words(sheet, document["timeline"])
    _time(sheet, document["timeline"])
    _marks(sheet, document, top)
    out = io.BytesIO()
    _few_colours(picture.resize(PREVIEW_SIZE, Image.Resampling.LANCZOS)).save(
        out, "PNG", optimize=True
    )
    return out.getvalue()


class _Sheet:
    """Draws in the pixels of the finished picture."""

    def __init__(self, draw: ImageDraw.ImageDraw) -> None:
        self._draw = draw

    def rectangle(self, left: float, top: float, right: float, bottom: float, fill: str) -> None:
        box = (left * SCALE, top * SCALE, max(right * SCALE, left * SCALE + 1), bottom * SCALE)
        self._draw.rectangle(box, fill=fill)

    def text(self, x: float, y: float, words: str, font: Font, fill: str, anchor: str) -> None:
        self._draw.text((x * SCALE, y * SCALE), words, font=font, fill=fill, anchor=anchor)

    def polygon(self, points: list[tuple[float, float]], fill: str) -> None:
        self._draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=fill)

    def circle(self, x: float, y: float, radius: float, fill: str, stroke: float) -> None:
        box = [(value) * SCALE for value in (x - radius, y - radius, x + radius, y + radius)]
        if stroke:
            self._draw.ellipse(box, outline=fill, width=round(stroke * SCALE))
        else:
            self._draw.ellipse(box, fill=fill)

    def line(self, points: list[tuple[float, float]], fill: str, stroke: float) -> None:
        self._draw.line(
            [(x * SCALE, y * SCALE) for x, y in points], fill=fill, width=round(stroke * SCALE)
        )


def _words(sheet: _Sheet, about: dict[str, Any]) -> float:
    """Title and subtitle, as large as they fit; returns where they end."""
    width = PREVIEW_SIZE[0] - 2 * _MARGIN
    title = drawable(about["title"], SERIF_BOLD)
    subtitle = drawable(about["subtitle"], SANS)
    lines, size = fit(title, SERIF_BOLD, _TITLE_SIZES, width)
    y = float(_TITLE_TOP)
    sheet.rectangle(_MARGIN, y - 14, _MARGIN + 64, y - 8, _colour("red"))
    font = font_for(SERIF_BOLD, size, title)
    for line in lines:
        sheet.text(_MARGIN, y + size, line, font, _colour("ink"), "ls")
        y += size * 1.12
    if subtitle:
        lines, size = fit(subtitle, SANS, (_SUBTITLE_SIZE, 27, 24), width)
        font = font_for(SANS, size, subtitle)
        y += 16
        for line in lines:
            sheet.text(_MARGIN, y + size, line, font, _colour("muted"), "ls")
            y += size * 1.3
    return y


def _time(sheet: _Sheet, about: dict[str, Any]) -> None:
    left, right = _MARGIN, PREVIEW_SIZE[0] - _MARGIN
    sheet.rectangle(left, _AXIS, right, _AXIS + 2, _colour("ink"))
    low, high = map(float, about["frame"])
    # as many years as there is room for at this size of type
    moments, words = ticks((low, high), right - left, type_scale=_YEAR_SIZE / 11)
    font = font_for(SANS, _YEAR_SIZE, "".join(words))
    for ms, word in zip(moments, words, strict=True):
        x = left + (ms - low) / (high - low) * (right - left)
        sheet.rectangle(x - 1, _AXIS, x + 1, _AXIS + 10, _colour("ink"))
        if left + 20 <= x <= right - 20:
            sheet.text(x, _AXIS + 40, word, font, _colour("muted"), "ms")


def _marks(sheet: _Sheet, document: dict[str, Any], top: float) -> None:
    """Every event in the first free row above the line, the heavier below; none over another."""
    left, right = _MARGIN, PREVIEW_SIZE[0] - _MARGIN
    low, high = map(float, document["timeline"]["frame"])
    columns, kinds = document["columns"], document["kinds"]

    def at(ms: float) -> float:
        return left + min(max((ms - low) / (high - low), 0.0), 1.0) * (right - left)

    places = [(at(m), at(e)) for m, e in zip(columns["mark"], columns["end"], strict=True)]
    order = sorted(range(len(places)), key=lambda i: columns["rank"][i])
    spans = columns["span"]
    for pitch in _PITCHES:  # as large as all of them have room
        rows = int((_AXIS - top - 2.2 * pitch) // pitch)
        found = _rows([(*places[i], spans[i]) for i in order], pitch * _SHARE, rows)
        if len(found) == len(order):
            break
    radius = pitch * _SHARE
    for n, row in found.items():
        i = order[n]
        (mark, end), y = places[i], _AXIS - 0.9 * pitch - row * pitch
        kind = kinds[columns["kind"][i]]
        if spans[i]:
            sheet.rectangle(mark, y - 0.4 * radius, end, y + 0.4 * radius, _pale(kind["hue"]))
        _glyph(sheet, kind["shape"], (mark, y), radius, theme.THEMES["light"].hues[kind["hue"]])


def _rows(places: list[tuple[float, float, int]], radius: float, rows: int) -> dict[int, int]:
    """The row of each place (mark, end, is it a span?); those that find no room are left out."""
    taken: list[list[tuple[float, float]]] = [[] for _ in range(rows)]
    found = {}
    for n, (mark, end, span) in enumerate(places):
        box = mark - radius - 2, max(end if span else mark, mark + radius) + 2
        for row, others in enumerate(taken):
            if not any(box[0] < other[1] and other[0] < box[1] for other in others):
                others.append(box)
                found[n] = row
                break
    return found


def _glyph(sheet: _Sheet, shape: Any, place: tuple[float, float], size: float, colour: str) -> None:
    """A sign of the theme: its SVG path holds straight lines, or else it is a circle."""
    glyph, scale = theme.GLYPHS[shape], size / 6
    x, y = place
    commands = _COMMAND.findall(glyph.path)
    if any(letter == "A" for letter, _ in commands):
        radius = float(_NUMBER.findall(commands[0][1])[0]) * scale
        stroke = glyph.stroke * scale
        sheet.circle(x, y, radius + stroke / 2, colour, stroke)
        return
    for points in _lines(commands):
        moved = [(x + px * scale, y + py * scale) for px, py in points]
        if glyph.stroke:
            sheet.line(moved, colour, glyph.stroke * scale)
        else:
            sheet.polygon(moved, colour)


def _lines(commands: list[tuple[str, str]]) -> Iterator[list[tuple[float, float]]]:
    """The polylines of a path of M, L, H, V and Z."""
    points: list[tuple[float, float]] = []
    for letter, text in commands:
        numbers = [float(number) for number in _NUMBER.findall(text)]
        if letter == "M" and points:
            yield points
            points = []
        if letter == "H":
            points.append((numbers[0], points[-1][1]))
        elif letter == "V":
            points.append((points[-1][0], numbers[0]))
        elif letter in "ML":
            points += zip(numbers[::2], numbers[1::2], strict=True)
    yield points


def _few_colours(picture: Image.Image) -> Image.Image:
    """With a palette: the colours of the drawing and what lies between each and the paper.

    That makes the file a third as large, unseen. Pillow's own search for the nearest colour is
    not exact, and the paper must be just that of the page.
    """
    hues = theme.THEMES["light"].hues
    inks = [_colour("ink"), _colour("muted"), *hues.values(), *map(_pale, hues)]
    shades = [_mixed(ink, step / _SHADES) for ink in dict.fromkeys(inks) for step in range(_SHADES)]
    palette = np.array([_channels(colour) for colour in (_colour("paper"), *shades)])
    pixels = np.asarray(picture).astype(np.int64) @ np.array(
        [1 << 16, 1 << 8, 1]
    )  # a number for each colour
    numbers, where = np.unique(pixels, return_inverse=True)
    found = (numbers[:, None] >> np.array([16, 8, 0])) & 255
    apart = ((found[:, None, :] - palette[None, :, :]) ** 2).sum(axis=2)
    indexes = apart.argmin(axis=1).astype(np.uint8)[where.reshape(pixels.shape)]
    flat = Image.fromarray(indexes, "P")
    flat.putpalette(palette.astype(np.uint8).tobytes())
    return flat


def _colour(name: str) -> str:
    return str(getattr(theme.THEMES["light"], name))


def _pale(hue: Hue) -> str:
    """A third of a colour on two thirds of paper."""
    return _mixed(theme.THEMES["light"].hues[hue], 0.64)


def _mixed(colour: str, paper: float) -> str:
    """A colour with a share of paper in it."""
    pairs = zip(_channels(colour), _channels(_colour("paper")), strict=True)
    return "#" + "".join(f"{round(one * (1 - paper) + other * paper):02X}" for one, other in pairs)


def _channels(colour: str) -> list[int]:
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]

"""The tokens: contrast on every ground, in a bright room and to the colour-blind; one name for each
colour, one sign for each shape."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import get_args
from xml.etree import ElementTree

import pytest
import wcag

from timeline.drawing import theme
from timeline.drawing.plotly.template import template
from timeline.model import Hue, Shape
from timeline.reading import lists
from timeline.reading.keys import SHAPES
from timeline.reading.load import load

KINDS = load(Path(__file__).parents[1] / "data" / "events.yaml").kinds

TEXT = ("ink", "muted", "secondary", "red_text", "verified")
GROUNDS = ("paper", "band", "tint")
LEAST = {
    "light": {"text": 4.5, "mark": 3.0},
    "dark": {"text": 4.5, "mark": 3.0},
    "projector": {"text": 12.0, "mark": 3.0},
}


@pytest.mark.parametrize("name", theme.THEMES)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("token", TEXT)
def test_every_text_reads_on_every_ground(name: theme.ThemeName, token: str, ground: str) -> None:
    t = theme.THEMES[name]
    ratio = wcag.contrast(getattr(t, token), getattr(t, ground))
    assert ratio >= LEAST[name]["text"], f"{name}: {token} on {ground} is {ratio:.2f}"


@pytest.mark.parametrize("name", theme.THEMES)
def test_every_mark_stands_out_from_every_ground(name: theme.ThemeName) -> None:
    t = theme.THEMES[name]
    marks = {**t.hues, "red token": t.red}
    weak = {
        (mark, ground): round(wcag.contrast(colour, getattr(t, ground)), 2)
        for mark, colour in marks.items()
        for ground in GROUNDS
        if wcag.contrast(colour, getattr(t, ground)) < LEAST[name]["mark"]
    }
    assert not weak


ERAS = (0.038, 0.018)  # how much of the ink shades an era and the next, which may overlap


def shaded(ground: str, ink: str) -> str:
    """A ground where two eras of the chart overlap."""
    for share in ERAS:
        mixed = [
            round((1 - share) * int(ground[i : i + 2], 16) + share * int(ink[i : i + 2], 16))
            for i in (1, 3, 5)
        ]
        ground = "#{:02X}{:02X}{:02X}".format(*mixed)
    return ground


@pytest.mark.parametrize("name", theme.THEMES)
@pytest.mark.parametrize("ground", ["paper", "band"])
def test_chart_text_and_marks_stand_out_where_eras_overlap(
    name: theme.ThemeName, ground: str
) -> None:
    t = theme.THEMES[name]
    shade = shaded(getattr(t, ground), t.ink)
    for token in ("ink", "muted", "secondary"):  # a chosen event's red label lies on paper
        assert wcag.contrast(getattr(t, token), shade) >= LEAST[name]["text"], token
    for hue, colour in {**t.hues, "red token": t.red}.items():
        assert wcag.contrast(colour, shade) >= LEAST[name]["mark"], hue


@pytest.mark.parametrize("name", theme.THEMES)
def test_text_reads_on_a_red_ground(name: theme.ThemeName) -> None:
    t = theme.THEMES[name]
    assert wcag.contrast(t.on_red, t.red_text) >= LEAST[name]["text"]


# --- a bright room -----------------------------------------------------------------------------

# The light of a room falls on white and black alike and comes back from both: of a projector's
# contrast is left (1 + a) / (0 + a), where its white alone sends 1 and the room a. A room of 7:1,
# the least that ANSI/INFOCOMM 3M-2011 (“Projected Image System Contrast Ratio”) asks for, that for
# passive viewing, has a = 1/6. WCAG's formula is this very one with a = 0.05, so a takes its place.
# To wash the luminances first, L' = (L + b) / (1 + b), and keep WCAG's 0.05 comes to the same: b is
# 1/9 for 7:1, and (L + 1/9) / (1 + 1/9) + 0.05 is (L + 1/6) times 0.9, above and below alike.
ROOM = 1 / 6


def test_the_bright_room_leaves_a_projector_seven_to_one() -> None:
    assert wcag.contrast("#000000", "#FFFFFF", ROOM) == pytest.approx(7)
    washed = [(level + 1 / 9) / (1 + 1 / 9) + 0.05 for level in (0.9, 0.02)]
    assert washed[0] / washed[1] == pytest.approx((0.9 + ROOM) / (0.02 + ROOM))


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("token", TEXT)
def test_projected_text_still_reads_in_a_bright_room(token: str, ground: str) -> None:
    t = theme.THEMES["projector"]
    assert wcag.contrast(getattr(t, token), getattr(t, ground), ROOM) >= 4.5
    assert wcag.contrast(t.on_red, t.red_text, ROOM) >= 4.5


# --- colour blindness --------------------------------------------------------------------------

Matrix = tuple[tuple[float, float, float], ...]

# Linear sRGB in, linear sRGB out. Protan and deutan: Viénot, Brettel, Mollon, “Digital video
# colourmaps for checking the legibility of displays by dichromats”, Color Res. Appl. 24 (1999), as
# computed for sRGB by https://github.com/DaltonLens/libDaltonLens (public domain); and, for a
# second opinion, Machado, Oliveira, Fernandes, “A physiologically-based model for simulation of
# color vision deficiency”, IEEE TVCG 15 (2009), severity 1.
VISIONS: dict[str, Matrix] = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia, Viénot": ((0.11238, 0.88762, 0), (0.11238, 0.88762, 0), (0.00401, -0.00401, 1)),
    "deuteranopia, Viénot": ((0.29275, 0.70725, 0), (0.29275, 0.70725, 0), (-0.02234, 0.02234, 1)),
    "protanopia, Machado": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia, Machado": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia, Machado": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
# One matrix does not do for tritanopia: Brettel, Viénot, Mollon, “Computerized simulation of color
# appearance for dichromats”, J. Opt. Soc. Am. A 14 (1997), has two, one for each side of a plane.
TRITAN_PLANE = (0.03901, -0.02788, -0.01113)
TRITAN: tuple[Matrix, Matrix] = (
    ((1.01277, 0.13548, -0.14826), (-0.01243, 0.86812, 0.14431), (0.07589, 0.80500, 0.11911)),
    ((0.93678, 0.18979, -0.12657), (0.06154, 0.81526, 0.12320), (-0.37562, 1.12767, 0.24796)),
)
BRETTEL = "tritanopia, Brettel"

# How far two colours must lie apart on each axis of CIELAB so that half of the viewers see a
# difference between two marks of a third of a degree: Stone, Szafir, Setlur, “An engineering model
# for color difference as a function of size”, Color and Imaging Conference 2014, p(A + B/s) with
# p = ½, s = ⅓°. That is a core mark (13 px) on a monitor at 60 cm, and one of the projector theme
# (32 px of 1080) from five screen heights away. The share of viewers grows with the distance: 1.5
# is three in four of them, 2 is all.
HALF_SEE = (0.5 * (10.16 + 1.50 * 3), 0.5 * (10.68 + 3.08 * 3), 0.5 * (10.70 + 5.74 * 3))
MOST_SEE, ALL_SEE = 1.5, 2.0

# Shapes that a small mark on a poor projector may confuse.
ALIKE: tuple[set[Shape], ...] = (
    {"disc", "ring", "hexagon"},
    {"square", "diamond"},
    {"star", "triangle"},
    {"cross", "plus"},
)


def times(matrix: Matrix, colour: Sequence[float]) -> list[float]:
    return [sum(a * b for a, b in zip(row, colour, strict=True)) for row in matrix]


def seen(colour: str, vision: str) -> list[float]:
    """A `#RRGGBB` colour in linear sRGB, as somebody with that vision sees it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    if vision == BRETTEL:
        side = sum(a * b for a, b in zip(TRITAN_PLANE, linear, strict=True))
        matrix = TRITAN[0 if side >= 0 else 1]
    else:
        matrix = VISIONS[vision]
    return [min(1.0, max(0.0, c)) for c in times(matrix, linear)]


def lab(linear: Sequence[float]) -> tuple[float, float, float]:
    """Linear sRGB in CIELAB, white D65 (CIE 15)."""
    xyz = times(
        ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505)), linear
    )
    parts = [value / white for value, white in zip(xyz, (0.9505, 1, 1.089), strict=True)]
    x, y, z = (t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in parts)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def apart(one: str, other: str, vision: str) -> float:
    """How far apart two marks look; at 1 half of the viewers see that they differ."""
    pair = zip(lab(seen(one, vision)), lab(seen(other, vision)), HALF_SEE, strict=True)
    return math.sqrt(sum(((a - b) / unit) ** 2 for a, b, unit in pair))


def test_the_simulations_leave_grey_alone_and_confuse_what_dichromats_confuse() -> None:
    for vision in (*VISIONS, BRETTEL):
        assert seen("#808080", vision) == pytest.approx(seen("#808080", "normal"), abs=1e-3)
    assert lab(seen("#FFFFFF", "normal")) == pytest.approx((100, 0, 0), abs=0.1)
    # the red and the rust that the light theme once had, and its green and teal
    assert (
        apart("#B3261E", "#9A4A1F", "normal")
        > 1
        > apart("#B3261E", "#9A4A1F", "deuteranopia, Viénot")
    )
    assert apart("#2F6B4F", "#1C6670", "normal") > 1 > apart("#2F6B4F", "#1C6670", BRETTEL)


@pytest.mark.parametrize("vision", [*VISIONS, BRETTEL])
@pytest.mark.parametrize("name", theme.THEMES)
def test_any_two_hues_are_told_apart_in_every_theme(name: theme.ThemeName, vision: str) -> None:
    hues = theme.THEMES[name].hues
    close = {
        (one, other): round(distance, 2)
        for one, other in combinations(theme.HUES, 2)
        if (distance := apart(hues[one], hues[other], vision)) < MOST_SEE
    }
    assert not close


LOOKS: dict[str, list[tuple[Shape, Hue]]] = {
    "the built-in kinds": [(kind.shape, kind.hue) for kind in KINDS],
    "kinds without looks of their own": [lists.looks(n) for n in range(len(SHAPES))],
}


@pytest.mark.parametrize("vision", [*VISIONS, BRETTEL])
@pytest.mark.parametrize("name", theme.THEMES)
@pytest.mark.parametrize("kinds", LOOKS)
def test_kinds_of_similar_shape_differ_in_colour_to_everybody(
    kinds: str, name: theme.ThemeName, vision: str
) -> None:
    hues = theme.THEMES[name].hues
    pairs = [
        (one, other)
        for one, other in combinations(LOOKS[kinds], 2)
        if any({one[0], other[0]} <= group for group in ALIKE)
    ]
    assert len(pairs) >= 4
    for one, other in pairs:
        assert apart(hues[one[1]], hues[other[1]], vision) >= ALL_SEE, (one, other)


@pytest.mark.parametrize("kinds", LOOKS)
def test_colour_is_never_the_only_sign_of_a_kind(kinds: str) -> None:
    shapes = [shape for shape, _ in LOOKS[kinds]]
    assert len(set(shapes)) == len(shapes)


# --- one name for each ---------------------------------------------------------------------------


def test_contrast_is_that_of_the_standard() -> None:
    assert wcag.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert wcag.contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_every_theme_has_every_hue() -> None:
    for t in theme.THEMES.values():
        assert set(t.hues) == set(get_args(Hue)) == set(theme.HUES)


@pytest.mark.parametrize("name", theme.THEMES)
def test_css_template_and_browser_tokens_hold_the_same_colours(name: theme.ThemeName) -> None:
    t, browser, plotly = theme.THEMES[name], theme.tokens(name), template(name)
    block = re.search(rf'\[data-theme="{name}"\] {{([^}}]*)}}', theme.css_variables())
    assert block
    css = dict(re.findall(r"--([\w-]+): ([^;]+);", block[1]))
    for token in ("paper", "band", "hairline", "ink", "muted", "secondary", "red", "verified"):
        assert css[token] == browser[token] == getattr(t, token)
    for hue in theme.HUES:
        assert css[f"hue-{hue}"] == browser["hues"][hue] == t.hues[hue]
    assert plotly.layout.paper_bgcolor == t.paper
    assert plotly.layout.font.color == t.ink
    assert plotly.layout.xaxis.gridcolor == t.hairline
    assert float(css["type-scale"]) == browser["typeScale"] == t.type_scale


def test_every_theme_defines_the_same_properties() -> None:
    blocks = re.findall(r"{([^}]*)}", theme.css_variables())
    names = [set(re.findall(r"--([\w-]+):", block)) - {"sans", "serif"} for block in blocks]
    assert names[0] == names[1] == names[2]


@pytest.mark.parametrize("shape", get_args(Shape))
def test_each_shape_has_a_sign_in_the_current_colour(shape: Shape) -> None:
    svg = ElementTree.fromstring(theme.glyph_svg(shape))
    path = svg.find("path")
    assert path is not None
    assert "currentColor" in (path.get("fill"), path.get("stroke"))
    assert svg.get("aria-hidden") == "true"
    assert svg.get("width") == svg.get("height") == "14"


def test_no_two_shapes_share_a_sign() -> None:
    assert set(theme.GLYPHS) == set(get_args(Shape))
    assert len({g.path for g in theme.GLYPHS.values()}) == len(theme.GLYPHS)
    assert len({g.symbol for g in theme.GLYPHS.values()}) == len(theme.GLYPHS)

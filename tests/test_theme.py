"""The tokens: contrast on every ground, one name for each colour, one sign for each shape."""

from __future__ import annotations

import re
from typing import get_args
from xml.etree import ElementTree

import pytest

from timeline import theme
from timeline.model import Hue, Shape

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
    ratio = theme.contrast(getattr(t, token), getattr(t, ground))
    assert ratio >= LEAST[name]["text"], f"{name}: {token} on {ground} is {ratio:.2f}"


@pytest.mark.parametrize("name", theme.THEMES)
def test_every_mark_stands_out_from_every_ground(name: theme.ThemeName) -> None:
    t = theme.THEMES[name]
    marks = {**t.hues, "red token": t.red}
    weak = {
        (mark, ground): round(theme.contrast(colour, getattr(t, ground)), 2)
        for mark, colour in marks.items()
        for ground in GROUNDS
        if theme.contrast(colour, getattr(t, ground)) < LEAST[name]["mark"]
    }
    assert not weak


@pytest.mark.parametrize("name", theme.THEMES)
def test_text_reads_on_a_red_ground(name: theme.ThemeName) -> None:
    t = theme.THEMES[name]
    assert theme.contrast(t.on_red, t.red) >= 4.5


def test_contrast_is_that_of_the_standard() -> None:
    assert theme.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert theme.contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_hues_differ_enough_to_be_told_apart() -> None:
    for t in theme.THEMES.values():
        assert len(set(t.hues.values())) == len(get_args(Hue)) == len(theme.HUES)


@pytest.mark.parametrize("name", theme.THEMES)
def test_css_template_and_browser_tokens_hold_the_same_colours(name: theme.ThemeName) -> None:
    t, browser, plotly = theme.THEMES[name], theme.tokens(name), theme.template(name)
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
    svg = ElementTree.fromstring(theme.glyph_svg(shape, 13))
    path = svg.find("path")
    assert path is not None
    assert "currentColor" in (path.get("fill"), path.get("stroke"))
    assert svg.get("aria-hidden") == "true"
    assert svg.get("width") == "13"


def test_no_two_shapes_share_a_sign() -> None:
    assert set(theme.GLYPHS) == set(get_args(Shape))
    assert len({g.path for g in theme.GLYPHS.values()}) == len(theme.GLYPHS)
    assert len({g.symbol for g in theme.GLYPHS.values()}) == len(theme.GLYPHS)

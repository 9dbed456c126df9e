"""Tokens of the look: paper, ink, one red. CSS and Plotly both take their colours from here.

A colour is named once, in `THEMES`; `css_variables` writes the custom properties of the page,
`template` the Plotly template, `tokens` what the browser's chart reads. The glyphs of the kinds
stand here too, once as a Plotly symbol and once as an SVG path of the same proportions, so that
the legend, the chronicle and the chart show one sign.

Pixel sizes are those of type scale 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from timeline.model import Hue, Shape

ThemeName = Literal["light", "dark", "projector"]

SANS = (
    'ui-sans-serif, system-ui, -apple-system, "Segoe UI", Inter, Roboto, "Helvetica Neue", '
    'Arial, "Liberation Sans", sans-serif'
)
SERIF = (
    '"Iowan Old Style", "Palatino Linotype", Palatino, "Source Serif 4", Georgia, '
    '"Liberation Serif", "Times New Roman", serif'
)
LABEL_PX = 13.0


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of one ground. Every text token reads on `paper`, `band` and `tint`.

    Attributes:
        paper, band, tint: grounds: the page, every second lane, a disagreement.
        hairline: rules and five-year lines; never carries meaning by itself.
        ink, muted, secondary: text, in falling order of weight.
        red: "this one": ring, rule, arc. `red_text` is the same red where it carries words.
        on_red: text on a ground of `red_text`.
        verified: the mark of a checked quotation, as text.
        hues: the colours of the kinds, for marks. They differ in lightness more than a printed map
            would need for its looks: so the colour-blind tell them apart too (tests/test_theme.py).
        type_scale: how much larger than 1 the type of the chart is (for a screen of 1080 lines).
    """

    name: ThemeName
    scheme: Literal["light", "dark"]
    paper: str
    band: str
    tint: str
    hairline: str
    ink: str
    muted: str
    secondary: str
    red: str
    red_text: str
    on_red: str
    verified: str
    hues: dict[Hue, str]
    type_scale: float = 1.0


THEMES: dict[ThemeName, Theme] = {
    "light": Theme(
        name="light",
        scheme="light",
        paper="#FAF7F0",
        band="#F3EDDF",
        tint="#F5E9DC",
        hairline="#DDD6C8",
        ink="#1B1A17",
        muted="#4B473F",
        secondary="#655F55",
        red="#B3261E",
        red_text="#B3261E",
        on_red="#FFFDF7",
        verified="#2F6B4F",
        hues={
            "red": "#B3261E",
            "blue": "#143963",
            "ink": "#1B1A17",
            "ochre": "#B26C13",
            "green": "#447F66",
            "violet": "#6B3B99",
            "rust": "#5F1700",
            "teal": "#1F5E68",
        },
    ),
    "dark": Theme(
        name="dark",
        scheme="dark",
        paper="#181613",
        band="#211E19",
        tint="#2B211C",
        hairline="#3B362D",
        ink="#F4EFE4",
        muted="#CFC8B9",
        secondary="#A79F90",
        red="#F2766B",
        red_text="#F2766B",
        on_red="#181613",
        verified="#84C7A4",
        hues={
            "red": "#F2766B",
            "blue": "#7CA0C0",
            "ink": "#F4EFE4",
            "ochre": "#DCAF57",
            "green": "#87C9A8",
            "violet": "#BA9EF4",
            "rust": "#B8642B",
            "teal": "#69E0E8",
        },
    ),
    "projector": Theme(
        name="projector",
        scheme="light",
        paper="#FFFDF7",
        band="#FAF6EA",
        tint="#FBF3E6",
        hairline="#CFC7B4",
        ink="#111111",
        muted="#262522",
        secondary="#282724",
        red="#B3261E",
        red_text="#640805",
        on_red="#FFFFFF",
        verified="#0A3723",
        hues={
            "red": "#B3261E",
            "blue": "#143963",
            "ink": "#111111",
            "ochre": "#B26C13",
            "green": "#447F66",
            "violet": "#6B3B99",
            "rust": "#5F1700",
            "teal": "#1F5E68",
        },
        type_scale=2.5,
    ),
}

HUES: tuple[Hue, ...] = ("red", "blue", "ink", "ochre", "green", "violet", "rust", "teal")


@dataclass(frozen=True, slots=True)
class Glyph:
    """How a shape is drawn.

    Attributes:
        symbol: Plotly's marker symbol.
        factor: marker size as a multiple of the mark's diameter. Symbols of one nominal size
            differ by a third in extent (a diamond is 1.3 wide, a thin bar 1.4 tall); the factor
            evens out what the eye sees and keeps each within its radius, half a pixel excepted.
        stroke: line width in pixels where the shape is drawn by its line, else 0.
        path: SVG path in a box of −8…8 on both axes, for a mark of radius 6.
    """

    symbol: str
    factor: float
    stroke: float
    path: str


GLYPHS: dict[Shape, Glyph] = {
    "disc": Glyph("circle", 1.0, 0, "M6 0A6 6 0 1 1-6 0A6 6 0 1 1 6 0Z"),
    "square": Glyph("square", 0.84, 0, "M-5-5H5V5H-5Z"),
    "diamond": Glyph("diamond", 0.84, 0, "M6.5 0L0 6.5L-6.5 0L0-6.5Z"),
    "cross": Glyph("x-thin-open", 0.74, 2.4, "M-4.5-4.5L4.5 4.5M4.5-4.5L-4.5 4.5"),
    "ring": Glyph("circle-open", 0.82, 2.2, "M4.9 0A4.9 4.9 0 1 1-4.9 0A4.9 4.9 0 1 1 4.9 0Z"),
    "triangle": Glyph("triangle-up", 0.95, 0, "M-6.5 3.7H6.5L0-6.5Z"),
    "hexagon": Glyph("hexagon2", 1.0, 0, "M-3 5.2H3L6 0L3-5.2H-3L-6 0Z"),
    "star": Glyph(
        "star",
        0.85,
        0,
        "M1.6-2.2H6.8L2.6 .8L4.2 5.8L0 2.7L-4.2 5.8L-2.6 .8L-6.8-2.2H-1.6L0-7.1Z",
    ),
    "bar": Glyph("line-ns-open", 0.8, 3.4, "M0-6.5V6.5"),
    "plus": Glyph("cross-thin-open", 0.66, 2.6, "M0-5.5V5.5M-5.5 0H5.5"),
}


def glyph_svg(shape: Shape) -> str:
    """The sign of a kind as an inline SVG in the current text colour.

    Args:
        shape: a shape of `timeline.model.Shape`.

    Returns:
        An `<svg>` element, hidden from assistive technology (the kind's name stands beside it).
    """
    glyph = GLYPHS[shape]
    paint = (
        f'fill="none" stroke="currentColor" stroke-width="{glyph.stroke:g}"'
        if glyph.stroke
        else 'fill="currentColor"'
    )
    return (
        f'<svg class="glyph" width="14" height="14" viewBox="-8 -8 16 16" '
        f'aria-hidden="true"><path d="{glyph.path}" {paint}/></svg>'
    )


def css_variables() -> str:
    """The custom properties of all themes, as CSS text.

    Light stands on `:root`; `[data-theme=NAME]` on the root element (or on any part of the page)
    changes them. `--hue-NAME` is the colour of a kind, `--type-scale` a number.
    """
    blocks = []
    for theme in THEMES.values():
        selector = f'[data-theme="{theme.name}"]'
        if theme.name == "light":
            selector = f":root, {selector}"
        lines = [f"color-scheme: {theme.scheme};"]
        lines += [f"--{key}: {value};" for key, value in _colours(theme).items()]
        lines += [f"--hue-{hue}: {theme.hues[hue]};" for hue in HUES]
        lines.append(f"--type-scale: {theme.type_scale:g};")
        if theme.name == "light":
            lines += [f"--sans: {SANS};", f"--serif: {SERIF};"]
        blocks.append(f"{selector} {{\n  " + "\n  ".join(lines) + "\n}")
    return "\n".join(blocks) + "\n"


def colour(theme: Theme, name: str) -> str:
    """The colour of a token: one of the custom properties without its dashes, such as "hue-red".

    Raises:
        KeyError: no token of that name.
    """
    return {**_colours(theme), **{f"hue-{hue}": theme.hues[hue] for hue in HUES}}[name]


def _colours(theme: Theme) -> dict[str, str]:
    return {
        "paper": theme.paper,
        "band": theme.band,
        "tint": theme.tint,
        "hairline": theme.hairline,
        "ink": theme.ink,
        "muted": theme.muted,
        "secondary": theme.secondary,
        "red": theme.red,
        "red-text": theme.red_text,
        "on-red": theme.on_red,
        "verified": theme.verified,
    }


def tokens(name: ThemeName) -> dict[str, Any]:
    """One theme for the browser's chart: the CSS names in camel case, `hues`, `typeScale`, `sans`.

    Raises:
        KeyError: no theme of that name.
    """
    theme = THEMES[name]
    colours = {
        "".join(part.capitalize() if i else part for i, part in enumerate(key.split("-"))): value
        for key, value in _colours(theme).items()
    }
    return {**colours, "hues": dict(theme.hues), "typeScale": theme.type_scale, "sans": SANS}


def glyph_tokens() -> dict[str, dict[str, Any]]:
    """Every shape for the browser: `{shape: {symbol, factor, stroke, path}}`."""
    return {
        shape: {"symbol": g.symbol, "factor": g.factor, "stroke": g.stroke, "path": g.path}
        for shape, g in GLYPHS.items()
    }

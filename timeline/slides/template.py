"""The empty deck: theme, master and layouts in the colours and type of a theme.

The colours of the kinds stand in the theme's scheme, so that a teacher who changes the theme
changes them all; the few that have no place there are written out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final, Literal

from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout, SlideMaster
from pptx.util import Pt

from timeline.drawing.theme import HUES, Theme, colour
from timeline.model import Hue
from timeline.slides.shapes import Box, Colour

SANS: Final = "Arial"  # both are on every Windows and macOS, and in PowerPoint for the web
SERIF: Final = "Georgia"
TYPE: Final = 18.0  # the least on a slide
CHART_TYPE: Final = 12.0  # the least on the chart's slide

Size = Literal["16:9", "4:3"]
SIZES: Final[dict[Size, tuple[float, float]]] = {"16:9": (960.0, 540.0), "4:3": (720.0, 540.0)}
MARGIN: Final = 44.0
FOOT: Final = 502.0  # where the footer begins
_FOOTER: Final = 24.0  # its height

# places in the scheme, by the names of the tokens
_SCHEME: Final = {
    "paper": "bg1",
    "ink": "tx1",
    "band": "bg2",
    "muted": "tx2",
    "secondary": "tx2",
    "red": "accent1",
}
_ACCENTS: Final[tuple[Hue, ...]] = ("red", "blue", "ochre", "green", "violet", "teal")
_LAYOUTS: Final = {"Title Slide": "Title", "Title Only": "Chart", "Two Content": "Step"}
_LAYOUTS_TEXT: Final = "Title and Content"


@dataclass(frozen=True, slots=True)
class Template:
    """A deck without slides, and what is drawn with on them.

    Attributes:
        deck: of python-pptx.
        theme: the colours.
        width, height: of a slide, points.
        layouts: by name: Title, Chart, Step, Text.
    """

    deck: Deck
    theme: Theme
    width: float
    height: float
    layouts: dict[str, SlideLayout]

    @property
    def room(self) -> float:
        """Points between the margins."""
        return self.width - 2 * MARGIN

    @property
    def wide(self) -> bool:
        return self.width > 1.5 * self.height

    @property
    def dark(self) -> bool:
        return self.theme.scheme == "dark"

    def hue(self, hue: Hue) -> Colour:
        """The colour of a kind."""
        if hue in _ACCENTS:
            return f"accent{_ACCENTS.index(hue) + 1}"
        return "tx1" if hue == "ink" else self.theme.hues[hue]

    def token(self, name: str) -> Colour:
        """The colour of a token of the page, in the deck's scheme where that has it."""
        for hue in HUES:
            if name == f"hue-{hue}":
                return self.hue(hue)
        return _SCHEME.get(name) or colour(self.theme, name)


def build_template(theme: Theme, size: Size) -> Template:
    """A deck of one size in the colours of a theme."""
    deck = Presentation()
    width, height = SIZES[size]
    deck.slide_width, deck.slide_height = Pt(width), Pt(height)
    if size == "16:9":  # the template's own size, 4:3, has a name
        del deck.element.find("{*}sldSz").attrib["type"]
    master = deck.slide_master
    named: dict[str, SlideLayout] = {}
    for layout in list(deck.slide_layouts):
        if name := {**_LAYOUTS, _LAYOUTS_TEXT: "Text"}.get(layout.name):
            named[name] = layout
        else:
            deck.slide_layouts.remove(layout)
    _set_theme(master, theme)
    _dress_master(master, width)
    for name, layout in named.items():
        _dress_layout(layout, name, width)
    return Template(deck, theme, width, height, named)


def _set_theme(master: SlideMaster, theme: Theme) -> None:
    """The scheme of colours and fonts of the template's theme part, replaced by the page's."""
    part: Any = master.part.part_related_by(RT.THEME)
    slots = {
        "dk1": theme.ink,
        "lt1": theme.paper,
        "dk2": theme.muted,
        "lt2": theme.band,
        **{f"accent{n}": theme.hues[hue] for n, hue in enumerate(_ACCENTS, 1)},
        "hlink": theme.red_text,
        "folHlink": theme.red_text,
    }
    colours = "".join(
        f'<a:{slot}><a:srgbClr val="{value[1:]}"/></a:{slot}>' for slot, value in slots.items()
    )
    fonts = "".join(
        f'<a:{which}Font><a:latin typeface="{font}"/><a:ea typeface=""/><a:cs typeface=""/>'
        f"</a:{which}Font>"
        for which, font in (("major", SERIF), ("minor", SANS))
    )
    blob = part.blob.decode("utf-8")
    blob = re.sub(
        r"<a:clrScheme .*?</a:clrScheme>",
        f'<a:clrScheme name="Plate">{colours}</a:clrScheme>',
        blob,
        flags=re.DOTALL,
    )
    blob = re.sub(
        r"<a:fontScheme .*?</a:fontScheme>",
        f'<a:fontScheme name="Plate">{fonts}</a:fontScheme>',
        blob,
        flags=re.DOTALL,
    )
    blob = re.sub(r"<a:fmtScheme .*?</a:fmtScheme>", _flat(), blob, flags=re.DOTALL)
    part._blob = blob.replace('name="Office Theme"', 'name="Plate"', 1).encode("utf-8")


def _flat() -> str:
    """Looks for the shapes that a teacher adds: no gradients, no shadows."""
    solid = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    lines = "".join(f'<a:ln w="{width}">{solid}</a:ln>' for width in (9525, 12_700, 19_050))
    effects = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return (
        f'<a:fmtScheme name="Plate"><a:fillStyleLst>{solid * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{lines}</a:lnStyleLst><a:effectStyleLst>{effects}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{solid * 3}</a:bgFillStyleLst></a:fmtScheme>"
    )


_A: Final = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_TITLE: Final = 0  # numbers of the placeholders in python-pptx's own template
_MASTER_FOOT: Final = (3, 4)  # footer, slide number
_LAYOUT_FOOT: Final = (11, 12)


@dataclass(frozen=True, slots=True)
class _Slot:
    """What a placeholder is called, where it stands, and how what is typed into it looks."""

    name: str
    box: Box
    words: str = ""
    style: str = ""  # of its first level; that of the master, where it is empty
    anchor: MSO_ANCHOR = MSO_ANCHOR.TOP


def _arrange(owner: SlideMaster | SlideLayout, slots: dict[int, _Slot]) -> None:
    """Give each placeholder its slot; what has none goes (the date)."""
    for shape in list(owner.placeholders):
        slot = slots.get(shape.placeholder_format.idx)
        if slot is None:
            shape._element.getparent().remove(shape._element)
            continue
        shape.name = slot.name
        shape.left, shape.top, shape.width, shape.height = map(Pt, slot.box)
        frame = shape.text_frame
        frame.margin_left = frame.margin_top = frame.margin_right = frame.margin_bottom = Pt(0)
        frame.auto_size, frame.vertical_anchor = MSO_AUTO_SIZE.NONE, slot.anchor
        if slot.words:
            frame.text = slot.words
        styles = shape._element.find("{*}txBody/{*}lstStyle")
        styles[:] = [parse_xml(slot.style)] if slot.style else []


def _level(
    size: float, *, align: str = "l", colour: str = "tx1", font: str = "", bold: int = 0
) -> str:
    face = f'<a:latin typeface="{font}"/>' if font else ""
    return (
        f'<a:lvl1pPr {_A} marL="0" indent="0" algn="{align}"><a:buNone/>'
        f'<a:defRPr sz="{size * 100:.0f}" b="{bold}"><a:solidFill><a:schemeClr val="{colour}"/>'
        f"</a:solidFill>{face}</a:defRPr></a:lvl1pPr>"
    )


def _foot(numbers: tuple[int, int], width: float, size: float, y: float) -> dict[int, _Slot]:
    """Footer and slide number."""
    footer = Box(MARGIN, y, width - 2 * MARGIN - 80, _FOOTER)
    number = Box(width - MARGIN - 60, y, 60, _FOOTER)
    left, right = (_level(size, align=side, colour="tx2") for side in ("l", "r"))
    return {
        numbers[0]: _Slot("Footer", footer, style=left, anchor=MSO_ANCHOR.MIDDLE),
        numbers[1]: _Slot("Slide Number", number, style=right, anchor=MSO_ANCHOR.MIDDLE),
    }


def _dress_master(master: SlideMaster, width: float) -> None:
    room = width - 2 * MARGIN
    slots = {
        _TITLE: _Slot("Title", Box(MARGIN, 52, room, 92), "Title"),
        1: _Slot("Text", Box(MARGIN, 168, room, 300), "Text"),
    }
    _arrange(master, slots | _foot(_MASTER_FOOT, width, TYPE, FOOT))
    styles = master._element.find(".//{*}txStyles")
    for name, size, font, bold in (("titleStyle", 40, "+mj", 1), ("bodyStyle", 24, "+mn", 0)):
        style = styles.find(f"{{*}}{name}")
        for level in style:
            for key in ("marL", "indent"):
                level.attrib.pop(key, None)
            level.set("algn", "l")
            for old in [*level.iter("{*}buFont", "{*}buChar", "{*}spcBef")]:
                level.remove(old)
            if level.find("{*}buNone") is None:
                level.insert(0, parse_xml(f"<a:buNone {_A}/>"))
            run = level.find("{*}defRPr")
            run.set("sz", str(size * 100))
            run.set("b", str(bold))
            run.find("{*}latin").set("typeface", f"{font}-lt")


def _dress_layout(layout: SlideLayout, name: str, width: float) -> None:
    room = width - 2 * MARGIN
    half = room / 2 - 20
    title, size, foot = _Slot("Title", Box(MARGIN, 52, room, 92), "Title"), TYPE, FOOT
    bodies: dict[int, _Slot] = {}
    if name == "Title":
        title = _Slot("Title", Box(MARGIN, 96, room, 130), "Title")
        style = _level(24, colour="tx2")
        bodies = {1: _Slot("Subtitle", Box(MARGIN, 236, room, 60), "Subtitle", style)}
    elif name == "Chart":
        style = _level(26, font="+mj-lt", bold=1)
        title = _Slot("Title", Box(MARGIN, 24, room, 32), "Title", style)
        size, foot = CHART_TYPE, FOOT + 6
    elif name == "Step":
        style = _level(24, font="+mj-lt")
        right = Box(MARGIN + half + 40, 168, half, 230)
        bodies = {
            1: _Slot("Sentence", Box(MARGIN, 168, half, 230), "What happened"),
            2: _Slot("Quotation", right, "The words of a source", style),
        }
    else:
        bodies = {1: _Slot("Text", Box(MARGIN, 152, room, 340), "Text")}
    _arrange(layout, {_TITLE: title} | bodies | _foot(_LAYOUT_FOOT, width, size, foot))
    layout._element.cSld.set("name", name)
    # `preserve`: the layout stays when its last slide is deleted
    layout._element.set("preserve", "1")

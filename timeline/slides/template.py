"""The empty deck: theme, master and layouts in the colours and type of the plate.

The colours of the kinds stand in the theme's scheme, so that a teacher who changes the theme
changes them all; the few that have no place there are written out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final, Literal
from xml.sax.saxutils import quoteattr

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout, SlideMaster
from pptx.util import Pt

from timeline.drawing.theme import Theme
from timeline.model import Hue
from timeline.slides.shapes import EMU, Box, Colour

SANS: Final = "Arial"  # both are on every Windows and macOS, and in PowerPoint for the web
SERIF: Final = "Georgia"
TYPE: Final = 18.0  # the least on a slide
CHART_TYPE: Final = 12.0  # the least on the chart's slide

Size = Literal["16:9", "4:3"]
SIZES: Final[dict[Size, tuple[float, float]]] = {"16:9": (960.0, 540.0), "4:3": (720.0, 540.0)}
MARGIN: Final = 44.0
FOOT: Final = 502.0  # where the footer begins
_FOOTER: Final = 24.0  # its height

_ACCENTS: Final[tuple[Hue, ...]] = ("red", "blue", "ochre", "green", "violet", "teal")
_LAYOUTS: Final = {"Title Slide": "Title", "Title Only": "Chart", "Two Content": "Step"}
_LAYOUTS_TEXT: Final = "Title and Content"


@dataclass(frozen=True, slots=True)
class Plate:
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


def build_plate(theme: Theme, size: Size) -> Plate:
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
    return Plate(deck, theme, width, height, named)


def _set_theme(master: SlideMaster, theme: Theme) -> None:
    """The scheme of colours and fonts of the template's theme part, replaced by the plate's."""
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


_A: Final = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)


def _placeholder(
    number: int,
    name: str,
    kind: str,
    box: Box,
    *,
    index: int | None = None,
    style: str = "",
    words: str = "",
    anchor: str = "t",
) -> Any:
    place = f' idx="{index}"' if index is not None else ""
    typed = f' type="{kind}"' if kind else ""
    x, y, w, h = (round(n * EMU) for n in box)
    return parse_xml(
        f'<p:sp {_A}><p:nvSpPr><p:cNvPr id="{number}" name={quoteattr(name)}/><p:cNvSpPr>'
        f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph{typed}{place}/></p:nvPr></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{w}" cy="{h}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody>'
        '<a:bodyPr vert="horz" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0" '
        f'anchor="{anchor}"><a:noAutofit/></a:bodyPr><a:lstStyle>{style}</a:lstStyle>'
        f"<a:p>{words}</a:p></p:txBody></p:sp>"
    )


def _words(text: str) -> str:
    return f'<a:r><a:rPr lang="en-GB"/><a:t>{text}</a:t></a:r>'


def _level(
    size: float, *, align: str = "l", colour: str = "tx1", font: str = "", bold: int = 0
) -> str:
    face = f'<a:latin typeface="{font}"/>' if font else ""
    return (
        f'<a:lvl1pPr marL="0" indent="0" algn="{align}"><a:buNone/><a:defRPr sz="{size * 100:.0f}" '
        f'b="{bold}"><a:solidFill><a:schemeClr val="{colour}"/></a:solidFill>{face}</a:defRPr>'
        "</a:lvl1pPr>"
    )


def _furniture(width: float, size: float, y: float, first: int, of_master: bool) -> list[Any]:
    """Footer and slide number."""
    number = Box(width - MARGIN - 60, y, 60, _FOOTER)
    footer = Box(MARGIN, y, width - 2 * MARGIN - 80, _FOOTER)
    indexes = (3, 4) if of_master else (11, 12)
    field = (
        '<a:fld id="{C1FF6DA9-008F-8B48-92A6-B652298478BF}" type="slidenum"><a:rPr lang="en-GB"/>'
        "<a:t>‹#›</a:t></a:fld>"
    )
    left, right = (_level(size, align=side, colour="tx2") for side in ("l", "r"))
    return [
        _placeholder(first, "Footer", "ftr", footer, index=indexes[0], style=left, anchor="ctr"),
        _placeholder(
            first + 1,
            "Slide Number",
            "sldNum",
            number,
            index=indexes[1],
            style=right,
            words=field,
            anchor="ctr",
        ),
    ]


def _refill(element: Any, shapes: list[Any]) -> None:
    tree = element.cSld.spTree
    for old in tree.xpath("p:sp"):
        tree.remove(old)
    for shape in shapes:
        tree.append(shape)


def _dress_master(master: SlideMaster, width: float) -> None:
    room = width - 2 * MARGIN
    _refill(
        master._element,
        [
            _placeholder(2, "Title", "title", Box(MARGIN, 52, room, 92), words=_words("Title")),
            _placeholder(
                3, "Text", "body", Box(MARGIN, 168, room, 300), index=1, words=_words("Text")
            ),
            *_furniture(width, TYPE, FOOT, 4, of_master=True),
        ],
    )
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
    title = Box(MARGIN, 52, room, 92)
    bodies: list[Any] = []
    kind, size, foot = "title", TYPE, FOOT
    if name == "Title":
        kind, title = "ctrTitle", Box(MARGIN, 96, room, 130)
        style = _level(24, colour="tx2")
        bodies = [_placeholder(3, "Subtitle", "subTitle", Box(MARGIN, 236, room, 60), index=1,
                               style=style, words=_words("Subtitle"))]  # fmt: skip
    elif name == "Chart":
        title, size, foot = Box(MARGIN, 24, room, 32), CHART_TYPE, FOOT + 6
    elif name == "Step":
        half = room / 2 - 20
        bodies = [
            _placeholder(3, "Sentence", "", Box(MARGIN, 168, half, 230), index=1,
                         words=_words("What happened")),
            _placeholder(4, "Quotation", "", Box(MARGIN + half + 40, 168, half, 230), index=2,
                         style=_level(24, font="+mj-lt"), words=_words("The words of a source")),
        ]  # fmt: skip
    else:
        bodies = [
            _placeholder(3, "Text", "", Box(MARGIN, 130, room, 350), index=1, words=_words("Text"))
        ]
    style = _level(26, font="+mj-lt", bold=1) if name == "Chart" else ""
    heading = _placeholder(2, "Title", kind, title, style=style, words=_words("Title"))
    _refill(
        layout._element,
        [heading, *bodies, *_furniture(width, size, foot, 5, of_master=False)],
    )
    layout._element.cSld.set("name", name)
    # `preserve`: the layout stays when its last slide is deleted
    layout._element.set("preserve", "1")

"""Native shapes on a slide: named, described for who cannot see them, linked.

python-pptx's own autoshapes bring a style with a shadow along, and it knows neither alternative
text nor decoration; so the few elements that a slide needs are written here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from pptx.enum.text import MSO_ANCHOR
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.slide import Slide

from timeline.placing.text_fit import LEADING
from timeline.placing.text_widths import runs_leftwards
from timeline.slides.shapes import (
    EMU,
    Box,
    Fill,
    Link,
    Paragraph,
    Run,
    Stroke,
    clean,
    fill_xml,
    stroke_xml,
)

_NAMESPACES: Final = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
# https://learn.microsoft.com/openspecs/office_standards/ms-odrawxml (decorative)
_DECORATIVE: Final = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" '
    'val="1"/></a:ext></a:extLst>'
)
_NUMBER: Final = "{C1FF6DA9-008F-8B48-92A6-B652298478BF}"


class Canvas:
    """A slide under way: shapes are added in the order in which they are read."""

    def __init__(self, slide: Slide, language: str) -> None:
        self.slide = slide
        self.language = language
        self._host: Any = slide.shapes._spTree
        self._next = self._host.max_shape_id + 1
        self._extent: list[Box] | None = None

    def title(self, box: Box, run: Run, *, at_foot: bool = False) -> None:
        """The words of the slide's title, in its placeholder; `at_foot` of the box, close to what
        stands below, where a face needs fewer lines than there is room for.
        """
        shape = self.slide.shapes.title
        assert shape is not None
        self._fill_placeholder("title", shape, box, [Paragraph([run])])
        if at_foot:
            shape.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM

    def body(self, index: int, name: str, box: Box, paragraphs: Sequence[Paragraph]) -> None:
        """Paragraphs in one of the layout's text placeholders, read after what is there so far."""
        shape: Any = self.slide.placeholders[index]
        self._host.append(shape._element)
        self._fill_placeholder(name, shape, box, paragraphs)

    def remove(self, index: int) -> None:
        """Take away a placeholder that has nothing to hold."""
        element: Any = self.slide.placeholders[index]._element
        element.getparent().remove(element)

    def notes(self, text: str) -> None:
        """The notes under the slide, a paragraph a line."""
        frame = self.slide.notes_slide.notes_text_frame
        assert frame is not None, "the notes master of python-pptx has a place for text"
        frame.text = clean(text)

    def _fill_placeholder(
        self, name: str, shape: Any, box: Box, paragraphs: Sequence[Paragraph]
    ) -> None:
        shape.name = name
        shape.left, shape.top, shape.width, shape.height = (round(n * EMU) for n in box)
        body = shape._element.txBody
        for old in body.p_lst:
            body.remove(old)
        for paragraph in paragraphs:
            body.append(parse_xml(self._paragraph(paragraph, _NAMESPACES)))

    def text(
        self,
        name: str,
        box: Box,
        paragraphs: Sequence[Paragraph],
        *,
        wrap: bool = True,
        link: Link | None = None,
        middle: bool = False,
    ) -> None:
        """A text box. Its words need no description; without `wrap` they are one line."""
        anchor = "ctr" if middle else "t"
        self._add(
            name,
            box,
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>',
            f'<p:txBody><a:bodyPr wrap="{"square" if wrap else "none"}" lIns="0" tIns="0" rIns="0" '
            f'bIns="0" rtlCol="0" anchor="{anchor}"><a:noAutofit/></a:bodyPr><a:lstStyle/>'
            f"{''.join(self._paragraph(p) for p in paragraphs)}</p:txBody>",
            link=link,
            is_text=True,
        )

    def shape(
        self,
        name: str,
        box: Box,
        preset: str = "rect",
        *,
        fill: Fill | None = None,
        stroke: Stroke | None = None,
        adjust: Sequence[tuple[str, int]] = (),
        description: str = "",
        link: Link | None = None,
    ) -> None:
        """A preset shape of DrawingML; one without a description is decoration."""
        guides = "".join(f'<a:gd name="{key}" fmla="val {value}"/>' for key, value in adjust)
        self._add(
            name,
            box,
            f'<a:prstGeom prst="{preset}"><a:avLst>{guides}</a:avLst></a:prstGeom>'
            f"{fill_xml(fill)}{stroke_xml(stroke)}",
            description=description,
            link=link,
        )

    def drawing(
        self,
        name: str,
        box: Box,
        lines: Iterable[Sequence[tuple[float, float]]],
        *,
        fill: Fill | None = None,
        stroke: Stroke | None = None,
        description: str = "",
        link: Link | None = None,
    ) -> None:
        """One shape of many lines, each a list of points within the box; filled ones are closed."""
        end = "<a:close/>" if fill else ""
        steps = "".join(
            "".join(
                f'<a:{"lnTo" if at else "moveTo"}><a:pt x="{round((x - box.x) * EMU)}" '
                f'y="{round((y - box.y) * EMU)}"/></a:{"lnTo" if at else "moveTo"}>'
                for at, (x, y) in enumerate(line)
            )
            + end
            for line in lines
        )
        path_fill = "" if fill else ' fill="none"'
        self._add(
            name,
            box,
            '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
            f'<a:pathLst><a:path w="{round(box.w * EMU)}" h="{round(box.h * EMU)}"{path_fill}>'
            f"{steps}</a:path></a:pathLst></a:custGeom>{fill_xml(fill)}{stroke_xml(stroke)}",
            description=description,
            link=link,
        )

    def ticks(
        self,
        name: str,
        places: Iterable[float],
        y: float,
        tall: float,
        wide: float,
        *,
        description: str = "",
    ) -> None:
        """Short upright lines at some places, all of one shape."""
        spans: list[tuple[float, float]] = []
        for x in sorted(places):
            start, end = x - wide / 2, x + wide / 2
            if spans and start <= spans[-1][1]:
                # where two outlines of a shape overlap, it would be empty
                start, _ = spans.pop()
            spans.append((start, end))
        left, right = spans[0][0], spans[-1][1]
        self.drawing(
            name,
            Box(left, y, right - left, tall),
            [[(a, y), (b, y), (b, y + tall), (a, y + tall)] for a, b in spans],
            fill=Fill("tx2"),
            description=description,
        )

    @contextmanager
    def group(self, name: str, description: str = "") -> Iterator[None]:
        """Shapes that move together; its description speaks for those within."""
        assert self._extent is None, "groups are one level deep"
        group = parse_xml(
            f"<p:grpSp {_NAMESPACES}><p:nvGrpSpPr>{self._properties(name, description, '')}"
            "<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/></p:grpSp>"
        )
        host, self._host, self._extent = self._host, group, []
        yield
        if self._extent:
            left, top = min(b.x for b in self._extent), min(b.y for b in self._extent)
            right, bottom = max(b.right for b in self._extent), max(b.bottom for b in self._extent)
            place = _place(Box(left, top, right - left, bottom - top), child=True)
            group.find(".//{*}grpSpPr").append(parse_xml(place))
            host.append(group)
        self._host, self._extent = host, None

    def footer(self, text: str, size: float, *, numbered: bool) -> None:
        """The layout's footer with its words, and its slide number: python-pptx leaves both out.

        The words say again how they look: LibreOffice does not take it from the layout.
        """
        number = f'<a:fld id="{_NUMBER}" type="slidenum"><a:rPr/><a:t>‹#›</a:t></a:fld>'
        parts = {
            "ftr": ("footer", "l", self._run(Run(text, size, "sans", "tx2")) if text else ""),
            "sldNum": ("slide number", "r", number if numbered else ""),
        }
        for shape in self.slide.slide_layout.shapes:
            place: Any = shape.element.ph
            kind, index = place.get("type"), place.get("idx")
            name, align, words = parts.get(kind, ("", "", ""))
            if not words:
                continue
            self._host.append(
                parse_xml(
                    f"<p:sp {_NAMESPACES}><p:nvSpPr>{self._properties(name, '', '')}<p:cNvSpPr>"
                    f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="{kind}" sz="quarter" '
                    f'idx="{index}"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/>'
                    f'<a:lstStyle/><a:p><a:pPr algn="{align}"/>{words}</a:p></p:txBody></p:sp>'
                )
            )

    def _add(
        self,
        name: str,
        box: Box,
        looks: str,
        body: str = "",
        *,
        description: str = "",
        link: Link | None = None,
        is_text: bool = False,
    ) -> None:
        decorative = "" if description or is_text or self._extent is not None else _DECORATIVE
        clicked = self._click(link) if link else ""
        text_box = ' txBox="1"' if is_text else ""
        self._host.append(
            parse_xml(
                f"<p:sp {_NAMESPACES}><p:nvSpPr>"
                f"{self._properties(name, description, clicked + decorative)}"
                f"<p:cNvSpPr{text_box}/><p:nvPr/></p:nvSpPr>"
                f"<p:spPr>{_place(box)}{looks}</p:spPr>{body}</p:sp>"
            )
        )
        if self._extent is not None:
            self._extent.append(box)

    def _properties(self, name: str, description: str, inside: str) -> str:
        number, self._next = self._next, self._next + 1
        described = f" descr={_attribute(description)}" if description else ""
        return f'<p:cNvPr id="{number}" name={_attribute(name)}{described}>{inside}</p:cNvPr>'

    def _click(self, link: Link) -> str:
        tip = f" tooltip={_attribute(link.tip)}" if link.tip else ""
        if isinstance(link.to, str):
            key = self.slide.part.relate_to(link.to, RT.HYPERLINK, is_external=True)
            return f'<a:hlinkClick r:id="{key}"{tip}/>'
        key = self.slide.part.relate_to(link.to.part, RT.SLIDE)
        return f'<a:hlinkClick r:id="{key}" action="ppaction://hlinksldjump"{tip}/>'

    def _lang(self) -> str:
        return quoteattr(self.language)

    def _paragraph(self, paragraph: Paragraph, namespaces: str = "") -> str:
        runs = [run for run in paragraph.runs if run.text]
        text = "".join(run.text for run in runs)
        leftwards = runs_leftwards(text)
        align = {"l": "r", "r": "l"}.get(paragraph.align, "ctr") if leftwards else paragraph.align
        direction = ' rtl="1"' if leftwards else ""
        hanging = round(paragraph.hanging * EMU)
        margin = f' marL="{hanging}" indent="-{hanging}"' if hanging else ""
        exact = [run for run in runs if run.face.startswith("serif")]
        spacing = ""
        if exact and len(exact) == len(runs):
            points = max(LEADING[run.face] * run.size for run in exact)
            spacing = f'<a:lnSpc><a:spcPts val="{round(points * 100)}"/></a:lnSpc>'
        if paragraph.before:
            spacing += f'<a:spcBef><a:spcPts val="{round(paragraph.before * 100)}"/></a:spcBef>'
        if paragraph.number:
            spacing += '<a:buFont typeface="+mj-lt"/><a:buAutoNum type="arabicPeriod"/>'
        return (
            f'<a:p {namespaces}><a:pPr{margin} algn="{align}"{direction}>{spacing}</a:pPr>'
            f"{''.join(map(self._run, runs))}</a:p>"
        )

    def _run(self, run: Run) -> str:
        bold = ' b="1"' if run.face.endswith("bold") else ' b="0"'
        font = "+mj-lt" if run.face.startswith("serif") else "+mn-lt"
        clicked = self._click(run.link) if run.link else ""
        start = f'<a:rPr lang={self._lang()} sz="{round(run.size * 100)}"{bold} dirty="0">'
        looks = f'{fill_xml(Fill(run.colour))}<a:latin typeface="{font}"/>{clicked}</a:rPr>'
        lines = clean(run.text).replace("\r", " ").replace("\t", " ").split("\n")
        return f"<a:br>{start}{looks}</a:br>".join(
            f"<a:r>{start}{looks}<a:t>{escape(line)}</a:t></a:r>" for line in lines
        )


def _attribute(text: str) -> str:
    return quoteattr(" ".join(clean(text).split()))


def _place(box: Box, child: bool = False) -> str:
    x, y, w, h = (round(n * EMU) for n in box)
    within = f'<a:chOff x="{x}" y="{y}"/><a:chExt cx="{w}" cy="{h}"/>' if child else ""
    spaces = f" {_NAMESPACES}" if child else ""
    return f'<a:xfrm{spaces}><a:off x="{x}" y="{y}"/><a:ext cx="{w}" cy="{h}"/>{within}</a:xfrm>'

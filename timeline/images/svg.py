"""An SVG of plain attributes: what a browser writes as CSS, PowerPoint and others may not read."""

from __future__ import annotations

import re
from typing import Final
from xml.etree import ElementTree as ET

from timeline.images.settings import Sheet

SVG: Final = "http://www.w3.org/2000/svg"
_NUMBERS: Final = ("font-size", "stroke-width", "stroke-dasharray", "stroke-miterlimit")
_KEPT: Final = (
    "fill",
    "fill-opacity",
    "font-family",
    "font-style",
    "font-weight",
    "opacity",
    "stroke",
    "stroke-opacity",
    *_NUMBERS,
)
"""The CSS properties that are attributes as well; the rest concerns a pointer, or says nothing."""
_DROPPED: Final = ("class", "style", "pointer-events")
_RGB: Final = re.compile(r"rgb\((\d+), ?(\d+), ?(\d+)\)")
_ID: Final = re.compile(rb'id="defs-([0-9a-f]{6})"')


def plain(svg: bytes, sheet: Sheet) -> bytes:
    """The same picture without CSS, with a title and a description, the same bytes each time.

    Args:
        svg: as Plotly writes it.
        sheet: what it shows.
    """
    if found := _ID.search(svg):  # of this drawing, a random one
        svg = svg.replace(found[1], b"chart")
    ET.register_namespace("", SVG)
    root = ET.fromstring(svg)
    for element in root.iter():
        _attribute(element)
    _prune(root)
    root.set("role", "img")
    root.set("viewBox", f"0 0 {sheet.width} {sheet.height}")
    for at, (tag, words) in enumerate((("title", sheet.title), ("desc", sheet.sentence))):
        element = ET.Element(f"{{{SVG}}}{tag}")
        element.text = words
        root.insert(at, element)
    return f"{ET.tostring(root, encoding='unicode')}\n".encode()


def _attribute(element: ET.Element) -> None:
    """Turn the style of an element into attributes, and drop what is for scripts alone."""
    style = dict(_declarations(element.get("style", "")))
    for name in list(element.attrib):
        if name in _DROPPED or name.startswith("data-"):
            del element.attrib[name]
    for name in _KEPT:
        if value := style.get(name):
            element.set(name, value.replace("px", "") if name in _NUMBERS else value)
    for name in ("fill", "stroke"):
        if value := element.get(name):
            element.set(name, _RGB.sub(_hex, value))
    if (clip := element.get("clip-path")) is not None:
        element.set("clip-path", clip.replace("'", "").replace('"', ""))


def _declarations(style: str) -> list[tuple[str, str]]:
    pairs = (part.split(":", 1) for part in style.split(";") if ":" in part)
    return [(name.strip(), value.strip().replace('"', "'")) for name, value in pairs]


def _hex(match: re.Match[str]) -> str:
    return "#" + "".join(f"{int(value):02x}" for value in match.groups())


def _prune(element: ET.Element) -> None:
    """Take out what shows nothing: empty groups, and shapes without fill and stroke."""
    for child in list(element):
        _prune(child)
        tag = child.tag.removeprefix(f"{{{SVG}}}")
        hollow = tag in ("g", "defs", "text") and not len(child) and not child.text
        unseen = tag in ("rect", "path") and _clear(child, "fill") and _clear(child, "stroke")
        if hollow or unseen or child.get("opacity") == "0":
            element.remove(child)


def _clear(element: ET.Element, paint: str) -> bool:
    absent = "#000000" if paint == "fill" else "none"  # as SVG takes it where nothing is said
    nothing = element.get(paint, absent) == "none"
    return nothing or element.get(f"{paint}-opacity") == "0"

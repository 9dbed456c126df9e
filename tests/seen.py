"""What can be read on a screen: every text and mark drawn, its size, and its contrast in pixels.

Contrast is measured in the picture, not in the style sheet: the commonest colour of a text's box
is its ground, the pixel that differs most from it is its ink.
"""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import plotly_dom
import wcag
from PIL import Image
from playwright.sync_api import Page

FIND = plotly_dom.script("""() => {
  const seen = [];
  const shows = (node) => node.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    && !node.closest(".visually-hidden");
  const put = (kind, node, text, box, px) => {
    const left = Math.max(0, box.left), top = Math.max(0, box.top);
    const right = Math.min(innerWidth, box.right), bottom = Math.min(innerHeight, box.bottom);
    if (right - left < 2 || bottom - top < 2) return;
    seen.push({ kind, text, px, box: [left, top, right, bottom],
      whole: [box.left, box.top, box.right, box.bottom] });
  };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const words = node.data.trim();
    const element = node.parentElement;
    if (!words || element.closest("script, style, noscript") || !shows(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const boxes = element.namespaceURI.endsWith("svg")
      ? [element.getBoundingClientRect()] : range.getClientRects();
    for (const box of boxes) {
      put("text", element, words, box, parseFloat(getComputedStyle(element).fontSize));
    }
  }
  const graph = document.querySelector("@CHART@");
  const { left, width } = (@PLOT@)(graph);
  const from = graph.getBoundingClientRect().left + left;
  for (const mark of graph.querySelectorAll("@MARKS@")) {
    const box = mark.getBoundingClientRect();
    // a mark at the edge of the window is cut there
    const inside = box.left >= from && box.right <= from + width;
    if (shows(mark) && inside) put("mark", mark, "", box, 0);
  }
  return JSON.stringify(seen); // one text is handed over faster than hundreds of values
}""")


@dataclass(frozen=True, slots=True)
class Seen:
    """One text or mark; `box` in CSS pixels, clipped to the screen; `contrast` as drawn."""

    kind: str
    text: str
    px: float
    box: tuple[float, float, float, float]
    whole: tuple[float, float, float, float]
    contrast: float

    def __str__(self) -> str:
        name = f"“{self.text[:40]}”" if self.text else self.kind
        return (
            f"{name} {self.px:.1f} px, {self.contrast:.1f}:1 at {self.box[0]:.0f},{self.box[1]:.0f}"
        )


def seen(page: Page) -> list[Seen]:
    """Everything drawn on the screen as it stands."""
    found: list[dict[str, Any]] = json.loads(page.evaluate(FIND))
    picture = screen(page)
    return [
        Seen(
            one["kind"],
            one["text"],
            one["px"],
            tuple(one["box"]),
            tuple(one["whole"]),
            contrast(picture.crop(tuple(round(edge) for edge in one["box"]))),
        )
        for one in found
    ]


def screen(page: Page) -> Image.Image:
    """The screen as it stands, packed for speed: it is looked at hundreds of times."""
    debugger = page.context.new_cdp_session(page)
    taken = debugger.send("Page.captureScreenshot", {"format": "png", "optimizeForSpeed": True})
    debugger.detach()
    return Image.open(io.BytesIO(base64.b64decode(taken["data"]))).convert("RGB")


def contrast(picture: Image.Image) -> float:
    """The contrast ratio of the commonest colour with the one that differs most from it."""
    colours = picture.getcolors(picture.width * picture.height) or []
    ground = max(colours)[1]
    return max(_between(ground, colour) for _, colour in colours)


@cache
def _between(ground: Any, colour: Any) -> float:
    return wcag.contrast(_hex(ground), _hex(colour))


def _hex(colour: Any) -> str:
    return "#{:02X}{:02X}{:02X}".format(*colour)


def faults(page: Page, *, least_px: float, text: float, mark: float = 3.0) -> Iterator[str]:
    """What the last row cannot read: too small, too pale, or cut off by the screen or the stage."""
    if page.evaluate("""() => [...document.querySelectorAll(".stage-body, .stage-extra")]
        .some((part) => part.clientHeight && part.scrollHeight > part.clientHeight + 1)"""):
        yield "cut: the text is higher than its place"
    width, height = page.viewport_size["width"], page.viewport_size["height"]  # type: ignore[index]
    for one in seen(page):
        if one.kind == "text" and one.px < least_px - 0.01:
            yield f"small: {one}"
        if one.contrast < (text if one.kind == "text" else mark):
            yield f"pale: {one}"
        left, top, right, bottom = one.whole
        if one.kind == "text" and (left < 0 or top < 0 or right > width or bottom > height):
            yield f"cut: {one}"

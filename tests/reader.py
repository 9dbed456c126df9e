"""A reader of the page in any engine: finds what is seen by its role, id or words, and waits."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import zxingcpp
from engines import Engine, Point
from PIL import Image
from waiting import until

PATIENCE = 40_000  # milliseconds, for a slow machine; nothing is timed by it
# The middle of the first node that is laid out, holds the words and is not under another.
FIND = """((selector, words) => {
  const plain = (node) => (node.getAttribute("aria-label") || "") + " " + node.textContent;
  const laidOut = [...document.querySelectorAll(selector)].filter((node) =>
    node.getClientRects().length && plain(node).replace(/\\s+/g, " ").includes(words));
  for (const node of laidOut) {
    let box = node.getBoundingClientRect();
    if (box.top < 0 || box.bottom > innerHeight) node.scrollIntoView({ block: "center" });
    box = node.getBoundingClientRect();
    const at = [box.left + box.width / 2, box.top + box.height / 2];
    const hit = document.elementFromPoint(...at);
    const chart = node.closest("#timeline");
    if (hit && (node.contains(hit) || hit.contains(node) || (chart && chart.contains(hit))
        || hit.closest("label")?.control === node)) return at;
  }
  return null;
})"""


class Reader:
    """Hands and eyes of somebody who reads the page."""

    def __init__(self, engine: Engine, shots: str | None = None) -> None:
        """`shots`: the folder for pictures of what is seen, if somebody wants to look at them."""
        self.engine = engine
        self._shots = shots

    def open(self, address: str, size: tuple[int, int] = (1280, 800)) -> None:
        self.engine.open(address, size)

    def ready(self) -> None:
        self.sees("document.documentElement.hasAttribute('data-ready')")

    def asks(self, js: str) -> Any:
        return self.engine.evaluate(js)

    def sees(self, js: str) -> Any:
        """Wait until an expression is true; its value."""
        waits = f"""(async () => {{
          const end = performance.now() + {PATIENCE};
          for (;;) {{
            const value = await ({js});
            if (value || performance.now() > end) return value;
            await new Promise((again) => setTimeout(again, 16));
          }}
        }})()"""
        value = self.engine.evaluate(waits)
        assert value, f"never true: {js}"
        return value

    def reads(self, selector: str, words: str) -> None:
        """Wait until some node that is laid out holds the words."""
        self.sees(
            f"""[...document.querySelectorAll({json.dumps(selector)})].some((node) =>
              node.getClientRects().length && node.textContent.includes({json.dumps(words)}))"""
        )

    def view(self, *parts: str, without: str = "") -> None:
        """Wait until the view holds these parts, and not that one."""
        wanted = " && ".join(f"timeline.view().includes({json.dumps(part)})" for part in parts)
        gone = f"!timeline.view().includes({json.dumps(without)})" if without else "true"
        self.sees(f"{wanted or 'true'} && {gone}")

    def whole(self) -> None:
        """Wait until the view is the one that a page begins with."""
        self.sees("timeline.view() === ''")

    def at(self, selector: str, words: str = "") -> Point:
        """Wait until it is there and rests; its middle."""
        find = f"{FIND}({json.dumps(selector)}, {json.dumps(words)})"
        x, y = self.sees(f"""(async () => {{
          const before = {find};
          if (!before) return null;
          await new Promise((frame) => setTimeout(frame, 20));
          const now = {find};
          return String(now) === String(before) ? now : null;
        }})()""")
        return x, y

    def click(self, selector: str, words: str = "") -> None:
        self.engine.click(*self.at(selector, words))

    def press(self, *keys: str) -> None:
        self.engine.press(*keys)

    def focus(self, selector: str) -> None:
        """Wait until the focus is there."""
        self.sees(f"document.activeElement?.matches({json.dumps(selector)})")

    def shot(self, name: str) -> None:
        """Keep a picture, if they are wanted."""
        if self._shots:
            picture = Path(self._shots) / f"{self.engine.name}-{name}.png"
            picture.write_bytes(self.engine.screenshot())

    def scans(self, words: str) -> None:
        """Wait until a phone held before the screen reads a code that begins so."""

        def read() -> list[str]:
            picture = Image.open(io.BytesIO(self.engine.screenshot()))
            return [code.text for code in zxingcpp.read_barcodes(picture)]

        until(lambda: any(text.startswith(words) for text in read()), PATIENCE / 1000)

    def gone(self, selector: str) -> None:
        """Wait until no such node is laid out."""
        self.sees(
            f"""[...document.querySelectorAll({json.dumps(selector)})]
              .every((node) => !node.getClientRects().length)"""
        )

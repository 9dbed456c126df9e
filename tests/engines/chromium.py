"""Chromium, by Playwright, as in the other tests."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Request

from engines import STEPS, Engine, Point, as_json, value_of


class Chromium(Engine):
    name = "chromium"

    def __init__(self, browser: Browser) -> None:
        super().__init__()
        self._context = browser.new_context()
        self._context.on("request", self._guard)
        self._page = self._context.new_page()
        self._page.on("console", self._listen)
        self._page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _guard(self, asked: Request) -> None:
        parts = urlsplit(asked.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname != "127.0.0.1":
            self.strays.append(asked.url)

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(f"{message.text} {message.location['url']}")

    def open(self, address: str, size: tuple[int, int]) -> None:
        self._page.set_viewport_size({"width": size[0], "height": size[1]})
        self._page.goto(address)

    def evaluate(self, js: str) -> Any:
        return value_of(self._page.evaluate(as_json(js)))

    def press(self, *keys: str) -> None:
        for key in keys:
            self._page.keyboard.press(key)

    def type(self, text: str) -> None:
        self._page.keyboard.type(text)

    def move(self, x: float, y: float) -> None:
        self._page.mouse.move(x, y)

    def click(self, x: float, y: float) -> None:
        self._page.mouse.click(x, y)

    def drag(self, start: Point, end: Point) -> None:
        self._page.mouse.move(*start)
        self._page.mouse.down()
        self._page.mouse.move(*end, steps=STEPS)
        self._page.mouse.up()

    def wheel(self, x: float, y: float, down: float) -> None:
        self._page.mouse.move(x, y)
        self._page.mouse.wheel(0, down)

    def screenshot(self) -> bytes:
        return self._page.screenshot()

    def pdf(self) -> bytes:
        return self._page.pdf(format="A4")

    def heard(self) -> None:
        self._page.evaluate("0")

    def close(self) -> None:
        self._context.close()

"""A browser as a reader uses it, whatever its engine: eyes, a mouse, a keyboard.

`Chromium`, `Firefox` and `WebKit` do the same by three protocols. Coordinates are pixels of the
window's inside; a key is named as in `KeyboardEvent.key`, with `Control+` or `Shift+` before it.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
from abc import ABC, abstractmethod
from typing import Any

# WebDriver writes keys that print nothing as characters of Unicode's private area.
KEYS = {
    "Shift": "\ue008",
    "Control": "\ue009",
    "Alt": "\ue00a",
    "Backspace": "\ue003",
    "Tab": "\ue004",
    "Enter": "\ue007",
    "Escape": "\ue00c",
    "Space": " ",
    "PageUp": "\ue00e",
    "PageDown": "\ue00f",
    "End": "\ue010",
    "Home": "\ue011",
    "ArrowLeft": "\ue012",
    "ArrowUp": "\ue013",
    "ArrowRight": "\ue014",
    "ArrowDown": "\ue015",
}
STEPS = 4  # of a drag: a hand passes over what lies between
Point = tuple[float, float]
Actions = list[dict[str, Any]]


class Engine(ABC):
    """One window of one browser. `errors` are the console's, `strays` what it asked of others."""

    name: str

    def __init__(self) -> None:
        self.errors: list[str] = []
        self.strays: list[str] = []

    @abstractmethod
    def open(self, address: str, size: tuple[int, int]) -> None:
        """Load an address in a window of that inner width and height."""

    @abstractmethod
    def evaluate(self, js: str) -> Any:
        """The value of an expression, awaited where it is a promise; it must fit into JSON."""

    @abstractmethod
    def press(self, *keys: str) -> None:
        """Press keys one after another."""

    @abstractmethod
    def type(self, text: str) -> None:
        """Type a text into what has the focus."""

    @abstractmethod
    def move(self, x: float, y: float) -> None:
        """Put the mouse there."""

    @abstractmethod
    def click(self, x: float, y: float) -> None:
        """Click with the first button."""

    @abstractmethod
    def drag(self, start: Point, end: Point) -> None:
        """Press the first button at one point, and let go at the other."""

    @abstractmethod
    def wheel(self, x: float, y: float, down: float) -> None:
        """Turn the wheel over a point."""

    @abstractmethod
    def screenshot(self) -> bytes:
        """What the window shows, as PNG."""

    def pdf(self) -> bytes | None:
        """What a printer gets, on A4, where the engine's protocol can print."""
        return None

    @abstractmethod
    def heard(self) -> None:
        """Bring `errors` and `strays` up to now."""

    @abstractmethod
    def close(self) -> None:
        """End the browser and all that was started for it."""


class ByActions(Engine):
    """Hands by WebDriver's lists of actions, which its two protocols write alike."""

    @abstractmethod
    def _perform(self, *sources: dict[str, Any]) -> None: ...

    def _keys(self, actions: Actions) -> None:
        self._perform({"type": "key", "id": "keys", "actions": actions})

    def _mouse(self, actions: Actions) -> None:
        mouse = {"pointerType": "mouse"}
        self._perform({"type": "pointer", "id": "mouse", "parameters": mouse, "actions": actions})

    def press(self, *keys: str) -> None:
        actions: Actions = []
        for key in keys:
            chord = [KEYS.get(part, part) for part in (key.split("+") if key != "+" else "+")]
            actions += [{"type": "keyDown", "value": part} for part in chord]
            actions += [{"type": "keyUp", "value": part} for part in reversed(chord)]
        self._keys(actions)

    def type(self, text: str) -> None:
        self.press(*text)

    def move(self, x: float, y: float) -> None:
        self._mouse([_to((x, y))])

    def click(self, x: float, y: float) -> None:
        self._mouse([_to((x, y)), _button("Down"), _button("Up")])

    def drag(self, start: Point, end: Point) -> None:
        (left, top), (right, bottom) = start, end
        parts = [step / STEPS for step in range(1, STEPS + 1)]
        way = [_to((left + (right - left) * at, top + (bottom - top) * at), 20) for at in parts]
        self._mouse([_to(start), _button("Down"), *way, _button("Up")])

    def wheel(self, x: float, y: float, down: float) -> None:
        turn = {"type": "scroll", "deltaX": 0, "deltaY": round(down), "duration": 0}
        turn |= {"x": round(x), "y": round(y), "origin": "viewport"}
        self._perform({"type": "wheel", "id": "wheel", "actions": [turn]})


def _to(point: Point, milliseconds: int = 0) -> dict[str, Any]:
    x, y = map(round, point)
    move = {"type": "pointerMove", "duration": milliseconds, "origin": "viewport"}
    return move | {"x": x, "y": y}


def _button(way: str) -> dict[str, Any]:
    return {"type": f"pointer{way}", "button": 0}


def as_json(js: str) -> str:
    """An expression for its value as a JSON text, so that all engines hand on the same."""
    return f"(async () => JSON.stringify((await ({js})) ?? null))()"


def value_of(answer: str) -> Any:
    return json.loads(answer)


def end(process: subprocess.Popen[Any]) -> None:
    """End a process that was started in a session of its own, with its children."""
    for kind in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, kind)
            process.wait(3)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue

"""Chromium in the letters of another machine."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import CLOSED, FONTS
from playwright.sync_api import Browser

from bench.chromium import FLAGS, find_chromium

SETS = {
    "DejaVu": ("DejaVu Sans", "DejaVu Serif"),
    "Liberation": ("Liberation Sans", "Liberation Serif"),
    "Noto": ("Noto Sans", "Noto Serif"),
    "Inter": ("Inter", "Inter"),
}


def installed() -> set[str]:
    """The families of this machine."""
    if not shutil.which("fc-list"):
        return set()
    told = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=True)
    return {name for line in told.stdout.splitlines() for name in line.split(",")}


@contextmanager
def chromium_in(name: str, browser: Browser, folder: Path) -> Iterator[Browser]:
    """Another Chromium, whose letters are those of a set; skips where they are not installed."""
    sans, serif = SETS[name]
    if sans not in installed():
        pytest.skip(f"{sans} is not installed")
    rules = FONTS.read_text("utf-8")
    rules = rules.replace("Liberation Sans", sans).replace("Liberation Serif", serif)
    (folder / "fonts.conf").write_text(rules, encoding="utf-8")
    with browser.browser_type.launch(
        executable_path=find_chromium(),
        args=[*FLAGS, CLOSED],
        env={"FONTCONFIG_FILE": str(folder / "fonts.conf")},
    ) as other:
        yield other

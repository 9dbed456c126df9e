"""The page in the letters of other machines: what is measured there is drawn there."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import CLOSED, FONTS
from playwright.sync_api import Browser
from serving import Site, apply
from test_drawn_labels import MEASURE
from test_embed import lanes

from bench.chromium import FLAGS, find_chromium

SETS = {
    "DejaVu": ("DejaVu Sans", "DejaVu Serif"),
    "Liberation": ("Liberation Sans", "Liberation Serif"),
    "Noto": ("Noto Sans", "Noto Serif"),
    "Inter": ("Inter", "Inter"),
}
VIEWS = ("", "lane=germany&event=german-october", "from=1917&to=1924&theme=projector")


def installed() -> set[str]:
    if not shutil.which("fc-list"):
        return set()
    told = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=True)
    return {name for line in told.stdout.splitlines() for name in line.split(",")}


@pytest.mark.parametrize("name", SETS)
def test_names_stand_whole_and_apart_in_other_letters(
    browser: Browser, site: Site, tmp_path: Path, name: str
) -> None:
    sans, serif = SETS[name]
    if sans not in installed():
        pytest.skip(f"{sans} is not installed")
    rules = FONTS.read_text("utf-8")
    rules = rules.replace("Liberation Sans", sans).replace("Liberation Serif", serif)
    (tmp_path / "fonts.conf").write_text(rules, encoding="utf-8")
    with browser.browser_type.launch(
        executable_path=find_chromium(),
        args=[*FLAGS, CLOSED],
        env={"FONTCONFIG_FILE": str(tmp_path / "fonts.conf")},
    ) as other:
        page = other.new_page(viewport={"width": 320, "height": 240})
        site.open(page, "mode=embed")
        assert lanes(page) == [lane.short for lane in site.timeline.lanes]
        faults = {}
        for width, height in ((390, 700), (1280, 800)):
            page.set_viewport_size({"width": width, "height": height})
            for query in VIEWS:
                apply(page, query)
                drawn = page.evaluate(MEASURE)
                if drawn["faults"]:
                    faults[width, query] = drawn["faults"]
        assert faults == {}

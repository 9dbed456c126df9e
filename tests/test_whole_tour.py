"""Every step of a tour as the last row sees it, measured, with a server and without one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe import violations
from playwright.sync_api import Page, expect
from seen import faults
from serving import served

Open = Callable[..., Page]
LEAST = 0.03  # of the screen's height
SCREENS = {"16:9": (1280, 720), "4:3": (1024, 768)}
CONTRAST = {"projector": 12.0, "light": 4.5, "dark": 4.5}


LAYERED = ("step", "question", "evidence", "evidence 2", "evidence 3", "evidence 4")


def walk(
    page: Page,
    key: str,
    theme: str,
    on_step: Callable[[int], None] | None = None,
    layers: tuple[str, ...] = LAYERED,
    every: int = 1,
) -> list[str]:
    """Go through the presentation to its end; what cannot be read of every n-th step."""
    height = page.viewport_size["height"] if page.viewport_size else 0
    found = []
    count = int(page.locator(".stage-progress").inner_text().split(" of ")[1])
    # the hand rests: the tools are gone, as they go by themselves after a while
    page.evaluate("() => { delete document.querySelector('#present').dataset.tools; }")
    for n in range(1, count + 1):
        expect(page.locator(".stage-progress")).to_have_text(f"{n} of {count}")
        for layer in layers if n % every == 0 else ():
            if layer != "step":
                page.keyboard.press("q" if layer in ("question", "evidence") else "ArrowRight")
            if (
                layer != "step"
                and page.locator("#present").get_attribute("data-layer") != (layer.split()[0])
            ):
                break
            page.evaluate("timeline.apply(timeline.view())")  # kept when the step stands
            found += [
                f"step {n} {layer}: {fault}"
                for fault in faults(page, least_px=LEAST * height, text=CONTRAST[theme])
            ]
        if not page.locator(".stage-progress").inner_text().startswith(f"{n} "):
            page.keyboard.press("ArrowLeft")  # the evidence led on to the next step
        while page.locator("#present").get_attribute("data-layer"):
            page.keyboard.press("ArrowLeft")
        if on_step:
            on_step(n)
        page.keyboard.press(key)
    if page.locator("#present").get_attribute("data-layer") == "end":
        found += [
            f"end: {fault}" for fault in faults(page, least_px=LEAST * height, text=CONTRAST[theme])
        ]
    return found


@pytest.mark.parametrize("screen", SCREENS)
def test_by_keyboard_the_last_row_reads_everything_in_every_step(shown: Open, screen: str) -> None:
    width, height = SCREENS[screen]
    page = shown(
        "mode=present&tour=chain-of-defeats&theme=projector",
        viewport={"width": width, "height": height},
        reduced_motion="reduce",
    )
    assert walk(page, "ArrowRight", "projector") == []


@pytest.mark.parametrize("tour", ["one-idea", "calendar-of-1917", "sources-disagree", "last-years"])
def test_the_other_tours_fit_the_smallest_screen(shown: Open, tour: str) -> None:
    page = shown(
        f"mode=present&tour={tour}&theme=projector",
        viewport={"width": 1024, "height": 768},
        reduced_motion="reduce",
    )
    assert walk(page, "PageDown", "projector") == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_type_is_as_large_in_the_other_themes(shown: Open, theme: str) -> None:
    page = shown(
        f"mode=present&tour=calendar-of-1917&theme={theme}",
        viewport={"width": 1920, "height": 1080},
        reduced_motion="reduce",
    )
    assert walk(page, "PageDown", theme, layers=LAYERED[:3], every=3) == []


def test_by_clicker_the_same_holds_with_the_server_killed_midway(new_page: Open) -> None:
    with served() as mortal:
        page = new_page(viewport={"width": 1024, "height": 768}, reduced_motion="reduce")
        mortal.open(page, "mode=present&tour=chain-of-defeats&theme=projector")
        page.wait_for_function("() => !document.querySelector('#present').matches('[data-tools]')")

        def stop(n: int) -> None:
            if n == 5:
                mortal.stop()

        assert walk(page, "PageDown", "projector", stop, layers=LAYERED[:1]) == []


def test_all_events_can_be_presented(shown: Open) -> None:
    page = shown(
        "mode=present&theme=projector",
        viewport={"width": 1280, "height": 720},
        reduced_motion="reduce",
    )
    assert walk(page, "PageDown", "projector", layers=("step",), every=4) == []


LAYERS = {
    "step": "",
    "question": "q",
    "evidence": "qq",
    "jump": "j",
    "order": "o",
    "who": "w",
    "follow": "l",
    "help": "?",
    "hidden dates": "d",
}


@pytest.mark.parametrize("theme", ["projector", "dark"])
def test_axe_finds_nothing_on_the_stage(shown: Open, theme: str) -> None:
    found = {}
    for layer, keys in LAYERS.items():
        if theme == "dark" and layer not in ("step", "evidence", "who"):
            continue  # the others have the colours of these
        page = shown(
            f"mode=present&tour=chain-of-defeats&step=5&theme={theme}",
            viewport={"width": 1280, "height": 720},
            reduced_motion="reduce",
        )
        for key in keys:
            page.keyboard.press(key)
        if bad := violations(page):
            found[layer] = bad
    assert found == {}

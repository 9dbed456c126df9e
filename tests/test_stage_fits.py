"""No word of a presentation is cut: every screen of every tour, at what it is shown on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Page
from serving import Site, served

Open = Callable[..., Page]
# With how many of the tours each is walked: what fits a small screen fits one a little larger.
# 1024x768: test_whole_tour.py
SIZES = {(768, 1024): 5, (820, 1180): 1, (800, 600): 2, (360, 640): 5}
LONG_SIZES = [(360, 640), (800, 600), (844, 390)]

# Every step by keys, with its question, the pages of its evidence and the closing questions. A word
# is cut where its line ends outside of the stage, which would have to be scrolled.
CUT = """async (tour) => {
  const query = `mode=present&theme=projector&tour=${tour}`;
  await timeline.apply(query);
  const host = document.getElementById("present");
  const body = document.querySelector(".stage-body");
  const progress = document.querySelector(".stage-progress");
  const press = (key) => document.body.dispatchEvent(
    new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  const found = [];
  let screens = 0;
  const look = (where) => {
    screens += 1;
    const place = body.getBoundingClientRect();
    const range = document.createRange();
    range.selectNodeContents(body);
    const out = [...range.getClientRects()].filter((box) => box.width
      && (box.bottom > Math.min(place.bottom + 1, innerHeight) || box.top < place.top - 1
      || box.right > Math.min(place.right + 1, innerWidth) || box.left < place.left - 1));
    const over = body.scrollHeight - body.clientHeight;
    if (out.length || over > 1) found.push(`${where}: ${out.length} outside, ${over} px over`);
    if (!out.length && !body.innerText.trim()) found.push(`${where}: nothing is shown`);
  };
  const steps = Number(progress.textContent.split(" of ")[1]);
  for (let n = 1; n <= steps; n += 1) {
    if (n > 1) press("ArrowRight");
    if (!progress.textContent.startsWith(`${n} `)) found.push(`not at step ${n}`);
    look(`step ${n}`);
    press("q");
    if (host.dataset.layer === "question") {
      look(`step ${n}, question`);
      press("q");
    }
    for (let page = 1; host.dataset.layer === "evidence"; page += 1) {
      look(`step ${n}, evidence ${page}`);
      press("ArrowRight");
    }
    if (!progress.textContent.startsWith(`${n} `)) press("ArrowLeft");
    while (host.dataset.layer) press("ArrowLeft");
  }
  press("ArrowRight");
  if (host.dataset.layer === "end") look("closing questions");
  return [screens, found];
}"""


def cut(page: Page, tours: list[str]) -> tuple[int, dict[str, list[str]]]:
    """How many screens the tours have, and of each tour what is cut on them."""
    found = {tour: page.evaluate(CUT, tour) for tour in tours}
    faults = {tour: bad for tour, (_, bad) in found.items() if bad}
    return sum(screens for screens, _ in found.values()), faults


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "{}x{}".format(*size))
def test_no_word_of_any_step_of_any_tour_is_cut(
    shown: Open, site: Site, size: tuple[int, int]
) -> None:
    width, height = size
    page = shown(
        "mode=present", viewport={"width": width, "height": height}, reduced_motion="reduce"
    )
    tours = site.timeline.tours[: SIZES[size]]
    screens, faults = cut(page, [tour.id for tour in tours])
    assert faults == {}
    assert screens > 15 * len(tours)


WORDS = "Many words that say at length what was said before, and say it once again "
TEXTS = {  # title, the step's sentence, what is quoted
    "many words": (WORDS * 6, WORDS * 2, WORDS * 3),
    "right to left": ("כותרת ארוכה של אירוע " * 20, "משפט ארוך " * 15, "ציטוט ארוך מאוד " * 18),
    "without spaces": ("非常に長い題名" * 60, "とても長い説明文" * 18, "引用された言葉" * 60),
    "one word": ("Donau" * 80, "x" * 150, "y" * 350),
    "nearly nothing": ("A", "B", "C"),
}


def long_file(folder: Path) -> Path:
    """Texts as long as the file may have them, in several scripts, and a step without a source."""
    events = []
    steps = []
    for k, (name, (title, say, quote)) in enumerate(TEXTS.items()):
        voices = [
            {"source": "one", "exact": quote.strip()},
            {"source": "two", "exact": f"Other: {quote}".strip(), "speaker": "The third clerk"},
        ]
        id_ = name.replace(" ", "-")
        events.append(
            {"id": id_, "title": title.strip(), "date": str(1900 + k), "excerpts": voices}
        )
        steps.append({"event": id_, "say": say.strip()[:159], "question": f"Why {title}"[:169]})
    events.append({"id": "bare", "title": WORDS, "date": "1920"})
    steps.append({"event": "bare", "say": WORDS})
    label = "A source in an archive of a long name"
    sources = [{"id": one, "title": "S", "label": f"{label}, {one}"} for one in ("one", "two")]
    closing = [f"{n}. {WORDS * 2}"[:165] for n in range(5)]
    tour = {"id": "long", "title": "Long texts", "steps": steps, "questions": closing}
    path = folder / "long.yaml"
    made = {"timeline": {"title": WORDS}, "sources": sources, "events": events, "tours": [tour]}
    path.write_text(yaml.safe_dump(made, allow_unicode=True, sort_keys=False, width=1000), "utf-8")
    return path


def test_no_word_is_cut_however_long_the_texts_are(new_page: Open, tmp_path: Path) -> None:
    with served(long_file(tmp_path)) as site:
        page = site.open(new_page(reduced_motion="reduce"), "mode=present")
        for width, height in LONG_SIZES:
            page.set_viewport_size({"width": width, "height": height})
            page.wait_for_function("wide => innerWidth === wide", arg=width)
            screens, faults = cut(page, ["long"])
            assert faults == {}, f"at {width}×{height}"
            assert screens > 20


@pytest.mark.parametrize("size", [(800, 600), (1024, 768), (1280, 1024), (1280, 720)], ids=str)
def test_the_tools_stand_on_one_line_above_the_title(shown: Open, size: tuple[int, int]) -> None:
    width, height = size
    page = shown(
        "mode=present&tour=chain-of-defeats&step=5",
        viewport={"width": width, "height": height},
        reduced_motion="reduce",
    )
    for key in ("", "q", "q", "q", "d"):
        if key:
            page.keyboard.press(key)
        page.mouse.move(50, 200)
        page.mouse.move(60, 210)
        lines, over, beside = page.evaluate("""() => {
          const box = (name) => document.querySelector(`.stage-${name}`).getBoundingClientRect();
          const shown = [...document.querySelectorAll(".stage-tools button")]
            .filter((one) => one.checkVisibility()).map((one) => one.getBoundingClientRect());
          return [new Set(shown.map(({ top }) => Math.round(top))).size,
            box("tools").bottom - box("title").top, shown.at(-1).right - box("progress").left];
        }""")
        assert (lines, over <= 0, beside <= 0) == (1, True, True), key

"""Makes the pictures of README from the real page: `python -m docs.pictures`."""

from __future__ import annotations

import io
import logging
import sys
import threading
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright
from werkzeug.serving import make_server

from bench.chromium import FLAGS, find_chromium
from timeline.evidence import quotations
from timeline.reading.load import load
from timeline.server.app import create_app

ROOT = Path(__file__).resolve().parents[1]
COLOURS = 256  # of a picture: its type stays as sharp, and it weighs half
PICTURES = {
    "explore.png": ("event=general-strike", 1440, 900),
    "stage.png": ("tour=chain-of-defeats&step=7&mode=present", 1280, 720),
}


def main() -> int:
    chromium = find_chromium()
    if chromium is None:
        print("The pictures need Chromium. On Debian: sudo apt install chromium", file=sys.stderr)
        return 1
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    timeline = load(ROOT / "data" / "events.yaml")
    record = quotations.load_record(ROOT / "data" / "verified.json")
    server = make_server("127.0.0.1", 0, create_app(timeline, record=record).server, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for name, (query, width, height) in PICTURES.items():
            page = browser.new_page(
                viewport={"width": width, "height": height}, reduced_motion="reduce"
            )
            page.goto(f"http://127.0.0.1:{server.server_port}/?{query}")
            page.wait_for_selector("html[data-ready]", state="attached")
            taken = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
            taken.quantize(COLOURS, dither=Image.Dither.NONE).save(
                ROOT / "docs" / name, optimize=True
            )
            print(ROOT / "docs" / name)
        browser.close()
    server.shutdown()
    return 0


if __name__ == "__main__":
    sys.exit(main())

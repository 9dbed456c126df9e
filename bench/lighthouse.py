"""What Lighthouse says of the served page, as a phone and as a desktop: `make lighthouse`.

It prints the scores of the categories and, below 100, which audits cost most.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from subprocess import DEVNULL, run
from tempfile import TemporaryDirectory
from time import sleep
from typing import Any

from bench import pages
from bench.chromium import FLAGS, find_chromium
from bench.run import OURS

HERE = Path(__file__).parent
COMMAND = HERE / "node_modules" / ".bin" / "lighthouse"
EVENTS = HERE.parent / "data" / "events.yaml"
PORT = 8140
FORMS = {"mobile": (), "desktop": ("--preset=desktop",)}
TOLD = 8  # audits


def main() -> int:
    if not COMMAND.exists():
        print("Lighthouse is not installed: npm install in bench/, or make lighthouse.")
        return 1
    with pages.running(OURS, EVENTS, PORT) as (address, _), TemporaryDirectory() as folder:
        sleep(OURS.warm)
        for form, options in FORMS.items():
            report = _report(address, options, Path(folder) / f"{form}.json")
            scores = {
                one["title"]: round(100 * one["score"]) for one in report["categories"].values()
            }
            print(f"{form}: {', '.join(f'{title} {score}' for title, score in scores.items())}")
            for line in _costly(report):
                print(f"  {line}")
    return 0


def _report(address: str, options: tuple[str, ...], out: Path) -> dict[str, Any]:
    chromium = find_chromium()
    command = [
        str(COMMAND),
        address,
        "--output=json",
        f"--output-path={out}",
        f"--chrome-flags=--headless=new {' '.join(FLAGS)}",
        "--quiet",
        *options,
    ]
    run(command, check=True, env=os.environ | {"CHROME_PATH": chromium or ""}, stderr=DEVNULL)
    told: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return told


def _costly(report: dict[str, Any]) -> list[str]:
    """The audits that are not perfect, those that count most first."""
    found = []
    for category in report["categories"].values():
        for ref in category["auditRefs"]:
            audit = report["audits"][ref["id"]]
            if audit["score"] is not None and audit["score"] < 1 and ref["weight"]:
                lost = ref["weight"] * (1 - audit["score"])
                shown = audit.get("displayValue", "")
                found.append((lost, f"{category['title']}: {audit['title']} {shown}"))
    return [line for _, line in sorted(found, reverse=True)[:TOLD]]


if __name__ == "__main__":
    sys.exit(main())

"""The slides for TimelineJS as the sheet that its users fill in, and TimelineJS itself opens."""

from __future__ import annotations

import csv
import io
import re
from typing import Any, Final

from timeline.exchange.selection import Selection
from timeline.exchange.timelinejs import PARTS, timelinejs

# The header of their template, which stands in the package as src/template/my-own-timeline.csv
HEADER: Final = (
    "Year", "Month", "Day", "Time", "End Year", "End Month", "End Day", "End Time",
    "Display Date", "Headline", "Text", "Media", "Media Credit", "Media Caption",
    "Media Thumbnail", "Type", "Group", "Background",
)  # fmt: skip


def timelinejs_csv(s: Selection) -> str:
    """The title, the eras and the events, a row each."""
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADER)
    value = timelinejs(s)
    writer.writeheader()
    writer.writerow(_row(value["title"], "title"))
    writer.writerows(_row(era, "era") for era in value["eras"])
    writer.writerows(_row(event) for event in value["events"])
    return text.getvalue()


def _row(slide: dict[str, Any], type_: str = "") -> dict[str, str]:
    start, end = slide.get("start_date", {}), slide.get("end_date", {})
    row = {part.title(): str(start.get(part, "")) for part in PARTS}
    row |= {f"End {part.title()}": str(end.get(part, "")) for part in PARTS}
    row |= {
        "Display Date": slide.get("display_date", ""),
        "Headline": slide["text"]["headline"],
        "Text": slide["text"].get("text", ""),
        "Type": type_,
        "Group": slide.get("group", ""),
    }
    return {column: _unrun(cell) for column, cell in row.items()}


def _unrun(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula, and TimelineJS shows as it was.

    The sheet is made to be uploaded to one. A negative year is a number and may be taken so.
    """
    if re.match(r"\s*[=+\-@＝＋－＠]", cell) and not re.fullmatch(r"-\d+", cell):
        lead = len(cell) - len(cell.lstrip())
        return f"{cell[:lead]}&#{ord(cell[lead])};{cell[lead + 1 :]}"
    return cell

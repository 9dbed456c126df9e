"""The events of a view as a sheet: CSV (RFC 4180), one row an event, one header row.

UTF-8 with a byte order mark, without which Excel reads another encoding. Several names in one
cell stand with "; " between them; quotations stand one below the other, each with its citation
after a dash.

A cell that begins with = + - @ would be run by a spreadsheet as a formula
(https://owasp.org/www-community/attacks/CSV_Injection), and the year -0043 would become a number.
So one apostrophe is put before it, and one more before a cell that has such apostrophes already.
Whoever reads the file takes one off again (`unguarded`) and has every cell exactly as it was; in
pandas: `read_csv(path, dtype=str, keep_default_na=False).replace(GUARD, "", regex=True)`.
"""

from __future__ import annotations

import csv
import io
import re
from typing import Any, Final

from timeline.exchange.event_records import records
from timeline.exchange.selection import Selection
from timeline.telling import licence

# Keys of a record (see `event_records`), `verified` counting its quotations, and the sentence on
# the licence, in each row, since a sheet has no other place for it. New ones come last: others read
# the columns by their place.
COLUMNS: Final = (
    "id", "title", "label", "date", "old_style", "date_words", "dated", "stated_as", "date_note",
    "known_as", "lane", "kind", "weight", "people", "places", "tags", "summary", "quotations",
    "verified", "address", "dating", "named", "disagreements", "works",
    "licence",
)  # fmt: skip

# The apostrophe that a spreadsheet needs and a reader takes off. Full-width signs count in
# Excel's East Asian editions.
GUARD: Final = r"^'(?='*(?:\s*[=+\-@＝＋－＠]|[\t\r\n]))"
_RUN: Final = re.compile(r"'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])")


def sheet(s: Selection) -> bytes:
    """The sheet of a view, ready to be written."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    said = {"licence": licence.line(s.timeline)}
    writer.writerows(
        [guarded(_cell(record | said, column)) for column in COLUMNS] for record in records(s)
    )
    return text.getvalue().encode("utf-8-sig")


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if _RUN.match(cell) else cell


def unguarded(cell: str) -> str:
    """A cell as it was before `guarded`, for programs that read a sheet; ours only write them."""
    return re.sub(GUARD, "", cell)


def _cell(record: dict[str, Any], column: str) -> str:
    quotations = record["quotations"]
    if column == "quotations":
        return "\n\n".join(f"“{item['exact']}”\n— {item['citation']}" for item in quotations)
    if column == "verified":
        return f"{sum(item['verified'] for item in quotations)} of {len(quotations)}"
    if column == "disagreements":
        return "\n\n".join(
            "\n".join(filter(None, (item["head"], *item["claims"], item["note"])))
            for item in record[column]
        )
    value = record[column]
    return "; ".join(value) if isinstance(value, list) else str(value)

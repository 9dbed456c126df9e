"""What an earlier run published at a place, read back from the page that it wrote."""

from __future__ import annotations

import base64
import gzip
import json
import re
from pathlib import Path
from typing import Any, Final

from timeline.errors import FileProblems
from timeline.page import ids
from timeline.publishing.one_file import PACKED_ID
from timeline.reading.lost_events import Counts, losses

_BLOCK: Final = r'<script type="{}" id="{}">(.*?)</script>'
_PLAIN: Final = re.compile(_BLOCK.format("application/json", ids.DOCUMENT), re.DOTALL)
_PACKED: Final = re.compile(_BLOCK.format("text/plain", PACKED_ID), re.DOTALL)


def hold_back(place: Path, page: Path, now: Counts) -> None:
    """Keep a timeline that has lost much from taking the place of what was published.

    Args:
        place: the file or folder, for the message.
        page: the page that an earlier run wrote, if one did.
        now: what would take its place (`timeline.reading.lost_events.counts`).

    Raises:
        FileProblems: more than a fifth of its events, or of another list, would be gone.
    """
    try:
        html = page.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return
    if left := losses(counts(html), now):
        raise FileProblems.single(
            place,
            0,
            f"held: only {left} would be left of what was published here; if the timeline's file "
            "is whole, publish again with --force",
        )


def counts(html: str) -> Counts:
    """What a published page shows, as `lost_events.counts`; nothing for one of another make."""
    try:
        counted = _document(html)["counts"]
        return {str(name): int(count) for name, count in counted.items()}
    except (EOFError, OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _document(html: str) -> dict[str, Any]:
    packed = _PACKED.search(html)
    if packed:  # as `timeline.publishing.one_file.to_text` wrote it
        whole = json.loads(gzip.decompress(base64.b85decode(packed[1].replace(",", "<"))))
        text = whole["blocks"][ids.DOCUMENT]
    else:
        plain = _PLAIN.search(html)
        text = plain[1] if plain else "{}"
    document: dict[str, Any] = json.loads(text)
    return document

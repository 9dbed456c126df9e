"""The page as one HTML file that asks nobody for anything.

What is readable without scripts stands in it as it is. The scripts, the data and the styles of what
readers open later, which are most of its weight, stand in one compressed block that `unpack.js`
opens.
"""

from __future__ import annotations

import base64
import gzip
import json
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup

from timeline.page import bundle, details, licences
from timeline.page.carried import Carried
from timeline.page.document import to_json
from timeline.page.page import Filling, Page, data_blocks, style_block
from timeline.publishing.head import (
    PUBLISHED_ID,
    Head,
    head,
    meta_policy,
    script_block,
    script_hash,
)

PACKED_ID: Final = "packed"
_UNPACK: Final = Path(__file__).with_name("unpack.js")


def one_file(page: Page, loads: Carried, about: Head, published: dict[str, Any]) -> str:
    """The page as one HTML file.

    Args:
        page: the page.
        loads: its scripts and styles.
        about: what it tells search engines and link previews of itself.
        published: how it is published, for the engine; its `kind` is `file`.
    """
    unpack = _UNPACK.read_text(encoding="utf-8")
    pieces = {details.block_id(n): piece for n, piece in enumerate(page.details)}
    blocks = page.blocks_with([f"#{id_}" for id_ in pieces]) | pieces
    blocks |= {PUBLISHED_ID: to_json(published)}
    styles, later = _styles(page)
    packed = {"blocks": blocks | later, "scripts": [file.text for file in loads.scripts]}
    carried = {file.name: file.text for file in loads.published()}
    listed = licences.text(page.prepared.timeline, carried)
    policy = {
        "script-src": ["blob:", *map(script_hash, (loads.early.text, unpack))],
        "style-src": ["'unsafe-inline'"],
    }
    return page.fill(
        Filling(
            early=script_block(loads.early.text),
            styles=styles,
            scripts=Markup(
                f'<script type="text/plain" id="{PACKED_ID}">'
                f"{to_text(json.dumps(packed, ensure_ascii=False).encode())}</script>\n"
            )
            + script_block(unpack),
            data=data_blocks(dict.fromkeys(blocks, "")),
            head=head(about),
            policy=meta_policy(policy),
            licences=Markup(licences.block(listed)),
            published="file",
        )
    )


def _styles(page: Page) -> tuple[Markup, dict[str, str]]:
    """The styles in the order of the cascade, and what is packed of them, by the ids of theirs."""
    shown, later = [style_block(page.variables)], {}
    for path, sheet in bundle.sheets().items():
        if path in bundle.FIRST_SEEN:
            shown.append(style_block(sheet))
        else:
            later[f"style-{path.stem}"] = sheet
            shown.append(Markup('<style id="style-{}"></style>').format(path.stem))
    return Markup("").join(shown), later


def to_text(value: bytes) -> str:
    """Bytes compressed and written in base 85 with the letters that `unpack.js` knows.

    Python's base 85 without "<", which inside a script element could open a comment.
    """
    # no time: the same page makes the same file
    return base64.b85encode(gzip.compress(value, 9, mtime=0)).decode().replace("<", ",")

"""The whole app as one HTML file that asks nobody for anything.

What is readable without scripts stands in it as it is. The scripts and the data, which are most
of its weight, stand in one compressed block that `unpack.js` opens.
"""

from __future__ import annotations

import base64
import gzip
import json
import re
from pathlib import Path
from typing import Final

from timeline.page import licences
from timeline.publishing.collect import Page, Tag, change_tags
from timeline.publishing.head import Head, meta_policy, script_hash, with_head

HERE: Final = Path(__file__).parent
PACKED_ID: Final = "packed"
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)


def one_file(page: Page, head: Head) -> str:
    """The page as one HTML file.

    Args:
        page: the page, collected as kind `file`.
        head: what it tells search engines and link previews of itself.
    """
    html = with_head(page.html, head)
    before, body = html.split("</head>", 1)
    scripts = [(HERE / "answers.js").read_text(encoding="utf-8")]
    blocks: dict[str, str] = {}
    run: list[str] = []  # scripts that stand in the file as they are

    def inline(tag: Tag) -> str:
        if tag.is_style:
            # a comment of a style sheet is for its authors; the file is carried by its readers
            return f"<style>{_COMMENT.sub('', page.texts[tag.address]).strip()}</style>"
        if tag.name == "script" and not tag.is_data:
            run.append(page.texts[tag.address] if tag.address else tag.text)
            return f"<script>{run[-1]}</script>"
        return tag.whole

    def pack(tag: Tag) -> str:
        if tag.is_data:
            blocks[tag.attributes["id"]] = tag.text
            return tag.whole.removesuffix(f"{tag.text}</script>") + "</script>"
        if tag.name == "script":
            scripts.append(page.texts[tag.address] if tag.address else tag.text)
            return ""
        return inline(tag)

    before = change_tags(before, inline)
    body = change_tags(body, pack).rsplit("</body>", 1)[0]
    run.append((HERE / "unpack.js").read_text(encoding="utf-8"))
    policy = meta_policy(
        {"script-src": ["blob:", *map(script_hash, run)], "style-src": ["'unsafe-inline'"]}
    )
    # put in last: its empty lines are no gaps
    shown = _without_gaps(body).replace(licences.LINK, licences.block(page.licences), 1)
    packed = json.dumps({"blocks": blocks, "scripts": scripts}, ensure_ascii=False).encode()
    before = before.replace('<meta charset="utf-8">', f'<meta charset="utf-8">\n{policy}', 1)
    return (
        f"{before}</head>{shown}"
        f'<script type="text/plain" id="{PACKED_ID}">{to_text(packed)}</script>\n'
        f"<script>{run[-1]}</script>\n</body>\n</html>\n"
    )


def to_text(value: bytes) -> str:
    """Bytes compressed and written in base 85 with the letters that `unpack.js` knows.

    Python's base 85 without "<", which inside a script element could open a comment.
    """
    # no time: the same page makes the same file
    return base64.b85encode(gzip.compress(value, 9, mtime=0)).decode().replace("<", ",")


def _without_gaps(html: str) -> str:
    """Without the empty lines that the packed scripts left."""
    return re.sub(r"\n\s*\n+", "\n", html)

"""What a published page tells of itself: its policy, and what link previews are made of."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from html import escape
from typing import Final

from markupsafe import Markup

from timeline.page.page import addresses

PUBLISHED_ID: Final = "published"
"""The block of JSON that tells the engine how its page is published."""
PREVIEW_NAME: Final = "preview.png"
PREVIEW_SIZE: Final = (1200, 630)
"""The size that the cards of the large networks ask for, in pixels."""

_POLICY: Final = {
    "default-src": ["'none'"],
    "img-src": ["data:", "blob:"],
    "font-src": ["data:"],
    "connect-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
}


@dataclass(frozen=True, slots=True)
class Head:
    """What a page tells of itself.

    Attributes:
        title, description: of this page.
        site: the title of the timeline.
        kind: `website` or `article`, in the words of the Open Graph protocol.
        address: of this page in the web, or "" where that is not known.
        image: address of the preview picture, as this page would ask for it, or "".
        image_alt: what is to be seen on it.
    """

    title: str
    description: str
    site: str
    kind: str = "website"
    address: str = ""
    image: str = ""
    image_alt: str = ""

    def tags(self) -> str:
        """Canonical address, Open Graph (https://ogp.me) and card, one a line."""
        properties = {
            "og:type": self.kind,
            "og:site_name": self.site,
            "og:title": self.title,
            "og:description": self.description,
            "og:url": self.address,
        }
        names = {"twitter:card": "summary"}
        if self.image:
            width, height = map(str, PREVIEW_SIZE)
            properties |= {"og:image": self.image, "og:image:alt": self.image_alt}
            properties |= {"og:image:width": width, "og:image:height": height}
            names = {"twitter:card": "summary_large_image"}
        lines = [f'<link rel="canonical" href="{escape(self.address)}">'] if self.address else []
        lines += _metas("property", properties) + _metas("name", names)
        return "\n".join(lines)


def head(about: Head) -> Markup:
    """What a page tells of itself, to the engine and to others, as its head holds it."""
    return addresses(about.address) + Markup(about.tags())


def script_block(script: str) -> Markup:
    """A script of ours that stands in the page; see `script_hash`."""
    return Markup(f"<script>{script}</script>")


def meta_policy(rules: dict[str, list[str]]) -> Markup:
    """A content-security policy that the file itself carries; nobody else sends it one.

    Args:
        rules: what this page needs besides pictures made in the browser.
    """
    merged = _POLICY | rules
    text = "; ".join(f"{name} {' '.join(values)}" for name, values in merged.items())
    told = escape(text, quote=False)
    return Markup(f'<meta http-equiv="Content-Security-Policy" content="{told}">')


def script_hash(script: str) -> str:
    """The source expression that lets one inline script run."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def _metas(key: str, values: dict[str, str]) -> list[str]:
    return [
        f'<meta {key}="{name}" content="{escape(value)}">'
        for name, value in values.items()
        if value
    ]

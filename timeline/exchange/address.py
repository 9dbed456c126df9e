"""Addresses: of the timeline, a view of it, an event in it, and a text that has only its bytes."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from timeline.model import Source


@dataclass(frozen=True, slots=True)
class Reading:
    """Where and when a reader has the timeline before them.

    Attributes:
        address: of the page, without query or fragment; "" makes addresses relative to the page.
        query: the view, without "?".
        accessed: the day as an ISO date; "" leaves it out. No function here looks at a clock.
    """

    address: str = ""
    query: str = ""
    accessed: str = ""

    def event(self, event_id: str) -> str:
        """The address that opens an event; its id is a slug, so nothing needs escaping."""
        return f"{self.address}?event={event_id}"

    def view(self) -> str:
        """The address of the view."""
        return f"{self.address}?{self.query}" if self.query else self.address


NOWHERE = Reading()


def text_name(source: Source) -> str:
    """The name of a source's text by the hash of its bytes, or "" where the file gives none.

    `ni:///sha-256;…` of RFC 6920 (https://www.rfc-editor.org/rfc/rfc6920): whoever has the text
    can tell that it is the one meant, wherever it lies.
    """
    if not source.sha256:
        return ""
    digest = base64.urlsafe_b64encode(bytes.fromhex(source.sha256)).decode().rstrip("=")
    return f"ni:///sha-256;{digest}"

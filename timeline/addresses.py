"""Addresses: which one is that of a page, and those of a view and an event in it."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

_HOST = re.compile(r"[\w-]+(\.[\w-]+)*\.?")


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


def checked(address: str) -> str:
    """A public address of the page, ending in `/` where it names a host alone.

    Raises:
        ValueError: it is not one that a browser opens and a query can follow.
    """
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
        if ":" in host:
            ipaddress.IPv6Address(host)
    except ValueError:
        raise _not_an_address(address) from None
    fine = (
        parts.scheme in ("http", "https")
        and (":" in host or _HOST.fullmatch(host))
        and port != 0
        and "@" not in parts.netloc
        and not any(sign in address for sign in '?#\\"<>')
        and address.isprintable()
        and " " not in address
    )
    if not fine:
        raise _not_an_address(address)
    return f"{parts.scheme}://{parts.netloc}{parts.path or '/'}"


def _not_an_address(address: str) -> ValueError:
    return ValueError(
        f"{address[:80]!r} is not an address such as https://school.example/timeline/"
    )

"""How students' phones reach the page: at an address that is told, or at this machine's own.

The page cannot know it. Opened at http://127.0.0.1 it sees an address that leads every phone to
itself, so Python writes into the HTML what it was told (`--address`), which always holds, and
what it found on the network, which holds where the page was opened on this machine.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from html import escape
from urllib.parse import urlsplit

EVERYWHERE = {"0.0.0.0": socket.AF_INET, "::": socket.AF_INET6}
# Addresses set aside for documentation (RFC 5737, RFC 3849): nobody has them, so the way there
# is the way out of this machine.
OUTSIDE = {socket.AF_INET: "192.0.2.1", socket.AF_INET6: "2001:db8::1"}
DISCARD = 9  # the port; nothing is sent to it

_HOST = re.compile(r"[\w-]+(\.[\w-]+)*\.?")


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


def on_network(sock: socket.socket) -> str:
    """Where other machines find a server that listens at every address of this one.

    Connecting a datagram socket sends nothing: it makes the system choose the interface by its
    routes, and that interface's address is the answer.

    Returns:
        An address such as `http://192.168.1.20:8050/`; "" where the socket is bound to one
        address alone, which is then the one to use, or where there is no network.
    """
    bound, port = sock.getsockname()[:2]
    if bound not in EVERYWHERE:
        return ""
    # a socket of IPv6 takes the other kind too, as a rule: the address is shorter to type
    families = [socket.AF_INET, socket.AF_INET6] if bound == "::" else [socket.AF_INET]
    if bound == "::" and sock.getsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY):
        families = [socket.AF_INET6]
    for family in families:
        found = _way_out(family)
        if found:
            return f"http://[{found}]:{port}/" if ":" in found else f"http://{found}:{port}/"
    return ""


def metas(address: str, network_address: str) -> str:
    """What the page reads: `timeline-address` is told and always holds, `timeline-network` found.

    Raises:
        ValueError: one of them is no address; see `checked`.
    """
    named = {"timeline-address": address, "timeline-network": network_address}
    return "".join(
        f'<meta name="{name}" content="{escape(checked(value))}">\n'
        for name, value in named.items()
        if value
    )


def _way_out(family: socket.AddressFamily) -> str:
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as sock:
            sock.connect((OUTSIDE[family], DISCARD))
            found = str(sock.getsockname()[0])
    except OSError:  # no such network, or no route
        return ""
    own = ipaddress.ip_address(found.partition("%")[0])
    # an address of the link alone needs the name of the interface, which a phone does not know
    return "" if own.is_loopback or own.is_unspecified or own.is_link_local else found


def _not_an_address(address: str) -> ValueError:
    return ValueError(
        f"{address[:80]!r} is not an address such as https://school.example/timeline/"
    )

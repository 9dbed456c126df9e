"""How students' phones reach the page where nobody told its address: at this machine's own.

The page cannot know it. Opened at http://127.0.0.1 it sees an address that leads every phone to
itself, so Python writes into the HTML what it was told (`--address`), which always holds, and
what it found on the network, which holds where the page was opened on this machine.
"""

from __future__ import annotations

import ipaddress
import socket

EVERYWHERE = {"0.0.0.0": socket.AF_INET, "::": socket.AF_INET6}
# Addresses set aside for documentation (RFC 5737, RFC 3849): nobody has them, so the way there
# is the way out of this machine.
OUTSIDE = {socket.AF_INET: "192.0.2.1", socket.AF_INET6: "2001:db8::1"}
DISCARD = 9  # the port; nothing is sent to it


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

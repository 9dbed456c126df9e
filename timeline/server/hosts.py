"""Which hosts a request may name.

A page of another site may give its own name this machine's address and then read what is served
here, as if it were its own (DNS rebinding). It cannot choose the name that its browser sends; so
what names a host that is not this server's is refused, with 421.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from dash import Dash
from flask import Response, request

LOOPBACK: Final = "localhost"
_NAME = re.compile(r"[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*", re.ASCII)
_PORT = re.compile(r"[0-9]{0,5}", re.ASCII)
LONGEST: Final = 253  # characters of a name (RFC 1035)
MISDIRECTED: Final = (
    "This address is not one of this server's. Whoever runs it names the host that others use: "
    "--address URL, or --host-name NAME."
)


@dataclass(frozen=True, slots=True)
class Hosts:
    """The hosts of a server, whatever the port.

    Attributes:
        names: that it was told, in lower case; `localhost` is always one.
        anywhere: it listens on a network: then it answers to any address in numbers. No other
            site has one of those for its name.
    """

    names: frozenset[str] = frozenset()
    anywhere: bool = False

    def has(self, host: str) -> bool:
        """Is this, as it stands in a request, one of them?"""
        name = _name(host)
        if name is None:
            return False
        try:
            number = ipaddress.ip_address(name)
        except ValueError:
            return name == LOOPBACK or name in self.names
        number = getattr(number, "ipv4_mapped", None) or number
        return self.anywhere or number.is_loopback or name in self.names


def of(bound: str, *, loopback: bool, address: str = "", more: tuple[str, ...] = ()) -> Hosts:
    """The hosts of a server.

    Args:
        bound: the name or address it listens at.
        loopback: that leads to this machine alone.
        address: where everybody reaches it, or "".
        more: other names (`checked`).
    """
    told = {bound.lower(), *more}
    if address and (known := urlsplit(address).hostname):
        told.add(_in_letters(known))
    return Hosts(frozenset(told), anywhere=not loopback)


def checked(name: str) -> str:
    """A name or address of a host, without a port, as a request names it.

    Raises:
        ValueError: it is none.
    """
    found = _name(_in_letters(name.strip()))
    if found is None or (":" in name and not name.startswith("[")):
        raise ValueError(f"{name[:60]!r} is not the name of a host, such as school.example")
    return found


def install(app: Dash, hosts: Hosts) -> None:
    """Refuse what names another host, before anything else looks at it."""

    def refuse() -> Response | None:
        named = request.environ.get("HTTP_HOST")
        # no browser leaves it out; the health check of a proxy may
        if named is None or hosts.has(named):
            return None
        return Response(f"{MISDIRECTED}\n", 421, mimetype="text/plain")

    app.server.before_request_funcs.setdefault(None, []).insert(0, refuse)


def _name(host: str) -> str | None:
    """The name or address in a `Host` header, without its port; None where there is none."""
    host = host.lower()
    if host.startswith("["):
        name, closed, rest = host[1:].partition("]")
        if not closed or (rest and not rest.startswith(":")) or not _PORT.fullmatch(rest[1:]):
            return None
        try:
            return str(ipaddress.IPv6Address(name))
        except ValueError:
            return None
    name, _, port = host.partition(":")
    name = name.removesuffix(".")
    if len(name) > LONGEST or not _NAME.fullmatch(name) or not _PORT.fullmatch(port):
        return None
    return name


def _in_letters(name: str) -> str:
    """A name as browsers send it: an international one in its letters of ASCII."""
    name = name.lower()
    if name.isascii():
        return name
    try:
        return name.encode("idna").decode("ascii")
    except UnicodeError:
        return name

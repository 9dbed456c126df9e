"""The production server: waitress on a socket that was bound before the work began."""

from __future__ import annotations

import errno
import ipaddress
import logging
import os
import socket
import sys
from contextlib import suppress
from typing import Any, Final

from dash import Dash

from timeline.errors import TimelineError
from timeline.server import headers, waitress_server
from timeline.server.routes import largest_body

TRIES = 50  # ports looked at for a free one

DEBUGGING: Final[dict[str, Any]] = {
    "debug": True,
    "dev_tools_disable_version_check": True,  # it asks a host of its own
}
"""Settings of `Dash.run` for `--debug`."""


class AddressError(TimelineError):
    """The address cannot be served at; the message says why and what to do."""


def bind(host: str, port: int) -> socket.socket:
    """A socket bound to the address.

    Raises:
        AddressError: the port is in use (a free one is named), or the address is not ours.
    """
    try:
        return _bound(host, port)
    except UnicodeError:  # from IDNA: a label of a name is empty, too long, or no text
        raise AddressError(f"{host[:60]!r} is not the name or address of a machine") from None
    except OSError as error:
        raise AddressError(_why(error, host, port)) from error


def address(sock: socket.socket) -> str:
    """The address to type into a browser."""
    host, port = sock.getsockname()[:2]
    if host in ("0.0.0.0", "::"):
        host = "localhost"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def run(app: Dash, sock: socket.socket) -> None:
    """Serve until SIGTERM or Ctrl-C; what is asked by then is answered, if that takes seconds.

    From the main thread alone. The app should be warm (`compressed.warm`).
    """
    server = waitress_server.Server(app.server, sock, headers.sent(app), largest_body(app))
    # a class that opens the page at one moment waits a moment: no reason to fill the terminal
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    waitress_server.stop_at_signals(server)
    if not server.run():
        # what is still being made would keep the process from its end
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):
                stream.flush()
        os._exit(0)


def _bound(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, where = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    sock = socket.socket(family, kind, protocol)
    if sys.platform != "win32":  # there it would let two servers share a port
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind(where)
        # bound alone is not enough: two sockets that do not listen yet may share a port
        sock.listen()
    except OSError:
        sock.close()
        raise
    return sock


def is_loopback(host: str) -> bool:
    """Does this address or name lead to this machine alone? A name is looked up."""
    try:
        found = {info[4][0] for info in socket.getaddrinfo(host, None)}
    except (OSError, UnicodeError):
        return False
    return all(ipaddress.ip_address(str(one).partition("%")[0]).is_loopback for one in found)


def _why(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is in use; try --port {_free_port(host, port)}"
    if error.errno == errno.EACCES:
        return f"port {port} needs more rights than you have; try --port {_free_port(host, 8050)}"
    return (
        f"cannot serve at {host} port {port}: {error.strerror or error}; "
        "give --host an address of this machine, or leave it out"
    )


def _free_port(host: str, taken: int) -> int:
    for port in range(taken + 1, min(taken + TRIES, 65536)):
        try:
            _bound(host, port).close()
        except OSError:
            continue
        return port
    with _bound(host, 0) as any_free:
        return int(any_free.getsockname()[1])

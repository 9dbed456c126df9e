"""Which plotly.js the page carries: the small one where npm has brought it, else the full one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import plotly
from plotly.offline import get_plotlyjs_version

from timeline.page import npm

BASIC = Path("node_modules", "plotly.js-basic-dist-min", "plotly-basic.min.js")
BANNER_LENGTH = 400  # characters of a bundle that hold its name and version
# how a bundle begins after its banner, and ends: all of it is one function that is handed over
_HANDED = b'(typeof self !== "undefined" ? self : this, () => {'
_CLOSED = b"}));"


@dataclass(frozen=True, slots=True)
class Bundle:
    """One plotly.js file. `basic` is the small one: scatter, bar and pie, all a chart needs."""

    path: Path
    version: str
    basic: bool


def read(bundle: Bundle) -> bytes:
    """The script, with its one function in brackets.

    Without them a browser reads the function only in passing when the script comes, and once more
    when it is called a moment later, then on the thread of the page. V8 takes brackets for the sign
    that it is called at once (https://v8.dev/blog/preparser#pife). A bundle that is written
    otherwise stays as it is.
    """
    content = bundle.path.read_bytes()
    body = content.rstrip()
    if content.count(_HANDED) != 1 or not body.endswith(_CLOSED):
        return content
    begin, rest = body.removesuffix(_CLOSED).split(_HANDED)
    return b"".join((begin, _HANDED.replace(b"() =>", b"(() =>"), rest, b"})));\n"))


def find_bundle(root: Path = npm.PROJECT) -> Bundle:
    """The basic bundle if npm installed it under `root`, else the full one that plotly brings.

    A basic bundle of another version than plotly.py's own is left alone: the figures are
    written for that one.
    """
    version = str(get_plotlyjs_version())
    basic = root / BASIC
    if basic.is_file():
        with basic.open(encoding="utf-8") as file:
            banner = file.read(BANNER_LENGTH)
        if f"v{version}\n" in banner:
            return Bundle(basic, version, basic=True)
    package = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    return Bundle(package, version, basic=False)

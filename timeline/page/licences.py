"""What the page carries that others made, and what their licences ask to go with it.

`PARTS` names every script by the place it is loaded from. Who holds the copyright is read from
what is installed: the package's own licence, the notice in the script or in its longer form, the
`LICENSE.txt` that a bundler put beside it. All of it makes one text, which the page links to
(`/licences.txt`), a site holds as a file and the one file shows at its foot. A bundle that says
"see x.js.LICENSE.txt" is answered there too, whether or not its package brought that file.
"""

from __future__ import annotations

import importlib.util
import json
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from importlib import metadata
from pathlib import Path
from typing import Final

from markupsafe import Markup

from timeline.model import Timeline
from timeline.page import npm
from timeline.telling import licence

ROUTE: Final = "licences.txt"
UNKNOWN: Final = "under the licence of the package that brings it"
BESIDE: Final = ".LICENSE.txt"
"""What a bundler adds to the name of a script for the file of its notices."""
SUITES: Final = "_dash-component-suites/"
LINK: Final = Markup(
    f'<p class="software"><a href="{ROUTE}">Licences of the software in this page</a></p>'
)
"""Ends the foot of the page; where nothing stands beside the page, `block` takes its place."""

_MENTION: Final = re.compile(
    rf"/\*! For license information please see (\S+{re.escape(BESIDE)}) \*/"
)
_COMMENT: Final = re.compile(r"/\*[!*].*?\*/", re.DOTALL)
_TELLS: Final = re.compile(r"licen[sc]e|copyright|\(c\)", re.IGNORECASE)
_HOLDER: Final = re.compile(r"copyright\b.*\d{4}.*|copyright \(c\) .*", re.IGNORECASE)
_OPENS_OR_CLOSES: Final = re.compile(r"^/\*[*!]?[ \t]*|[ \t]*\*/$")
_STARS: Final = re.compile(r"^[ \t]*\*[ \t]?", re.MULTILINE)
_NAMED_IN_MAP: Final = re.compile(rb"node_modules/((?:@[\w.-]+/)?[\w.-]+)/")
# Dash's mark of a version and a time (`dash.fingerprint`): react@18.v4_4_1m1795778944.3.1.min.js
_DASH_MARK: Final = re.compile(r"\.v[\w-]+m[0-9a-fA-F]+\.")
_VERSION: Final = re.compile(r"[@-](\d+(?:\.\d+)+)")
_LONGEST_NOTICE: Final = 4000  # characters; a longer comment is no notice, but a stray of a string


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of software that pages may carry.

    Attributes:
        name: as its makers call it.
        at: what the address of each of its scripts begins with, without the page's folder and
            Dash's mark of a version.
        licence: its SPDX identifier.
        home: where it comes from.
        distribution: the Python package that brings it, "" for none.
        package: the npm package that brings it, "" for none.
        holder: the copyright line, where what is installed has none.
        longer: a script beside it, in the same folder, that still has the notice: its name ends in
            this instead of ".min.js".
        holds: others' work in it that nothing installed with it names.
    """

    name: str
    at: tuple[str, ...]
    licence: str
    home: str
    distribution: str = ""
    package: str = ""
    holder: str = ""
    longer: str = ""
    holds: tuple[str, ...] = ()


_DEPS: Final = f"{SUITES}dash/deps/"

PARTS: Final = (
    Part(
        "This page’s own scripts and styles",
        ("_timeline/", f"{SUITES}timeline/"),
        "MIT",
        "",
        holder="Copyright (c) 2026 the timeline’s authors",
    ),
    Part(
        "plotly.js (basic bundle)",
        ("_plotly/plotly-basic-",),
        "MIT",
        "https://plotly.com/javascript/",
        package="plotly.js-basic-dist-min",
    ),
    Part(
        "plotly.js",
        ("_plotly/plotly-",),
        "MIT",
        "https://plotly.com/javascript/",
        distribution="plotly",
    ),
    Part(
        "Dash (its renderer, core and HTML components)",
        tuple(f"{SUITES}dash/{one}/" for one in ("dash-renderer", "dcc", "html", "dash_table")),
        "MIT",
        "https://dash.plotly.com/",
        distribution="dash",
        holds=(
            "cookie",
            "dependency-graph",
            "fast-isnumeric",
            "lodash",
            "ramda",
            "react-redux",
            "redux",
            "redux-actions",
            "redux-thunk",
        ),
    ),
    Part("React", (f"{_DEPS}react@",), "MIT", "https://react.dev/"),
    Part("React DOM", (f"{_DEPS}react-dom@",), "MIT", "https://react.dev/"),
    Part(
        "prop-types",
        (f"{_DEPS}prop-types@",),
        "MIT",
        "https://github.com/facebook/prop-types",
        longer=".js",
    ),
    Part(
        "Babel’s polyfill, with core-js and regenerator-runtime",
        (f"{_DEPS}polyfill@",),
        "MIT",
        "https://babeljs.io/docs/babel-polyfill",
        holder="Copyright (c) 2014-present Sebastian McKenzie and other contributors; "
        "core-js: Copyright (c) Denis Pushkarev; "
        "regenerator-runtime: Copyright (c) 2014-present, Facebook, Inc.",
    ),
    Part(
        "lean-qr",
        (f"{npm.FOLDER}/{npm.QR.package}-",),
        "MIT",
        "https://qrcode.davidje13.com/",
        package=npm.QR.package,
    ),
)

Scripts = Mapping[str, str]
"""What a page loads, styles too: the text by the address, as the page names it."""


def carried(scripts: Scripts) -> dict[Part, list[str]]:
    """The parts that a page carries, in `PARTS`' order, each with the addresses of its scripts."""
    found: dict[Part, list[str]] = {part: [] for part in PARTS}
    for address in scripts:
        found.setdefault(part_of(address), []).append(address)
    return {part: addresses for part, addresses in found.items() if addresses}


def part_of(address: str) -> Part:
    """The part that a script belongs to; of one that nobody knows its name and no licence.

    The tests hold that there is none, but with other versions of what is installed there may be.
    """
    name = plain(address)
    for part in PARTS:
        if name.startswith(part.at):
            return part
    return Part(name, (name,), UNKNOWN, "")


def plain(address: str) -> str:
    """An address without the page's folder, Dash's mark of a version, and what stands behind ?."""
    name = address.partition("?")[0]
    starts = [at for part in PARTS for at in part.at]
    first = max(name.find(f"/{start}") for start in starts)  # -1 where there is none
    return _DASH_MARK.sub(".", name[first + 1 :], count=1)


def text(t: Timeline, scripts: Scripts) -> str:
    """The list for readers: the data's own licence, then each part, then the licence in full."""
    own = licence.line(t)
    parts = [entry(part, addresses, scripts) for part, addresses in carried(scripts).items()]
    title = f"{t.title}\n\n{own}" if own else t.title
    return "\n\n".join([title, "What this page carries:", *parts, _mit()]) + "\n"


def beside(scripts: Scripts) -> dict[str, str]:
    """What the bundles say stands beside them: the text by its address, the page's folder kept."""
    found = {}
    for address, script in scripts.items():
        for name in _MENTION.findall(script):
            part = part_of(address)
            told = entry(part, [address], scripts)
            found[posixpath.join(posixpath.dirname(address), name)] = f"{told}\n\n{_mit()}\n"
    return found


def block(listed: str) -> str:
    """The list in the page itself, for a file with nothing beside it."""
    return (
        '<details class="software"><summary>Licences of the software in this file</summary>'
        f"<pre>{escape(listed, quote=False)}</pre></details>"
    )


def entry(part: Part, addresses: list[str], scripts: Scripts) -> str:
    """One part: name, version and licence, who made it, and the notices that came with it."""
    version = version_of(part, addresses)
    head = f"{part.name}{f' {version}' if version else ''}: {part.licence}"
    lines = [head, *(f"  {line}" for line in dict.fromkeys(_holders(part, addresses)) if line)]
    if part.home:
        lines.append(f"  {part.home}")
    if built := _built_with(part, addresses):
        lines.append(f"  built with {', '.join(built)}, each under its own licence")
    notices: dict[str, None] = {}
    for address in addresses:
        notices |= dict.fromkeys(_notices(scripts[address]))
        if shipped := _file(f"{_unpacked(address)}{BESIDE}"):
            notices |= dict.fromkeys(_notices(shipped))
    for notice in notices:
        lines += ["", *(f"    {line}".rstrip() for line in notice.splitlines())]
    return "\n".join(lines)


def version_of(part: Part, addresses: list[str]) -> str:
    """The version that is installed; "" where there is none to tell."""
    if named := _VERSION.search(posixpath.basename(plain(addresses[0]))):
        return named[1]
    if part.package:
        return str(json.loads(_npm(part, "package.json") or "{}").get("version", ""))
    return metadata.version(part.distribution) if part.distribution else ""


# ---------------------------------------------------------------- what is installed


def _holders(part: Part, addresses: list[str]) -> Iterator[str]:
    """The copyright lines, the nearest to the script first."""
    yield from _lines(_npm(part, "LICENSE"))
    if part.distribution:
        yield from _lines(_licence_of(part.distribution))
    if part.longer:
        for address in addresses:
            yield from _lines(_file(_unpacked(address).replace(".min.js", part.longer))[:2000])
    yield part.holder


def _lines(told: str) -> list[str]:
    return [found[0].strip(" */") for found in _HOLDER.finditer(told)][:1]


def _built_with(part: Part, addresses: list[str]) -> list[str]:
    """Whose work stands in its bundles: by the map beside a script, else by its package's list."""
    found = set(part.holds)
    for address in addresses:
        path = _unpacked(address)
        mapped = path and Path(f"{path}.map")
        if mapped and mapped.is_file():
            found |= {name.decode() for name in _NAMED_IN_MAP.findall(mapped.read_bytes())}
        elif path:
            about = json.loads(_file(str(Path(path).with_name("package-info.json"))) or "{}")
            needs: dict[str, str] = about.get("dependencies", {})
            # of a range of versions nobody can tell which one was taken
            exact = {name: re.fullmatch(r"[\d.]+", version) for name, version in needs.items()}
            found |= {f"{name} {one[0]}" if one else name for name, one in exact.items()}
    return sorted(found)


def _notices(script: str) -> Iterator[str]:
    """The comments of a script that speak of a licence, without the stars."""
    for found in _COMMENT.finditer(script):
        told = found[0].replace("\\n", "\n")
        if len(told) < _LONGEST_NOTICE and _TELLS.search(told) and not _MENTION.match(told):
            bare = _OPENS_OR_CLOSES.sub("", told)
            starred = all(line.lstrip().startswith("*") for line in bare.splitlines()[1:] if line)
            yield (_STARS.sub("", bare) if starred else bare).strip()


def _unpacked(address: str) -> str:
    """Where a script of a component package lies on the disk; "" for what is made by us."""
    name = plain(address)
    if not name.startswith(SUITES):
        return ""
    package, _, path = name.removeprefix(SUITES).partition("/")
    spec = importlib.util.find_spec(package)
    return str(Path(str(spec.origin)).parent / path) if spec else ""


def _npm(part: Part, name: str) -> str:
    folder = npm.PROJECT / "node_modules" / part.package
    return _file(str(folder / name)) if part.package else ""


def _licence_of(distribution: str) -> str:
    """The licence that a Python package brings."""
    for path in metadata.files(distribution) or []:
        if path.name.startswith("LICENSE") and ".dist-info" in str(path):
            return path.read_text(encoding="utf-8")
    return ""


def _file(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8") if path else ""
    except OSError:
        return ""


def _mit() -> str:
    """The words of the MIT licence, as the package brings them that all pages need."""
    _, start, rest = _licence_of("dash").partition("Permission is hereby granted")
    return f"The MIT licence\n\n{start}{rest}".strip()

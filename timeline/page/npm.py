"""Small browser libraries that npm alone has: found where `package.json` put them, then carried.

Nothing of them is committed, and the page works without them. Each becomes one plain script, which
runs under `script-src 'self'` and, in a published file, from a blob.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
FOLDER = "_npm"


@dataclass(frozen=True, slots=True)
class Library:
    """A file of an npm package.

    Attributes:
        package: its name in the registry.
        file: the script, in the package's folder.
        name: the global that a CommonJS module is given to; "" for a script that makes its own.
    """

    package: str
    file: str
    name: str = ""


QR = Library("lean-qr", "index.js", name="leanQr")
"""Makes QR codes: `leanQr.generate`. It comes as modules alone, see `script`."""


def script(library: Library, root: Path = PROJECT) -> bytes | None:
    """The library as a plain script, with who made it and its licence on top; None if not there.

    A CommonJS module is a function body that fills `exports` (nodejs.org/api/modules.html): put
    into such a function, with an object of the page's for `exports`, it runs as it is.
    """
    folder = root / "node_modules" / library.package
    try:
        source = (folder / library.file).read_text(encoding="utf-8")
        about = json.loads((folder / "package.json").read_text(encoding="utf-8"))
        licence = (folder / "LICENSE").read_text(encoding="utf-8")
    except (OSError, ValueError):
        return None
    holder = next((line for line in licence.splitlines() if line.startswith("Copyright")), "")
    if library.name:
        source = f"(function (exports) {{\n{source}\n}})(window.{library.name} = {{}});\n"
    told = " · ".join(
        part for part in (f"{library.package} {about['version']}", about["license"], holder) if part
    )
    return f"/*! {told} */\n{source}".encode()

"""Files that are written: their names, safe on every disk, and how they are written, whole.

The browser makes the same names of the same titles (`fileName` of `assets/share/save.js`); both are
held to `tests/cases/names.json`.
"""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path
from typing import Final
from urllib.parse import quote

NAMELESS: Final = "timeline"
MOST_CHARACTERS: Final = 60
MOST_BYTES: Final = 120
"""In UTF-8: with an ending it fits the least of disks, which takes 143."""

# Marks that choose how a sign looks: of an emoji that goes they would be left.
_LOOKS: Final = re.compile("[\ufe00-\ufe0f\u20e3\U000e0100-\U000e01ef]")
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_RESERVED: Final = re.compile("(con|prn|aux|nul|(com|lpt)[0-9¹²³])", re.IGNORECASE)


def is_device(name: str) -> bool:
    """Whether Windows takes a name, with any ending, for a device: no file or folder has it there.

    `nul` and `CON.x` are such names, `con-x` is none.
    """
    return bool(_RESERVED.fullmatch(name.partition(".")[0].rstrip(" ")))


def file_name(title: str) -> str:
    """A name without an ending: `The Café, 1905` makes `the-café-1905`.

    Letters, their marks and digits of any script stay, in small letters; what stands between them
    becomes a hyphen, what is not to be seen (directions of writing, joiners) goes.
    """
    text = unicodedata.normalize("NFC", title).lower()
    kept = ""
    for sign in _LOOKS.sub("", text):
        kind = unicodedata.category(sign)
        if kind[0] in "LN" or (kind[0] == "M" and kept and kept[-1] != "-"):
            kept += sign
        elif kind != "Cf" and kept and kept[-1] != "-":
            kept += "-"
    kept = _shortened(kept).strip("-") or NAMELESS
    return f"{kept}-{NAMELESS}" if is_device(kept) else kept


def disposition(name: str) -> str:
    """The header `Content-Disposition` of a file that is to be saved under a name of `file_name`.

    For what reads no UTF-8 (RFC 6266, RFC 8187) the name stands there in ASCII too, as far as it
    goes.
    """
    if name.isascii():
        return f"attachment; filename={name}"
    stem, dot, ending = name.partition(".")
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")
    # by a few digits nobody knows the file
    known = plain if re.search("[A-Za-z]", plain) and not is_device(plain) else NAMELESS
    told = quote(name, safe="")
    return f"attachment; filename={known}{dot}{ending}; filename*=UTF-8''{told}"


def _shortened(text: str) -> str:
    """So much of a name as may be, never a letter without its marks."""
    most = min(len(text), MOST_CHARACTERS)
    while len(text[:most].encode()) > MOST_BYTES:
        most -= 1
    while 0 < most < len(text) and unicodedata.category(text[most])[0] == "M":
        most -= 1
    return text[:most]


def write_whole(path: Path, content: bytes) -> None:
    """Write a file; a reader of `path` sees the old one or the new one, never half of it.

    Raises:
        OSError: it cannot be written; what stood there still stands.
    """
    if path.is_symlink():  # the link stays, and what it leads to is written
        path = Path(os.path.realpath(path))
    half = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        half.write_bytes(content)
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)

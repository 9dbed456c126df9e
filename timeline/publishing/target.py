"""Where a timeline is published: to which file or folder, and under which address."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from timeline.addresses import checked
from timeline.errors import FileProblems
from timeline.exchange.export import refuse_nul

ENDING: Final = ".html"


def is_one_file(out: str) -> bool:
    """One file or a folder? By the name, so that a slip of the keys makes neither.

    Raises:
        FileProblems: a name with another ending, or that no system has.
    """
    refuse_nul(out)
    path = Path(out)
    if path.suffix.lower() == ENDING and not out.endswith(("/", "\\")):
        return True
    if path.is_dir() or not path.suffix or out.endswith(("/", "\\")):
        return False
    raise FileProblems.single(
        out, 0, f"unknown ending {path.suffix!r}: end a file in .html, or a new folder in /"
    )


def check_address(address: str, file_name: str = "") -> str:
    """An address in the web, complete: a site's ends in "/", that of a file in its name.

    Raises:
        FileProblems: it is not an address such as https://school.example/timeline/.
    """
    if not address:
        return ""
    try:
        whole = checked(address)
    except ValueError as error:
        raise FileProblems.single("--address", 0, str(error)) from None
    if file_name and whole.endswith(f"/{file_name}"):
        return whole
    return f"{whole.rstrip('/')}/{file_name}"

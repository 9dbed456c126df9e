"""Opens a timeline as a page: `python app.py [FILE] [--sources DIR]`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from timeline.cli import serve

DEFAULT_FILE = Path(__file__).resolve().parent / "data" / "events.yaml"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command. Returns its exit status: 0, or 1 where nothing can be served."""
    return serve.main(argv, "app.py", DEFAULT_FILE)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:  # Ctrl-C before it serves
        sys.exit(130)

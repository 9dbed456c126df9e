"""The errors a user can meet, each with the place to mend."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake in a file: where it is and what to change.

    Attributes:
        file: the path as the user typed it.
        line: 1-based line, or 0 when the whole file is meant.
        message: what is wrong and what to write instead.
    """

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.message}"


class TimelineError(Exception):
    """Base of every error this package raises for a user."""


class DateError(TimelineError, ValueError):
    """A date that cannot be read, or that is not on any calendar."""


class ViewError(TimelineError, ValueError):
    """A view that cannot be drawn at all; a bad value alone is left out and named."""


class MissingToolError(TimelineError):
    """A library or a font is not installed; the message says how to get it."""


class FileProblems(TimelineError):
    """All the mistakes found in one reading of a file, in the order of its lines."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(str(p) for p in self.problems))

    @classmethod
    def single(cls, file: str | Path, line: int, message: str) -> FileProblems:
        """A file that fails for one reason (missing, too large, not YAML)."""
        return cls([Problem(str(file), line, message)])

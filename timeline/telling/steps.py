"""What is said of a step of a tour beside its own words."""

from __future__ import annotations

from typing import Final

from timeline.model import Step

OPEN: Final = "An open question: no text here answers it."


def asked(step: Step) -> str:
    """The question with what is to be known of it; "" where none is asked."""
    return f"{step.question} ({OPEN.removesuffix('.')})" if step.open else step.question

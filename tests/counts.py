"""How much the built-in timeline holds: the one place that an editor who adds an event changes."""

from __future__ import annotations

TOTAL = 82  # events

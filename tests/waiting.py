"""Waiting for what another thread or process brings about."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest


def until(true: Callable[[], bool], seconds: float = 10) -> None:
    """Wait until it is true; fail after so many seconds."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            pytest.fail("it did not come to pass")
        time.sleep(0.005)

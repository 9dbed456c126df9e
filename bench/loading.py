"""The loader on large files and on bombs: seconds, and memory on top of the running process.

Each file is read in a process of its own, imports done before the clock starts; Linux only, for
the memory is read from /proc.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from subprocess import run
from time import perf_counter

from bench.synthetic import synthetic_yaml
from timeline.errors import FileProblems
from timeline.reading.load import load

ROOT = Path(__file__).resolve().parents[1]
MB = 1024 * 1024


def files(folder: Path) -> dict[str, Path]:
    """Files to read: three that are right, and what somebody may send to do harm."""
    aliases = ["a: &a0 [x, x, x, x, x, x, x, x, x]"]
    aliases += [f"b{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    merges = ["a0: &m0 {k: v}"]
    merges += [f"a{n}: &m{n} {{<<: [{', '.join([f'*m{n - 1}'] * 9)}]}}" for n in range(1, 12)]
    texts = {
        "77 events": synthetic_yaml(77),
        "1,000 events": synthetic_yaml(1000),
        "10,000 events": synthetic_yaml(10_000),
        "alias bomb": "\n".join(aliases),
        "merge bomb": "\n".join(merges),
        "1 MB of [": "[" * MB,
        "1 MB of {": "{" * MB,
        "1 MB of '- '": "- " * (MB // 2),
        "50 MB": "events:\n" + "- {id: a, title: b, date: 1905}\n" * (50 * MB // 32),
    }
    paths = {}
    for number, (name, text) in enumerate(texts.items()):
        paths[name] = folder / f"{number}.yaml"
        paths[name].write_text(text, encoding="utf-8")
    return paths


def measure(path: Path) -> dict[str, float | bool]:
    """`{"ms", "mb", "read"}`: time, the highest memory beyond that before, and was it accepted?"""
    command = [sys.executable, "-m", "bench.loading", str(path)]
    done = run(command, cwd=ROOT, capture_output=True, check=True)
    return dict(json.loads(done.stdout))


def _memory(name: str) -> int:
    """A line of /proc/self/status, in bytes."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return 1024 * next(int(row.split()[1]) for row in status.splitlines() if row.startswith(name))


def _read(path: str) -> dict[str, float | bool]:
    before = _memory("VmRSS")
    began = perf_counter()
    try:
        load(path)
        accepted = True
    except FileProblems:
        accepted = False
    took = perf_counter() - began
    return {"ms": took * 1000, "mb": (_memory("VmHWM") - before) / MB, "read": accepted}


if __name__ == "__main__":
    print(json.dumps(_read(sys.argv[1])))

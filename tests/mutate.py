"""Changes the code of four folders in thousands of small ways: which changes does no test notice?

`make mutate` runs this. mutmut makes the changes and keeps what came of them in `mutants/`; here
the tests are collected once and run in forks, since pytest takes longer to find a test than most
tests take to run. See docs/contributing.md.

    python tests/mutate.py              what is new, has changed or has survived the last time
    python tests/mutate.py PATTERN...   these again: "timeline.views.view.x_mask__*"
"""

from __future__ import annotations

import ast
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable
from functools import _lru_cache_wrapper, cached_property
from pathlib import Path

import pytest
from _pytest.config import _prepareconfig
from mutmut.__main__ import _run
from mutmut.mutation.data import SourceFileMutationData
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.runners.harness import PytestRunner
from mutmut.state import state
from mutmut.stats import status_by_exit_code
from mutmut.utils.file_utils import change_cwd, walk_mutatable_files
from mutmut.utils.format_utils import orig_function_and_class_names_from_key
from mutmut.workers import isolation

FAST = 0.03  # seconds
KILLED = {"killed", "timeout", "segfault"}


class CollectedOnce(PytestRunner):
    """Runs tests of one collection, in forks: none sees what another left behind."""

    @cached_property
    def _session(self) -> pytest.Session:
        selection = self._pytest_add_cli_args_test_selection
        asked = _prepareconfig(
            ["-q", "--rootdir=.", "--tb=native", *selection, *self._pytest_add_cli_args]
        )
        asked._do_configure()
        session = pytest.Session.from_config(asked)
        asked.hook.pytest_sessionstart(session=session)
        asked.hook.pytest_collection(session=session)
        return session

    def run_tests(self, *, mutant_name: str | None, tests: Iterable[str]) -> int:
        with change_cwd("mutants"):
            self._session  # noqa: B018 — collected before the fork
            if mutant_name is None:
                return isolation.run_in_fork(self._run_silently, list(tests))
            return self._run(list(tests))

    def _run_silently(self, tests: list[str]) -> int:
        """As mutmut has a mutant's tests run, so that what fails without a mutant is found."""
        sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: SIM115
        failed = self._run(tests)
        terminal = self._session.config.pluginmanager.getplugin("terminalreporter")
        for each in [*terminal.stats.get("failed", ()), *terminal.stats.get("error", ())]:
            print(f"{each.nodeid}\n{each.longreprtext}", file=sys.__stderr__)
        return failed

    def _run(self, tests: list[str]) -> int:
        session = self._session
        items = {item.nodeid: item for item in session.items}
        chosen = [items[name] for name in tests if name in items] or [*session.items]
        # the fast ones first; of one file together, or its fixtures would be made again and again
        took = state().duration_by_test
        chosen.sort(key=lambda item: (took.get(item.nodeid, 0) > FAST, item.path))
        for name, module in sys.modules.items():
            if name.startswith("timeline"):  # what is remembered was found without the mutant
                for each in vars(module).values():
                    if type(each) is _lru_cache_wrapper:
                        each.cache_clear()
        for at, item in enumerate(chosen):
            after = chosen[at + 1] if at + 1 < len(chosen) else None
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
            if session.testsfailed:
                return 1
        return 0


def line_of(path: Path, mutant: str, diff: str) -> int:
    """The line of the file at which a mutant differs from it."""
    function, of = orig_function_and_class_names_from_key(mutant)
    body = ast.parse(path.read_text(encoding="utf-8")).body
    if of:
        body = next(n.body for n in body if isinstance(n, ast.ClassDef) and n.name == of)
    start = next(n.lineno for n in body if isinstance(n, ast.FunctionDef) and n.name == function)
    lines = diff.splitlines()
    at = 0
    for line in lines[2:]:
        if hunk := re.match(r"@@ -(\d+)", line):
            at = int(hunk[1]) - 1
        elif line.startswith(("-", "+")):
            break
        else:
            at += 1
    return start + at


def told(diff: str) -> str:
    """What stands in the file, and what the mutant makes of it, in one line."""
    changed = [line for line in diff.splitlines()[2:] if line.startswith(("-", "+"))]
    return "  →  ".join(
        " ".join(line[1:].strip() for line in changed if line[0] == sign) for sign in "-+"
    )


def forget_survivors() -> None:
    """Have those tried again that no test has noticed: there may be tests for them by now."""
    for path in walk_mutatable_files():
        found = SourceFileMutationData(path=path)
        found.load()
        if found.exit_code_by_key:
            for name, code in found.exit_code_by_key.items():
                if status_by_exit_code[code] not in KILLED:
                    found.exit_code_by_key[name] = None
            found.save()


def report() -> None:
    """Print each file's share, each survivor with its line, and the share of all."""
    every: Counter[str] = Counter()
    for path in sorted(walk_mutatable_files()):
        found = SourceFileMutationData(path=path)
        found.load()
        states = {name: status_by_exit_code[code] for name, code in found.exit_code_by_key.items()}
        if not states:
            continue
        counts = Counter(states.values())
        every += counts
        killed = sum(counts[each] for each in KILLED)
        print(f"{path}: {killed} of {len(states)} killed, {killed / len(states):.1%}")
        lines = []
        for name, came_of_it in states.items():
            if came_of_it not in KILLED:
                diff = get_diff_for_mutant(name, path=path)
                number = line_of(Path(path), name, diff)
                lines.append((number, f"  {path}:{number}: {came_of_it}: {told(diff)}"))
        print(*(line for _, line in sorted(lines)), sep="\n")
    killed = sum(every[each] for each in KILLED)
    print(f"{every.total()} mutants, {killed} killed, {killed / every.total():.1%}", dict(every))


if __name__ == "__main__":
    os.environ["HYPOTHESIS_PROFILE"] = "mutate"
    isolation.PytestRunner = CollectedOnce
    # It would signal numbers of processes that ended long ago, which others have by then: each
    # run has a limit of its own on what it may compute, and that is enough.
    isolation.register_timeout = lambda pid, timeout_s: None
    forget_survivors()
    _run(sys.argv[1:], None)
    report()

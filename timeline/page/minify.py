"""Our own scripts and styles without what only their authors read: a third of their weight."""

from __future__ import annotations

import re

import rjsmin  # type: ignore[import-untyped]

SCRIPTS = ("text/javascript", "application/javascript")

_PUT_IN = re.compile(rb"\$\{")
_SIGN = re.compile(rb"[{}`]")
_STYLE = re.compile(
    rb"""(?P<kept>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?P<comment>/\*(?!!).*?\*/)
    |\s*(?P<sign>[{};])\s*|(?P<colon>:)[ ]+|\s*\n\s*""",
    re.DOTALL | re.VERBOSE,
)


def minified(body: bytes, content_type: str) -> bytes:
    """A script or style without comments and needless space; names and licences (`/*!`) stay.

    rjsmin takes a template within a template for code, and its words would lose their spaces: a
    script that has one stays as it is. Of styles only comments and needless space go: rcssmin 1.3
    makes `.a :is(b)` into `.a:is(b)` within a layer. tests/test_weight.py holds that every file of
    ours still says the same.
    """
    kind = content_type.partition(";")[0]
    if kind in SCRIPTS and not nests(body):
        return bytes(rjsmin.jsmin(body, keep_bang_comments=True))
    if kind == "text/css":
        return _STYLE.sub(_lean_style, body).strip()
    return body


def _lean_style(found: re.Match[bytes]) -> bytes:
    if found["kept"]:
        return found["kept"]
    return found["sign"] or found["colon"] or (b" " if found["comment"] else b"\n")


def nests(script: bytes) -> bool:
    """Does a template stand in what another puts in, as in `${one ? `two` : three}`?"""
    for start in _PUT_IN.finditer(script):
        depth = 1
        for sign in _SIGN.finditer(script, start.end()):
            if sign[0] == b"`":
                return True
            depth += 1 if sign[0] == b"{" else -1
            if not depth:
                break
    return False

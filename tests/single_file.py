"""The whole app as one HTML file, made from its test client. To move to `timeline/publish.py`.

The page's scripts go in as one compressed list; a small loader answers Dash's two requests
itself and adds the scripts in their order as blob addresses: webpack finds its public path by
the address of the running script, so a script without one would not start.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re

from dash import Dash
from flask.testing import FlaskClient

SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL)
STYLE = re.compile(r"""<link\b[^>]*rel="stylesheet"[^>]*href="([^"]+)"[^>]*>""")
SOURCE = re.compile(r"""\bsrc="([^"]+)\"""")
DATA_BLOCK = re.compile(r"""\btype="application/json\"""")
ANSWERS = ("_dash-layout", "_dash-dependencies")

LOADER = """
(async () => {
  const text = document.getElementById("packed-scripts").textContent;
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const { scripts, answers } = JSON.parse(await new Response(inflated).text());
  const outside = window.fetch.bind(window);
  window.fetch = (resource, options) => {
    const address = typeof resource === "string" ? resource : resource.url;
    const name = Object.keys(answers).find((known) => address.split("?")[0].endsWith(known));
    if (!name) return outside(resource, options);
    const headers = { "Content-Type": "application/json" };
    return Promise.resolve(new Response(answers[name], { headers }));
  };
  for (const source of scripts) {
    await new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
      script.onload = resolve;
      script.onerror = reject;
      document.body.append(script);
    });
  }
})();
"""


def single_file(app: Dash) -> str:
    """The app of which every callback is clientside, as one HTML file that needs no server."""
    client = app.server.test_client()
    prefix = str(app.config.routes_pathname_prefix)
    head, body = _text(client, prefix).split("</head>", 1)
    hashes: list[str] = []
    scripts: list[str] = []

    def inline(match: re.Match[str]) -> str:
        source = _source(client, match)
        hashes.append(_hash(source))
        return f"<script>{source}</script>"

    def pack(match: re.Match[str]) -> str:
        if DATA_BLOCK.search(match[1]):
            return match[0]
        scripts.append(_source(client, match))
        return ""

    def style(match: re.Match[str]) -> str:
        return f"<style>{_text(client, match[1])}</style>"

    head = SCRIPT.sub(inline, STYLE.sub(style, head))
    body = SCRIPT.sub(pack, body)
    answers = {name: _text(client, f"{prefix}{name}") for name in ANSWERS}
    packed = gzip.compress(json.dumps({"scripts": scripts, "answers": answers}).encode(), mtime=0)
    end = (
        '<script type="text/plain" id="packed-scripts">'
        f"{base64.b64encode(packed).decode()}</script>\n<script>{LOADER}</script>\n</body>"
    )
    meta = f'<meta http-equiv="Content-Security-Policy" content="{_policy(hashes)}">'
    head = re.sub(r"<head\b[^>]*>", lambda tag: f'{tag[0]}\n<meta charset="utf-8">\n{meta}', head)
    return f"{head}</head>{end.join(body.rsplit('</body>', 1))}"


def _policy(hashes: list[str]) -> str:
    allowed = " ".join(f"'sha256-{one}'" for one in [*hashes, _hash(LOADER)])
    return (
        f"default-src 'none'; script-src blob: {allowed}; style-src 'unsafe-inline'; "
        "img-src data: blob:; font-src data:; connect-src 'none'; base-uri 'none'; "
        "form-action 'none'"
    )


def _source(client: FlaskClient, match: re.Match[str]) -> str:
    named = SOURCE.search(match[1])
    return _text(client, named[1]) if named else match[2]


def _text(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"the page names {path}, which answers {answer.status_code}")
    return answer.get_data(as_text=True)


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()

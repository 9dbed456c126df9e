"""A figure that brings its own settings into a notebook, and needs nobody else to be drawn.

Plotly's settings (which buttons, whether data may be sent to a cloud) are no part of a figure, and
its renderers for HTML ask a network for plotly.js or MathJax, each of them
(https://plotly.com/python/renderers/). So this figure displays itself.
"""

from __future__ import annotations

import base64
import gzip
import json
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import plotly.graph_objects as go
import plotly.io as pio

from timeline.files import file_name
from timeline.notebook.iframe import frame

CONFIG: Final[dict[str, Any]] = {
    "showSendToCloud": False,
    "displaylogo": False,
    "modeBarButtons": [["zoomIn2d", "zoomOut2d", "resetScale2d", "toImage"]],
    "toImageButtonOptions": {"scale": 2},
}
"""What a reader can do: zoom, and save a picture."""

MIME: Final = "application/vnd.plotly.v1+json"
# Plotly's names of renderers, by what a notebook is given.
OF_JSON: Final = {"plotly_mimetype", "jupyterlab", "vscode", "nteract"}
OF_HTML: Final = {"notebook", "notebook_connected", "iframe", "iframe_connected"} | {
    "azure",
    "cocalc",
    "colab",
    "databricks",
    "kaggle",
}
_DRAW: Final = Path(__file__).with_name("draw.js")


class Chart(go.Figure):  # type: ignore[misc]  # plotly has no types
    """A figure as any other, but for how a notebook shows it.

    JupyterLab and VS Code draw it themselves. Where HTML is wanted (`chart.show("notebook")`, the
    variable `PLOTLY_RENDERER=notebook` for nbconvert, always in Quarto) it stands in a frame with
    plotly.js packed into it. Other renderers of Plotly, such as "svg" or "browser", are Plotly's.
    """

    def show(self, renderer: str | None = None, validate: bool = True, **options: Any) -> None:
        """Display it, as `plotly.io.show` does; `config` adds to the settings of `CONFIG`."""
        names = _names(renderer)
        options["config"] = CONFIG | (options.get("config") or {})
        if bundle := self._bundle(names, options["config"]):
            # a notebook has IPython, the rest of the package does without
            import_module("IPython.display").display(bundle, raw=True)
        if others := [name for name in names if name not in OF_JSON | OF_HTML]:
            super().show("+".join(others), validate, **options)

    def _ipython_display_(self) -> None:
        if pio.renderers.render_on_display:
            self.show()
        else:
            print(repr(self))

    def _repr_mimebundle_(
        self, include: Any = None, exclude: Any = None, validate: bool = True, **options: Any
    ) -> dict[str, Any]:
        return self._bundle(_names(None), CONFIG)

    def _repr_html_(self) -> str:
        return self._framed(self._named(CONFIG))

    def _bundle(self, names: list[str], config: dict[str, Any]) -> dict[str, Any]:
        """The output by its media types; empty if these renderers make none of ours."""
        bundle: dict[str, Any] = {}
        config = self._named(config)
        if not OF_JSON.isdisjoint(names):
            bundle[MIME] = json.loads(self.to_json()) | {"config": config}
        if not OF_HTML.isdisjoint(names):
            bundle["text/html"] = self._framed(config)
        return bundle and bundle | {"text/plain": f"A chart of {self._words()}"}

    def _named(self, config: dict[str, Any]) -> dict[str, Any]:
        """The settings with the timeline's name for a picture that a reader saves."""
        meta = self.layout.meta
        title = str(meta.get("title", "")) if isinstance(meta, dict) else ""
        picture = {"filename": file_name(title)} | (config.get("toImageButtonOptions") or {})
        return config | {"toImageButtonOptions": picture}

    def _words(self) -> str:
        """The view in words, or as little as is known of a figure that somebody changed."""
        meta = self.layout.meta
        return str(meta.get("sentence", "events")) if isinstance(meta, dict) else "events"

    def _framed(self, config: dict[str, Any]) -> str:
        # dash, which these come with, is not loaded for a figure that JupyterLab draws
        from timeline.page.document import to_json
        from timeline.page.plotly_js import find_bundle
        from timeline.publishing.head import meta_policy, script_hash

        script = _DRAW.read_text(encoding="utf-8")
        packed = base64.b64encode(gzip.compress(find_bundle().path.read_bytes(), 9, mtime=0))
        policy = meta_policy(
            {"script-src": ["blob:", script_hash(script)], "style-src": ["'unsafe-inline'"]}
        )
        page = (
            f'<!DOCTYPE html>\n<html><head><meta charset="utf-8">\n{policy}\n'
            "<style>body { margin: 0 }</style></head>\n"
            '<body><div id="chart"></div>\n'
            f'<script type="text/plain" id="plotly">{packed.decode()}</script>\n'
            '<script type="application/json" id="figure">'
            f"{to_json(json.loads(self.to_json()) | {'config': config})}</script>\n"
            f"<script>{script}</script></body></html>\n"
        )
        size = {"height": self.layout.height or 450, "width": self.layout.width}
        return frame(page, title=f"A chart of {self._words()}", **size)


def _names(renderer: str | None) -> list[str]:
    names = renderer or pio.renderers.default or ""
    return names.split("+") if names else []

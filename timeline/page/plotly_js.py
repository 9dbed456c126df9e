"""Which scripts the page gets: the plotly.js that suits it, what Dash would load late, no more.

Dash loads its own full bundle only where `window.Plotly` does not exist when its graph loads,
so a script that stands before Dash's decides. All chunks that the components in use would
fetch later are named in the page too: the page must go on working when the server is gone.
What no component of the layout needs is left out.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import plotly
from dash import Dash
from dash.development.base_component import Component
from dash.resources import Resources, ResourceType
from flask import Response
from plotly.offline import get_plotlyjs_version

from timeline.page import fingerprints, npm

BASIC = Path("node_modules", "plotly.js-basic-dist-min", "plotly-basic.min.js")
BANNER_LENGTH = 400  # characters of a bundle that hold its name and version
OF_DASH = ("dcc", "html", "dash_table")  # the packages of components that Dash brings itself
POLYFILL = "deps/polyfill@"


@dataclass(frozen=True, slots=True)
class Bundle:
    """One plotly.js file. `basic` is the small one: scatter, bar and pie, all a chart needs."""

    path: Path
    version: str
    basic: bool

    def name(self) -> str:
        """Its name in an address, with a fingerprint of its content (it is cached for good)."""
        kind = "plotly-basic" if self.basic else "plotly"
        return f"{kind}-{self.version}-{fingerprints.mark(self.path.read_bytes())}.js"


def find_bundle(root: Path = npm.PROJECT) -> Bundle:
    """The basic bundle if npm installed it under `root`, else the full one that plotly brings.

    A basic bundle of another version than plotly.py's own is left alone: the figures are
    written for that one.
    """
    version = str(get_plotlyjs_version())
    basic = root / BASIC
    if basic.is_file():
        with basic.open(encoding="utf-8") as file:
            banner = file.read(BANNER_LENGTH)
        if f"v{version}\n" in banner:
            return Bundle(basic, version, basic=True)
    package = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    return Bundle(package, version, basic=False)


def install(app: Dash, bundle: Bundle | None = None, root: Path = npm.PROJECT) -> None:
    """Put plotly.js and the late chunks of the layout's components before Dash's own scripts.

    Call it when `app.layout` is set; npm's parts are looked for under `root`.
    """
    found = bundle or find_bundle(root)
    route = f"_plotly/{found.name()}"

    def plotly_js() -> Response:
        return Response(found.path.read_bytes(), mimetype="text/javascript")

    app.server.add_url_rule(f"{app.config.routes_pathname_prefix}{route}", view_func=plotly_js)
    app.config.external_scripts.append(f"{app.config.requests_pathname_prefix}{route}")
    app.config.external_scripts.extend(late_chunks(app))
    idle = _idle_packages(app.layout)
    if npm.serve(app, npm.REGENERATOR, root):
        idle = (*idle, POLYFILL)
    app.scripts._resources = _Needed(app.scripts._resources, idle)


class _Needed(Resources):
    """The scripts of Dash without some: every script of a page passes through this filter."""

    def __init__(self, resources: Resources, without: tuple[str, ...]) -> None:
        super().__init__(resources.resource_name, resources.config)
        self._resources = resources._resources
        self._without = without

    def _filter_resources(
        self, all_resources: list[ResourceType], dev_bundles: bool = False
    ) -> list[dict[str, Any]]:
        needed: list[dict[str, Any]] = []
        for resource in super()._filter_resources(all_resources, dev_bundles):
            named = resource.get("relative_package_path")
            if isinstance(named, list):  # React and what it needs come as one
                kept = [path for path in named if not path.startswith(self._without)]
                needed.append({**resource, "relative_package_path": kept})
            elif named is None or not named.startswith(self._without):
                needed.append(resource)
        return needed


def _idle_packages(layout: object) -> tuple[str, ...]:
    """The folders of those of Dash's own packages that no component of the layout comes from."""
    used = {tuple(type(component).__module__.split(".")[:2]) for component in _components(layout)}
    return tuple(f"{package}/" for package in OF_DASH if ("dash", package) not in used)


def late_chunks(app: Dash) -> list[str]:
    """Addresses of the scripts that the components of the layout would load when first drawn."""
    resources: list[dict[str, str]] = []
    for component in _components(app.layout):
        resource = _late_chunk(component)
        if resource and resource not in resources:
            resources.append(resource)
    return [str(url) for url in app._collect_and_register_resources(resources)]


def _late_chunk(component: Component) -> dict[str, str] | None:
    """Dash's convention: the chunk of `Graph` is `async-graph.js` (dcc) or `async-Graph.js`."""
    module = sys.modules[type(component).__module__.rpartition(".")[0]]
    folder = Path(str(module.__file__)).parent
    package = sys.modules[module.__name__.partition(".")[0]]
    # a listing, since asking for a name finds the wrong case too on some file systems
    present = {chunk.name for chunk in folder.glob("async-*.js")}
    for name in (type(component).__name__, type(component).__name__.lower()):
        if f"async-{name}.js" in present:
            relative = (folder / f"async-{name}.js").relative_to(Path(str(package.__file__)).parent)
            return {"relative_package_path": relative.as_posix(), "namespace": package.__name__}
    return None


def _components(value: object) -> Iterator[Component]:
    """Every component in a layout, those that stand in other props than `children` too."""
    if isinstance(value, Component):
        yield value
        for inner in value.to_plotly_json()["props"].values():
            yield from _components(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _components(inner)

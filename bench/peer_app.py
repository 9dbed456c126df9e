"""The same events drawn by another library: a static page, compressed, with nothing behind it.

`python -m bench.peer_app NAME FILE --port PORT`; the names are those of `PEERS`. Each is what the
library's own examples do: whole events in the page, a search and a filter that draw them anew.
"""

from __future__ import annotations

import gzip
import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from timeline.prepared import prepare
from timeline.reading.load import load

HERE = Path(__file__).parent
PEERS = {
    "echarts": ["echarts/dist/echarts.min.js"],
    "vis": ["vis-timeline/standalone/umd/vis-timeline-graph2d.min.js"],
    "canvas": [],
}
SHORT = 18  # letters of a label that the canvas writes
ROWS = 34  # that a chart of 640 px has


def missing() -> list[str]:
    """The peers whose library is not installed (`npm install` in bench/)."""
    found = HERE / "node_modules"
    return [name for name, files in PEERS.items() if not all((found / f).exists() for f in files)]


def data(path: Path) -> dict[str, Any]:
    """The events as these pages draw them; rows by first fit within each lane."""
    prepared = prepare(load(path))
    t, table = prepared.timeline, prepared.table
    told = prepared.events
    lanes = [lane.title for lane in t.lanes]
    a_lane = max(1, ROWS // len(lanes))
    free: list[list[float]] = [[float("-inf")] * a_lane for _ in lanes]
    room = (prepared.frame[1] - prepared.frame[0]) / 10  # of a label
    events = []
    for row in table.itertuples():
        ends = free[row.lane_order]
        k = next((n for n, end in enumerate(ends) if end <= row.start_ms), ends.index(min(ends)))
        ends[k] = max(row.end_ms, row.start_ms + room)
        event = told[row.id]
        events.append(
            {
                "title": row.title,
                "label": row.label,
                "short": row.label[:SHORT],
                "date": row.words,
                "lane": int(row.lane_order),
                "row": int(row.lane_order) * a_lane + k,
                "start": row.start_ms,
                "end": row.end_ms,
                "span": bool(row.is_span),
                "text": " ".join([event.summary, *(one.exact for one in event.excerpts)]),
            }
        )
    return {"frame": prepared.frame, "lanes": lanes, "events": events}


def answers(name: str, path: Path) -> dict[str, tuple[str, bytes]]:
    """Every answer by its path: media type and gzipped body."""
    libraries = {f"/lib/{n}.js": HERE / "node_modules" / f for n, f in enumerate(PEERS[name])}
    scripts = [*libraries, f"/{name}.js"]
    tags = "\n".join(f'<script src="{script}"></script>' for script in scripts)
    page = (HERE / "peers" / "page.html").read_text(encoding="utf-8")
    made = {"/": ("text/html", page.replace("SCRIPTS", tags).replace("NAME", name).encode())}
    own = {f"/{one}.js": HERE / "peers" / f"{one}.js" for one in (name, "controls")}
    for address, file in (libraries | own).items():
        made[address] = ("text/javascript", file.read_bytes())
    told = json.dumps(data(path), ensure_ascii=False, separators=(",", ":"))
    made["/data.json"] = ("application/json", told.encode())
    return {address: (kind, gzip.compress(body, 9)) for address, (kind, body) in made.items()}


def main() -> None:
    name, path, port = sys.argv[1], Path(sys.argv[2]), int(sys.argv[4])
    made = answers(name, path)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            kind, body = made.get(self.path, ("", b""))
            self.send_response(200 if kind else 404)
            self.send_header("Content-Length", str(len(body)))
            if kind:
                self.send_header("Content-Type", f"{kind}; charset=utf-8")
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing."""

    ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()


if __name__ == "__main__":
    main()

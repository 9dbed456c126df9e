"""Publishing: a timeline as one HTML file or as a folder of static files; no server, no Python."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Final

from timeline.errors import FileProblems, ViewError
from timeline.evidence.proof import proof
from timeline.exchange.export import WRITERS, refuse_own, select
from timeline.files import file_name
from timeline.model import Timeline
from timeline.page.carried import Carried, carried
from timeline.page.page import Page, Texts, build_page
from timeline.page.source_texts import build_texts
from timeline.prepared import Prepared, prepare
from timeline.publishing.earlier_copy import hold_back
from timeline.publishing.head import PREVIEW_NAME, Head
from timeline.publishing.links import check_links
from timeline.publishing.one_file import one_file
from timeline.publishing.site import build, compressed
from timeline.publishing.target import ENDING, check_address, is_one_file
from timeline.publishing.write import Progress, check_file, check_folder, write_file, write_folder
from timeline.reading.lost_events import counts
from timeline.slides import one_slide, slides
from timeline.telling import preview

DOWNLOADS: Final = "downloads"


@dataclass(frozen=True, slots=True)
class Published:
    """What a run made.

    Attributes:
        out: the file or the folder.
        events: how many it shows; in a site each has a page.
        size: in bytes; of a site, without the compressed copies.
        written, kept, removed: numbers of files.
        links: how many were followed, or None where that was not asked for.
        left_out: a line for each file that a site would have and that could not be made.
    """

    out: Path
    events: int
    size: int
    written: int
    kept: int
    removed: int
    links: int | None
    left_out: tuple[str, ...] = ()


def publish(
    t: Timeline,
    out: str | Path,
    *,
    sources: str | Path | None = None,
    address: str = "",
    check: bool = False,
    force: bool = False,
    progress: Progress = lambda what, done, of: None,
) -> Published:
    """Write the whole page as one file (`out` ends in `.html`) or as a site (a folder).

    Args:
        t: the timeline.
        out: the file, or the folder: new, empty, or published before.
        sources: the folder of the texts; proves the quotations anew, and of a text that is free
            to show the whole is carried. Without it the record beside the file is believed.
        address: where it will stand in the web; for canonical addresses, previews and a sitemap.
        check: follow every internal link first, and write nothing if one leads nowhere.
        force: replace what was published there even where more than a fifth of it would be gone.
        progress: told of long work.

    Raises:
        FileProblems: the address is none, there is no such folder of texts, the output cannot be
            written or is the timeline's own file, a quotation differs from its text, a link is
            broken, much would be gone.
    """
    single = is_one_file(str(out))
    out = Path(out)
    address = check_address(address, out.name if single else "")
    (check_file if single else check_folder)(out)
    refuse_own(t, out)
    proved = proof(t, sources)
    texts = build_texts(t, Path(sources), at_home=False) if sources is not None else None
    page = out if single else out / "index.html"

    def allowed() -> None:
        if not force:
            hold_back(out, page, counts(t))

    allowed()  # now, since making the pages takes a while, and again when they are written
    prepared = prepare(t, proved)
    shells = _Shells(prepared, texts, address)
    progress("reading the page", 0, 0)
    files = {out.name: shells.file()} if single else shells.site(progress)
    links = None
    if check:
        progress("following the links", 0, 0)
        links, broken = check_links(files, prepared.vocabulary, "" if single else address)
        if broken:
            raise FileProblems(broken)
    size = sum(map(len, files.values()))
    if single:
        changed = write_file(out, files[out.name], allowed, progress)
        numbers = (int(changed), int(not changed), 0)
    else:
        done = write_folder(out, files | compressed(files), progress, allowed)
        numbers = (done.written, done.kept, done.removed)
    return Published(
        out, len(t.events) - len(t.undrawn), size, *numbers, links, tuple(shells.left_out)
    )


def as_one_file(prepared: Prepared, texts: Texts | None = None, address: str = "") -> bytes:
    """The whole page as one HTML file.

    Args:
        prepared: the timeline.
        texts: what of the source texts it carries (`timeline.page.source_texts.build_texts`).
        address: where it will stand in the web, "" where that is not known.
    """
    return _Shells(prepared, texts, address).file()


@dataclass(frozen=True)
class _Shells:
    """The page of a timeline, ready to be published in either way."""

    prepared: Prepared
    texts: Texts | None
    address: str
    left_out: list[str] = field(default_factory=list)

    @property
    def t(self) -> Timeline:
        return self.prepared.timeline

    @cached_property
    def _page(self) -> Page:
        return build_page(self.prepared, self.texts)

    @cached_property
    def _loads(self) -> Carried:
        return carried()

    def _published(self, **how: Any) -> dict[str, Any]:
        return how | {"address": self.address}

    def _head(self, image: bool) -> Head:
        told = preview.of_timeline(self.t, self.prepared.see().sentence)
        return Head(
            title=told.title,
            description=told.description,
            site=self.t.title,
            address=self.address,
            image=f"{self.address}{PREVIEW_NAME}" if image else "",
            image_alt=preview.picture(self.t.title) if image else "",
        )

    def file(self) -> bytes:
        told = self._published(kind="file")
        return one_file(self._page, self._loads, self._head(image=False), told).encode()

    def site(self, progress: Progress) -> dict[str, bytes]:
        stem = f"{DOWNLOADS}/{file_name(self.t.title)}"
        made = {ENDING: self.file()} | self._data() | self._slides()
        downloads = {f"{stem}{ending}": content for ending, content in made.items()}
        progress("drawing the pages", 0, 0)
        named = {ending[1:]: f"{stem}{ending}" for ending in made}
        told = self._published(kind="site", downloads=named)
        return build(self._page, self._loads, self._head(image=True), told, downloads)

    def _slides(self) -> dict[str, bytes]:
        """The whole timeline on one slide, and a deck for each tour, by what their names end in."""
        whole = self.prepared.see()
        makers = {".pptx": partial(one_slide, whole, self.address)} | {
            f"-{tour.id}.pptx": partial(slides, whole, tour.id, self.address)
            for tour in self.t.tours
        }
        made = {}
        for ending, make in makers.items():
            try:
                made[ending] = make()
            except ViewError as error:
                self.left_out.append(f"no {file_name(self.t.title)}{ending}: {error}")
        return made

    def _data(self) -> dict[str, bytes]:
        """The whole timeline for other programs, by the ending: a site has no server to ask."""
        chosen = select(self.prepared.see(), address=self.address)
        if not chosen.events:  # that there is nothing to draw is told of the slides
            return {}
        written = {ending: writer(chosen) for ending, writer in WRITERS.items()}
        return {
            ending: content.encode() if isinstance(content, str) else content
            for ending, content in written.items()
        }

"""The whole site as a folder of files: for any web space, and for a double click without any."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from toolkit.pages.addressing import FILES
from toolkit.pages.chapters import Chapters, contents, patrons_notebooks
from toolkit.pages.compressed import compress
from toolkit.pages.errors import WORDS, NotebookError, UnplayableError
from toolkit.pages.first_aid import first_aid_pages
from toolkit.pages.kept import Kept
from toolkit.pages.kernel import WarmKernel
from toolkit.pages.links import dead_links
from toolkit.pages.offline import WORKER_ADDRESS, worker
from toolkit.pages.site import Chapter, Site, assemble, frames, with_pictures
from toolkit.pages.web_space import htaccess
from toolkit.project import LessonError, Project
from toolkit.words import SpokenError

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' file:",  # on a USB stick a browser may not count the next file as 'self'
        "style-src 'self' file: 'unsafe-inline'",  # tables in notebooks bring styles of their own
        "img-src 'self' file: data:",
        "connect-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
    )
)
"""What a page without a server of ours forbids itself."""

OURS = ".suluh"
"""The list of what we wrote into a folder: nothing else in it is ever touched."""

COMPRESSED = (".html", ".css", ".js", ".svg")
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The date of every file in a zip: the same content gives the same bytes on any day."""


@dataclass(frozen=True)
class Published:
    """What was written."""

    folder: Path
    zipped: Path | None
    pages: int
    size: int  # bytes, without the compressed copies


class PublishError(SpokenError):
    """The site cannot be published; nothing was changed. `sentence` says why."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(WORDS, key, **facts)


def publish(
    project: Project,
    folder: Path,
    report: Callable[[str], None],
    *,
    zipped: bool = False,
    kept: Kept | None = None,
) -> Published:
    """Write the site of a project into a folder that is new, empty, or was written by this.

    `report` is told, in the library's language, what is left out. Raises `PublishError`,
    `LessonError` where a lesson or `library.toml` has mistakes, and `OSError`.
    """
    theirs = _ours(folder)
    site = _site(project, report, kept or Kept.here())
    written = _files(site)
    if dead := dead_links(written, site.library.public_url):
        lines = (link.located(site.language) for link in dead)
        raise PublishError("dead_links", links="\n".join(lines))
    _write(folder, written, theirs)
    archive = _zip(folder, written) if zipped else None
    own = {name: content for name, content in written.items() if not name.endswith((".br", ".gz"))}
    return Published(folder, archive, len(site.pages), sum(map(len, own.values())))


def _site(project: Project, report: Callable[[str], None], kept: Kept) -> Site:
    language = project.library.languages[0]
    framed = frames(project.library, FILES, POLICY)
    kernel = WarmKernel(project.home)
    maker = Chapters(project, contents(project.home), kernel, kept)
    chapters: dict[str, list[Chapter]] = {code: [] for code in framed}
    problems: dict[str, None] = {}
    left_out: dict[str, None] = {}
    try:
        for path in patrons_notebooks(project.home):
            for frame in framed.values():
                try:
                    chapter = maker.make(path, frame)
                except UnplayableError as error:
                    problems |= dict.fromkeys(error.lines)
                except NotebookError as error:
                    problems[error.sentence(language)] = None
                else:
                    if chapter.live:
                        left_out[NotebookError("live", file=path.name).sentence(language)] = None
                    else:
                        chapters[frame.language].append(chapter)
    finally:
        kernel.close()
    for line in left_out:
        report(line)
    if problems:
        raise LessonError("\n".join(problems))
    site = assemble(framed, chapters, first_aid_pages(project, framed, {}))
    return with_pictures(site, kept)


def _files(site: Site) -> dict[str, bytes]:
    """Return every file of the folder by its path in it."""
    written = {FILES.path(address): page.body.encode() for address, page in site.pages.items()}
    written |= {address: asset.content for address, asset in site.assets.items()}
    written["404.html"] = _lost(site).encode()
    written[WORKER_ADDRESS] = worker(site, FILES)
    for name in list(written):
        if name.endswith(COMPRESSED) and name != "404.html":
            copies = compress(written[name])
            written |= {
                f"{name}.{ending}": content
                for ending, content in (("br", copies.br), ("gz", copies.gzip))
                if content
            }
    written[".htaccess"] = htaccess(site.library.framed_by).encode()
    return dict(sorted(written.items()))


def _lost(site: Site) -> str:
    """Return the page for an address that is none: it may stand below any path, so it is whole."""
    frame = site.frames[site.language]
    style = site.assets[frame.assets["page.css"]].content.decode()
    return frame.draw(
        "lost.html.j2",
        "",
        title=frame.say("not_found_title"),
        text=frame.say("not_found"),
        home=site.library.public_url,
        style=Markup(style),  # in HTML, what stands in <style> is no text
    )


def _ours(folder: Path) -> list[str]:
    """Return what we wrote into a folder the last time. Raises `PublishError` where others did."""
    if not folder.exists():
        return []
    if not folder.is_dir():
        raise PublishError("not_a_folder", folder=folder)
    with suppress(OSError, ValueError, TypeError, KeyError):
        listed = json.loads((folder / OURS).read_text(encoding="utf-8"))["files"]
        return [name for name in listed if isinstance(name, str) and _is_below(folder, name)]
    if any(folder.iterdir()):
        raise PublishError("folder_full", folder=folder)
    return []


def _is_below(folder: Path, name: str) -> bool:
    return (folder / name).resolve().is_relative_to(folder.resolve())


def _write(folder: Path, written: Mapping[str, bytes], before: list[str]) -> None:
    """Write what changed, what pages refer to first; then delete what is no longer there."""
    listed = json.dumps({"files": sorted({*written, *before})}, indent=1)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / OURS).write_text(listed + "\n", encoding="utf-8", newline="\n")
    for name in sorted(written, key=_after_what_it_needs):
        path = folder / name
        with suppress(OSError):
            if path.read_bytes() == written[name]:
                continue  # an upload of what changed stays small
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written[name])
    for name in set(before) - set(written):
        path = folder / name
        if not path.is_file():
            continue
        path.unlink()
        for parent in path.relative_to(folder).parents:
            with suppress(OSError):  # something else is in it
                (folder / parent).rmdir()
    listed = json.dumps({"files": list(written)}, indent=1)
    (folder / OURS).write_text(listed + "\n", encoding="utf-8", newline="\n")


def _after_what_it_needs(name: str) -> tuple[int, str]:
    return (name.partition(".")[2].startswith("html"), name)


def _zip(folder: Path, written: Mapping[str, bytes]) -> Path:
    """Write the folder as one file to upload; unpacked it is a folder of the same name."""
    archive = folder.with_name(f"{folder.name}.zip")
    draft = archive.with_name(f"{archive.name}.new")
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in written.items():
            entry = zipfile.ZipInfo(f"{folder.name}/{name}", LONG_AGO)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, content)
    draft.replace(archive)
    return archive

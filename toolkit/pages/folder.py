"""The whole site as a folder of files: for any web space, and for a double click without any."""

from __future__ import annotations

import hashlib
import json
import time
import zipfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from markupsafe import Markup

from toolkit.library import Library
from toolkit.pages.addressing import FILES
from toolkit.pages.chapters import Chapters, contents, patrons_notebooks
from toolkit.pages.compressed import compress
from toolkit.pages.errors import WORDS, NotebookError, UnplayableError
from toolkit.pages.first_aid import first_aid_pages
from toolkit.pages.kept import Kept
from toolkit.pages.kernel import WarmKernel
from toolkit.pages.links import DeadLink, dead_links
from toolkit.pages.offline import WORKER_ADDRESS, worker
from toolkit.pages.site import Chapter, Site, assemble, frames, with_pictures
from toolkit.pages.versions import VERSIONS, versions_file
from toolkit.pages.web_space import htaccess
from toolkit.player.shelves import SECONDS
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
"""What a page without a server of ours forbids itself, as long as it sends nothing elsewhere."""

ZIP = ".zip"
OURS = ".suluh"
"""The list of what we wrote into a folder: nothing else in it is ever touched."""

ZIPPED = b"suluh publish"
"""What our zips say of themselves: no other one is ever replaced."""

NOT_ON_WINDOWS = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{at}" for port in ("com", "lpt") for at in range(10))}
)
"""What no file there may be called, whatever its ending."""

COMPRESSED = (".html", ".css", ".js", ".svg")
LONG_AGO, NOT_SO_LONG_AGO = 631_152_000, 1_577_836_800
"""Seconds since 1970: between these lie the dates of the files in a zip."""


@dataclass(frozen=True)
class Published:
    """What was written."""

    folder: Path
    zipped: Path | None
    pages: int
    size: int  # bytes, without the compressed copies
    changed: int | None  # pages that are new or read otherwise; None the first time
    gone: tuple[str, ...]  # paths of pages that were there the last time


class PublishError(SpokenError):
    """The site cannot be published; nothing was changed. `sentence` says why."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(WORDS, key, **facts)


def policy(library: Library) -> str:
    """Return what a page without a server of ours forbids itself.

    It may send answers, and searches, to the server that `library.toml` names, and to no other.
    """
    sends = library.keep_records or library.catalogue.kind
    parts = urlsplit(library.send_to if sends else "")
    elsewhere = f" {parts.scheme}://{parts.netloc}" if parts.netloc else ""
    return POLICY.replace("connect-src 'self'", f"connect-src 'self'{elsewhere}")


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
    _refuse_inside(folder, project.home)
    if folder.suffix.lower() == ZIP:
        raise PublishError("zip_is_an_option", folder=folder.stem)
    archive = _archive(folder) if zipped else None
    before = _ours(folder)
    kept = kept or Kept.here()
    site = _site(project, report, kept)
    written = _files(site, kept, _file(folder / VERSIONS))
    if dead := _dead(written, site.library):
        lines = (link.located(site.language) for link in dead)
        raise PublishError("dead_links", links="\n".join(lines))
    _refuse_alike(written)
    _refuse_to_replace(folder, written, before)
    changed = _pages(folder, written)
    gone = sorted(set(filter(_is_page, before)) - written.keys())
    _write(folder, written, before)
    if archive:
        _zip(archive, folder.name, written)
    kept.tidy()
    own = {name: content for name, content in written.items() if not name.endswith((".br", ".gz"))}
    size = sum(map(len, own.values()))
    known = changed if before else None
    paths = tuple(name.removesuffix(f"/{FILES.index}") for name in gone)
    return Published(folder, archive, len(site.pages), size, known, paths)


def _pages(folder: Path, written: Mapping[str, bytes]) -> int:
    """Return how many pages will be new, or read otherwise."""
    count = 0
    for name in filter(_is_page, written):
        try:
            count += (folder / name).read_bytes() != written[name]
        except OSError:
            count += 1
    return count


def _is_page(name: str) -> bool:
    return name.endswith(FILES.index)


def _site(project: Project, report: Callable[[str], None], kept: Kept) -> Site:
    language = project.library.languages[0]
    framed = frames(project.library, FILES, policy(project.library))
    kernel = WarmKernel(project.home)
    maker = Chapters(project, contents(project.home), kernel, kept, patience=SECONDS)
    chapters: dict[str, list[Chapter]] = {code: [] for code in framed}
    problems: dict[str, None] = {}
    try:
        for path in patrons_notebooks(project.home):
            made: dict[str, Chapter] = {}
            for frame in framed.values():
                try:
                    made[frame.language] = maker.make(path, frame)
                except UnplayableError as error:
                    problems |= dict.fromkeys(error.lines)
                except NotebookError as error:
                    problems[error.sentence(language)] = None
            if any(chapter.live for chapter in made.values()):  # else a language would lead nowhere
                report(NotebookError("live", file=path.name).sentence(language))
                continue
            for code, chapter in made.items():
                chapters[code].append(chapter)
    finally:
        kernel.close()
    if problems:
        nothing = PublishError("nothing_published").sentence(language)
        raise LessonError("\n".join([*problems, nothing]))
    site = assemble(framed, chapters, first_aid_pages(project, framed, {}))
    return with_pictures(site, kept)


def _file(path: Path) -> bytes:
    """Return what a file holds, nothing where there is none."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _files(site: Site, kept: Kept, versions: bytes) -> dict[str, bytes]:
    """Return every file of the folder by its path in it; `versions` are those it has already."""
    written = {FILES.path(address): page.body.encode() for address, page in site.pages.items()}
    written |= {address: asset.content for address, asset in site.assets.items()}
    written["404.html"] = _lost(site).encode()
    written[WORKER_ADDRESS] = worker(site, FILES)
    if site.lessons:
        written[VERSIONS] = versions_file(site.lessons, versions)
    for name in list(written):
        if name.endswith(COMPRESSED) and name != "404.html":
            copies = compress(written[name], kept)
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


def _dead(written: Mapping[str, bytes], library: Library) -> list[DeadLink]:
    """Return the dead links; those into a catalogue that library.toml says is in house are none."""
    catalogue = library.catalogue
    in_house = catalogue.url if catalogue.private_network else ""
    found = dead_links(written, library.public_url)
    return [dead for dead in found if not (in_house and dead.link.startswith(in_house))]


def _refuse_inside(folder: Path, home: Path) -> None:
    """Raise `PublishError` where the site would become a lesson, or lie among the notebooks."""
    for part in (home / "lessons", home / "notebooks"):
        if folder.resolve().is_relative_to(part.resolve()):
            raise PublishError("folder_inside", folder=folder, part=part.name)


def _archive(folder: Path) -> Path:
    """Return where the zip of a folder goes. Raises `PublishError` where another one is there."""
    archive = folder.with_name(f"{folder.name}{ZIP}")
    if archive.exists():
        with suppress(OSError, zipfile.BadZipFile), zipfile.ZipFile(archive) as there:
            if there.comment == ZIPPED:
                return archive
        raise PublishError("file_of_others", file=archive)
    return archive


def _refuse_alike(written: Mapping[str, bytes]) -> None:
    """Raise `PublishError` where names cannot lie side by side, or at all, on every computer."""
    there: dict[str, str] = {}
    for name in written:
        other = there.setdefault(name.casefold(), name)
        parts = {part.partition(".")[0] for part in name.casefold().split("/")}
        if other != name or parts & NOT_ON_WINDOWS:
            raise PublishError("name_not_everywhere", name=name.removesuffix("/index.html"))


def _refuse_to_replace(folder: Path, written: Mapping[str, bytes], before: list[str]) -> None:
    """Raise `PublishError` where a file would be replaced that others put into our folder."""
    ours = {name.casefold() for name in before}  # Windows knows no other "Madu" than "madu"
    for name, content in written.items():
        path = folder / name
        if name.casefold() not in ours and path.exists() and path.read_bytes() != content:
            raise PublishError("file_of_others", file=path)


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
    folder.mkdir(parents=True, exist_ok=True)
    _list(folder, {*written, *before})
    gone = set(before) - set(written)
    folded = {name.casefold() for name in written}
    # Where "Madu" becomes "madu", Windows would keep the old name, and then delete the new file.
    respelt = {name for name in gone if name.casefold() in folded}
    _delete(folder, respelt)
    for name in sorted(written, key=_after_what_it_needs):
        path = folder / name
        with suppress(OSError):
            if path.read_bytes() == written[name]:
                continue  # an upload of what changed stays small
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written[name])
    _delete(folder, gone - respelt)
    _list(folder, written)


def _list(folder: Path, names: Iterable[str]) -> None:
    """Note what is ours. Cut off in the middle, the list would say that nothing is."""
    listed = json.dumps({"files": sorted(names)}, indent=1)
    draft = folder / f"{OURS}.new"
    draft.write_text(listed + "\n", encoding="utf-8", newline="\n")
    draft.replace(folder / OURS)


def _delete(folder: Path, names: Iterable[str]) -> None:
    """Delete files, and the folders that are empty then."""
    for name in names:
        path = folder / name
        if not path.is_file():
            continue
        path.unlink()
        for parent in path.relative_to(folder).parents:
            with suppress(OSError):  # something else is in it
                (folder / parent).rmdir()


def _after_what_it_needs(name: str) -> tuple[int, str]:
    return (name.partition(".")[2].startswith("html"), name)


def _zip(archive: Path, folder: str, written: Mapping[str, bytes]) -> None:
    """Write a folder as one file to upload; unpacked it is a folder of the same name."""
    draft = archive.with_name(f"{archive.name}.new")
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.comment = ZIPPED
        for name, content in written.items():
            entry = zipfile.ZipInfo(f"{folder}/{name}", _date(content))
            entry.create_system = 3  # Unix, whose modes they are: else Windows gives other bytes
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, content)
    draft.replace(archive)


def _date(content: bytes) -> tuple[int, int, int, int, int, int]:
    """Return a date that is another one for another content, and the same on any day.

    Web servers tell by date and size whether a browser's copy is old: a corrected letter that
    changes neither would never reach it.
    """
    number = int.from_bytes(hashlib.sha256(content).digest()[:8], "big")
    seconds = LONG_AGO + number % (NOT_SO_LONG_AGO - LONG_AGO)
    year, month, day, hour, minute, second, *_ = time.gmtime(seconds - seconds % 2)
    return year, month, day, hour, minute, second  # a zip counts every other second

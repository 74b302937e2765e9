"""What can be typed behind `suluh`, and what is said to a slip of the pen."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import NoReturn

import toolkit
from toolkit.words import LANGUAGES, phrases, say

MISUSE = 2
"""The exit status of a command that was wrong itself."""

WORDS = phrases("toolkit")

CATALOGUE_JOBS = ("import", "harvest", "search", "test")
"""What can be done with the catalogue."""

Job = Callable[[argparse.Namespace, str], int]
"""What a command does, with what was asked and in the language to speak; returns the status."""


class Parser(argparse.ArgumentParser):
    """An argument parser that answers a slip with one plain sentence."""

    def __init__(self, prog: str, description: str, language: str, known: Collection[str]) -> None:
        super().__init__(prog, description=description, add_help=False)
        self._language = language
        self._known = known
        self._positionals.title = say(WORDS, "arguments", language)
        self._optionals.title = say(WORDS, "options", language)
        self.add_argument("-h", "--help", action="help", help=say(WORDS, "help_help", language))
        codes = tuple(LANGUAGES)
        self.lang = self.add_argument(
            "--lang", choices=codes, help=say(WORDS, "help_lang", language)
        )

    def format_help(self) -> str:
        """Begin with our own word for "usage"."""
        return super().format_help().replace("usage: ", say(WORDS, "usage", self._language), 1)

    def error(self, message: str) -> NoReturn:
        """Say it in our own words: argparse's are English, and about arguments."""
        from toolkit.lesson.problems import nearest

        key, facts = "misuse", {"command": self.prog}
        if word := re.search("invalid choice: '(.*?)'", message):
            if guess := nearest(word[1], self._known):
                key, facts = "misuse_word", {**facts, "word": word[1], "guess": guess}
        elif name := re.search(r"argument (-[-\w]+)", message):
            key, facts = "misuse_value", {**facts, "name": name[1]}
        self.exit(MISUSE, say(WORDS, key, self._language, **facts) + "\n")


def parser(language: str, known: Mapping[str, Job]) -> argparse.ArgumentParser:
    """Return the parser of the whole command, which speaks a language; `known` are its jobs."""

    def words(key: str) -> str:
        return say(WORDS, key, language)

    whole = Parser("suluh", words("about"), language, known)
    version = toolkit.__version__
    whole.add_argument("--version", action="version", version=version, help=words("help_version"))
    title = words("commands")
    jobs = whole.add_subparsers(title=title, metavar=title.upper(), required=True)
    made = {}
    for name, run in known.items():
        what = words(f"help_{name}")
        made[name] = jobs.add_parser(
            name,
            help=what,
            description=what,
            language=language,
            known=CATALOGUE_JOBS if name == "catalogue" else known,
        )
        made[name].set_defaults(job=run)

    serving = made["serve"]
    serving.add_argument(
        "--host", default="127.0.0.1", metavar=words("meta_host"), help=words("help_host")
    )
    serving.add_argument(
        "--port", type=_port, default=8866, metavar=words("meta_port"), help=words("help_port")
    )
    serving.add_argument(
        "--metrics", type=_port, metavar=words("meta_port"), help=words("help_metrics")
    )
    publishing = made["publish"]
    publishing.add_argument(
        "folder", metavar=words("meta_folder"), help=words("help_publish_folder")
    )
    publishing.add_argument("--zip", action="store_true", help=words("help_zip"))
    publishing.add_argument(
        "--notes", default="", metavar=words("meta_file"), help=words("help_notes")
    )
    checking = made["check"]
    checking.add_argument("path", nargs="*", metavar=words("meta_path"), help=words("help_path"))
    checking.add_argument("--fix", action="store_true", help=words("help_fix"))
    checking.add_argument("--strict", action="store_true", help=words("help_strict"))
    checking.add_argument("--json", action="store_true", help=words("help_json"))
    printing = made["handout"]
    printing.lang.help = words("help_lang_handout")
    printing.add_argument(
        "lesson", nargs="?", default="", metavar=words("meta_path"), help=words("help_lesson")
    )
    printing.add_argument("--patron", action="store_true", help=words("help_patron"))
    printing.add_argument(
        "--output", default="", metavar=words("meta_file"), help=words("help_output")
    )
    reading = made["results"]
    reading.lang.help = words("help_lang_results")
    reading.add_argument(
        "file", nargs="*", metavar=words("meta_file"), help=words("help_results_file")
    )
    reading.add_argument(
        "--output", default="", metavar=words("meta_file"), help=words("help_results_output")
    )
    reading.add_argument(
        "--lesson", default="", metavar=words("meta_path"), help=words("help_lesson")
    )
    reading.add_argument(
        "--class",
        dest="class_name",
        default="",
        metavar=words("meta_class"),
        help=words("help_class"),
    )
    reading.add_argument(
        "--since", type=date.fromisoformat, metavar=words("meta_date"), help=words("help_since")
    )
    exporting = made["export"]
    exporting.add_argument("folder", metavar=words("meta_folder"), help=words("help_export_folder"))
    exporting.add_argument(
        "--since", default="", metavar=words("meta_date"), help=words("help_since")
    )
    exporting.add_argument(
        "--lesson", default="", metavar=words("meta_path"), help=words("help_only_lesson")
    )
    exporting.add_argument(
        "--channel", default="", metavar=words("meta_channel"), help=words("help_channel")
    )
    exporting.add_argument("--trials", action="store_true", help=words("help_trials"))
    made["backup"].add_argument("file", metavar=words("meta_file"), help=words("help_backup_file"))
    made["forget"].add_argument(
        "--before", required=True, metavar=words("meta_date"), help=words("help_before")
    )
    _catalogue(made["catalogue"], language)
    made["new"].add_argument("name", metavar=words("meta_name"), help=words("help_name"))
    made["init"].add_argument("folder", metavar=words("meta_folder"), help=words("help_folder"))
    return whole


def _catalogue(job: argparse.ArgumentParser, language: str) -> None:
    """Add what can be done with the catalogue."""

    def words(key: str) -> str:
        return say(WORDS, key, language)

    title = words("commands")
    jobs = job.add_subparsers(title=title, metavar=title.upper(), required=True, dest="what")
    made = {}
    for name in CATALOGUE_JOBS:
        what = words(f"help_catalogue_{name}")
        made[name] = jobs.add_parser(
            name, help=what, description=what, language=language, known=CATALOGUE_JOBS
        )
    made["import"].add_argument(
        "file", metavar=words("meta_file"), help=words("help_catalogue_file")
    )
    made["harvest"].add_argument(
        "url", metavar=words("meta_host"), help=words("help_catalogue_url")
    )
    searching = made["search"]
    searching.add_argument(
        "words", nargs="*", metavar=words("meta_words"), help=words("help_catalogue_words")
    )
    for name in ("title", "author", "subject", "isbn"):
        searching.add_argument(
            f"--{name}",
            default="",
            metavar=words("meta_words"),
            help=words(f"help_catalogue_{name}"),
        )


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65535:  # noqa: PLR2004  # all the ports there are
        raise ValueError(text)
    return port

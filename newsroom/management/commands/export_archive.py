"""`manage.py export_archive`: the stories as files that others can read."""

import os
import re
import sys
from argparse import RawDescriptionHelpFormatter
from contextlib import closing
from datetime import date
from errno import ENOSPC
from functools import partial
from pathlib import Path
from time import monotonic

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from articles.days import FIRST_DAY, LAST_DAY
from articles.exporting import FORMATS, Archive, Part
from articles.exporting.destination import new_file
from articles.exporting.snapshot import snapshot
from articles.models import Article, Author, Country, Section, Tag
from newsroom import site

COULD_NOT_RUN = 2
_WEB = re.compile(r"https?://[\w.\[\]:-]+(?:/[^\s?#\"'<>]*)?")
DAYS = (("from", "first"), ("to", "last"))
FACETS = {"section": Section, "country": Country, "tag": Tag, "author": Author}


class Command(BaseCommand):
    help = (
        "Export the stories of the site, or a part of them: as JSON Lines without loss (jsonl),\n"
        "as a WordPress export (wxr), or as a table (csv). Drafts are exported with the others:\n"
        "for what was published alone, --status published.\n"
        "Options of one kind add to each other; of several kinds, a story must fit each.\n"
        "Exit code 0: all is written; 2: it is not, and the file is as it was before."
    )

    def create_parser(self, *args, **kwargs):
        return super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser):
        parser.add_argument("--format", choices=FORMATS, default="jsonl", help="default: jsonl")
        parser.add_argument(
            "--output",
            type=Path,
            metavar="FILE",
            help="default: standard output; compressed when the name ends in .gz",
        )
        _add_part(parser.add_argument)
        parser.add_argument(
            "--address",
            metavar="URL",
            help="address of the site, told in wxr and csv (default: the first of ALLOWED_HOSTS)",
        )

    def handle(self, *args, output, **options):
        progress = Progress(self.stderr, is_shown=bool(output) or not sys.stdout.isatty())
        write = partial(_write_file, output) if output else self._write_output
        try:
            with snapshot():
                archive = Archive(
                    part=_part(options),
                    address=_address(options["address"]),
                    on_stories=progress.add,
                )
                # Closed before the transaction ends, also when it is given up half way.
                with closing(FORMATS[options["format"]](archive)) as text:
                    write(text)
        except DatabaseError as error:
            reason = str(error).strip().partition("\n")[0]
            raise _stop(f"The database stopped the export: {reason}.") from error
        except KeyboardInterrupt as interrupt:
            left = f"{output} is as it was before" if output else "what was written is not whole"
            raise _stop(f"Stopped: {left}.") from interrupt
        finally:
            progress.end()
        if output:
            self.stdout.write(f"{progress}, in {output}.")

    def _write_output(self, text):
        file = getattr(self.stdout._out, "buffer", None)
        try:
            for piece in text:
                if file:
                    file.write(piece.encode())
                else:
                    self.stdout.write(piece, ending="")
            self.stdout.flush()
        except BrokenPipeError:
            # Whoever reads has had enough (`| head`), and knows.
            _drop_output()
            sys.exit(COULD_NOT_RUN)
        except OSError as error:
            _drop_output()
            raise _stop(f"The export can't be written: {_reason(error)}.") from error


def _write_file(path, text):
    try:
        with new_file(path) as file:
            for piece in text:
                file.write(piece.encode())
    except OSError as error:
        raise _stop(f"{path} can't be written: {_reason(error)}.") from error


def _drop_output():
    """What is still waiting to be written would be tried again when Python ends, in vain."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        # Not a file: a test's, which has nothing waiting.
        return


def _reason(error):
    if error.errno == ENOSPC:
        return "the disk is full. Make room, or choose another with --output"
    return (error.strerror or str(error)).lower()


def _stop(sentence):
    return CommandError(sentence, returncode=COULD_NOT_RUN)


class Progress:
    """Counts the stories, and tells a person who waits at a terminal how far they are."""

    def __init__(self, stderr, is_shown):
        self.stderr, self.number, self.next = stderr, 0, 0.0
        self.is_shown = is_shown and stderr.isatty()

    def __str__(self):
        return "1 story" if self.number == 1 else f"{self.number:,} stories"

    def add(self, number):
        self.number += number
        if self.is_shown and monotonic() >= self.next:
            self.next = monotonic() + 0.5
            self.stderr.write(f"\r{self}", ending="")
            self.stderr.flush()

    def end(self):
        if self.is_shown and self.next:
            self.stderr.write("\r\033[K", ending="")


# What was asked for ---------------------------------------------------------------------------


def _add_part(add):
    for kind in FACETS:
        about = " (without those inside it)" if kind == "section" else ""
        add(
            f"--{kind}", action="append", default=[], metavar="SLUG",
            help=f"stories of this {kind} alone{about}; repeatable",
        )  # fmt: skip
    add("--from", dest="first", metavar="DATE", help="first day, e.g. 2025-12-17")
    add("--to", dest="last", metavar="DATE", help="last day")
    add(
        "--status",
        action="append",
        default=[],
        choices=Article.Status.values,
        help="repeatable",
    )
    add(
        "--source",
        action="append",
        default=[],
        metavar="NAME",
        help="stories that came from this system alone (the name of the site: those "
        "written here); repeatable",
    )


def _part(options):
    first, last = (_day(f"--{name}", options[key]) for name, key in DAYS)
    if first and last and first > last:
        raise _stop("The day of --from is after that of --to.")
    keys = {kind: _keys(kind, options[kind]) for kind in FACETS}
    return Part(
        sections=keys["section"],
        countries=keys["country"],
        tags=keys["tag"],
        authors=keys["author"],
        statuses=tuple(options["status"]),
        sources=_sources(options["source"]),
        first=first,
        last=last,
    )


def _keys(kind, slugs):
    known = dict(FACETS[kind].objects.filter(slug__in=slugs).values_list("slug", "pk"))
    for slug in slugs:
        if slug not in known:
            raise _stop(f"There is no {kind} “{slug}”. Give the last part of its address.")
    return tuple(known.values())


def _sources(names):
    """Stories that were born here are exported under the name of the site."""
    return (*names, "") if settings.SITE_NAME in names else tuple(names)


def _day(name, text):
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise _stop(f"{name} is a day like 2025-12-17; not “{text}”.") from error
    if not FIRST_DAY <= day <= LAST_DAY:
        raise _stop(f"{name} is a day between {FIRST_DAY:%Y} and {LAST_DAY:%Y}; not “{text}”.")
    return day


def _address(text):
    if not text:
        return site.address()
    if not _WEB.fullmatch(text):
        raise _stop(f"--address is that of the site, like https://www.example.org; not “{text}”.")
    return text.rstrip("/")

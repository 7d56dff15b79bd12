"""The beginning of an import: which files there are, what they are, and whose."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

from django.utils import timezone

from articles.html import plain
from articles.importing import archive, formats
from articles.importing.detection import HEAD, detect, is_beside
from articles.importing.encoding import ByteStream
from articles.importing.format import Format, Options
from articles.importing.record import UnreadableArchive
from articles.importing.writer.content import PAGE
from articles.importing.writer.holding import interrupted, our_name
from articles.importing.writer.problems import Problems
from articles.importing.writer.setup import VERSION, Setup
from articles.importing.writer.turns import turn
from articles.models import Country, ImportFile, ImportJob

_NOTHING = "There is no archive here, nothing but pictures, style sheets and the like ({:,})."


def start(paths, options: dict, by=None, is_dry=False) -> tuple[ImportJob, dict]:
    """Make the job of importing `paths`, or find the one that was interrupted.

    Return it with what opens its files, by their positions. `options` are plain values: format,
    source, time_zone, assume_date, headers, encoding, sections, overwrite, quarantine. Of a job
    that is half applied, a dry run can't tell what it would do: it makes a new one.
    """
    found, problems = [], []
    for path in paths:
        try:
            for entry in archive.entries(path):
                (problems if isinstance(entry, tuple) else found).append(entry)
        except UnreadableArchive as error:
            problems.append((path, error))
    key = _key([entry.digest for entry in found], [str(path) for path, _ in problems], options)
    job = interrupted(key, is_dry)
    if job is None:
        seen = _look(found, problems, options)
        if seen.beside and not (seen.files or problems):
            problems.append((", ".join(map(str, paths)), _NOTHING.format(seen.beside)))
        # All at once, when all is known: nobody else writes meanwhile, on SQLite.
        with turn():
            job = ImportJob.objects.create(key=key, options=options, by=by, process=our_name())
            _register(job, seen, problems)
    by_digest = {entry.digest: entry for entry in found}
    files = job.files.exclude(sha256="")
    return job, {file.position: by_digest[file.sha256].open for file in files}


def _key(digests, paths, options):
    # What another version has staged is not gone on with: it may look otherwise.
    told = json.dumps([VERSION, digests, paths, options], sort_keys=True, default=str)
    return hashlib.sha256(told.encode()).hexdigest()


@dataclass
class _Seen:
    """What the files of an import turned out to be: those that can be read, each with its format
    and source; pairs of equal ones; and how many lie beside."""

    files: list[tuple[archive.Entry, Format, str]] = field(default_factory=list)
    twins: list[tuple[str, str]] = field(default_factory=list)
    beside: int = 0


def _look(found, problems, options):
    seen, names = _Seen(), {}
    for entry in found:
        if entry.digest in names:
            seen.twins.append((entry.name, names[entry.digest]))
            continue
        names[entry.digest] = entry.name
        try:
            seen.files.append((entry, *_format_and_source(entry, options)))
        except (OSError, EOFError) as error:
            reason = getattr(error, "strerror", None) or error
            problems.append((entry.name, f"The file can't be read: {reason}."))
        except UnreadableArchive as error:
            if not entry.is_named and _lies_beside(entry):
                seen.beside += 1
            else:
                # Not the error itself: with what it remembers, ten thousand are too many.
                problems.append((entry.name, str(error)))
    return seen


def _register(job, seen, problems):
    told = Problems(job)
    for position, (entry, format_, source) in enumerate(seen.files):
        ImportFile.objects.create(
            job=job,
            position=position,
            name=plain(entry.name.encode("utf-8", "replace").decode())[:1000],
            size=entry.size,
            sha256=entry.digest,
            format=format_.name,
            source=source,
        )
    if seen.beside:
        counts = {"skipped": {"other file": seen.beside}}
        position = len(seen.files)
        ImportFile.objects.create(job=job, position=position, is_read=True, counts=counts)
    for name, other in seen.twins:
        told.of_file(name, f"The same file as {other}. Read once.", refused=False).save()
    for name, error in problems:
        told.of_file(name, str(error)).save()


def _lies_beside(entry):
    with entry.open() as stream:
        return is_beside(entry.name, stream.read(HEAD))


def _format_and_source(entry, options):
    with entry.open() as stream:
        if options.get("format"):
            format_ = formats.named(options["format"])
        else:
            beginning = ByteStream(stream)
            data = beginning.read()[:HEAD]
            if not data and beginning.trouble:
                raise UnreadableArchive(f"The file can't be read: {beginning.trouble}.")
            format_ = detect(data, is_whole=len(data) < HEAD)
    if options.get("source"):
        return format_, options["source"]
    with entry.open() as stream:
        told = format_.source(format_.head(stream, _reader_options(options)))
    return format_, source_name(told) or format_.name


def source_name(address: str) -> str:
    """Name a system by its address: the host, and the folder where two share a host."""
    try:
        parts = urlsplit(address if "//" in address else f"//{address}")
    except ValueError:  # an unclosed [ where a host would be
        return plain(address)[:100]
    site = parts.netloc.lower().removeprefix("www.")
    return plain(f"{site}{parts.path}").rstrip("/")[:100]


def _reader_options(options):
    return Options(options.get("headers") or {}, options.get("encoding") or "")


def setup_of(job: ImportJob) -> Setup:
    options = job.options
    assumed = options.get("assume_date") or None
    return Setup(
        moment=job.moment,
        zone=options.get("time_zone") or timezone.get_default_timezone_name(),
        assume_date=assumed if assumed in (None, PAGE) else date.fromisoformat(assumed),
        options=_reader_options(options),
        quarantine=options.get("quarantine", False),
        countries={c.code: (c.name, c.slug) for c in Country.objects.all()},
        sections=options.get("sections") or {},
        language=options.get("language") or "en",
    )

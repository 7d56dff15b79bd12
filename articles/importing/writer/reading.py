"""Reads the files of a job and stages what is in them: the first phase.

A file is cut here; its pieces are read in several processes and come back in order. A chunk of
them is staged in one transaction with how far the file was read, so that whoever is interrupted
goes on where it was.
"""

import hashlib
import pickle
import sys
import zlib
from collections import Counter, deque
from functools import partial
from itertools import chain, islice

from django.db import Error
from django.db.models import Exists, OuterRef
from django.utils import timezone

from articles.importing import formats
from articles.importing.format import Piece
from articles.importing.record import Problem, UnreadableArchive
from articles.importing.writer.bulk import insert
from articles.importing.writer.problems import Problems
from articles.importing.writer.processes import each
from articles.importing.writer.setup import FileFacts, Setup, Staged
from articles.importing.writer.staged import Stager, fault, mark_of, prepare
from articles.importing.writer.turns import held
from articles.models import Article, ImportFile, ImportItem, ImportJob, ImportPayload, ImportProblem

#: Pieces in a task and a transaction; fewer where they are large.
CHUNK, CHUNK_BYTES = 200, 2 << 20
_ITEM = (
    *("job", "number", "file", "kind", "place", "source", "external_id", "mark", "digest"),
    *("slug", "headline", "facts", "verdict", "before"),
)
_STORY = {"mark": "", "digest": "", "slug": "", "headline": "", "verdict": "created", "before": ""}


class Reading:
    """One job's files, from the first that is not read to the last."""

    def __init__(self, job: ImportJob, setup: Setup, openers, processes: int, watcher):
        self.job, self.setup = job, setup
        self.openers, self.processes = openers, processes
        self.on_progress, self.on_position = watcher.read, watcher.cut
        self.begun: deque[tuple[ImportFile, int, bool]] = deque()
        self.problems, self.told = Problems(job), {}
        self.overwrite = job.options.get("overwrite", False)

    def run(self):
        tasks = self._tasks()
        first = list(islice(tasks, 2))
        if self.processes > 1 and len(first) > 1 and any(pieces for _, pieces in first):
            prepare(self.setup, [facts for facts, _ in first])
        make, tasks = partial(Stager, self.setup), chain(first, tasks)
        results = each(make, "stage", tasks, self.processes)
        for staged in results:
            with held(self.job):
                self._keep(*self.begun.popleft(), staged)

    # Cutting --------------------------------------------------------------------------------

    def _tasks(self):
        for file in self.job.files.filter(is_read=False):
            yield from self._tasks_of(file)

    def _tasks_of(self, file):
        """Yield a task for each chunk of a file; the last one, without pieces, ends it."""
        facts = FileFacts(file.position, file.format, file.source, pickle.dumps(None))
        opener = self.openers[file.position]
        try:
            format_ = formats.named(file.format)
            with opener() as stream:
                head = pickle.dumps(format_.head(stream, self.setup.options), 4)
            facts = FileFacts(file.position, file.format, file.source, head)
            yield from self._chunks(file, facts, format_)
        except UnreadableArchive as error:
            yield self._task(file, facts, [(str(error), "")], 0, is_last=True)
        except (OSError, EOFError, zlib.error) as error:
            message = f"The file can't be read further ({error}). What came before is complete."
            yield self._task(file, facts, [(Problem("", message), "")], 0, is_last=True)
        except Error:
            raise
        except Exception as error:  # noqa: BLE001 - a fault of ours costs the rest of one file
            yield self._task(file, facts, [(Problem("", fault(error)), "")], 0, is_last=True)
        else:
            yield self._task(file, facts, [], 0, is_last=True)

    def _chunks(self, file, facts, format_):
        told = f"{file.format} {file.source} {self.setup.mark()}"
        read_with = facts.head + told.encode("utf-8", "replace")
        beginning = hashlib.blake2b(read_with, digest_size=16)
        chunk, size = [], 0
        try:
            with self.openers[file.position]() as stream:
                pieces = format_.cut(stream, pickle.loads(facts.head), self.setup.options)  # noqa: S301
                for piece in islice(pieces, file.pieces_read, None):
                    chunk.append((piece, _mark(piece, beginning)))
                    size += _size(piece)
                    if len(chunk) == CHUNK or size > CHUNK_BYTES:
                        yield self._known_apart(file, facts, chunk)
                        self.on_position(file, stream)
                        chunk, size = [], 0
        finally:
            # What was cut before the file turned out to be damaged comes in.
            if chunk and sys.exc_info()[0] is not GeneratorExit:
                yield self._known_apart(file, facts, chunk)

    def _known_apart(self, file, facts, chunk):
        """A task without the pieces that came in before just so."""
        known = set() if self.overwrite else known_marks([mark for _, mark in chunk if mark])
        fresh = [(piece, mark) for piece, mark in chunk if mark not in known]
        return self._task(file, facts, fresh, len(chunk) - len(fresh))

    def _task(self, file, facts, pieces, unchanged, is_last=False):
        self.begun.append((file, unchanged, is_last))
        return facts, pieces

    # Staging --------------------------------------------------------------------------------

    def _keep(self, file: ImportFile, unchanged: int, is_last: bool, staged: Staged):
        job = self.job
        first = job.items_number + 1
        for number, row in enumerate(staged.rows, start=first):
            row["number"] = number
        rows = [_STORY | row | {"job": job.pk} for row in staged.rows]
        insert(ImportItem, _ITEM, ([row[name] for name in _ITEM] for row in rows))
        payloads = [(job.pk, row["number"], row["payload"]) for row in rows if "payload" in row]
        insert(ImportPayload, ("job", "number", "data"), payloads)
        self._keep_problems(file, first, staged)
        job.items_number += len(rows)
        job.seen_at = timezone.now()
        job.save(update_fields=["items_number", "seen_at"])
        self._count(file, unchanged, staged)
        file.pieces_read += staged.pieces + unchanged
        file.is_read = is_last or bool(staged.unreadable)
        file.save(update_fields=["pieces_read", "is_read", "counts"])
        self.on_progress(file, staged.pieces + unchanged)

    def _keep_problems(self, file, first, staged):
        if file.position not in self.told:
            self.told = {file.position: self._told_before(file)}
        told, rows = self.told[file.position], []
        for index, problem, finding in staged.problems:
            if problem.once and problem.message in told:
                continue
            if problem.once:
                told.add(problem.message)
            number = None if index is None else first + index
            rows.append(self.problems.row(file.position, number, problem, finding))
        if staged.unreadable:
            sentence = staged.unreadable
            rows.append(self.problems.of_file(file.name, sentence, position=file.position))
        ImportProblem.objects.bulk_create(rows)

    def _told_before(self, file):
        if not file.pieces_read:
            return set()
        told = ImportProblem.objects.filter(job=self.job, file=file.position, refused=False)
        return set(told.values_list("message", flat=True).distinct()[:10_000])

    def _count(self, file, unchanged, staged):
        counts = Counter(file.counts.get("skipped", {}))
        counts.update(staged.skipped)
        file.counts = {
            **file.counts,
            "unchanged": file.counts.get("unchanged", 0) + unchanged,
            "skipped": dict(counts),
        }
        if staged.unreadable:
            file.counts["unreadable"] = True


def _mark(piece, beginning):
    return mark_of(piece, beginning) if isinstance(piece, Piece) else ""


def _size(piece):
    data = getattr(piece, "data", None)
    return len(data) if isinstance(data, (bytes, str)) else 4_000


def known_marks(marks: list[str]) -> set[str]:
    """Return those of the marks whose stories came in before just so, and are here still."""
    if not marks:
        return set()
    stories = Article.objects.filter(source=OuterRef("source"), external_id=OuterRef("external_id"))
    said = stories.exclude(external_id="").filter(import_fingerprint__startswith=OuterRef("digest"))
    items = ImportItem.objects.filter(Exists(said), kind="story", mark__among=marks)
    return set(items.exclude(mark="").values_list("mark", flat=True))

"""The problems of a job as a table that can be mended and imported: a row for each item.

Beside what was wrong stands the story as its source told it, in the columns of an export: who
mends a cell and imports the table again updates that story.
"""

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import TextIO

from articles.importing.writer.bulk import in_chunks
from articles.importing.writer.packing import unpacked
from articles.importing.writer.pictures import Pictures
from articles.models import ImportItem, ImportJob, ImportPayload, ImportProblem

ABOUT = ("file", "place", "field", "problem", "refused")
STORY = (
    *("source", "external_id", "headline", "slug", "summary", "dateline", "body", "language"),
    *("status", "published_at", "modified_at", "withdraw_at", "embargo_until", "authors"),
    *("section", "countries", "tags", "paths", "lead_image", "lead_image_alt"),
    *("lead_image_caption", "lead_image_credit", "pictures", "urgency", "is_featured"),
    "canonical_url",
)
# What a spreadsheet would take for a formula, apostrophes before it or not.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_CELLS = ("headline", "summary", "dateline", "body", "language", "status", "canonical_url")
_MOMENTS = ("published_at", "modified_at", "withdraw_at", "embargo_until")


def write_report(file: TextIO, job: ImportJob):
    """Write the problems of a job as CSV."""
    table = csv.DictWriter(file, (*ABOUT, *STORY))
    table.writeheader()
    for row in report(job):
        table.writerow({name: _safe(cell) for name, cell in row.items()})


def report(job: ImportJob) -> Iterator[dict[str, str]]:
    """Yield a row for each item with a problem, and for each problem without an item."""
    sources = dict(job.files.values_list("position", "source"))
    for problem in job.problems.filter(item=None).iterator():
        # Who writes the story into the row writes it for the system that it was missing from.
        yield _about([problem]) | {"source": sources.get(problem.file, "")}
    numbers = job.problems.exclude(item=None).order_by("item").values_list("item", flat=True)
    for some in in_chunks(numbers.distinct(), 500):
        problems = defaultdict(list)
        for problem in job.problems.filter(item__in=some):
            problems[problem.item].append(problem)
        items = {item.number: item for item in job.items.filter(number__in=some)}
        packed = ImportPayload.objects.filter(job=job, number__in=some)
        packed = dict(packed.values_list("number", "data"))
        for number in some:
            yield _about(problems[number]) | _story(items.get(number), packed.get(number))


def _about(problems: list[ImportProblem]):
    first = problems[0]
    return {
        "file": first.path,
        "place": first.place,
        "field": "; ".join(dict.fromkeys(p.field for p in problems if p.field)),
        "problem": " ".join(problem.message for problem in problems),
        "refused": "yes" if any(problem.refused for problem in problems) else "no",
    }


def _story(item: ImportItem | None, packed):
    if item is None or item.kind != ImportItem.Kind.STORY:
        return {}
    facts = json.loads(item.facts or "{}")
    Pictures([(item.source, facts)]).resolve(item.source, facts)
    values = unpacked(packed) if packed else {}
    cells = {name: values.get(name) or "" for name in (*_CELLS, *_MOMENTS)}
    return cells | {
        "source": item.source,
        "external_id": item.external_id,
        "headline": values.get("headline", item.headline),
        "slug": item.slug,
        "status": facts.get("if_dated", [cells["status"]])[0],
        **_pictures(facts),
        "is_featured": "yes" if values.get("is_featured") else "",
        "urgency": values.get("urgency") or "",
        "section": " > ".join(name for name, _ in facts.get("section", ())),
        **{name: _list(facts.get(name, ())) for name in ("authors", "countries", "tags", "paths")},
    }


def _pictures(facts):
    lead = facts.get("lead") or [""] * 4
    names = ("lead_image", "lead_image_alt", "lead_image_caption", "lead_image_credit")
    told = dict(zip(names, lead, strict=True))
    return told | {"pictures": _list([picture[0] for picture in facts.get("pictures", ())])}


def _list(names):
    told = "; ".join(names)
    return json.dumps(names, ensure_ascii=False) if any(";" in name for name in names) else told


def _safe(cell):
    cell = str(cell)
    return f"'{cell}" if _FORMULA.match(cell) else cell

"""What a job came to, in numbers and in the words of its summary line."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count

from articles.models import ImportItem, ImportJob

_WORDS = ("created", "updated", "unchanged", "kept", "refused")


@dataclass(slots=True)
class Totals:
    """Stories by what became, or is to become, of them; rates; what was left out by its kind.

    `repeated` stand in the archive in a later version too; `unreadable` are files.
    """

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    kept: int = 0
    refused: int = 0
    repeated: int = 0
    undone: int = 0
    rates: int = 0
    rates_unchanged: int = 0
    unreadable: int = 0
    #: Files that something was found in, or that could be read to their end.
    readable: int = 0
    skipped: dict[str, int] = field(default_factory=dict)

    @property
    def stories(self):
        return self.created + self.updated + self.unchanged + self.kept + self.repeated

    def sentence(self) -> str:
        """`created 6, updated 0, unchanged 0, kept 0, refused 0; rates 5 new, 0 unchanged; …`"""
        parts = [", ".join(f"{word} {getattr(self, word)}" for word in _WORDS)]
        if self.repeated:
            parts.append(f"repeated {self.repeated}")
        if self.undone:
            parts.append(f"undone {self.undone}")
        if self.rates or self.rates_unchanged:
            parts.append(f"rates {self.rates} new, {self.rates_unchanged} unchanged")
        if self.skipped:
            kinds = (counted(number, kind) for kind, number in sorted(self.skipped.items()))
            parts.append("skipped: " + ", ".join(kinds))
        return "; ".join(parts)


def totals_of(job: ImportJob) -> Totals:
    totals = Totals()
    rows = job.items.order_by().values_list("kind", "verdict").annotate(Count("number"))
    found = Counter({(kind, verdict): number for kind, verdict, number in rows})
    for verdict in ("created", "updated", "unchanged", "kept", "undone"):
        setattr(totals, verdict, found["story", verdict])
    totals.repeated = found["story", ImportItem.Verdict.SUPERSEDED]
    totals.rates = found["rate", "created"]
    totals.rates_unchanged = found["rate", "unchanged"]
    skipped = Counter()
    for file in job.files.all():
        was_read = "unreadable" not in file.counts or file.pieces_read > 1
        totals.readable += bool(file.format) and was_read
        totals.unchanged += file.counts.get("unchanged", 0)
        skipped.update(file.counts.get("skipped", {}))
    if number := found["attachment", "created"]:
        skipped["attachment"] += number
    totals.skipped = dict(skipped)
    refused = job.problems.filter(refused=True)
    totals.unreadable = refused.filter(field="file").count()
    totals.refused = refused.exclude(field="file").count()
    return totals


def counted(number: int, noun: str) -> str:
    """Return `1 page`, `2 pages`, `3 posts in the bin`."""
    if number == 1:
        return f"1 {noun}"
    words = noun.split(" ")
    # "post in the bin", "note of the crawler", "file not read": the first part is counted.
    ends = [place for place, word in enumerate(words) if word in _AFTER]
    index = ends[0] - 1 if ends else -1
    last = words[index]
    if last.endswith("y"):
        words[index] = f"{last[:-1]}ies"
    elif not last.endswith("s"):
        words[index] = f"{last}s"
    return f"{number} {' '.join(words)}"


_AFTER = ("of", "in", "without", "not", "refused")

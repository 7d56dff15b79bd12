"""Takes the many rows of a job away, without keeping others waiting while it does."""

from articles.importing.writer.bulk import cut_down, insert
from articles.importing.writer.turns import turn
from articles.models import ImportJob

#: Numbers of rows that go in one transaction: others wait for it.
AT_ONCE = 5_000


def empty(model, job: ImportJob, kept=frozenset()):
    """Take away a job's rows of a model, but for those with a number in `kept`.

    Can be done again.
    """
    names = [field.name for field in model._meta.concrete_fields]
    with turn():
        rest = list(model.objects.filter(job=job, number__in=kept).values_list(*names))
        if cut_down(model, job):
            insert(model, names, rest)
            return
    for first in range(1, job.items_number + 1, AT_ONCE):
        with turn():
            last = first + AT_ONCE - 1
            rows = model.objects.filter(job=job, number__range=(first, last))
            rows = rows.exclude(number__in=[number for number in kept if first <= number <= last])
            rows._raw_delete(rows.db)

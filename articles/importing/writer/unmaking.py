"""What imports made to file stories under, taken away with the last import that needs it."""

import json
from functools import partial

from django.db.models import Q

from articles.importing.writer.bulk import in_chunks, lock_facets
from articles.importing.writer.filing import MODELS
from articles.importing.writer.patience import patiently
from articles.models import Country, FormerSlug, ImportedRow, ImportJob, TagAlias

#: Rows that go in one transaction: others wait for it.
AT_ONCE = 200


def unmake(job: ImportJob):
    """Take away what a job, and those that were undone before it, made: where nothing is filed
    there. What another job uses is looked at again when that one is undone. Can be done again.
    """
    made = ImportedRow.objects.filter(Q(job=job) | Q(job__state=ImportJob.State.UNDONE))
    for kind, take in _TAKE.items():
        # The last first: a section lies in one that was made before it.
        keys = made.filter(kind=kind).order_by("-pk").values_list("pk", flat=True)
        for some in in_chunks(list(keys), AT_ONCE):
            patiently(job, partial(_unmake, take, kind, some))


def _unmake(take, kind, keys):
    lock_facets()
    take(kind, list(ImportedRow.objects.filter(pk__in=keys).order_by("-pk")))


def _take_unused(kind, made):
    rows = MODELS[kind].objects.in_bulk([one.row for one in made])
    for one in made:
        row = rows.get(one.row)
        if row is None:
            one.delete()
        elif _is_unused(row, one.before):
            row.delete()
            one.delete()


def _take_all(kind, made):
    model = {"alias": TagAlias, "former": FormerSlug}[kind]
    model.objects.filter(pk__in=[one.row for one in made]).delete()
    ImportedRow.objects.filter(pk__in=[one.pk for one in made]).delete()


def _give_back(kind, made):
    """A country that an editor, or another import, has changed since stays as it is."""
    for one in made:
        country = Country.objects.filter(pk=one.row).first()
        before, after = json.loads(one.before)
        if country and all(getattr(country, name) == value for name, value in after.items()):
            for name, value in before.items():
                setattr(country, name, value)
            country.save()
        one.delete()


def _is_unused(row, description):
    """Whether nothing is filed under it and nobody has said anything else of it."""
    if row.articles.exists() or row.description != description:
        return False
    children = getattr(row, "children", None)
    return not (getattr(row, "user_id", None) or (children and children.exists()))


_TAKE = {
    "tag": _take_unused,
    "author": _take_unused,
    "section": _take_unused,
    "alias": _take_all,
    "former": _take_all,
    "country": _give_back,
}

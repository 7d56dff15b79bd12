"""Which rows items were before: by source and id, or as stories that were born here."""

import json
from collections import defaultdict

from articles.importing.writer import parts
from articles.importing.writer.born import rows_born_here
from articles.importing.writer.bulk import in_chunks
from articles.models import Article

#: The columns that decide whether an editor has changed a story.
COMPARED = (
    *("id", "source", "external_id", "import_fingerprint", "published_at", "slug", "status"),
    *("headline", "summary", "dateline", "body", "withdraw_at", "embargo_until", "section"),
    *("lead_image", "language", "canonical_url", "urgency", "is_featured", "modified_at"),
)


def rows_of(wanted, lock=False):
    """Return the rows that items were before, by their source and `key_of` the item's id.

    `wanted` are (source, external id, facts as JSON); a row may bear an item's other id, and
    http and https are one address. A story of this site that an export names is that story.
    """
    wanted = list(wanted)
    rows, by_source = {}, defaultdict(dict)
    for source, external_id, facts in wanted:
        key = (source, key_of(external_id))
        other = json.loads(facts).get("other_id", "") if '"other_id"' in facts else ""
        for name in (external_id, other):
            for form in _forms(name):
                by_source[source].setdefault(form, key)
    for source, names in by_source.items():
        for some in in_chunks(names, 2_000):
            # Without the last, no index of those that have an id: PostgreSQL does not look into
            # lists of more than a hundred to see that "" is not among them.
            imported = Article.objects.filter(source=source, external_id__among=some)
            found = imported.exclude(external_id="")
            found = _locked(found) if lock else found.only(*COMPARED)
            for row in found:
                key = names[row.external_id]
                # The id itself counts for more than the other one.
                if key not in rows or key_of(row.external_id) == key[1]:
                    rows[key] = row
    born = rows_born_here(wanted, lock)
    rows |= {(source, key_of(name)): row for (source, name), row in born.items()}
    return rows | _rows_by_address(wanted, rows, lock)


def _rows_by_address(wanted, rows, lock):
    """The rows of those that are known by their address alone, and that archives have told under
    another id."""
    paths = {}
    for source, external_id, facts in wanted:
        key = (source, key_of(external_id))
        if key not in rows and ('"part"' in facts or '"copy"' in facts):
            if path := parts.addressed(source, external_id, json.loads(facts)):
                paths[key] = (source, path)
    if not paths:
        return {}
    found = parts.keys_at({path for _, path in paths.values()}, {key[0] for key in paths})
    stories = Article.objects.filter(pk__in=found.values())
    stories = _locked(stories) if lock else stories.only(*COMPARED)
    by_key = {row.pk: row for row in stories}
    return {key: by_key[found[where]] for key, where in paths.items() if found.get(where) in by_key}


def is_shown(facts: dict, row: Article) -> bool:
    """Whether an item is a page that shows a story which came otherwise, and fuller."""
    is_other = "copy" in facts and key_of(facts["copy"]) != key_of(row.external_id)
    return is_other and parts.is_fuller(row)


def _locked(stories):
    return stories.order_by("pk").select_for_update(of=("self",))


def key_of(external_id):
    return external_id.partition("://")[2] or external_id


def _forms(external_id):
    scheme, mark, rest = external_id.partition("://")
    if scheme in ("http", "https") and mark:
        return (f"http://{rest}", f"https://{rest}")
    return (external_id,) if external_id else ()

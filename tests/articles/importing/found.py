"""What came of a file: its records by what they are."""

from articles.importing.record import ArticleRecord, Problem, Skipped


def stories_of(found):
    return [record for record in found if isinstance(record, ArticleRecord)]


def problems_of(found):
    return [record for record in found if isinstance(record, Problem)]


def skipped_of(found):
    return [record.kind for record in found if isinstance(record, Skipped)]

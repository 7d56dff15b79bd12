"""The lines that the stories should have, as SQL: triggers write them, `recount` compares."""

#: Kind, the table that links stories to its rows, and that table's column.
LINKS = (
    (2, "articles_article_countries", "country_id"),
    (3, "articles_article_tags", "tag_id"),
    (4, "articles_byline", "author_id"),
)
#: A write of more lines than this is told as one change, of no listing (kind 0 with key 1).
BULK = 100
COLUMNS = "article_id, kind, key, day, published_at, withdraw_at"


def lines(day, which="TRUE", stories="articles_article a"):
    """Return SELECTs of COLUMNS for the published ones of `stories`, rows of articles called `a`,
    that the condition `which` takes.

    `day` is SQL for the local day of `a.published_at`.
    """
    values = f"{day} AS day, a.published_at, a.withdraw_at FROM {stories}"
    public = f"a.status = 'published' AND {which}"
    everything = f"SELECT a.id AS article_id, 0 AS kind, 0 AS key, {values} WHERE {public}"
    section = f"SELECT a.id, 1, a.section_id, {values} WHERE {public} AND a.section_id IS NOT NULL"
    linked = (
        f"SELECT a.id, {kind}, l.{column}, {values} "
        f"JOIN {table} l ON l.article_id = a.id WHERE {public}"
        for kind, table, column in LINKS
    )
    return " UNION ALL ".join([everything, section, *linked])


def local_day(vendor, zone):
    """Return SQL for the day of `a.published_at` in a zone."""
    if vendor == "postgresql":
        return f"(a.published_at AT TIME ZONE '{zone}')::date"
    return f"django_datetime_cast_date(a.published_at, '{zone}', 'UTC')"


def month_of(vendor, day):
    """Return SQL for the first day of a day's month."""
    return (
        f"date_trunc('month', {day})::date"
        if vendor == "postgresql"
        else f"date({day}, 'start of month')"
    )
